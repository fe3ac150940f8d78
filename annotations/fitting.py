"""Which annotations may be related, so that a quote with its parts, speaker and cue is one object.

The rules of :mod:`annotations.relation_triggers`, said to people.  They bind live
relations only; a relation with a deleted end is hidden, and gives way where its
source becomes something that it does not fit.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Annotation, Relation, Tag
from annotations.refusals import (
    DeletedEnd,
    HasOwnLinks,
    HasParts,
    IsPart,
    LinkedEnd,
    NotAHead,
    Refusal,
    UnknownEnd,
    WrongEnd,
)

Role = Relation.Role
# A message names an annotation by the beginning of its text.
SHOWN_LENGTH = 40

WRONG_TARGETS = {
    Role.SPEAKER: gettext_lazy("Only an actor can be the speaker of a quote."),
    Role.CUE: gettext_lazy("Only a cue can be the cue of a quote."),
    Role.CONTINUES: gettext_lazy("Only a quote can be continued."),
}


@dataclass(frozen=True, slots=True)
class End:
    """What the rules look at in one annotation."""

    tag: str
    is_deleted: bool
    kind: str
    is_unnamed: bool
    text: str
    links: dict[str, uuid.UUID]
    # Whoever makes the change may not know of this one: it cannot be linked, and no message quotes it.
    is_hidden: bool = False

    @property
    def has_own(self) -> bool:
        return bool(self.kind or self.is_unnamed)


class Ends(dict[uuid.UUID, End]):
    """Annotations of an article by id, as they will be after a change."""

    def live_links(self, pk: uuid.UUID) -> dict[str, uuid.UUID]:
        """Return the target by role of each live relation from ``pk``."""
        end = self[pk]
        if end.is_deleted:
            return {}
        return {role: other for role, other in end.links.items() if other in self and not self[other].is_deleted}

    def live_sources(self, pk: uuid.UUID) -> list[tuple[str, uuid.UUID]]:
        """Return role and source of each live relation to ``pk``."""
        return [(role, pk_) for pk_ in self for role, target in self.live_links(pk_).items() if target == pk]

    def put(self, annotation: Annotation) -> None:
        self[annotation.pk] = End(
            annotation.tag.slug, annotation.is_deleted, annotation.kind, annotation.speaker_unnamed,
            annotation.exact[:SHOWN_LENGTH], dict(annotation.links),
        )  # fmt: skip


def concerns_links(before: dict | None, after: dict) -> bool:
    """Tell whether a change of state can make a relation unfit.  Taking something out of sight cannot."""
    before = before or {"links": {}, "kind": "", "speaker_unnamed": False, "tag": after["tag"], "deleted_at": None}
    is_restored = before["deleted_at"] is not None and after["deleted_at"] is None
    return is_restored or any(before[name] != after[name] for name in ("tag", "links", "kind", "speaker_unnamed"))


def ends_around(annotations: Iterable[Annotation], seen: Q) -> Ends:
    """Return these annotations as they are in memory, and as stored all whose relations meet theirs.

    ``seen`` is the condition of those that whoever makes the change may know of.  Of
    the others, only those are there that are tied to one of ``annotations`` already.
    """
    ends, tied = Ends(), set()
    annotations = list(annotations)
    for annotation in annotations:
        ends.put(annotation)
    articles = {annotation.article_id for annotation in annotations}
    ids = set(ends) | {target for end in ends.values() for target in end.links.values()}
    links: dict[uuid.UUID, dict[str, uuid.UUID]] = {}
    # Their relations, and the relations of those at the other end.
    for _round in range(2):
        found = Relation.objects.filter(Q(source__in=ids) | Q(target__in=ids), article__in=articles)
        for source, role, target in found.values_list("source_id", "role", "target_id"):
            links.setdefault(source, {})[role] = target
            ids |= {source, target}
            if source in ends or target in ends:
                tied |= {source, target}
        if len(ids) == len(ends):
            return ends
    others = Annotation.objects.filter(article__in=articles, pk__in=ids - ends.keys())
    values = others.values_list(
        "pk", "tag__slug", "deleted_at", "kind", "speaker_unnamed", Substr("exact", 1, SHOWN_LENGTH)
    )
    known = set(others.filter(seen).values_list("pk", flat=True)) if seen else None
    for pk, tag, deleted_at, kind, is_unnamed, text in values:
        is_hidden = known is not None and pk not in known
        if is_hidden and pk not in tied:
            continue
        ends[pk] = End(tag, deleted_at is not None, kind, is_unnamed, text, links.get(pk, {}), is_hidden)
    return ends


def settle(annotation: Annotation, before: dict | None, ends: Ends) -> None:
    """Let what ``annotation`` had before give way to what it becomes: kind, unnamed source and hidden links.

    A restored annotation leaves behind the links that do not fit any more.
    """
    before = before or {}
    links, is_quote = annotation.links, annotation.tag.slug == Tag.QUOTE
    live = ends.live_links(annotation.pk)
    if before.get("deleted_at") is not None and not annotation.is_deleted:
        for role in list(links):
            if _is_misfit(annotation, before, ends, role):
                del links[role]
    elif not is_quote or Role.CONTINUES in live:
        annotation.links = {role: target for role, target in links.items() if role in live}
    elif Role.CONTINUES in links and (annotation.kind or annotation.speaker_unnamed or live):
        del links[Role.CONTINUES]
    if before and (not is_quote or Role.CONTINUES in live):
        if annotation.kind == before.get("kind", ""):
            annotation.kind = ""
        if annotation.speaker_unnamed == before.get("speaker_unnamed", False):
            annotation.speaker_unnamed = False
    ends.put(annotation)


def refuse_misfit(annotation: Annotation, before: dict | None, ends: Ends, *, hidden_too: bool = False) -> None:
    """Raise the refusal that fits unless every live relation of ``annotation`` keeps the rules.

    ``hidden_too`` allows new links to deleted annotations, which an undo may bring back.
    """
    pk, end = annotation.pk, ends[annotation.pk]
    for target in end.links.values():
        if target not in ends or target == pk:
            raise UnknownEnd()
        is_new = str(target) not in (before or {}).get("links", {}).values()
        if is_new and ends[target].is_hidden:
            raise UnknownEnd()
        if is_new and ends[target].is_deleted and not hidden_too:
            raise DeletedEnd()
    _refuse_tags(pk, ends, is_retagged=before is not None and before["tag"] != end.tag)
    live = ends.live_links(pk)
    if Role.SPEAKER in live and end.is_unnamed:
        raise WrongEnd(_("A quote has a speaker or an unnamed source, not both."))
    if Role.CONTINUES in live:
        was_part = (before or {}).get("links", {}).get(Role.CONTINUES) == str(live[Role.CONTINUES])
        _refuse_part(pk, ends, was_part=was_part)
    for role, source in ends.live_sources(pk):
        if role == Role.CONTINUES:
            _refuse_part(source, ends, was_part=True)


def _is_misfit(annotation: Annotation, before: dict, ends: Ends, role: str) -> bool:
    """Tell whether the one link ``role`` of a restored annotation does not fit any more."""
    alone = Ends(ends)
    alone.put(annotation)
    kept = {role: annotation.links[role]}
    alone[annotation.pk] = End(
        annotation.tag.slug, False, annotation.kind, annotation.speaker_unnamed, annotation.exact, kept
    )
    try:
        refuse_misfit(annotation, before, alone)
    except Refusal:
        return True
    return False


def _refuse_tags(pk: uuid.UUID, ends: Ends, *, is_retagged: bool) -> None:
    end = ends[pk]
    if end.tag != Tag.QUOTE and end.has_own:
        raise WrongEnd(_("Only a quote has a kind or an unnamed source."))
    for role, target in ends.live_links(pk).items():
        if end.tag != Tag.QUOTE and is_retagged:
            raise _linked(
                ends[target], _("This quote is linked to “%(text)s”. Remove the link before you change the tag.")
            )
        if end.tag != Tag.QUOTE:
            raise WrongEnd(_("Only a quote has a speaker, a cue or parts."))
        if ends[target].tag != Relation.TARGET_TAGS[role]:
            raise WrongEnd(WRONG_TARGETS[role])
    for role, source in ends.live_sources(pk):
        if end.tag != Relation.TARGET_TAGS[role]:
            raise _linked(
                ends[source],
                _("The quote “%(text)s” is linked to this. Remove the link there before you change the tag."),
            )


def _linked(other: End, message: str) -> LinkedEnd:
    """Return the refusal of a new tag, which quotes the other end where it may."""
    if other.is_hidden:
        return LinkedEnd(_("A reviewer has linked this. Ask a reviewer to change the tag."))
    return LinkedEnd(message % {"text": other.text})


def _refuse_part(pk: uuid.UUID, ends: Ends, *, was_part: bool) -> None:
    """Raise unless ``pk``, which continues a quote, is nothing but a part of it."""
    end, live = ends[pk], ends.live_links(pk)
    if end.has_own or len(live) > 1:
        raise NotAHead() if was_part or end.has_own else HasOwnLinks()
    if any(role == Role.CONTINUES for role, _source in ends.live_sources(pk)):
        raise HasParts()
    head = live[Role.CONTINUES]
    if Role.CONTINUES in ends.live_links(head):
        raise IsPart()
    # A hidden link would make a chain as soon as its target is restored.
    if Role.CONTINUES in ends[head].links:
        raise IsPart(_("That continues a quote that was deleted. Separate it from that quote first."))
