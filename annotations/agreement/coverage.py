"""Lengths of what spans cover, by sweeping over their ends and never over code points."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.agreement.readings import Span


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the code points of sorted ``spans`` as disjoint spans in order; those that touch become one."""
    return _merge(spans, gap=0)


def separate(spans: Iterable[Span]) -> list[Span]:
    """Return sorted ``spans`` with those that overlap made one; spans that only touch stay apart."""
    return _merge(spans, gap=-1)


def length_of(spans: Iterable[Span]) -> int:
    """Return the code points in disjoint spans."""
    return sum(end - start for start, end in spans)


def shared_length(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return the number of code points in both; each is disjoint and in order."""
    shared, i, j = 0, 0, 0
    while i < len(first) and j < len(second):
        start = max(first[i][0], second[j][0])
        end = min(first[i][1], second[j][1])
        if start < end:
            shared += end - start
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return shared


def depths(unions: Iterable[Iterable[Span]], length: int) -> Counter[int]:
    """Return how many of ``length`` code points are inside 0, 1, 2, … of the unions."""
    changes = sorted(change for spans in unions for start, end in spans for change in ((start, 1), (end, -1)))
    found: Counter[int] = Counter()
    depth, at = 0, 0
    for offset, step in changes:
        found[depth] += offset - at
        depth, at = depth + step, offset
    found[0] += length - at
    return +found


def _merge(spans: Iterable[Span], gap: int) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= gap:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
