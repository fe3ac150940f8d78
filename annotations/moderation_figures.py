"""What a moderator wants to know of the whole: what waits, why marks were rejected, what happened in thirty days.

Everything is counted once for all collections and kept for ``KEPT`` seconds; what a person may know is taken out of
that.  Counting a million annotations takes some tenths of a second (``tests/benchmarks/dashboard.py``), and everybody's
first page would do so.
"""

import datetime
from collections import Counter
from collections.abc import Collection as Ids
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone

from annotations.models import Annotation, AnnotationEvent, Tag
from annotations.rejection_reasons import which_reason

# Seconds.  The page says when it was counted.
KEPT = 60
PAST_KEPT = 60 * 60
KEY = "annotations.moderation_figures"
DAYS = 30
# In days before today; what is older than the last one comes after it.
AGES = (0, 3, 7, 30)
OLDER = len(AGES)
Verb = AnnotationEvent.Verb
ACTIVITY = (Verb.CREATED, Verb.APPROVED, Verb.REJECTED)


@dataclass(frozen=True)
class Figures:
    """Numbers of annotations by what they have in common; the first part of every key is the collection's id."""

    counted_at: datetime.datetime
    # (collection, tag, author, age), the age as a place in ``AGES`` or ``OLDER``
    pending: dict[tuple[int, int, int, int], int]
    # (collection, key of rejection_reasons.NAMES)
    reasons: dict[tuple[int, str], int]
    # (collection, verb, days ago)
    activity: dict[tuple[int, str, int], int]

    def within(self, collections: Ids[int]) -> "Figures":
        """Return the figures of these collections."""
        parts = ({key: n for key, n in part.items() if key[0] in collections} for part in self._parts)
        return Figures(self.counted_at, *parts)

    @property
    def _parts(self) -> tuple[dict, dict, dict]:
        return self.pending, self.reasons, self.activity

    @property
    def pending_number(self) -> int:
        return sum(self.pending.values())

    def pending_by(self, part: int) -> Counter:
        """Return how many wait, by the part of the key: 1 tag, 2 author, 3 age."""
        return _summed(self.pending, part)

    def rejected_by_reason(self) -> Counter:
        return _summed(self.reasons, 1)

    def activity_of(self, verb: str) -> Counter:
        """Return how many events of ``verb`` there were, by days ago."""
        return _summed({key: number for key, number in self.activity.items() if key[1] == verb}, 2)

    def midnight(self, days_ago: int) -> datetime.datetime:
        """Return the beginning of a day before the one of the count, in the time zone of the site."""
        return midnight(self.counted_at, days_ago)


def figures_of(collections: Ids[int]) -> Figures:
    """Return the figures of these collections, at most ``KEPT`` seconds old."""
    figures = cache.get(KEY)
    if figures is None:
        figures = count_all()
        cache.set(KEY, figures, KEPT)
    return figures.within(collections)


def count_all() -> Figures:
    """Count everything: four queries, and one less within the hour."""
    now = timezone.now()
    return Figures(now, _pending(now), _reasons(now), _activity(now))


def midnight(moment: datetime.datetime, days_ago: int) -> datetime.datetime:
    """Return the beginning of the day ``days_ago`` before that of ``moment``, in the time zone of the site."""
    day = timezone.localdate(moment) - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _pending(now) -> dict:
    cue = Tag.objects.filter(slug=Tag.CUE).values_list("pk", flat=True).first()
    # A cue belongs to its quote, which is judged with it.  Its id spares a join.
    waiting = Annotation.objects.pending().exclude(tag=cue).order_by()
    return _counted(waiting, "article__collection", "tag", "author", age=_steps("created_at", now, AGES, OLDER))


def _reasons(now) -> dict:
    rejected = Annotation.objects.live().filter(status=Annotation.Status.REJECTED)
    recent = rejected.filter(reviewed_at__gte=midnight(now, DAYS - 1)).order_by()
    return _counted(recent, "article__collection", why=which_reason())


def _activity(now) -> dict:
    """Return the activity of all days.  The log only grows: what happened before today is counted once an hour."""
    key = f"{KEY}.before.{timezone.localdate(now)}"
    before = cache.get(key)
    if before is None:
        before = _activity_between(now, midnight(now, DAYS - 1), midnight(now, 0))
        cache.set(key, before, PAST_KEPT)
    return before | _activity_between(now, midnight(now, 0), midnight(now, -1))


def _activity_between(now, first: datetime.datetime, end: datetime.datetime) -> dict:
    events = AnnotationEvent.objects.filter(verb__in=ACTIVITY, at__gte=first, at__lt=end).order_by()
    return _counted(events, "article__collection", "verb", day=_steps("at", now, range(DAYS), DAYS))


def _steps(field: str, now, days, otherwise: int) -> Case:
    """Return the place in ``days`` of the first day that a moment is not before.

    SQLite would call Python for every row to truncate a moment to its day; it compares texts by itself.
    """
    whens = [When(**{f"{field}__gte": midnight(now, ago)}, then=Value(place)) for place, ago in enumerate(days)]
    return Case(*whens, default=Value(otherwise), output_field=IntegerField())


def _counted(rows, *fields: str, **computed) -> dict:
    names = [*fields, *computed]
    # Not the ids: those are not in the index that has all the rest.
    found = rows.annotate(**computed).values(*names).annotate(number=Count("*")).values_list(*names, "number")
    return {tuple(key): number for *key, number in found}


def _summed(part: dict, place: int) -> Counter:
    sums: Counter = Counter()
    for key, number in part.items():
        sums[key[place]] += number
    return sums
