"""The full state of an annotation as plain data, for the log and for undo."""

import datetime
import uuid

from django.utils.dateparse import parse_datetime

from annotations.models import Annotation
from annotations.rows import find_tag

# What an event records and an undo puts back, besides the tag, the links and the version.
PLAIN_FIELDS = ("start", "end", "exact", "note", "kind", "speaker_unnamed", "status", "reviewer_id", "reason")
TIME_FIELDS = ("reviewed_at", "deleted_at")


def state_of(annotation: Annotation) -> dict:
    """Return everything a person can change of ``annotation``, as JSON-ready data; offsets in code points."""
    state = {name: getattr(annotation, name) for name in PLAIN_FIELDS}
    state |= {name: _written(getattr(annotation, name)) for name in TIME_FIELDS}
    state["links"] = {role: str(target) for role, target in sorted(annotation.links.items())}
    state |= {"tag": annotation.tag.slug, "author_id": annotation.author_id, "version": annotation.version}
    if annotation.is_gold:
        state |= {"is_gold": True, "origins": annotation.origins}
    return state


def put_back(annotation: Annotation, state: dict) -> None:
    """Set ``annotation`` to ``state``, but for its version, which only grows.

    What an older event does not know of stays as it is.  Raises ``UnknownTag`` if
    the tag of that time does not exist any more.
    """
    if annotation.tag.slug != state["tag"]:
        annotation.tag = find_tag(state["tag"])
    for name in state.keys() & set(PLAIN_FIELDS):
        setattr(annotation, name, state[name])
    if "origins" in state:
        annotation.origins = state["origins"]
    if "links" in state:
        annotation.links = {role: uuid.UUID(target) for role, target in state["links"].items()}
    for name in TIME_FIELDS:
        setattr(annotation, name, state[name] and parse_datetime(state[name]))


def _written(moment: datetime.datetime | None) -> str | None:
    return moment and moment.isoformat()
