"""The figures of agreement as tables: what the templates of the pages walk through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean

from django.utils.translation import gettext as _

from annotations.agreement.alignment import Kind
from annotations.agreement.tallies import SPAN_MEASURES, Name
from annotations.agreement_words import KINDS, MEASURES, SPEAKERS, number_in_words, reason_in_words
from annotations.models import Tag

# The shades of a confusion table: 0 is empty, the last one is where all of a tag's marks are.
SHADES = 5
# A name inside a sentence of the other direction.
ISOLATE, END_OF_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
COUNTS = (
    ("first_spans", "second_spans", "equal", "alike", "near"),
    ("both", "only_first", "only_second", "neither"),
)


@dataclass(frozen=True)
class Cell:
    """A figure in a table: its number and interval, or why there is none."""

    number: str = ""
    low: str = ""
    high: str = ""
    reason: str = ""

    @classmethod
    def of(cls, measure: Mapping) -> "Cell":
        if measure["value"] is None:
            return cls(reason=reason_in_words(measure["reason"]))
        number = number_in_words(measure["value"])
        if "low" not in measure:
            return cls(number, reason=reason_in_words(measure["interval_reason"]))
        return cls(number, number_in_words(measure["low"]), number_in_words(measure["high"]))


@dataclass(frozen=True)
class Line:
    """A row of a table."""

    label: object
    cells: list


@dataclass(frozen=True)
class Shaded:
    """A count in a confusion table, with the step of its shade."""

    number: int
    shade: int
    is_agreement: bool
    is_possible: bool = True


@dataclass(frozen=True)
class PairTables:
    """Everything about one pair; ``tags`` are all of the site by slug."""

    plain: Mapping
    people: Mapping[int, str]
    all_tags: Mapping[str, Tag] = field(repr=False)

    @property
    def first(self) -> str:
        return self.people.get(self.plain["first"], "?")

    @property
    def second(self) -> str:
        return self.people.get(self.plain["second"], "?")

    @cached_property
    def used(self) -> list[Mapping]:
        """The tags that at least one of the two used."""
        return [row for row in self.plain["tags"] if row["counts"]["first_spans"] + row["counts"]["second_spans"]]

    @property
    def tags(self) -> list:
        return [_tag(self.all_tags, row["tag"]) for row in self.used]

    @property
    def unused(self) -> list:
        return [_tag(self.all_tags, row["tag"]) for row in self.plain["tags"] if row not in self.used]

    @property
    def measures(self) -> list[Line]:
        """A line for each measure: every tag that was used, then the macro average."""
        return [
            Line(
                label,
                [Cell.of(row["measures"][key]) for row in self.used] + [Cell.of(self.plain["average"][key])],
            )
            for key, label in _labels(Name)
        ]

    @property
    def together(self) -> list[Line]:
        """What is not of one tag: spans of all tags together, and speakers."""
        spans = [Line(label, [Cell.of(self.plain["spans"][key])]) for key, label in _labels(SPAN_MEASURES)]
        return [*spans, Line(SPEAKERS, [Cell.of(self.plain["speaker_agreement"])])]

    @property
    def summary(self) -> list[Cell]:
        """The figures for the list of pairs."""
        average, spans = self.plain["average"], self.plain["spans"]
        of_code_points = [Cell.of(average[key]) for key, _label in _labels(Name) if key not in _SPAN_KEYS]
        return [
            *of_code_points,
            *(Cell.of(spans[key]) for key, _label in _labels(SPAN_MEASURES)),
            Cell.of(self.plain["speaker_agreement"]),
        ]

    @property
    def counts(self) -> list[Line]:
        first, second = ({"name": f"{ISOLATE}{name}{END_OF_ISOLATE}"} for name in (self.first, self.second))
        names = {
            "first_spans": _("annotations of %(name)s") % first,
            "second_spans": _("annotations of %(name)s") % second,
            "equal": _("the same in both"),
            "alike": _("the same but for their edges"),
            "near": _("overlapping by half"),
            "both": _("characters inside for both"),
            "only_first": _("characters inside for %(name)s only") % first,
            "only_second": _("characters inside for %(name)s only") % second,
            "neither": _("characters outside for both"),
        }
        return [Line(names[key], [row["counts"][key] for row in self.used]) for group in COUNTS for key in group]

    @property
    def confusion(self) -> list[Line]:
        """A line for each tag of the first person, and for nothing; so are the columns for the second."""
        numbers = {(row["first"], row["second"]): row["number"] for row in self.plain["confusion"]}
        slugs: list[str | None] = [row["tag"] for row in self.used] + [None]
        return [
            Line(_tag(self.all_tags, slug) if slug else None, [_shaded(numbers, slug, other) for other in slugs])
            for slug in slugs
        ]

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Each kind of disagreement: its key, its name, how many there are."""
        numbers = self.plain["disagreements_by_kind"]
        return [(str(kind), str(KINDS[kind]), numbers.get(str(kind), 0)) for kind in Kind]

    @property
    def disagreements(self) -> int:
        return sum(self.plain["disagreements_by_kind"].values())


@dataclass(frozen=True)
class Overview:
    """All pairs, and all people together."""

    plain: Mapping
    people: Mapping[int, str]
    all_tags: Mapping[str, Tag] = field(repr=False)

    @cached_property
    def pairs(self) -> list[PairTables]:
        return [PairTables(pair, self.people, self.all_tags) for pair in self.plain["pairs"]]

    @property
    def names(self) -> list[str]:
        return [self.people.get(pk, "?") for pk in self.plain["annotators"]]

    @property
    def columns(self) -> list:
        return [*MEASURES.values(), SPEAKERS]

    @property
    def alpha(self) -> list[Line]:
        """Alpha of everybody together: every tag, then the macro average."""
        tags = [Line(_tag(self.all_tags, row["tag"]), [Cell.of(row["measure"])]) for row in self.plain["alpha"]]
        return [*tags, Line(None, [Cell.of(self.plain["average_alpha"])])]

    @property
    def mean(self) -> list[str]:
        """The mean of the pairs for each column of their list, empty where no pair has a number."""
        columns = zip(*(_values(pair) for pair in self.plain["pairs"]), strict=True)
        found = [[value for value in column if value is not None] for column in columns]
        return [number_in_words(fmean(each)) if each else "" for each in found]


_SPAN_KEYS = {name.name.lower() for name in SPAN_MEASURES}


def _labels(names: Iterable[Name]) -> list[tuple[str, object]]:
    """Return the keys of measures in plain agreement, with what they are called."""
    return [(name.name.lower(), MEASURES[name]) for name in names]


def _values(pair: Mapping) -> list[float | None]:
    """Return the numbers of a pair in the list of pairs."""
    average, spans = pair["average"], pair["spans"]
    measures = [spans[key] if key in _SPAN_KEYS else average[key] for key, _label in _labels(Name)]
    return [measure["value"] for measure in (*measures, pair["speaker_agreement"])]


def _tag(tags: Mapping[str, Tag], slug: str):
    # A tag that was renamed or taken away since keeps the name it had in files.
    return tags.get(slug) or Tag(slug=slug, name_ar=slug, name_en=slug)


def _shaded(numbers: Mapping, first: str | None, second: str | None) -> Shaded:
    """Return a count shaded by its share of all marks with one of the two tags."""
    number = numbers.get((first, second), 0)
    around = sum(count for (row, column), count in numbers.items() if row == first or column == second)
    shade = 1 + min(SHADES - 1, SHADES * number // around) if number else 0
    return Shaded(number, shade, first == second, not (first is None and second is None))
