"""A reviewer's verdict on one annotation of the queue: by whoever holds it, on what they saw, once.

The verdict itself is given by :mod:`annotations.curation`; here stands what the queue adds to its rules.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import claims, curation
from annotations.access import can_judge, can_review, can_see_annotation
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import NotAllowed, NotOnesOwn, Refusal
from annotations.review_queue import annotations_to_show


class AlreadyJudged(Refusal):
    """Somebody was faster."""

    status = 409
    code = "already_judged"
    message = gettext_lazy("This annotation does not wait any more. Here it is as it is now; nothing was changed.")


class DeletedMeanwhile(Refusal):
    status = 409
    code = "deleted_meanwhile"
    message = gettext_lazy("This annotation was deleted meanwhile. There is nothing left to judge.")


def find(by, annotation_id) -> Annotation:
    """Return the annotation for its reviewer; raise ``Annotation.DoesNotExist`` or ``NotAllowed``."""
    # Its texts are read when somebody looks at them.
    annotation = annotations_to_show().defer("article__text", "article__folded_text").get(pk=annotation_id)
    if not can_see_annotation(by, annotation):
        raise Annotation.DoesNotExist()
    if not can_review(by, annotation.article):
        raise NotAllowed()
    return annotation


def approve(by, annotation_id, version: int, action_id=None) -> curation.Outcome:
    """Approve what is waiting; raise ``Annotation.DoesNotExist`` or a refusal."""
    return _judge(by, annotation_id, action_id, lambda: curation.approve(by, annotation_id, version, action_id))


def reject(by, annotation_id, version: int, reason: str, action_id=None) -> curation.Outcome:
    """Reject what is waiting, and say why."""
    return _judge(by, annotation_id, action_id, lambda: curation.reject(by, annotation_id, version, reason, action_id))


def correct(by, annotation_id, version: int, changes: dict, action_id=None) -> curation.Outcome:
    """Change what is waiting, as ``curation.edit`` does, and approve it: one action, undone as one."""

    def change() -> curation.Outcome:
        return curation.edit(by, annotation_id, version, action_id, approves=True, **changes)

    return _judge(by, annotation_id, action_id, change)


def _judge(by, annotation_id, action_id, change: Callable[[], curation.Outcome]) -> curation.Outcome:
    annotation = find(by, annotation_id)
    if not can_judge(by, annotation):
        raise NotOnesOwn()
    refusal = _why_not(by, annotation)
    if refusal is not None and not _is_done(by, annotation, action_id):
        raise refusal
    with transaction.atomic():
        # Between here and there somebody may be faster still: the version tells.
        outcome = change()
        claims.release(by, annotation_id)
    return outcome


def _is_done(by, annotation: Annotation, action_id) -> bool:
    """Tell whether this very request was made before, and its answer got lost."""
    events = AnnotationEvent.objects.filter(annotation=annotation, action_id=action_id, by=by)
    return action_id is not None and events.exists()


def _why_not(by, annotation: Annotation) -> Refusal | None:
    """Return why ``by`` cannot judge this now, or ``None``."""
    if claims.is_held_by_others(by, annotation.pk):
        return claims.Held(current=annotation)
    if annotation.is_deleted:
        return DeletedMeanwhile(current=annotation)
    if annotation.status != Annotation.Status.PENDING:
        return AlreadyJudged(_by_whom(annotation), current=annotation)
    return None


def _by_whom(annotation: Annotation) -> str | None:
    if annotation.reviewer is None:
        return None
    sentences = {
        Annotation.Status.APPROVED: _("%(name)s has approved this annotation meanwhile. Nothing was changed."),
        Annotation.Status.REJECTED: _("%(name)s has rejected this annotation meanwhile. Nothing was changed."),
    }
    return sentences[annotation.status] % {"name": annotation.reviewer}
