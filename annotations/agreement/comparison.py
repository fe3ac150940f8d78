"""Agreement of annotators over the articles that they finished: per pair, and of all together."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotations.agreement.alignment import Confusion, Disagreement, Kind, align, confusion_of, disagreements_of
from annotations.agreement.coverage import depths, union
from annotations.agreement.figures import Figure, Measure, Reason, Undefined, mean
from annotations.agreement.nominal import krippendorff_alpha
from annotations.agreement.readings import QUOTE, Mark, Quote, SharedArticle, Span, spans_by_tag
from annotations.agreement.resampling import RESAMPLES, SEED, Resamples
from annotations.agreement.speakers import (
    SpeakerCounts,
    count_speakers,
    has_same_speaker,
    match_quotes,
    speaker_agreement,
)
from annotations.agreement.tallies import (
    NO_COUNTS,
    SPAN_MEASURES,
    Name,
    TagCounts,
    alphas_in,
    counts_in,
    span_figures,
    tag_figures,
    tally,
)
from annotations.agreement.unitizing import Unitizing


@dataclass(frozen=True, slots=True)
class TagAgreement:
    """The counts and measures of one tag."""

    counts: TagCounts
    measures: Mapping[Name, Measure]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two annotators agree.

    ``average`` is the mean over the tags for which a measure is defined (macro average), ``spans`` are span F1 over all
    tags together (micro average).  ``confusion`` counts pairs of (first's tag, second's tag), ``None`` where
    one has no mark; each mark is in it once.  ``disagreements`` are in the order of the articles, then of the text.
    """

    first: Hashable
    second: Hashable
    articles: int
    code_points: int
    tags: Mapping[str, TagAgreement]
    average: Mapping[Name, Measure]
    spans: Mapping[Name, Measure]
    speakers: SpeakerCounts
    speaker_agreement: Measure
    confusion: Confusion
    disagreements: Sequence[Disagreement]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every pair of annotators, and Krippendorff's alpha (nominal, code points) of all together.

    ``alpha`` and its macro average are over ``articles``: those that two or more of the annotators finished.
    """

    annotators: Sequence[Hashable]
    comparisons: Sequence[Comparison]
    articles: int
    alpha: Mapping[str, Measure]
    average_alpha: Measure


def tags_of(articles: Iterable[SharedArticle]) -> list[str]:
    """Return the tags that occur, sorted."""
    return sorted({mark.tag for article in articles for reading in article.readings.values() for mark in reading.marks})


def compare_all(
    articles: Sequence[SharedArticle],
    annotators: Sequence[Hashable],
    tags: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Return the agreement of ``annotators``, each pair of them and all together.

    ``tags`` are those to report, by default all that occur.  The same seed gives the same intervals.
    """
    tags = tags_of(articles) if tags is None else tags
    comparisons = [
        compare(articles, first, second, tags, resamples=resamples, seed=seed)
        for first, second in combinations(annotators, 2)
    ]
    shared = [
        (article.length, readings)
        for article in articles
        if len(readings := [spans_by_tag(article.readings[one]) for one in annotators if one in article.readings]) >= 2
    ]
    if not shared:
        reason = Undefined(Reason.NO_COMMON_ARTICLE if len(annotators) > 1 else Reason.ONE_ANNOTATOR)
        nothing = Measure(reason, reason)
        return Agreement(annotators, comparisons, 0, dict.fromkeys(tags, nothing), nothing)

    samples = Resamples(len(shared), resamples, seed)
    figures = {tag: _alphas_in(samples, [_values_of(*each, tag) for each in shared]) for tag in tags}
    average = [mean(each[sample] for each in figures.values()) for sample in range(samples.number + 1)]
    return Agreement(
        annotators,
        comparisons,
        len(shared),
        {tag: samples.measure(each) for tag, each in figures.items()},
        samples.measure(average),
    )


