"""The log of an annotation in words: what each event changed, before and after."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Annotation, AnnotationEvent, Tag

# A text of pages is shortened in the log; the whole is in the annotation.
SHOWN_LENGTH = 300


@dataclass(frozen=True)
class Difference:
    """One thing that an event changed; ``before`` is ``""`` where there was nothing."""

    label: str
    before: str
    after: str


def differences(event: AnnotationEvent, tag_names: dict[str, str]) -> list[Difference]:
    """Return what differs between the states of ``event``; ``tag_names`` maps slugs to names."""
    before = _in_words(event.before, tag_names) if event.before else {}
    after = _in_words(event.after, tag_names)
    return [
        Difference(label, before.get(label, ""), value)
        for label, value in after.items()
        if before.get(label, "") != value
    ]


def tag_names() -> dict[str, str]:
    """Return the names of all tags by slug, in the language of the interface."""
    return {tag.slug: tag.name for tag in Tag.objects.all()}


def _in_words(state: dict, names: dict[str, str]) -> dict[str, str]:
    labels = dict(Annotation.Status.choices)
    return {
        _("Tag"): names.get(state["tag"], state["tag"]),
        _("Marked text"): _shorten(state["exact"]),
        _("Place"): f"{state['start']}–{state['end']}",
        _("Note"): _shorten(state["note"]),
        _("Status"): str(labels.get(state["status"], state["status"])),
        _("Reason"): _shorten(state["reason"]),
        _("Deleted"): _("yes") if state["deleted_at"] else "",
    }


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
