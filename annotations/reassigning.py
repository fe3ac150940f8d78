"""Taking articles back, and handing those of one person to others.

Nothing of a person's work is lost: what is started is taken from nobody but a
person who does not annotate in the collection any more, and their annotations stay.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from annotations.assigning import (
    CHUNK,
    HandOut,
    NotPartOf,
    Reason,
    Status,
    loads_of,
    lock_articles,
    settings_for,
    store,
)
from annotations.distribution import Need, share_out
from annotations.models import Assignment, CollectionSettings
from annotations.refusals import NotAllowed
from annotations.staffing import ids_that_annotate, people_to_choose


def take_back(by, assignment_ids: Iterable[int]) -> HandOut:
    """Take assignments back that nobody works on: those to do, and open ones of people who left.

    ``by_person`` counts what was taken from whom.
    """
    return _change(by, assignment_ids, _take_back)


def hand_over(by, assignment_ids: Iterable[int], to: Iterable[int] = ()) -> HandOut:
    """Give assignments that nobody works on to other members, or to the people ``to``, evenly.

    ``by_person`` counts what was given to whom.
    """
    chosen = list(to)

    def give(settings, assignments: list[Assignment], outcome: HandOut) -> None:
        _hand_over(settings, assignments, chosen, outcome)

    return _change(by, assignment_ids, give)


def stranded(settings: CollectionSettings):
    """Return the open assignments in the collection of people who do not annotate there any more."""
    open_ones = Assignment.objects.filter(article__collection=settings.pk).exclude(status=Status.FINISHED)
    return open_ones.exclude(user__in=ids_that_annotate(settings))


def _change(by, assignment_ids: Iterable[int], act) -> HandOut:
    """Let ``act`` change the assignments of one collection after the other, ``CHUNK`` a transaction."""
    outcome, ids = HandOut(), sorted(set(assignment_ids))
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        known = Assignment.objects.filter(pk__in=chunk).order_by().values_list("pk", "article__collection")
        by_collection: dict[int, list[int]] = {}
        for pk, collection_id in known:
            by_collection.setdefault(collection_id, []).append(pk)
        outcome.left[Reason.NOT_THERE] += len(chunk) - sum(map(len, by_collection.values()))
        for collection_id in sorted(by_collection):
            _change_in(by, collection_id, by_collection[collection_id], act, outcome)
    outcome.left += Counter()  # drops the zeros
    return outcome


def _change_in(by, collection_id: int, ids: list[int], act, outcome: HandOut) -> None:
    with transaction.atomic():
        try:
            settings = settings_for(by, collection_id, locked=True)
        except (NotPartOf, NotAllowed):
            # Whoever guesses ids learns nothing.
            outcome.left[Reason.NOT_THERE] += len(ids)
            return
        rows = Assignment.objects.filter(pk__in=ids)
        there = set(lock_articles(settings, sorted(rows.values_list("article_id", flat=True))))
        # Not by a join: SQLite would walk the whole collection to find five hundred rows.
        found = [each for each in rows.select_for_update().order_by("pk") if each.article_id in there]
        outcome.left[Reason.NOT_THERE] += len(ids) - len(found)
        able = ids_that_annotate(settings)
        idle = [each for each in found if _is_idle(each, able)]
        outcome.left[Reason.IS_STARTED] += len(found) - len(idle)
        act(settings, idle, outcome)


def _is_idle(assignment: Assignment, able: set[int]) -> bool:
    is_left = assignment.status == Status.STARTED and assignment.user_id not in able
    return assignment.status == Status.TO_DO or is_left


def _take_back(settings, assignments: list[Assignment], outcome: HandOut) -> None:
    _delete(assignments)
    outcome.add((each.article_id, each.user_id) for each in assignments)


def _hand_over(settings, assignments: list[Assignment], chosen: list[int], outcome: HandOut) -> None:
    loads = loads_of(settings, chosen, outcome)
    if chosen:
        may = set(people_to_choose(settings).filter(pk__in=chosen).values_list("pk", flat=True))
        loads = {person: load for person, load in loads.items() if person in may}
    taken: dict[int, set[int]] = {}
    articles = [each.article_id for each in assignments]
    for article_id, person_id in Assignment.objects.filter(article__in=articles).values_list("article_id", "user_id"):
        taken.setdefault(article_id, set()).add(person_id)
    # One need an article: two people's assignments of it are two of its places.
    needs = [Need(pk, number, frozenset(taken[pk])) for pk, number in sorted(Counter(articles).items())]
    shares = share_out(needs, loads)
    given = Counter(article_id for article_id, _person in shares.pairs)
    moved = []
    for each in assignments:
        if given[each.article_id] > 0:
            given[each.article_id] -= 1
            moved.append(each)
    _delete(moved)
    store(shares.pairs)
    outcome.add(shares.pairs)
    outcome.left[Reason.NOBODY_ELSE] += len(assignments) - len(moved)


def _delete(assignments: list[Assignment]) -> None:
    # Checked under lock; the status again, so that this stays true whoever changes the lines above.
    Assignment.objects.filter(~Q(status=Status.FINISHED), pk__in=[each.pk for each in assignments]).delete()
