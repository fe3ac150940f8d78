"""Sharing articles out evenly: a plain function of numbers."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Need:
    """An article that lacks ``number`` annotators; ``taken`` are the people it must not be given to (again)."""

    article_id: int
    number: int
    taken: frozenset[int] = frozenset()


@dataclass
class Shares:
    """Who gets what: ``(article id, person id)`` pairs, and how many annotators each article still lacks."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    lacking: dict[int, int] = field(default_factory=dict)


def share_out(needs: Iterable[Need], loads: Mapping[int, int]) -> Shares:
    """Return each article's new people: always those with the smallest load, the smaller id first among equals.

    ``loads`` says how many articles each person has in hand already; it is not changed.
    """
    heap = [(load, person) for person, load in loads.items()]
    heapq.heapify(heap)
    shares = Shares()
    for need in needs:
        passed, given = [], 0
        while heap and given < need.number:
            load, person = heapq.heappop(heap)
            if person in need.taken:
                passed.append((load, person))
            else:
                shares.pairs.append((need.article_id, person))
                passed.append((load + 1, person))
                given += 1
        for each in passed:
            heapq.heappush(heap, each)
        if given < need.number:
            shares.lacking[need.article_id] = need.number - given
    return shares
