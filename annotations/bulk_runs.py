"""Changes of many annotations, step by step: the one door for :class:`annotations.models.BulkRun`.

A step makes the change on some annotations, and then writes how far the run has come.  Between the two it may break
off: the next step finds what was done in the log, under the action's id, and does not do it again.
"""

import time
import uuid

from django.utils.translation import gettext as _

from annotations import undoing
from annotations.bulk_changes import UNDO, VERDICTS, carry_out
from annotations.curation import CHUNK, BulkOutcome
from annotations.models import Annotation, AnnotationEvent, BulkRun
from annotations.refusals import Refusal
from annotations.selection import Selection, read_part, read_selection, write_selection
from newsroom.models import Article

# A change that is made one by one takes some ten times as long as one in a row.
ONE_BY_ONE = 25
# Of each reason, the first few that were refused are named.
NAMED = 20
State = BulkRun.State


def start(by, change: str, selection: Selection, action_id: uuid.UUID, **details) -> BulkRun:
    """Return the run of ``change`` under ``action_id``, which has done nothing yet; asked for again, the first one."""
    if BulkRun.objects.filter(pk=action_id).exclude(by=by).exists():
        action_id = uuid.uuid4()  # a forged one
    written = {"by": by, "change": change, "selection": write_selection(selection), "total": len(selection)}
    return BulkRun.objects.get_or_create(pk=action_id, by=by, defaults={**written, **details})[0]


def undo(by, undone_action: uuid.UUID, back: str = "", action_id: uuid.UUID | None = None) -> BulkOutcome | BulkRun:
    """Take an action of ``by`` back; return what came of it, or of a long one the run that does it.

    A run of that action goes no further.  Asked for again under the same ``action_id``, it is the same run.
    Raises what :func:`annotations.undoing.undo` raises.
    """
    if action_id and (begun := BulkRun.objects.filter(pk=action_id, by=by, undoes=undone_action).first()):
        return begun
    BulkRun.objects.filter(pk=undone_action, by=by, state=State.RUNNING).update(state=State.CANCELLED, selection="")
    if AnnotationEvent.objects.filter(action_id=undone_action, by=by)[: CHUNK + 1].count() <= CHUNK:
        done = undoing.undo(by, undone_action, action_id)
    else:
        events = undoing.events_to_undo(by, undone_action)
        # The versions say nothing here: an event knows the state that it left.
        selection = {event.annotation_id: 0 for event in events}
        done = start(by, UNDO, selection, action_id or uuid.uuid4(), undoes=undone_action, back=back)
    BulkRun.objects.filter(pk=undone_action, by=by).update(state=State.UNDONE)
    return done


def step(run: BulkRun, seconds: float) -> BulkRun:
    """Go on for about so many seconds, at least one chunk; return the run as it is then."""
    deadline = time.monotonic() + seconds
    while run.is_running:
        run = _advance(run)
        if time.monotonic() >= deadline:
            break
    return run


def cancel(run: BulkRun) -> None:
    """Go no further; what was done stays."""
    BulkRun.objects.filter(pk=run.pk, state=State.RUNNING).update(state=State.CANCELLED, selection="")


def unfinished(by):
    """Return the runs of ``by`` that broke off, the newest first."""
    return BulkRun.objects.filter(by=by, state=State.RUNNING).order_by("-started_at").defer("selection")


def forget_words_of(article: Article) -> None:
    """Blank what a person wrote of every run that changed a mark of ``article``, or was about to.

    That is its reason, and the address of the list, which may hold what was searched for.  A run about marks of
    other articles too loses them as well: nobody can tell which of these the words are of.  What is not finished
    ends here, since a rejection cannot go on without its reason.  The marks that it rejected elsewhere keep theirs.
    """
    ids = set(Annotation.objects.of(article).values_list("pk", flat=True))
    running = BulkRun.objects.filter(state=State.RUNNING).values_list("pk", "selection")
    reaching = [pk for pk, selection in running.iterator() if ids & read_selection(selection).keys()]
    BulkRun.objects.filter(pk__in=reaching).update(state=State.CANCELLED, selection="", reason="", back="")
    touched = AnnotationEvent.objects.filter(article=article).values("action_id")
    BulkRun.objects.filter(pk__in=touched).update(reason="", back="")


def _advance(run: BulkRun) -> BulkRun:
    size = CHUNK if run.change in {*VERDICTS, UNDO} else ONE_BY_ONE
    part = read_part(run.selection, run.position, size)
    outcome = carry_out(run.by, run.change, part, run.pk, reason=run.reason, tag=run.tag, undoes=run.undoes)
    reached = min(run.position + size, run.total)
    written = {"position": reached, "changed": run.changed + outcome.changed, "refused": _refused(run, outcome)}
    # Where another tab was here meanwhile, it did the same, and has written so.
    BulkRun.objects.filter(pk=run.pk, position=run.position).update(**written)
    if reached >= run.total:
        BulkRun.objects.filter(pk=run.pk, state=State.RUNNING).update(state=State.FINISHED, selection="")
    return BulkRun.objects.select_related("by").get(pk=run.pk)


def _refused(run: BulkRun, outcome: BulkOutcome) -> dict:
    refused = {sentence: dict(each) for sentence, each in run.refused.items()}
    for pk, refusal in outcome.refused:
        each = refused.setdefault(sentence_of(refusal), {"count": 0, "first": []})
        each["count"] += 1
        each["first"] = [*each["first"], str(pk)][:NAMED]
    return refused


def sentence_of(refusal: Refusal) -> str:
    """Return why one of many was not changed; there is no current state to show beside it."""
    if refusal.code == "stale":
        return _("somebody changed this meanwhile. Reload the list to see it as it is now.")
    return str(refusal.message)
