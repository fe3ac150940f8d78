"""What each article adds to the measures of a pair, and the measures of a sample of articles, by adding."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from annotations.agreement.alignment import Alignment, span_f1
from annotations.agreement.coverage import length_of, shared_length, union
from annotations.agreement.edges import count_alike
from annotations.agreement.figures import Figure, Reason, Undefined
from annotations.agreement.nominal import cohen_kappa, krippendorff_alpha, observed_agreement
from annotations.agreement.readings import Span
from annotations.agreement.resampling import Resamples
from annotations.agreement.unitizing import Unitizing, alpha_of_sums, places_in_gaps, unitizing_of


class Name(StrEnum):
    """The measures of one tag.  The first three are of code points, inside or outside; the last three of spans."""

    OBSERVED = "observed agreement"
    KAPPA = "Cohen's kappa"
    ALPHA = "Krippendorff's alpha"
    ALPHA_UNITIZING = "Krippendorff's alpha for unitizing"
    EXACT = "span F1, exact"
    WITHOUT_EDGES = "span F1 without edges"
    OVERLAP = "span F1, overlap of half"


SPAN_MEASURES = (Name.EXACT, Name.WITHOUT_EDGES, Name.OVERLAP)


class TagCounts(NamedTuple):
    """Code points by who marked them, and spans; ``alike`` are those equal without their edges."""

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0
    first_spans: int = 0
    second_spans: int = 0
    equal: int = 0
    alike: int = 0
    near: int = 0

    @property
    def table(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First annotator by second, inside before outside; code points."""
        return (self.both, self.only_first), (self.only_second, self.neither)


NO_COUNTS = TagCounts()


def tally(
    length: int, text: str | None, first: Sequence[Span], second: Sequence[Span], tag: str, alignment: Alignment
) -> tuple[TagCounts, Unitizing]:
    """Return what an article of ``length`` code points adds to a tag."""
    ours, theirs = union(first), union(second)
    shared = shared_length(ours, theirs)
    only_ours, only_theirs = length_of(ours) - shared, length_of(theirs) - shared
    equal = set(first) & set(second)
    # Equal spans are alike anyway; only the others have to be looked at letter by letter.
    odd = [[span for span in spans if span not in equal] for spans in (first, second)]
    alike = len(equal) + (count_alike(text, *odd) if text is not None and all(odd) else 0)
    counts = TagCounts(
        shared,
        only_ours,
        only_theirs,
        length - shared - only_ours - only_theirs,
        len(first),
        len(second),
        len(equal),
        alike,
        alignment.near[tag],
    )
    return counts, unitizing_of(length, first, second)


def counts_in(samples: Resamples, counts: Iterable[TagCounts]) -> list[TagCounts]:
    """Return the sums of one ``TagCounts`` per article, for each sample."""
    return [TagCounts(*sums) for sums in zip(*map(samples.sums, zip(*counts, strict=True)), strict=True)]


def alphas_in(samples: Resamples, unitizings: Iterable[Unitizing]) -> list[Figure]:
    """Return alpha for unitizing, of one ``Unitizing`` per article, for each sample."""
    *columns, unit_lengths, gap_lengths = zip(*unitizings, strict=True)
    in_gaps = [0] * (samples.number + 1)
    lengths = (samples.occurrences(column) for column in (unit_lengths, gap_lengths))
    for length, units, places in places_in_gaps(*lengths):
        found = zip(in_gaps, samples.unpack(units), samples.unpack(places), strict=True)
        in_gaps = [so_far + length**2 * number * place for so_far, number, place in found]
    sums = zip(*map(samples.sums, columns), in_gaps, strict=True)
    return [alpha_of_sums(*each) for each in sums]


def tag_figures(counts: TagCounts, alpha_unitizing: Figure, has_text: bool) -> dict[Name, Figure]:
    """Return every measure; all are undefined where nobody used the tag (``NO_UNITS``)."""
    if not counts.first_spans + counts.second_spans:
        return dict.fromkeys(Name, Undefined(Reason.NO_UNITS))
    values = {(2, 0): counts.both, (1, 1): counts.only_first + counts.only_second, (0, 2): counts.neither}
    return {
        Name.OBSERVED: observed_agreement(counts.table),
        Name.KAPPA: cohen_kappa(counts.table),
        Name.ALPHA: krippendorff_alpha(values),
        Name.ALPHA_UNITIZING: alpha_unitizing,
        **span_figures(counts, has_text),
    }


def span_figures(counts: TagCounts, has_text: bool) -> dict[Name, Figure]:
    """Return the three span F1 of the counts."""
    first, second = counts.first_spans, counts.second_spans
    without_edges = span_f1(counts.alike, first, second) if has_text else Undefined(Reason.NO_TEXT)
    return {
        Name.EXACT: span_f1(counts.equal, first, second),
        Name.WITHOUT_EDGES: without_edges,
        Name.OVERLAP: span_f1(counts.near, first, second),
    }
