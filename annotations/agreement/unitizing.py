"""Agreement on units of a continuum: Krippendorff's alpha for unitizing, per tag and for two annotators.

Klaus Krippendorff, On the Reliability of Unitizing Continuous Data, Sociological Methodology 25, 1995, 47-76,
in the form of Measuring the Reliability of Qualitative Text Analysis Data, Quality & Quantity 38, 2004, 787-800
(also Content Analysis, 2nd edition, 2004, p. 254).  The expected disagreement of 1995 differs for several units; the
later one is used.  Krippendorff, Mathet, Bouvry and Widlöcher (Quality & Quantity 50, 2016, 2347-2364) found that it
"turned out to behave not as expected when applied to more than two observers", so it is offered for two.

A continuum is an article; several are one continuum laid end to end, where no gap and no unit lies across a joint.
Units of one annotator cannot overlap: nested spans of one tag count as their union, spans that touch stay two units.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotations.agreement.coverage import separate
from annotations.agreement.figures import Figure, Reason, Undefined
from annotations.agreement.readings import Span


class Unitizing(NamedTuple):
    """What a continuum adds to alpha.  All but the two last fields are sums; lengths are in code points."""

    length: int
    distance: int  # between the two annotators, in squared code points
    units: int
    cubes: int  # of 2l³ - 3l² + l over units of length l
    pairs: int  # of l (l - 1)
    unit_lengths: tuple[int, ...]
    gap_lengths: tuple[int, ...]


def alpha_unitizing(continua: Iterable[tuple[int, Sequence[Span], Sequence[Span]]]) -> Figure:
    """Return alpha for unitizing over continua of (length, first's units, second's units), at most 1.

    Units are sorted.  Undefined where there is no code point or no unit (``NO_CODE_POINTS``,
    ``NO_UNITS``) or chance could place units in one way only (``NO_VARIATION``).
    """
    rows = [unitizing_of(*continuum) for continuum in continua]
    *sums, unit_lengths, gap_lengths = zip(*rows, strict=True) if rows else ((),) * len(Unitizing._fields)
    numbers = (Counter(length for each in column for length in each) for column in (unit_lengths, gap_lengths))
    in_gaps = sum(length**2 * units * places for length, units, places in places_in_gaps(*numbers))
    return alpha_of_sums(*map(sum, sums), in_gaps)


def unitizing_of(length: int, first: Sequence[Span], second: Sequence[Span]) -> Unitizing:
    """Return what one continuum of ``length`` code points adds."""
    first, second = separate(first), separate(second)
    lengths = tuple(end - start for units in (first, second) for start, end in units)
    return Unitizing(
        length,
        distance(first, second),
        len(lengths),
        sum(2 * each**3 - 3 * each**2 + each for each in lengths),
        sum(each * (each - 1) for each in lengths),
        lengths,
        tuple(gap for units in (first, second) for gap in _gaps(length, units)),
    )


def alpha_of_sums(length: int, distance: int, units: int, cubes: int, pairs: int, in_gaps: int) -> Figure:
    """Return alpha from the sums of ``Unitizing`` over continua, and Σ l² (gap - l + 1) over all that fits in a gap.

    1 - D_o / D_e; with L the length and N units, each of a length l, and two observers:
    D_o = distance / L²
    D_e = 2/L Σ_units [(N - 1) / 3 (2l³ - 3l² + l) + l² Σ_gaps≥l (gap - l + 1)] / (2L (2L - 1) - Σ_units l (l - 1))
    """
    if not length:
        return Undefined(Reason.NO_CODE_POINTS)
    if not units:
        return Undefined(Reason.NO_UNITS)
    # Three times the sum above: whole numbers until the division, so that identical units give exactly 1.
    expected = (units - 1) * cubes + 3 * in_gaps
    if not expected:
        return Undefined(Reason.NO_VARIATION)
    return 1 - 3 * distance * (2 * length * (2 * length - 1) - pairs) / (2 * length * expected)


def places_in_gaps(unit_lengths: Mapping[int, int], gap_lengths: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield each length of units, how many there are, and in how many places they fit in a gap: Σ (gap - l + 1).

    Only adds, and multiplies by lengths: the numbers may be vectors of numbers (``resampling.Vector``).  No field
    of one falls below 0, as every gap counted is at least as long as the units.
    """
    gaps = sorted(gap_lengths.items())
    number = sum_of_gaps = 0
    for length, units in sorted(unit_lengths.items(), reverse=True):
        while gaps and gaps[-1][0] >= length:
            gap, count = gaps.pop()
            number += count
            sum_of_gaps += gap * count
        yield length, units, sum_of_gaps - number * (length - 1)


def distance(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return the observed difference of two annotators' units, each disjoint and in order; squared code points.

    Units that overlap differ by the squares of the distances of their starts and of their ends; a unit that lies in a
    gap of the other annotator by the square of its length.
    """
    total, i, j = 0, 0, 0
    alone_first, alone_second = set(range(len(first))), set(range(len(second)))
    while i < len(first) and j < len(second):
        (start, end), (other_start, other_end) = first[i], second[j]
        if start < other_end and other_start < end:
            total += (start - other_start) ** 2 + (end - other_end) ** 2
            alone_first.discard(i)
            alone_second.discard(j)
        if end < other_end:
            i += 1
        else:
            j += 1
    alone = [first[index] for index in alone_first] + [second[index] for index in alone_second]
    return total + sum((end - start) ** 2 for start, end in alone)


def _gaps(length: int, units: Sequence[Span]) -> list[int]:
    starts = [0, *(end for _, end in units)]
    ends = [*(start for start, _ in units), length]
    return [end - start for start, end in zip(starts, ends, strict=True) if start < end]
