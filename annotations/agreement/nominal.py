"""Agreement on categories: observed agreement, Cohen's kappa and Krippendorff's alpha for nominal data.

What is categorised here is the single code point, inside or outside the union of a tag's spans, so that marks may
nest; the formulas themselves know nothing of that.
"""

from collections.abc import Mapping, Sequence

from annotations.agreement.figures import Figure, Reason, Undefined

Table = Sequence[Sequence[int]]


def observed_agreement(table: Table) -> Figure:
    """Return the share of items on the diagonal of a square table of counts, 0..1.

    Rows are the first annotator's categories, columns the second's in the same order.
    Undefined where the table is empty (``NO_CODE_POINTS``).
    """
    total = sum(map(sum, table))
    if not total:
        return Undefined(Reason.NO_CODE_POINTS)
    return _diagonal(table) / total


def cohen_kappa(table: Table) -> Figure:
    """Return Cohen's kappa of a square table of counts, -1..1: (p_o - p_e) / (1 - p_e).

    p_e is the agreement of two annotators who keep their own proportions and choose independently.
    Jacob Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20(1),
    1960, 37-46, formula 1.  Undefined where the table is empty (``NO_CODE_POINTS``) or both used
    one and the same category throughout (``NO_VARIATION``).
    """
    total = sum(map(sum, table))
    if not total:
        return Undefined(Reason.NO_CODE_POINTS)
    # Whole numbers until the division: identical readings give exactly 1.
    expected = sum(sum(row) * sum(column) for row, column in zip(table, zip(*table, strict=True), strict=True))
    if expected == total * total:
        return Undefined(Reason.NO_VARIATION)
    return (total * _diagonal(table) - expected) / (total * total - expected)


def krippendorff_alpha(units: Mapping[tuple[int, ...], int]) -> Figure:
    """Return Krippendorff's alpha for nominal data, at most 1: 1 - D_o / D_e.

    ``units`` says how many units were judged alike: a key has how often each category was given to a unit, so
    ``{(2, 0): 7, (1, 1): 3}`` are seven units that two annotators both put into the first of two categories and
    three they disagreed on.  Any number of annotators, also a different one per unit; a unit judged less than twice
    is left out.  Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability, University of
    Pennsylvania, 2011, section C.  Undefined where no unit was judged twice (``NO_PAIRABLE_VALUES``) or
    one category was given throughout (``NO_VARIATION``).
    """
    # Values that differ within units, by how many judged them; each unit's pairs weigh 1 / (m_u - 1).
    differing: dict[int, int] = {}
    given = [0] * max(map(len, units), default=0)
    for counts, number in units.items():
        if (judged := sum(counts)) >= 2:
            pairs = judged * judged - sum(count * count for count in counts)
            differing[judged] = differing.get(judged, 0) + number * pairs
            for category, count in enumerate(counts):
                given[category] += number * count
    total = sum(given)
    if not total:
        return Undefined(Reason.NO_PAIRABLE_VALUES)
    expected = total * total - sum(count * count for count in given)
    if not expected:
        return Undefined(Reason.NO_VARIATION)
    return 1 - (total - 1) * sum(pairs / (judged - 1) for judged, pairs in sorted(differing.items())) / expected


def _diagonal(table: Table) -> int:
    return sum(row[index] for index, row in enumerate(table))
