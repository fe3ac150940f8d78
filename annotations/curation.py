"""The one door for change: every change of an annotation is checked, written and logged here.

What ties annotations together changes through :mod:`annotations.linking`, the same way; so does
:mod:`annotations.reverting`, to an earlier state.
Each function works in one transaction, under the lock of the article's row, and
writes an :class:`AnnotationEvent` with the full state before and after.  They
raise a :class:`annotations.refusals.Refusal` and change nothing where a rule
says no.  ``version`` is what the person saw; ``None`` means "as it is now".
``action_id`` names one action of a person: sent again, it is not done again.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations import journal
from annotations.access import can_annotate, can_edit, can_judge, can_review, can_see_annotation
from annotations.changing import (
    NewMark,
    Outcome,
    article_to_mark,
    back_to_pending,
    change,
    new_annotation,
    prepare,
    repeated,
    store,
)
from annotations.finishing import begin
from annotations.marking import check_mark, normalise_seen
from annotations.models import Annotation, AnnotationEvent, Relation
from annotations.refusals import AlreadyMarked, IdTaken, NotAllowed, NotOnesOwn, Refusal
from annotations.reverting import revert
from annotations.rows import lock_articles_of, locked_annotations, refuse_twin
from annotations.tagsets import find_tag_for
from newsroom.models import Article

__all__ = [
    "BulkOutcome", "ManyOutcome", "NewMark", "Outcome", "approve", "create", "create_many", "delete", "edit",
    "judge_many", "reject", "reopen", "restore", "revert",
]  # fmt: skip

Verb = AnnotationEvent.Verb
Status = Annotation.Status
Role = Relation.Role

# A bulk change commits this many rows at a time, well under half a second, so that others get their turn.
CHUNK = 200


@dataclass
class BulkOutcome:
    """What became of a change of many: how many changed, and which were refused, with the reason."""

    action_id: uuid.UUID
    changed: int = 0
    refused: list[tuple[uuid.UUID, Refusal]] = field(default_factory=list)


@dataclass
class ManyOutcome(BulkOutcome):
    """What became of many new marks: those that are there now, and which of them this very call made."""

    annotations: list[Annotation] = field(default_factory=list)
    is_new: bool = False


def create(by, article_id: int, mark: NewMark, action_id: uuid.UUID | None = None) -> Outcome:
    """Store ``mark`` as an annotation of ``by``; the same mark under the same id again returns the first one.

    Raises ``Article.DoesNotExist`` or a refusal.
    """
    if not can_annotate(by):
        raise NotAllowed()
    try:
        with transaction.atomic():
            return store(by, article_to_mark(by, article_id), mark, action_id or uuid.uuid4())
    except IntegrityError as error:
        # Only an id used in another article at the same moment gets past the checks under this article's lock.
        raise IdTaken() from error


def create_many(by, article_id: int, marks: Iterable[NewMark], action_id: uuid.UUID | None = None) -> ManyOutcome:
    """Store ``marks`` as one action, ``CHUNK`` a transaction; each is refused by itself, a twin of one's own too.

    Sent again, it stores what is missing.  Raises ``Article.DoesNotExist`` or ``NotAllowed``.
    """
    if not can_annotate(by):
        raise NotAllowed()
    outcome, marks = ManyOutcome(action_id or uuid.uuid4()), list(marks)
    for first in range(0, len(marks), CHUNK):
        try:
            with transaction.atomic():
                _create_chunk(by, article_to_mark(by, article_id), marks[first : first + CHUNK], outcome)
        except IntegrityError as error:  # as in ``create``
            raise IdTaken() from error
    outcome.changed = len(outcome.annotations)
    return outcome


def _create_chunk(by, article: Article, marks: list[NewMark], outcome: ManyOutcome) -> None:
    seen = Annotation.objects.select_related("tag", "author", "article").in_bulk([mark.id for mark in marks])
    entries, places = [], set()
    for mark in marks:
        try:
            if mark.id in seen:
                outcome.annotations.append(repeated(by, article, mark, seen[mark.id]).annotation)
                continue
            annotation = new_annotation(by, article, mark)
            if (place := (mark.tag, mark.start, mark.end)) in places:
                raise AlreadyMarked()
            refuse_twin(annotation, None)
        except Refusal as refusal:
            outcome.refused.append((mark.id, refusal))
            continue
        seen[mark.id] = annotation
        places.add(place)
        entries.append(journal.Entry(annotation, None, Verb.CREATED))
    if entries:
        begin(by, article.pk)
    outcome.annotations += [entry.annotation for entry in entries]
    outcome.is_new |= journal.write(by, outcome.action_id, entries) > 0


def edit(by, annotation_id, version: int | None, action_id=None, *, approves: bool = False, **changes) -> Outcome:
    """Change ``tag`` (slug), ``start``, ``end``, ``exact`` or ``note``; bounds come with their ``exact``.

    A quote also has a ``kind`` and a ``speaker`` (id of an actor, or ``None``) or a source that is not named
    (``speaker_unnamed``); each takes the place of the other.  An author's change of anything but the note makes
    a judged mark pending again.  A reviewer who ``approves`` corrects and judges in one step.
    """

    def apply(annotation: Annotation) -> str | None:
        if changes.get("tag", annotation.tag.slug) != annotation.tag.slug:
            annotation.tag = find_tag_for(annotation.article, changes["tag"])
        for name in ("start", "end", "note", "kind", "speaker_unnamed"):
            setattr(annotation, name, changes.get(name, getattr(annotation, name)))
        if changes.get("speaker"):
            annotation.links[str(Role.SPEAKER)], annotation.speaker_unnamed = changes["speaker"], False
        elif "speaker" in changes or changes.get("speaker_unnamed"):
            annotation.links.pop(Role.SPEAKER, None)
        if "exact" in changes:
            annotation.exact = normalise_seen(changes["exact"])
        check_mark(annotation.article.text, annotation.start, annotation.end, annotation.exact)
        return _verdict(by, Status.APPROVED)(annotation) if approves else Verb.EDITED

    if approves:
        return change(by, annotation_id, version, action_id, apply, may=_may_judge)
    return change(by, annotation_id, version, action_id, apply, may=can_edit, by_author=back_to_pending)


def delete(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Take the annotation out of sight.  The row stays, so that it can be restored."""

    def apply(annotation: Annotation) -> str:
        annotation.deleted_at = timezone.now()
        return Verb.DELETED

    return change(by, annotation_id, version, action_id, apply, may=can_edit)


