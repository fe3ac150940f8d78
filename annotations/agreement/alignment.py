"""What two annotators marked in one article, side by side: who agrees with what, and how they differ.

F1 of spans counts one annotator as if the other were right; it is the same from both sides, and what kappa tends to
where, as with free spans, the number of things that neither marked is unknown and large: George Hripcsak and Adam
Rothschild, Agreement, the F-Measure, and Reliability in Information Retrieval, JAMIA 12(3), 2005, 296-298.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from annotations.agreement.edges import without_edges
from annotations.agreement.figures import Figure, Reason, Undefined
from annotations.agreement.pairing import HALF, overlapping, pair_up
from annotations.agreement.readings import Mark, Span

Confusion = Counter[tuple[str | None, str | None]]


class Kind(StrEnum):
    """How two readings differ."""

    BOUNDARY = "boundary"
    TAG = "tag"
    MISSING = "missing"
    SPEAKER = "speaker"


class Disagreement(NamedTuple):
    """A difference to look at, with the mark of each annotator; one is ``None`` where that annotator has none.

    ``is_edge`` says of a boundary that only a proclitic, punctuation or space differs.  For a speaker the marks are
    the first parts of the two quotes.
    """

    article: Hashable
    kind: Kind
    first: Mark | None
    second: Mark | None
    is_edge: bool = False

    @property
    def start(self) -> int:
        """The code point at which the difference begins."""
        return min(mark.start for mark in (self.first, self.second) if mark)


class Alignment(NamedTuple):
    """The marks of an article in pairs.

    ``agreed`` are exactly the same; every other mark is in one of the disagreements.  ``near`` counts per tag the pairs
    that overlap by half, the equal ones included.
    """

    agreed: list[Mark]
    near: Counter[str]
    differences: list[tuple[Kind, Mark | None, Mark | None]]


def span_f1(matched: int, first: int, second: int) -> Figure:
    """Return 2 matched / (first + second), 0..1, of so many spans; undefined without any (``NO_UNITS``)."""
    if not first + second:
        return Undefined(Reason.NO_UNITS)
    return 2 * matched / (first + second)


def align(first: Mapping[str, list[Span]], second: Mapping[str, list[Span]]) -> Alignment:
    """Return both readings of an article in pairs; each is sorted spans by tag, none twice.

    Paired are, in this order, equal spans of one tag; spans of one tag that overlap by half; spans of two tags that
    do; spans of one tag that overlap at all.  The rest is missing on the other side.
    """
    agreed: list[Mark] = []
    near: Counter[str] = Counter()
    differences: list[tuple[Kind, Mark | None, Mark | None]] = []
    left: list[Mark] = []
    right: list[Mark] = []
    for tag in sorted(first.keys() | second.keys()):
        ours, theirs = first.get(tag, []), second.get(tag, [])
        equal = set(ours) & set(theirs)
        agreed += (Mark(*span, tag) for span in sorted(equal))
        near[tag] += len(equal)
        unpaired = [
            [Mark(*span, tag) for span in spans if span not in equal] if len(spans) > len(equal) else []
            for spans in (ours, theirs)
        ]
        found = _take_pairs(*unpaired, at_least=HALF)
        near[tag] += len(found)
        differences += ((Kind.BOUNDARY, *pair) for pair in found)
        left += unpaired[0]
        right += unpaired[1]
    left.sort()
    right.sort()
    differences += ((Kind.TAG, *pair) for pair in _take_pairs(left, right, at_least=HALF, same_tag=False))
    differences += ((Kind.BOUNDARY, *pair) for pair in _take_pairs(left, right))
    differences += ((Kind.MISSING, mark, None) for mark in left)
    differences += ((Kind.MISSING, None, mark) for mark in right)
    return Alignment(agreed, near, differences)


def confusion_of(alignment: Alignment) -> Confusion:
    """Return how often the first annotator's tag (or none) met the second's tag (or none)."""
    pairs = ((first and first.tag, second and second.tag) for _, first, second in alignment.differences)
    return Counter((mark.tag, mark.tag) for mark in alignment.agreed) + Counter(pairs)


def disagreements_of(article: Hashable, text: str | None, alignment: Alignment) -> Iterable[Disagreement]:
    """Yield the differences of an alignment as places of ``article``."""
    for kind, first, second in alignment.differences:
        is_edge = (
            text is not None
            and kind is Kind.BOUNDARY
            and without_edges(text, first[:2]) == without_edges(text, second[:2])
        )
        yield Disagreement(article, kind, first, second, is_edge)


def _take_pairs(
    first: list[Mark], second: list[Mark], at_least: float = 0.0, same_tag: bool = True
) -> list[tuple[Mark, Mark]]:
    """Return pairs of marks and take them out of the two lists, which are sorted."""
    if not first or not second:
        return []
    candidates = (
        candidate
        for candidate in overlapping([mark[:2] for mark in first], [mark[:2] for mark in second])
        if candidate[0] >= at_least and (first[candidate[1]].tag == second[candidate[2]].tag) == same_tag
    )
    chosen = pair_up(candidates)
    pairs = [(first[i], second[j]) for i, j in chosen]
    for marks, taken in ((first, {i for i, _ in chosen}), (second, {j for _, j in chosen})):
        marks[:] = [mark for index, mark in enumerate(marks) if index not in taken]
    return pairs
