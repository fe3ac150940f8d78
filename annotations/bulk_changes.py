"""The changes that are made of many annotations at once, through the one door."""

import uuid
from collections.abc import Callable

from annotations import curation, undoing
from annotations.curation import BulkOutcome
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import Refusal
from annotations.selection import Selection

Status = Annotation.Status
VERDICTS = {"approve": Status.APPROVED, "reopen": Status.PENDING, "reject": Status.REJECTED}
UNDO = "undo"


def carry_out(
    by, change: str, selection: Selection, action_id: uuid.UUID, *, reason: str = "", tag: str = "", undoes=None
) -> BulkOutcome:
    """Make ``change`` on every selected annotation, as one action of ``by``; a rejection has a reason, a retag its tag.

    What this action did already, in a request whose answer was lost, counts as changed.
    """
    done = set(
        AnnotationEvent.objects.filter(action_id=action_id, by=by, annotation__in=list(selection)).values_list(
            "annotation_id", flat=True
        )
    )
    rest = {pk: version for pk, version in selection.items() if pk not in done}
    if change == UNDO:
        outcome = undoing.undo_some(by, undoes, action_id, list(rest))
    elif change in VERDICTS:
        outcome = curation.judge_many(by, rest, VERDICTS[change], reason, action_id, versions=rest)
    else:
        outcome = _one_by_one(_single(by, change, action_id, tag), rest, action_id)
    outcome.changed += len(done)
    return outcome


def _single(by, change: str, action_id: uuid.UUID, tag: str) -> Callable:
    """Return the function that makes ``change`` on one annotation of this version."""
    if change == "retag":
        return lambda pk, version: curation.edit(by, pk, version, action_id, tag=tag)
    made = {"delete": curation.delete, "restore": curation.restore}[change]
    return lambda pk, version: made(by, pk, version, action_id)


def _one_by_one(change: Callable, selection: Selection, action_id: uuid.UUID) -> BulkOutcome:
    outcome = BulkOutcome(action_id)
    for pk, version in selection.items():
        try:
            # Only a change raises the version; without one nothing happened.
            outcome.changed += change(pk, version).annotation.version > version
        except Annotation.DoesNotExist:
            continue
        except Refusal as refusal:
            outcome.refused.append((pk, refusal))
    return outcome
