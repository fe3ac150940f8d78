"""Undo of one action of a person: the inverse of each of its events, as a new action.

The second half of the one door (:mod:`annotations.curation`): the same locks,
the same log.  An undo is an action too, so undoing it does the first one again.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from annotations import journal
from annotations.access import can_edit, can_judge, can_review, can_see_annotation, seen_by
from annotations.curation import CHUNK, BulkOutcome
from annotations.finishing import refuse_finished
from annotations.fitting import concerns_links, ends_around, refuse_misfit, settle
from annotations.models import Adjudication, Annotation, AnnotationEvent
from annotations.refusals import AdjudicationFinished, NotAllowed, NothingToUndo, Refusal, Stale
from annotations.rows import lock_articles_of, locked_annotations, refuse_twin, with_links
from annotations.states import put_back, state_of

VERDICT_FIELDS = ("status", "reviewer_id", "reviewed_at", "reason")


def undo(by, undone_action: uuid.UUID, action_id: uuid.UUID | None = None) -> BulkOutcome:
    """Put everything that ``undone_action`` changed back to what it was before.

    Raises ``NothingToUndo`` if ``by`` did no such action or may not know of its annotations
    any more, and ``Stale`` if any of them is not as it left it; then nothing is undone.  A change that
    slips in between two chunks is refused for its annotation alone.  Sent again
    under the same ``action_id``, it does what was left undone.
    """
    outcome = BulkOutcome(action_id or uuid.uuid4())
    events = _events_of(by, undone_action)
    done = AnnotationEvent.objects.filter(action_id=outcome.action_id, by=by, undoes=undone_action)
    done_ids = set(done.values_list("annotation_id", flat=True))
    outcome.changed = len(done_ids)
    events = [event for event in events if event.annotation_id not in done_ids]
    _refuse_if_changed(by, events)
    for first in range(0, len(events), CHUNK):
        _undo_chunk(by, undone_action, events[first : first + CHUNK], outcome)
    if outcome.refused and not outcome.changed:
        raise outcome.refused[0][1]
    return outcome


def events_to_undo(by, undone_action: uuid.UUID) -> list[AnnotationEvent]:
    """Return the events of an action that can be undone; raise what :func:`undo` raises before it begins."""
    events = _events_of(by, undone_action)
    _refuse_if_changed(by, events)
    return events


def undo_some(by, undone_action: uuid.UUID, action_id: uuid.UUID, annotation_ids: list) -> BulkOutcome:
    """Undo what the action did to these annotations: a part of an undo that is made step by step."""
    outcome = BulkOutcome(action_id)
    events = AnnotationEvent.objects.filter(action_id=undone_action, by=by, annotation__in=annotation_ids)
    _undo_chunk(by, undone_action, list(events.order_by("pk")), outcome)
    return outcome


def _events_of(by, action_id: uuid.UUID) -> list[AnnotationEvent]:
    events = list(AnnotationEvent.objects.filter(action_id=action_id, by=by).order_by("pk"))
    if not events:
        raise NothingToUndo()
    return events


def _refuse_if_changed(by, events: list[AnnotationEvent]) -> None:
    seen = Annotation.objects.filter(seen_by(by)).select_related("tag", "author")
    for first in range(0, len(events), CHUNK):
        chunk = events[first : first + CHUNK]
        found = seen.in_bulk([event.annotation_id for event in chunk])
        with_links(list(found.values()))
        for event in chunk:
            if event.annotation_id not in found:
                raise NothingToUndo()
            if _has_moved_on(found[event.annotation_id], event):
                raise Stale(current=found[event.annotation_id])


def _undo_chunk(by, undone_action, events: list[AnnotationEvent], outcome: BulkOutcome) -> None:
    ids = [event.annotation_id for event in events]
    with transaction.atomic():
        lock_articles_of(ids)
        annotations = {annotation.pk: annotation for annotation in locked_annotations(ids)}
        _refuse_finished_gold(annotations.values())
        entries = []
        for event in events:
            try:
                entries.append(_inverse(by, event, annotations[event.annotation_id]))
            except Refusal as refusal:
                outcome.refused.append((event.annotation_id, refusal))
        entries = _without_misfits(by, entries, outcome)
        outcome.changed += journal.write(by, outcome.action_id, entries, undoes=undone_action)


def _refuse_finished_gold(annotations: Iterable[Annotation]) -> None:
    articles = {annotation.article_id for annotation in annotations if annotation.is_gold}
    if articles and Adjudication.objects.filter(article__in=articles, finished_at__isnull=False).exists():
        raise AdjudicationFinished()


def _inverse(by, event: AnnotationEvent, annotation: Annotation) -> journal.Entry:
    if not can_see_annotation(by, annotation):
        raise NotAllowed()
    if _has_moved_on(annotation, event):
        raise Stale(current=annotation)
    before = state_of(annotation)
    if event.before is None:
        annotation.deleted_at = timezone.now()
    else:
        put_back(annotation, event.before)
    if not _may_write(by, annotation, before):
        raise NotAllowed()
    refuse_finished(by, annotation, before, state_of(annotation))
    refuse_twin(annotation, before)
    return journal.Entry(annotation, before, AnnotationEvent.Verb.UNDONE)


def _has_moved_on(annotation: Annotation, event: AnnotationEvent) -> bool:
    """Tell whether the annotation is not any more what ``event`` made of it.

    The version does not say: undoing the later of two changes raises it, and leaves
    the annotation as the earlier one did, which is the next to be undone.
    """
    return any(
        # An older event does not know of everything.
        value != event.after.get(name, value)
        for name, value in state_of(annotation).items()
        if name != "version"
    )


def _without_misfits(by, entries: list[journal.Entry], outcome: BulkOutcome) -> list[journal.Entry]:
    """Return the entries whose links still fit, seen together: an action may bring back both ends of one."""
    concerned = [entry for entry in entries if concerns_links(entry.before, state_of(entry.annotation))]
    if not concerned:
        return entries
    ends = ends_around([entry.annotation for entry in entries], seen_by(by))
    refused = set()
    for entry in concerned:
        try:
            settle(entry.annotation, entry.before, ends)
            refuse_misfit(entry.annotation, entry.before, ends, hidden_too=True)
        except Refusal as refusal:
            refused.add(entry.annotation.pk)
            outcome.refused.append((entry.annotation.pk, refusal))
    return [entry for entry in entries if entry.annotation.pk not in refused]


def _may_write(by, annotation: Annotation, before: dict) -> bool:
    """Tell whether ``by`` may still make this change: a verdict needs a reviewer, unless it was one's own edit.

    An author's edit takes an approval away; undoing that edit gives it back.
    """
    if annotation.is_gold:
        return can_review(by, annotation.article)
    after = state_of(annotation)
    changes_only_verdict = {name for name in after if after[name] != before[name]} <= {*VERDICT_FIELDS, "version"}
    return can_judge(by, annotation) if changes_only_verdict else can_edit(by, annotation)
