"""A figure, its interval, and the reason where there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard


class Reason(StrEnum):
    """Why a measure is undefined, as a sentence for the reader."""

    ONE_ANNOTATOR = "Agreement needs two annotators."
    NO_COMMON_ARTICLE = "No article was finished by both annotators."
    NO_CODE_POINTS = "The articles have no text."
    NO_UNITS = "Nobody marked anything."
    NO_VARIATION = "Everything was marked alike, so nothing else could be expected by chance."
    NO_PAIRABLE_VALUES = "Nothing was judged by two annotators."
    NO_TEXT = "The text of the articles was not given."
    NO_MATCHED_QUOTES = "No quote was marked by both annotators."
    NO_SPEAKERS = "No quote that both annotators marked has a speaker."
    NO_TAG = "The measure is undefined for every tag."
    FEW_ARTICLES = "An interval needs two articles."
    FEW_RESAMPLES = "The measure is undefined in too many of the resamples."


@dataclass(frozen=True, slots=True)
class Undefined:
    """Stands where a number would mislead; ``str()`` is the reason."""

    reason: Reason

    def __str__(self) -> str:
        return str(self.reason)


Figure = float | Undefined


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval; ``resamples`` counts those in which the measure was defined."""

    low: float
    high: float
    resamples: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its bootstrap interval over articles; both may be undefined."""

    value: Figure
    interval: Interval | Undefined


def is_defined(figure: Figure) -> TypeGuard[float]:
    return not isinstance(figure, Undefined)


def mean(figures: Iterable[Figure]) -> Figure:
    """Return the mean of the defined figures: the macro average when there is one figure per tag.

    Where none is defined: their common reason, ``NO_TAG`` if the reasons differ, ``NO_UNITS`` without a figure.
    """
    figures = list(figures)
    defined = [figure for figure in figures if is_defined(figure)]
    if defined:
        return sum(defined) / len(defined)
    reasons = {figure.reason for figure in figures}
    if not reasons:
        return Undefined(Reason.NO_UNITS)
    return Undefined(reasons.pop() if len(reasons) == 1 else Reason.NO_TAG)
