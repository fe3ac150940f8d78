"""What a person did in an article and may still undo or redo, read from the log."""

import datetime
import uuid
from collections.abc import Iterable

from django.utils import timezone

from annotations.models import AnnotationEvent

# Whoever presses Ctrl+Z means something of this sitting: older work is not taken back by a slip of the hand.
REACH = datetime.timedelta(hours=24)
# One action on many annotations has many events; a window of this size holds the actions that anybody goes back.
WINDOW = 400
SHOWN = 50

Actions = list[uuid.UUID]


def undo_stacks(by, article, *, is_gold: bool = False) -> tuple[Actions, Actions]:
    """Return the actions of ``by`` in ``article`` that may be undone, and the undos that may be undone in turn.

    Those of an adjudication (``is_gold``) are undone on its own page.

    The newest is last.  Actions that reach into other articles, such as bulk verdicts
    of the administration, have their undo there.
    """
    events = AnnotationEvent.objects.filter(article=article, by=by, at__gt=timezone.now() - REACH).order_by("-pk")
    events = events.filter(annotation__is_gold=is_gold)
    newest_first = list(events.values_list("action_id", "undoes")[:WINDOW])
    if not newest_first:
        return [], []
    actions = dict.fromkeys(reversed(newest_first))
    undo, redo = stacks(actions)
    shared = AnnotationEvent.objects.filter(action_id__in={*undo[-SHOWN:], *redo[-SHOWN:]}).exclude(article=article)
    elsewhere = set(shared.values_list("action_id", flat=True))
    return _without(undo, elsewhere), _without(redo, elsewhere)


def stacks(actions: Iterable[tuple[uuid.UUID, uuid.UUID | None]]) -> tuple[Actions, Actions]:
    """Return the stacks of undo and redo after ``actions``: pairs of an action and the one it undoes, oldest first.

    ``static/js/history.js`` goes the same steps for what is not stored yet.
    """
    undo: Actions = []
    redo: Actions = []
    for action, undoes in actions:
        if undoes is None:
            undo.append(action)
            redo.clear()
        elif undoes in undo:
            undo.remove(undoes)
            redo.append(action)
        elif undoes in redo:
            redo.remove(undoes)
            undo.append(action)
    return undo, redo


def _without(stack: Actions, elsewhere: set[uuid.UUID]) -> Actions:
    return [action for action in stack[-SHOWN:] if action not in elsewhere]
