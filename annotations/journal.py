"""Writes changed annotations together with their events; used by curation and undoing only."""

import uuid
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from annotations.models import Annotation, AnnotationEvent
from annotations.states import state_of
from newsroom.models import Article

CHANGING_FIELDS = [
    "tag", "start", "end", "exact", "note", "status", "reviewer", "reviewed_at", "reason",
    "deleted_at", "updated_at", "version",
]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An annotation that is about to be written, its state before (``None`` if new), and what happened."""

    annotation: Annotation
    before: dict | None
    verb: str


def write(by, action_id: uuid.UUID, entries: list[Entry], undoes: uuid.UUID | None = None) -> int:
    """Write annotations, events and the articles' revisions; return how many.  Must run inside a transaction."""
    if not entries:
        return 0
    now = timezone.now()
    for entry in entries:
        entry.annotation.version += 1
        entry.annotation.updated_at = now
    Annotation.objects.bulk_create([entry.annotation for entry in entries if entry.before is None])
    changed = [entry.annotation for entry in entries if entry.before is not None]
    if changed:
        Annotation.objects.bulk_update(changed, CHANGING_FIELDS, batch_size=50)
    AnnotationEvent.objects.bulk_create([_event(by, action_id, undoes, now, entry) for entry in entries])
    articles = {entry.annotation.article_id for entry in entries}
    Article.objects.filter(pk__in=articles).update(revision=F("revision") + 1)
    return len(entries)


def reached(by, action_id: uuid.UUID, annotation_ids) -> set[uuid.UUID]:
    """Return which of these annotations this action has reached already: a request sent again after a lost answer."""
    events = AnnotationEvent.objects.filter(action_id=action_id, by=by, annotation__in=annotation_ids)
    return set(events.values_list("annotation_id", flat=True))


def _event(by, action_id, undoes, now, entry: Entry) -> AnnotationEvent:
    return AnnotationEvent(
        article_id=entry.annotation.article_id,
        annotation=entry.annotation,
        action_id=action_id,
        undoes=undoes,
        verb=entry.verb,
        by=by,
        by_name=by.get_username(),
        at=now,
        before=entry.before,
        after=state_of(entry.annotation),
    )
