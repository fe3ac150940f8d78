"""One-to-one pairs of spans that overlap.

How much two overlap is their intersection divided by their union (Paul Jaccard, 1912), the same share from both sides;
half of it as the bar is that of DeYoung et al., ERASER: A Benchmark to Evaluate Rationalized NLP Models, ACL 2020,
section 4.1, for spans of text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotations.agreement.readings import Span

HALF = 0.5

# The share two have in common, and the index of each in its list.
Candidate = tuple[float, int, int]


def overlap(first: Span, second: Span) -> float:
    """Return intersection by union in code points, 0..1."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared / (first[1] - first[0] + second[1] - second[0] - shared) if shared > 0 else 0.0


def overlapping(first: Sequence[Span], second: Sequence[Span]) -> Iterator[Candidate]:
    """Yield every two spans with a code point in common; ``second`` is sorted by start."""
    starts = [start for start, _ in second]
    longest = max((end - start for start, end in second), default=0)
    for i, span in enumerate(first):
        for j in range(bisect_right(starts, span[0] - longest), bisect_left(starts, span[1])):
            if second[j][1] > span[0]:
                yield overlap(span, second[j]), i, j


def pair_up(candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Return as many pairs of the candidates as possible, none with an index twice on its side; sorted.

    Two that are equal (share 1) stay together.  Beyond these the number is the greatest there is (augmenting paths,
    Claude Berge, 1957), so it is the same from both sides; larger shares are preferred where that costs no pair.
    """
    edges: dict[int, list[int]] = {}
    partner_of_first: dict[int, int] = {}
    partner_of_second: dict[int, int] = {}
    equal: set[int] = set()
    for share, i, j in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1:])):
        if share < 1 and (i in equal or partner_of_second.get(j) in equal):
            continue
        edges.setdefault(i, []).append(j)
        if i not in partner_of_first and j not in partner_of_second:
            partner_of_first[i], partner_of_second[j] = j, i
            if share == 1:
                equal.add(i)
    for i in edges:
        if i not in partner_of_first:
            _augment(i, edges, partner_of_first, partner_of_second)
    return sorted(partner_of_first.items())


def _augment(
    root: int, edges: dict[int, list[int]], partner_of_first: dict[int, int], partner_of_second: dict[int, int]
) -> None:
    """Find a partner for ``root`` by giving others another one, if that is possible."""
    reached_from: dict[int, int] = {}
    queue = [root]
    for i in queue:
        for j in edges[i]:
            if j in reached_from:
                continue
            reached_from[j] = i
            if j in partner_of_second:
                queue.append(partner_of_second[j])
                continue
            free: int | None = j
            while free is not None:
                i = reached_from[free]
                partner_of_second[free] = i
                partner_of_first[i], free = free, partner_of_first.get(i)
            return
