"""The rows of the gold set that decisions ask for, beside those that are there; used by adjudicating only."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from annotations import journal
from annotations.adjudication import Place, Table
from annotations.agreement.readings import Span
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent, Relation, Tag
from annotations.quotations import End
from annotations.refusals import AlreadyGold
from annotations.states import state_of

Role = Relation.Role
Status = Annotation.Status
Verb = AnnotationEvent.Verb


@dataclass(frozen=True)
class Wanted:
    """A row that a decision asks for.  The first origin is the mark whose speaker and cue it has."""

    tag: str
    start: int
    end: int
    origins: list[str]
    status: str = Status.APPROVED
    kind: str = ""
    is_unnamed: bool = False


class Sheet:
    """The gold rows of an article while decisions are written; what changed becomes the entries of the log."""

    def __init__(self, by, table: Table) -> None:
        self.by, self.table, self.now = by, table, timezone.now()
        self.rows = {row.pk: row for row in table.gold}
        # The living ones by tag and bounds, which no row changes.
        self.marks = {_mark(row): row for row in table.gold}
        self.before = {row.pk: state_of(row) for row in table.gold}
        self.tags = {tag.slug: tag for tag in Tag.objects.all()}
        self.names = {name for place in table.places for name in place.item.ids}
        self.touched: set[uuid.UUID] = set()

    def put(self, place: Place, wanted: list[Wanted]) -> None:
        """Let the decision on ``place`` be these rows: of a quote the head first, then its later parts."""
        kept: list[Annotation] = []
        for each in wanted:
            row = self._at(each.tag, (each.start, each.end))
            if row is not None and row not in place.gold and not self.names.isdisjoint(row.origins):
                self._share(row, each, is_alone=len(wanted) == 1)
            else:
                row = row or self._new(each.tag, (each.start, each.end))
                self._fill(row, each, place)
                row.links = {str(Role.CONTINUES): kept[0].pk} if kept else self._cue_of(each)
            kept.append(row)
        for row in place.gold:
            if row not in kept:
                self._leave(row, place)

    def drop(self, row: Annotation) -> None:
        row.deleted_at, row.links = self.now, {}
        self.touched.add(row.pk)
        del self.marks[_mark(row)]

    def entries(self) -> list[journal.Entry]:
        """Return what to write after all decisions: speakers linked, cues without a quote gone."""
        self._link_speakers()
        self._drop_loose_cues()
        changed = []
        for row in self.rows.values():
            before = self.before.get(row.pk)
            if before is None and not row.is_deleted:
                changed.append(journal.Entry(row, None, Verb.CREATED))
            elif before is not None and before != state_of(row):
                changed.append(journal.Entry(row, before, _verb(before, row)))
        return changed

    def _living(self) -> list[Annotation]:
        return [row for row in self.rows.values() if not row.is_deleted]

    def _at(self, tag: str, span: Span) -> Annotation | None:
        return self.marks.get((tag, *span))

    def _new(self, tag: str, span: Span) -> Annotation:
        row = Annotation(
            id=new_uuid7(), article=self.table.article, tag=self.tags[tag], start=span[0], end=span[1],
            exact=self.table.article.text[span[0] : span[1]], author=self.by, is_gold=True, version=0,
            status=Status.APPROVED, reviewer=self.by, reviewed_at=self.now,
        )  # fmt: skip
        row.links = {}
        self.rows[row.pk] = self.marks[_mark(row)] = row
        return row

    def _share(self, row: Annotation, wanted: Wanted, *, is_alone: bool) -> None:
        """Let the row of another item stand for this one too: the same words under the same tag are gold once."""
        if not is_alone or (wanted.status == Status.APPROVED) > (row.status == Status.APPROVED):
            raise AlreadyGold()
        row.origins = list(dict.fromkeys([*row.origins, *wanted.origins]))
        self.touched.add(row.pk)

    def _leave(self, row: Annotation, place: Place) -> None:
        """Take a row away that ``place`` does not ask for any more, unless another one does."""
        own = set(place.item.ids)
        if own.issuperset(row.origins):
            self.drop(row)
        else:
            row.origins = [name for name in row.origins if name not in own]

    def _fill(self, row: Annotation, wanted: Wanted, place: Place) -> None:
        own = set(place.item.ids)
        others = [name for name in row.origins if name not in own]
        row.origins = list(dict.fromkeys([*wanted.origins, *others]))
        row.kind, row.speaker_unnamed, row.status = wanted.kind, wanted.is_unnamed, wanted.status
        row.reviewer, row.reviewed_at = self.by, self.now
        self.touched.add(row.pk)

    def _cue_of(self, wanted: Wanted) -> dict[str, uuid.UUID]:
        end = self._end_of(wanted.origins[0], Role.CUE)
        if wanted.tag != Tag.QUOTE or wanted.status != Status.APPROVED or end is None:
            return {}
        return {str(Role.CUE): (self._at(Tag.CUE, (end.start, end.end)) or self._copy(Tag.CUE, end)).pk}

    def _copy(self, tag: str, end: End) -> Annotation:
        """Return a new row for a mark that is in no item."""
        row = self._new(tag, (end.start, end.end))
        row.origins = [end.id]
        return row

    def _end_of(self, name: str, role: str) -> End | None:
        return self.table.links.get(uuid.UUID(name), {}).get(role)

    def _link_speakers(self) -> None:
        """Let each gold quote be said by the gold row that its speaker's mark was decided to be, once it is."""
        for row in self._living():
            is_head = row.tag.slug == Tag.QUOTE and row.status == Status.APPROVED and Role.CONTINUES not in row.links
            present = self.rows.get(row.links.get(Role.SPEAKER))
            if not is_head or (row.pk not in self.touched and present is not None and _speaks(present)):
                continue
            end = None if row.speaker_unnamed else self._end_of(row.origins[0], Role.SPEAKER)
            speaker = self._speaker(end) if end else None
            row.links.pop(Role.SPEAKER, None)
            if speaker:
                row.links[str(Role.SPEAKER)] = speaker.pk

    def _speaker(self, end: End) -> Annotation | None:
        actors = [row for row in self._living() if _speaks(row)]
        decided = next((row for row in actors if end.id in row.origins), None)
        there = next((row for row in actors if (row.start, row.end) == (end.start, end.end)), None)
        if decided or there:
            return decided or there
        return None if end.id in self.names or self._at(Tag.ACTOR, (end.start, end.end)) else self._copy(Tag.ACTOR, end)

    def _drop_loose_cues(self) -> None:
        linked = {row.links.get(Role.CUE) for row in self._living()}
        for row in self._living():
            if row.tag.slug == Tag.CUE and row.pk not in linked:
                self.drop(row)


def _mark(row: Annotation) -> tuple[str, int, int]:
    return row.tag.slug, row.start, row.end


def _speaks(row: Annotation) -> bool:
    return row.tag.slug == Tag.ACTOR and row.status == Status.APPROVED and not row.is_deleted


def _verb(before: dict, row: Annotation) -> str:
    if row.is_deleted:
        return Verb.DELETED
    if before["status"] != row.status:
        return Verb.APPROVED if row.status == Status.APPROVED else Verb.REJECTED
    return Verb.EDITED
