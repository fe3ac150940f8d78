"""What ties annotations together: speaker and cue of a quote, and the quote that a later part continues.

The half of the one door (:mod:`annotations.curation`) that is about two annotations
at once: the same locks, checks and log.  A link belongs to the state of its source.
"""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from annotations import journal
from annotations.access import can_annotate, can_edit
from annotations.changing import NewMark, Outcome, back_to_pending, locked_for, prepare, store
from annotations.models import Annotation, AnnotationEvent, Relation
from annotations.refusals import AlreadyMarked, NotAllowed, WrongEnd
from annotations.rows import locked_annotations

Verb = AnnotationEvent.Verb
Role = Relation.Role


def link(by, source_id, version: int | None, role: str, target_id: uuid.UUID | None, action_id=None) -> Outcome:
    """Let the target play ``role`` for the source; ``None`` takes the link away.

    A speaker takes the place of an unnamed source.  A cue that no quote has any
    more is deleted in the same action.  Raises ``Annotation.DoesNotExist`` or a refusal.
    """

    def choose(source: Annotation, action: uuid.UUID) -> uuid.UUID | None:
        return target_id

    return _link(by, source_id, version, role, choose, action_id)


def link_new(by, source_id, version: int | None, role: str, mark: NewMark, action_id=None) -> Outcome:
    """Store ``mark`` and link it, as one action; a living twin of the mark is linked instead of a second one.

    ``mark.tag`` is the one that ``role`` needs.  Raises ``Annotation.DoesNotExist`` or a refusal.
    """

    def choose(source: Annotation, action: uuid.UUID) -> uuid.UUID:
        if role == Role.CONTINUES or mark.tag != Relation.TARGET_TAGS[role]:
            raise WrongEnd()
        if not can_annotate(by, source.article):
            raise NotAllowed()
        try:
            return store(by, source.article, mark, action).annotation.pk
        except AlreadyMarked as refusal:
            return refusal.current.pk

    return _link(by, source_id, version, role, choose, action_id)


def changed_beside(by, outcome: Outcome) -> list[Annotation]:
    """Return the other annotations that the action of ``outcome`` changed: a new cue, one that was deleted."""
    events = AnnotationEvent.objects.filter(action_id=outcome.action_id, by=by, article=outcome.annotation.article_id)
    ids = set(events.values_list("annotation_id", flat=True)) - {outcome.annotation.pk}
    return list(Annotation.objects.filter(pk__in=ids).select_related("tag", "author", "article").order_by("pk"))


def shown_with(annotations: list[Annotation], seen: Q) -> list[Annotation]:
    """Return the quotes and parts whose note shows something of these annotations, which may be deleted.

    ``seen`` is the condition of those that the asker may know of.
    """
    ids = {annotation.pk for annotation in annotations}
    articles = {annotation.article_id for annotation in annotations}
    sources = Relation.objects.filter(article__in=articles, target__in=ids).values("source")
    shown = Annotation.objects.live().filter(article__in=articles, pk__in=sources).exclude(pk__in=ids)
    return list(shown.filter(seen).select_related("tag", "author", "article").order_by("pk"))


def _link(by, source_id, version, role, choose: Callable, action_id) -> Outcome:
    action_id = action_id or uuid.uuid4()
    with transaction.atomic():
        source = locked_for(by, source_id)
        if not journal.reached(by, action_id, [source.pk]):
            _write_link(by, source, version, role, choose, action_id)
    return Outcome(source, action_id)


def _write_link(by, source: Annotation, version, role, choose, action_id) -> None:
    left = source.links.get(role)

    def apply(annotation: Annotation) -> str:
        target_id = choose(annotation, action_id)
        if target_id is None:
            annotation.links.pop(role, None)
        else:
            annotation.links[str(role)] = target_id
            if role == Role.SPEAKER:
                annotation.speaker_unnamed = False
        return Verb.EDITED

    entry = prepare(by, source, version, apply, may=can_edit, by_author=back_to_pending)
    if entry:
        journal.write(by, action_id, [entry])
        if role == Role.CUE and left and left != source.links.get(role):
            _delete_cue(by, left, action_id)


def _delete_cue(by, cue_id: uuid.UUID, action_id: uuid.UUID) -> None:
    """Delete a cue that belongs to no quote any more; on its own it would be seen nowhere."""
    (cue,) = locked_annotations([cue_id])
    if cue.is_deleted or not can_edit(by, cue) or cue.incoming.filter(article=cue.article_id).exists():
        return

    def apply(annotation: Annotation) -> str:
        annotation.deleted_at = timezone.now()
        return Verb.DELETED

    entry = prepare(by, cue, None, apply, may=can_edit)
    journal.write(by, action_id, [entry])