def compare(
    articles: Iterable[SharedArticle],
    first: Hashable,
    second: Hashable,
    tags: Sequence[str],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """Return the agreement of two annotators on ``tags``, over the articles that both finished.

    Marks with other tags are left out; quotes and their speakers are always compared.  Every measure is undefined
    where both are the same person (``ONE_ANNOTATOR``) or have no article in common (``NO_COMMON_ARTICLE``).
    """
    if first == second:
        return _nothing(first, second, tags, Reason.ONE_ANNOTATOR)
    shared = [article for article in articles if first in article.readings and second in article.readings]
    if not shared:
        return _nothing(first, second, tags, Reason.NO_COMMON_ARTICLE)

    pair = _Pair(first, second, tags)
    for article in shared:
        pair.read(article)
    has_text = all(article.text is not None for article in shared)
    code_points = sum(article.length for article in shared)
    return pair.measured(Resamples(len(shared), resamples, seed), has_text, code_points)


class _Pair:
    """What two annotators marked, gathered article by article."""

    def __init__(self, first: Hashable, second: Hashable, tags: Sequence[str]) -> None:
        self.first, self.second = first, second
        self.rows: dict[str, list[tuple[TagCounts, Unitizing]]] = {tag: [] for tag in tags}
        self.speakers: list[SpeakerCounts] = []
        self.confusion: Confusion = Counter()
        self.disagreements: list[Disagreement] = []

    def read(self, article: SharedArticle) -> None:
        readings = [article.readings[one] for one in (self.first, self.second)]
        ours, theirs = (
            {tag: spans for tag, spans in spans_by_tag(reading).items() if tag in self.rows} for reading in readings
        )
        alignment = align(ours, theirs)
        for tag, row in self.rows.items():
            spans = ours.get(tag, []), theirs.get(tag, [])
            row.append(tally(article.length, article.text, *spans, tag, alignment))
        quotes = match_quotes(*(reading.quotes for reading in readings))
        self.speakers.append(count_speakers(quotes, article.text))
        self.confusion += confusion_of(alignment)
        found = [*disagreements_of(article.id, article.text, alignment), *_of_speakers(article, quotes)]
        self.disagreements += sorted(found, key=lambda disagreement: disagreement.start)

    def measured(self, samples: Resamples, has_text: bool, code_points: int) -> Comparison:
        """Return every measure; the inner lists have one entry per sample, the articles as they are first."""
        counts = {tag: counts_in(samples, [each for each, _ in row]) for tag, row in self.rows.items()}
        figures = {
            tag: [
                tag_figures(*each, has_text)
                for each in zip(counts[tag], alphas_in(samples, [each for _, each in row]), strict=True)
            ]
            for tag, row in self.rows.items()
        }
        by_sample = [[found[sample] for found in figures.values()] for sample in range(samples.number + 1)]
        of_all_tags = ([NO_COUNTS, *(each[sample] for each in counts.values())] for sample in range(samples.number + 1))
        of_spans = [span_figures(TagCounts(*map(sum, zip(*each, strict=True))), has_text) for each in of_all_tags]
        answers = [
            SpeakerCounts(*each) for each in zip(*map(samples.sums, zip(*self.speakers, strict=True)), strict=True)
        ]
        return Comparison(
            self.first,
            self.second,
            samples.articles,
            code_points,
            {
                tag: TagAgreement(
                    counts[tag][0], {name: samples.measure([each[name] for each in figures[tag]]) for name in Name}
                )
                for tag in self.rows
            },
            {name: samples.measure([mean(each[name] for each in of_tags) for of_tags in by_sample]) for name in Name},
            {name: samples.measure([each[name] for each in of_spans]) for name in SPAN_MEASURES},
            answers[0],
            samples.measure([speaker_agreement(each) for each in answers]),
            self.confusion,
            self.disagreements,
        )


def _of_speakers(article: SharedArticle, quotes: Iterable[tuple[Quote, Quote]]) -> Iterable[Disagreement]:
    for first, second in quotes:
        if not has_same_speaker(first, second, article.text):
            heads = (Mark(*min(quote.parts), QUOTE) for quote in (first, second))
            yield Disagreement(article.id, Kind.SPEAKER, *heads)


def _values_of(length: int, readings: Sequence[Mapping[str, list[Span]]], tag: str) -> dict[tuple[int, int], int]:
    """Return how many code points of an article so many of its readers left outside and put inside the tag."""
    inside = depths((union(reading.get(tag, [])) for reading in readings), length)
    return {(len(readings) - depth, depth): number for depth, number in inside.items()}


def _alphas_in(samples: Resamples, articles: Sequence[Mapping[tuple[int, int], int]]) -> list[Figure]:
    """Return nominal alpha of the code points of the articles, for each sample."""
    values = sorted({value for article in articles for value in article})
    columns = [samples.sums([article.get(value, 0) for article in articles]) for value in values]
    return [
        _alpha_of({value: column[sample] for value, column in zip(values, columns, strict=True)})
        for sample in range(samples.number + 1)
    ]


def _alpha_of(numbers: Mapping[tuple[int, int], int]) -> Figure:
    if not any(number for (_, inside), number in numbers.items() if inside):
        return Undefined(Reason.NO_UNITS)
    return krippendorff_alpha(numbers)


def _nothing(first: Hashable, second: Hashable, tags: Sequence[str], reason: Reason) -> Comparison:
    undefined = Measure(Undefined(reason), Undefined(reason))
    every = dict.fromkeys(Name, undefined)
    return Comparison(
        first,
        second,
        articles=0,
        code_points=0,
        tags={tag: TagAgreement(NO_COUNTS, every) for tag in tags},
        average=every,
        spans=dict.fromkeys(SPAN_MEASURES, undefined),
        speakers=SpeakerCounts(),
        speaker_agreement=undefined,
        confusion=Counter(),
        disagreements=[],
    )
