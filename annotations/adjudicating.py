"""Decisions between the annotators' sets of one article: the half of the one door that writes the gold set.

The same locks, checks and log as :mod:`annotations.curation`.  What was decided on an
item is gold rows whose origins are the marks of the item: approved ones, or a single
rejected one for "none of these".  Undo is that of every change
(:mod:`annotations.undoing`).
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import journal, undoing
from annotations.access import can_review, visible_articles
from annotations.adjudication import Table, gold_rows, table_of
from annotations.comparison import Item, Piece, merged_parts
from annotations.curation import BulkOutcome
from annotations.gold_rows import Sheet, Wanted
from annotations.marking import check_mark
from annotations.models import Adjudication, Annotation, AnnotationEvent, Tag
from annotations.quotations import UNNAMED
from annotations.refusals import (
    AdjudicationFinished,
    DecidedOtherwise,
    InvalidInput,
    NotAllowed,
    NotDecided,
    UnknownTag,
)
from annotations.rows import locked_annotations, locked_article
from annotations.tagsets import find_tag_for
from newsroom.models import Article

Status = Annotation.Status

# Items a transaction; each is a few rows, and others get their turn between two.
CHUNK = 50


@dataclass(frozen=True)
class Take:
    """The side of one annotator, quotes with all that hangs on them."""

    annotator_id: int

    def wanted(self, item: Item, article: Article) -> list[Wanted]:
        piece = item.pieces.get(self.annotator_id)
        if piece is None:
            raise InvalidInput(_("This annotator has marked nothing here."))
        kind = piece.kind or next((each.kind for each in item.pieces.values() if each.kind), "")
        return _rows(piece.parts, piece.tag, [piece, *item.pieces.values()], kind)


@dataclass(frozen=True)
class Merge:
    """All that anybody's bounds cover, under the one tag that all chose."""

    def wanted(self, item: Item, article: Article) -> list[Wanted]:
        if not item.can_merge:
            raise InvalidInput(_("Only different bounds under one tag can be merged."))
        pieces = _answered_first(item)
        return _rows(merged_parts(pieces), pieces[0].tag, pieces, _first_kind(pieces))


@dataclass(frozen=True)
class Third:
    """What none of the annotators marked.  Offsets are code points, half-open."""

    tag: str
    start: int
    end: int
    exact: str

    def wanted(self, item: Item, article: Article) -> list[Wanted]:
        check_mark(article.text, self.start, self.end, self.exact)
        tag = find_tag_for(article, self.tag)
        if not tag.has_button:
            raise UnknownTag()
        pieces = _answered_first(item)
        return _rows([(self.start, self.end)], tag.slug, pieces, _first_kind(pieces))


@dataclass(frozen=True)
class Nothing:
    """None of the marks is right: a rejected row keeps the decision."""

    def wanted(self, item: Item, article: Article) -> list[Wanted]:
        (start, end), *_rest = (piece := next(iter(item.pieces.values()))).parts
        return [Wanted(piece.tag, start, end, item.ids, Status.REJECTED)]


Choice = Take | Merge | Third | Nothing


def decide(by, article_id: int, key: str, seen: str, choice: Choice, action_id: uuid.UUID | None = None) -> uuid.UUID:
    """Decide on the item ``key`` as it was ``seen``; return the action.  Raises ``Article.DoesNotExist`` or a refusal."""
    action_id = action_id or uuid.uuid4()
    with transaction.atomic():
        table = _locked_table(by, article_id)
        if _is_done(by, article_id, action_id):
            return action_id
        place = table.find(key)
        if place is None or place.seen != seen:
            raise DecidedOtherwise()
        sheet = Sheet(by, table)
        sheet.put(place, choice.wanted(place.item, table.article))
        _write(by, table, sheet, action_id)
    return action_id


def take_agreements(by, article_id: int, action_id: uuid.UUID | None = None) -> BulkOutcome:
    """Take all that the annotators agree on and that is not decided yet, as one action."""
    outcome = BulkOutcome(action_id or uuid.uuid4())
    while True:
        with transaction.atomic():
            table = _locked_table(by, article_id)
            places = table.open_agreements[:CHUNK]
            if not places:
                return outcome
            sheet = Sheet(by, table)
            for place in places:
                first = next(iter(place.item.pieces))
                sheet.put(place, Take(first).wanted(place.item, table.article))
            _write(by, table, sheet, outcome.action_id)
            outcome.changed += len(places)


