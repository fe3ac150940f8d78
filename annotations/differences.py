"""The log of an annotation in words: what each event changed, before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from annotations.models import Annotation, AnnotationEvent, Relation, Tag

Role = Relation.Role

# A text of pages is shortened in the log; the whole is in the annotation.
SHOWN_LENGTH = 300


@dataclass(frozen=True)
class Difference:
    """One thing that an event changed; ``before`` is ``""`` where there was nothing."""

    label: str
    before: str
    after: str


def differences(
    event: AnnotationEvent, tag_names: dict[str, str], texts: dict[str, str] | None = None
) -> list[Difference]:
    """Return what differs between the states of ``event``.

    ``tag_names`` maps slugs to names, ``texts`` the ids of linked annotations to what they mark.
    """
    return differences_between(event.before, event.after, tag_names, texts)


def differences_between(
    before: dict | None, after: dict, tag_names: dict[str, str], texts: dict[str, str] | None = None
) -> list[Difference]:
    """Return what differs between two states of an annotation, as :func:`differences` does."""
    before = _in_words(before, tag_names, texts or {}) if before else {}
    after = _in_words(after, tag_names, texts or {})
    return [
        Difference(label, before.get(label, ""), value)
        for label, value in after.items()
        if before.get(label, "") != value
    ]


def tag_names() -> dict[str, str]:
    """Return the names of all tags by slug, in the language of the interface."""
    return {tag.slug: tag.name for tag in Tag.objects.all()}


def linked_texts(events: Iterable[AnnotationEvent], seen: Q) -> dict[str, str]:
    """Return by id what the annotations mark that these events link; no query where nothing is linked.

    ``seen`` is the condition of those that the reader may know of.
    """
    return texts_of([state for event in events for state in (event.before, event.after) if state], seen)


def texts_of(states: Iterable[dict], seen: Q) -> dict[str, str]:
    """Return by id what the annotations mark that are linked in these states, as :func:`linked_texts` does."""
    ids = {pk for state in states for pk in state.get("links", {}).values()}
    found = Annotation.objects.filter(seen, pk__in=ids) if ids else Annotation.objects.none()
    return {str(pk): text for pk, text in found.values_list("pk", Substr("exact", 1, SHOWN_LENGTH))}


def _in_words(state: dict, names: dict[str, str], texts: dict[str, str]) -> dict[str, str]:
    labels, kinds = dict(Annotation.Status.choices), dict(Annotation.Kind.choices)
    # Events of before there were relations know nothing of them.
    kind, links = state.get("kind", ""), state.get("links", {})
    return {
        _("Tag"): names.get(state["tag"], state["tag"]),
        _("Marked text"): _shorten(state["exact"]),
        _("Place"): f"{state['start']}–{state['end']}",
        _("Kind of quotation"): str(kinds.get(kind, kind)) if kind else "",
        _("Unnamed source"): _("yes") if state.get("speaker_unnamed") else "",
        **{name: texts.get(links[role], _("another annotation")) if role in links else "" for role, name in role_names().items()},
        _("Note"): _shorten(state["note"]),
        _("Status"): str(labels.get(state["status"], state["status"])),
        _("Reason"): _shorten(state["reason"]),
        _("Deleted"): _("yes") if state["deleted_at"] else "",
    }


def role_names() -> dict[str, str]:
    """Return what the target of each role is called, from the quote's side."""
    return {Role.SPEAKER: _("Speaker"), Role.CUE: _("Cue"), Role.CONTINUES: _("Continues")}


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
