"""One-to-one pairs of spans that overlap.

How much two overlap is their intersection divided by their union (Paul Jaccard, 1912), the same share from both sides.
A half of it as the bar, for spans of text, is that of DeYoung et al., ERASER: A Benchmark to Evaluate
Rationalized NLP Models, ACL 2020 ("IOU F1"); there a span may match several, here each matches one.
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
    """Return pairs of the candidates, none with an index twice on its side, the largest shares first; sorted.

    The same pairs are found from both sides.  Now and then one pair more would be possible at the cost of better ones.
    """
    partners: dict[int, int] = {}
    taken: set[int] = set()
    # Ties go to the earlier spans, and by a rule that does not change when the sides do.
    for _, i, j in sorted(candidates, key=lambda found: (-found[0], found[1] + found[2], abs(found[1] - found[2]))):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return sorted(partners.items())