def remove_loose(by, article_id: int, gold_id: uuid.UUID, action_id: uuid.UUID | None = None) -> uuid.UUID:
    """Take a gold annotation away whose marks are in no set any more; return the action."""
    action_id = action_id or uuid.uuid4()
    with transaction.atomic():
        table = _locked_table(by, article_id)
        if _is_done(by, article_id, action_id):
            return action_id
        row = next((row for row in table.loose if row.pk == gold_id), None)
        if row is None:
            raise DecidedOtherwise()
        sheet = Sheet(by, table)
        sheet.drop(row)
        _write(by, table, sheet, action_id)
    return action_id


def undo(by, article_id: int, undone_action: uuid.UUID, action_id: uuid.UUID | None = None) -> BulkOutcome:
    """Undo one of the person's own actions in the adjudication of this article, while it is not finished."""
    with transaction.atomic():
        _locked_table(by, article_id)
        events = AnnotationEvent.objects.filter(action_id=undone_action)
        if events.exclude(article=article_id, annotation__is_gold=True).exists():
            raise NotAllowed()
    return undoing.undo(by, undone_action, action_id)


def finish(by, article_id: int) -> Adjudication:
    """Make the gold set the article's: every item must be decided, and everybody who is assigned have finished."""
    with transaction.atomic():
        table = _locked_table(by, article_id)
        _refuse_unready(table)
        adjudication = _started(by, table)
        adjudication.finished_at = timezone.now()
        adjudication.save(update_fields=["finished_at"])
    return adjudication


def reopen(by, article_id: int) -> None:
    """Let the gold set be changed again; until it is finished anew, it counts for nobody."""
    with transaction.atomic():
        article = _locked_article(by, article_id)
        Adjudication.objects.filter(article=article).update(finished_at=None)


def _locked_article(by, article_id: int) -> Article:
    article = locked_article(article_id)
    if not visible_articles(by).filter(pk=article_id).exists():
        raise Article.DoesNotExist()
    if not can_review(by, article):
        raise NotAllowed()
    return article


def _locked_table(by, article_id: int) -> Table:
    article = _locked_article(by, article_id)
    table = table_of(article, locked_annotations([row.pk for row in gold_rows(article)]))
    if table.is_finished:
        raise AdjudicationFinished()
    return table


def _is_done(by, article_id: int, action_id: uuid.UUID) -> bool:
    """Tell whether this action was done before: a request sent again after a lost answer."""
    return AnnotationEvent.objects.filter(article=article_id, action_id=action_id, by=by).exists()


def _write(by, table: Table, sheet: Sheet, action_id: uuid.UUID) -> None:
    journal.write(by, action_id, sheet.entries())
    _started(by, table)


def _started(by, table: Table) -> Adjudication:
    return Adjudication.objects.get_or_create(article=table.article, defaults={"by": by})[0]


def _refuse_unready(table: Table) -> None:
    if table.unfinished:
        names = _(", ").join(map(str, table.unfinished))
        raise NotDecided(_("Not finished yet: %(names)s. Wait for them, or take the article back.") % {"names": names})
    if left := len(table.undecided):
        message = ngettext("%(left)d place is not decided yet.", "%(left)d places are not decided yet.", left)
        raise NotDecided(message % {"left": left})


def _answered_first(item: Item) -> list[Piece]:
    """Return the pieces; the first that says who speaks comes first."""
    return sorted(item.pieces.values(), key=lambda piece: piece.speaker is None)


def _first_kind(pieces: list[Piece]) -> str:
    return next((piece.kind for piece in pieces if piece.kind), "")


def _rows(spans, tag: str, pieces: list[Piece], kind: str) -> list[Wanted]:
    """Return one row for each span; the first comes from all marks of ``pieces`` and has what is said of the whole."""
    origins = list(dict.fromkeys(name for piece in pieces for name in piece.ids))
    is_quote = tag == Tag.QUOTE
    is_unnamed = is_quote and pieces[0].speaker == UNNAMED
    (start, end), *parts = spans
    head = Wanted(tag, start, end, origins, kind=kind if is_quote else "", is_unnamed=is_unnamed)
    # A later part comes from the same piece's marks; which of them does not matter for its speaker.
    return [head, *(Wanted(tag, *span, origins) for span in parts)]
