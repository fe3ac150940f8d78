"""The log as people read it: the events of an annotation, an article, a person or a day, the newest first.

Nobody reads events of annotations that they may not know of.  One action may have
thousands of events; where a list is not about one annotation, the newest of them stands
for the action, and says of how many.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from annotations.access import seen_by
from annotations.differences import Difference, differences, linked_texts, tag_names
from annotations.models import AnnotationEvent

PAGE_SIZE = 40


@dataclass(frozen=True)
class Entry:
    """An event in words."""

    event: AnnotationEvent
    changes: list[Difference]
    # How many events of its action the list holds.
    count: int
    # What was undone, of an event that undoes one.
    undone: AnnotationEvent | None
    can_undo: bool
    # How a page names the state after the event, where it is a state to go back to.
    way_back: str = ""


@dataclass(frozen=True)
class Page:
    """Some entries, and the event before which older ones follow (``None`` at the end)."""

    entries: list[Entry]
    older: int | None


def events_for(user) -> QuerySet:
    """Return the events of annotations that ``user`` may know of."""
    return AnnotationEvent.objects.filter(seen_by(user, "annotation__"))


def on_day(events: QuerySet, day: datetime.date) -> QuerySet:
    """Return the events of ``day``, which begins and ends at midnight in the time zone of the site."""
    first = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    following = timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))
    return events.filter(at__gte=first, at__lt=following)


def page_of(
    events: QuerySet, user, *, before: int | None = None, is_by_time: bool = False, as_actions: bool = True
) -> Page:
    """Return the page of ``events`` that begins after (older than) the event ``before``.

    ``is_by_time`` follows the index of times, for the events of a day; else the index by id is the one that fits.
    """
    rows = heads(events) if as_actions else events
    if before is not None:
        rows = _older_than(rows, before, events_for(user) if is_by_time else None)
    rows = rows.order_by("-at", "-pk") if is_by_time else rows.order_by("-pk")
    related = rows.select_related("by", "article", "annotation").defer("article__text", "article__folded_text")
    found = list(related[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    counts = _counts(events, shown) if as_actions else {}
    return Page(entries_of(shown, user, counts), shown[-1].pk if len(found) > PAGE_SIZE else None)


def heads(events: QuerySet) -> QuerySet:
    """Return of each action among ``events`` the newest event."""
    newer = events.order_by().filter(action_id=OuterRef("action_id"), pk__gt=OuterRef("pk"))
    return events.filter(~Exists(newer))


def entries_of(events: list[AnnotationEvent], user, counts: dict[uuid.UUID, int] | None = None) -> list[Entry]:
    """Return ``events`` in words; the number of queries does not depend on how many they are."""
    names, texts = tag_names(), linked_texts(events, seen_by(user))
    undone, taken_back = _undone_by(events), _taken_back(user, events)
    return [
        Entry(
            event,
            differences(event, names, texts),
            (counts or {}).get(event.action_id, 1),
            undone.get((event.undoes, event.annotation_id)),
            event.by_id == user.pk and event.action_id not in taken_back,
        )
        for event in events
    ]


def can_undo(user, event: AnnotationEvent) -> bool:
    """Tell whether the action of ``event`` is one of ``user`` that was not undone."""
    return event.by_id == user.pk and not _taken_back(user, [event])


def _older_than(events: QuerySet, pk: int, seen: QuerySet | None) -> QuerySet:
    """Return those before the event ``pk``: by id or, with the events that the reader may know of, by its time.

    The time of another event is nothing for the reader.
    """
    if seen is None:
        return events.filter(pk__lt=pk)
    at = seen.filter(pk=pk).values_list("at", flat=True).first()
    return events.none() if at is None else events.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))


def _counts(events: QuerySet, shown: list[AnnotationEvent]) -> dict[uuid.UUID, int]:
    actions = events.filter(action_id__in={event.action_id for event in shown}).order_by()
    return dict(actions.values_list("action_id").annotate(Count("pk")))


def _undone_by(events: Iterable[AnnotationEvent]) -> dict[tuple, AnnotationEvent]:
    """Return by action and annotation the events that some of these undo; no query where none does."""
    undoing = [event for event in events if event.undoes]
    if not undoing:
        return {}
    found = AnnotationEvent.objects.filter(
        action_id__in={event.undoes for event in undoing}, annotation__in={event.annotation_id for event in undoing}
    )
    return {(event.action_id, event.annotation_id): event for event in found.order_by("pk")}


def _taken_back(user, events: Iterable[AnnotationEvent]) -> set[uuid.UUID]:
    """Return which actions of ``user`` among these were undone."""
    own = {event.action_id for event in events if event.by_id == user.pk}
    if not own:
        return set()
    return set(AnnotationEvent.objects.filter(undoes__in=own, by=user).values_list("undoes", flat=True))
