"""Bootstrap intervals over articles.

Articles and not code points are drawn: what stands in one article hangs together, and code points drawn one by one
would make every interval far too narrow.  Percentile intervals of Bradley Efron and Robert Tibshirani, An
Introduction to the Bootstrap, 1993, chapter 13.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from operator import mul
from random import Random
from statistics import quantiles

from annotations.agreement.figures import Figure, Interval, Measure, Reason, Undefined, is_defined

# As usual for percentiles; 200 would do for a standard error only (Efron and Tibshirani, section 6.4).
RESAMPLES = 1000
SEED = 2004  # any number: the same one gives the same interval

LEVEL = 0.95
# Of resamples; those without a figure are left out, and too many of them would hide how little is known.
_LEAST_DEFINED = 0.5

_FIELD = 64  # bits, those of an array("Q")
_DIGIT = 32
_ARRAY = "Q"

# One whole number per sample, packed into one integer of as many 64-bit fields.
Vector = int


class Resamples:
    """Samples of some articles: the articles as they are, then ``number`` draws of as many with replacement.

    How often each sample has an article is a ``Vector``.  Python adds and multiplies these in C, all samples at once
    (measured with 1,000 of 1,000 articles: a tenth of the time of adding sample by sample).  The same seed and order of
    articles give the same samples.  There is nothing to draw with less than two articles.
    """

    def __init__(self, articles: int, number: int = RESAMPLES, seed: int = SEED) -> None:
        self.articles = articles
        self.number = number if articles >= 2 else 0
        random = Random(seed)
        times = [array(_ARRAY, [1] + [0] * self.number) for _ in range(articles)]
        for sample in range(1, self.number + 1):
            for article in random.choices(range(articles), k=articles):
                times[article][sample] += 1
        self._times: list[Vector] = [int.from_bytes(each.tobytes(), sys.byteorder) for each in times]

    def sums(self, column: Sequence[int]) -> Sequence[int]:
        """Return the sum of one value (0 or more) per article, over the articles of each sample."""
        if max(column, default=0) * self.articles >> _FIELD:
            low = self.sums([value & (1 << _DIGIT) - 1 for value in column])
            high = self.sums([value >> _DIGIT for value in column])
            return [(over << _DIGIT) + under for over, under in zip(high, low, strict=True)]
        return self.unpack(sum(map(mul, column, self._times)))

    def occurrences(self, column: Iterable[Iterable[int]]) -> dict[int, Vector]:
        """Return how often each sample has each of the numbers that an article brings."""
        found: dict[int, Vector] = {}
        for numbers, times in zip(column, self._times, strict=True):
            for each in numbers:
                found[each] = found.get(each, 0) + times
        return found

    def unpack(self, vector: Vector) -> Sequence[int]:
        """Return the number of each sample, that of the articles as they are first."""
        return array(_ARRAY, vector.to_bytes((self.number + 1) * _FIELD // 8, sys.byteorder))

    def measure(self, figures: Sequence[Figure]) -> Measure:
        """Return the figure of the articles as they are, which is the first, with the interval from the others."""
        figure, *others = figures
        if not is_defined(figure):
            return Measure(figure, figure)
        if self.articles < 2:
            return Measure(figure, Undefined(Reason.FEW_ARTICLES))
        defined = [other for other in others if is_defined(other)]
        if len(defined) < max(2, _LEAST_DEFINED * self.number):
            return Measure(figure, Undefined(Reason.FEW_RESAMPLES))
        tails = quantiles(defined, n=round(2 / (1 - LEVEL)), method="inclusive")
        return Measure(figure, Interval(tails[0], tails[-1], len(defined)))
