"""Going back to an earlier state of an annotation: a part of the one door (:mod:`annotations.curation`)."""

import uuid

from django.utils.translation import gettext as _

from annotations.access import can_edit, can_judge
from annotations.changing import Outcome, back_to_pending, change
from annotations.marking import check_mark
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import DeletedEnd, DeletedState, UnknownState
from annotations.states import put_back, state_of
from annotations.tagsets import find_tag_for

VERDICT_FIELDS = ("status", "reviewer_id", "reviewed_at", "reason")


def revert(by, annotation_id, version: int | None, event_id: int, action_id: uuid.UUID | None = None) -> Outcome:
    """Bring back the state that the annotation had after an event of its log, whether it is deleted now or not.

    The rules of an edit hold.  The verdict of then comes back with whoever may give it; an author without that
    right gets what was marked, which makes a judged mark pending again.  Raises ``Annotation.DoesNotExist`` or a
    refusal.
    """

    def apply(annotation: Annotation) -> str:
        state = _state_after(annotation, event_id)
        if state["tag"] != annotation.tag.slug:
            find_tag_for(annotation.article, state["tag"])
        bring_back(annotation, state, with_verdict=can_judge(by, annotation))
        check_mark(annotation.article.text, annotation.start, annotation.end, annotation.exact)
        return AnnotationEvent.Verb.RESTORED

    def by_author(annotation: Annotation, before: dict) -> None:
        if not can_judge(by, annotation):
            back_to_pending(annotation, before)

    try:
        return change(
            by, annotation_id, version, action_id, apply, may=can_edit, deleted_too=True, by_author=by_author
        )
    except DeletedEnd as refusal:
        raise DeletedEnd(_("What it was linked to then has been deleted. Restore that first.")) from refusal


def preview(by, annotation: Annotation, event_id: int) -> tuple[dict, dict]:
    """Return the present state and the one that :func:`revert` would make, before any rule refuses it.

    ``annotation`` is changed in memory.  Raises the refusal for an event that is none of its states.
    """
    before = state_of(annotation)
    with_verdict = can_judge(by, annotation)
    bring_back(annotation, _state_after(annotation, event_id), with_verdict=with_verdict)
    if annotation.author_id == by.pk and not with_verdict:
        back_to_pending(annotation, before)
    return before, state_of(annotation)


def bring_back(annotation: Annotation, state: dict, *, with_verdict: bool) -> None:
    """Set ``annotation`` to ``state``; without the verdict, to what was marked then under the present one."""
    present = {name: getattr(annotation, name) for name in VERDICT_FIELDS}
    put_back(annotation, state)
    if not with_verdict:
        for name, value in present.items():
            setattr(annotation, name, value)


def differs(annotation: Annotation, state: dict, *, with_verdict: bool) -> bool:
    """Tell whether ``state`` is another one than the present one of ``annotation``."""
    unlike = {"version"} if with_verdict else {"version", *VERDICT_FIELDS}
    # An older event does not know of everything.
    return any(value != state.get(name, value) for name, value in state_of(annotation).items() if name not in unlike)


def _state_after(annotation: Annotation, event_id: int) -> dict:
    event = AnnotationEvent.objects.filter(annotation=annotation, pk=event_id).first()
    if event is None:
        raise UnknownState()
    if event.after["deleted_at"] is not None:
        raise DeletedState()
    return event.after