def restore(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Bring a deleted annotation back; a living twin of it refuses with ``AlreadyMarked``."""

    def apply(annotation: Annotation) -> str:
        annotation.deleted_at = None
        return Verb.RESTORED

    return change(by, annotation_id, version, action_id, apply, may=can_edit, deleted_too=True)


def approve(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Record that a reviewer found the annotation right."""
    return change(by, annotation_id, version, action_id, _verdict(by, Status.APPROVED), may=_may_judge)


def reject(by, annotation_id, version: int | None, reason: str = "", action_id=None) -> Outcome:
    """Record that a reviewer found the annotation wrong, and why."""
    return change(by, annotation_id, version, action_id, _verdict(by, Status.REJECTED, reason), may=_may_judge)


def reopen(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Take a verdict back: the annotation is pending again."""
    return change(by, annotation_id, version, action_id, _verdict(by, Status.PENDING), may=_may_judge)


def judge_many(
    by, annotation_ids: Iterable, status: str, reason: str = "", action_id=None, versions: Mapping | None = None
) -> BulkOutcome:
    """Give every annotation the same verdict under one action id, ``CHUNK`` rows a transaction.

    ``versions`` says which version of each id the person saw; another one is refused as stale.
    """
    outcome = BulkOutcome(action_id or uuid.uuid4())
    ids = list(annotation_ids)
    for first in range(0, len(ids), CHUNK):
        _judge_chunk(by, ids[first : first + CHUNK], status, reason, outcome, versions or {})
    return outcome


def _judge_chunk(by, ids: list, status: str, reason: str, outcome: BulkOutcome, versions: Mapping) -> None:
    with transaction.atomic():
        lock_articles_of(ids)
        apply = _verdict(by, status, reason)
        done = journal.reached(by, outcome.action_id, ids)
        entries = []
        for annotation in locked_annotations(set(ids) - done):
            if not can_see_annotation(by, annotation):
                continue
            try:
                entries.append(prepare(by, annotation, versions.get(annotation.pk), apply, may=_may_judge))
            except Refusal as refusal:
                outcome.refused.append((annotation.pk, refusal))
        outcome.changed += len(done) + journal.write(by, outcome.action_id, [entry for entry in entries if entry])


def _verdict(by, status: str, reason: str = "") -> Callable:
    verbs = {Status.APPROVED: Verb.APPROVED, Status.REJECTED: Verb.REJECTED, Status.PENDING: Verb.REOPENED}
    # One moment for all that get this verdict together: they are written together then.
    now = timezone.now()

    def apply(annotation: Annotation) -> str:
        # A verdict that stands already keeps the person who gave it first.
        if (annotation.status, annotation.reason) != (status, reason):
            annotation.status, annotation.reason = status, reason
            is_judged = status != Status.PENDING
            annotation.reviewer, annotation.reviewed_at = (by, now) if is_judged else (None, None)
        return verbs[status]

    return apply


def _may_judge(by, annotation: Annotation) -> bool:
    if can_judge(by, annotation):
        return True
    if can_review(by, annotation.article):
        raise NotOnesOwn()
    return False
