"""The whole: two or more annotators over some articles."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

from annotations.agreement.alignment import Kind
from annotations.agreement.comparison import compare, compare_all, disagreements_between
from annotations.agreement.figures import Interval, Reason, Undefined
from annotations.agreement.readings import UNNAMED, Mark, Quote, Reading, SharedArticle
from annotations.agreement.speakers import SpeakerCounts
from annotations.agreement.tallies import SPAN_MEASURES, Name, TagCounts

TEXT = "قال ولافروف في موسكو: «الوقت ضيق»، وأضاف كيري في جنيف: «نعم»."
TAGS = ["actor", "location", "quote"]


def mark(words, tag, text=TEXT):
    start = text.index(words)
    return Mark(start, start + len(words), tag)


FIRST = [mark("لافروف", "actor"), mark("موسكو", "location"), mark("الوقت ضيق", "quote"), mark("كيري", "actor")]
SECOND = [mark("ولافروف", "actor"), mark("موسكو", "actor"), mark("الوقت ضيق", "quote"), mark("جنيف", "location")]


def article(number, *, text=TEXT, **marks):
    return SharedArticle(number, len(TEXT), {name: Reading(found) for name, found in marks.items()}, text)


def values(measures):
    return {name: measure.value for name, measure in measures.items()}


def test_two_annotators_of_one_article():
    found = compare([article(1, first=FIRST, second=SECOND)], "first", "second", TAGS)
    assert (found.articles, found.code_points) == (1, len(TEXT))
    assert found.tags["actor"].counts == TagCounts(
        both=6,
        only_first=4,
        only_second=6,
        neither=len(TEXT) - 16,
        first_spans=2,
        second_spans=2,
        equal=0,
        alike=1,
        near=1,
    )
    assert found.tags["quote"].measures[Name.KAPPA].value == 1
    assert found.tags["location"].measures[Name.EXACT].value == 0
    assert values(found.spans) == {Name.EXACT: 1 / 4, Name.WITHOUT_EDGES: 2 / 4, Name.OVERLAP: 2 / 4}
    assert found.average[Name.EXACT].value == pytest.approx(1 / 3)
    assert found.confusion == Counter(
        {
            ("quote", "quote"): 1,
            ("actor", "actor"): 1,
            ("location", "actor"): 1,
            ("actor", None): 1,
            (None, "location"): 1,
        }
    )
    assert [(each.kind, each.is_edge) for each in found.disagreements] == [
        (Kind.BOUNDARY, True),
        (Kind.TAG, False),
        (Kind.MISSING, False),
        (Kind.MISSING, False),
    ]
    assert found.average[Name.KAPPA].interval == Undefined(Reason.FEW_ARTICLES)


def test_articles_that_one_of_them_did_not_finish_do_not_count():
    articles = [article(1, first=FIRST, second=FIRST), article(2, first=FIRST), article(3, second=SECOND)]
    found = compare(articles, "first", "second", TAGS)
    assert found.articles == 1
    assert found.tags["actor"].measures[Name.ALPHA].value == 1


def test_speakers_of_quotes_that_both_marked():
    lavrov, kerry = (mark(name, "actor")[:2] for name in ("لافروف", "كيري"))
    said, agreed = (mark(words, "quote")[:2] for words in ("الوقت ضيق", "نعم"))
    readings = {
        "first": Reading([], (Quote((said,), lavrov), Quote((agreed,), kerry))),
        "second": Reading([], (Quote((said,), lavrov), Quote((agreed,), UNNAMED))),
    }
    found = compare([SharedArticle(5, len(TEXT), readings, TEXT)], "first", "second", TAGS)
    assert found.speakers == SpeakerCounts(matched=2, same=1, different=1)
    assert found.speaker_agreement.value == 0.5
    (disagreement,) = found.disagreements
    assert (disagreement.article, disagreement.kind) == (5, Kind.SPEAKER)
    assert disagreement.first == disagreement.second == mark("نعم", "quote")


@pytest.mark.parametrize(
    ("articles", "second", "reason"),
    [
        pytest.param([], "second", Reason.NO_COMMON_ARTICLE, id="no article"),
        pytest.param([article(1, first=FIRST)], "second", Reason.NO_COMMON_ARTICLE, id="no common article"),
        pytest.param([article(1, first=FIRST)], "first", Reason.ONE_ANNOTATOR, id="one annotator"),
        pytest.param([article(1, first=[], second=[])] * 3, "second", Reason.NO_UNITS, id="nothing marked"),
        pytest.param(
            [SharedArticle(1, 0, {"first": Reading([]), "second": Reading([])}, "")],
            "second",
            Reason.NO_UNITS,
            id="no text",
        ),
    ],
)
@pytest.mark.parametrize("tags", [TAGS, []], ids=["tags", "no tags"])
def test_says_why_there_are_no_figures(articles, second, reason, tags):
    found = compare(articles, "first", second, tags)
    measures = [*found.average.values(), *found.spans.values()]
    measures += [measure for tag in found.tags.values() for measure in tag.measures.values()]
    for measure in measures:
        assert measure.value == measure.interval
        assert measure.value in (Undefined(reason), Undefined(Reason.NO_TEXT))
    assert isinstance(found.speaker_agreement.value, Undefined)
    assert not found.disagreements
    assert not found.confusion


def test_other_tags_are_left_out():
    found = compare([article(1, first=FIRST, second=SECOND)], "first", "second", ["quote"])
    assert list(found.tags) == ["quote"]
    assert found.confusion == Counter({("quote", "quote"): 1})
    assert not found.disagreements


def test_a_tag_that_nobody_used_is_not_in_the_average():
    found = compare([article(1, first=FIRST, second=FIRST)], "first", "second", [*TAGS, "date"])
    assert set(values(found.tags["date"].measures).values()) == {Undefined(Reason.NO_UNITS)}
    assert set(values(found.average).values()) == {1.0}


def test_a_tag_on_everything_leaves_nothing_to_chance():
    whole = [Mark(0, len(TEXT), "quote")]
    found = compare([article(1, first=whole, second=whole)], "first", "second", ["quote"])
    measures = values(found.tags["quote"].measures)
    assert measures[Name.OBSERVED] == measures[Name.EXACT] == measures[Name.ALPHA_UNITIZING] == 1
    assert measures[Name.KAPPA] == measures[Name.ALPHA] == Undefined(Reason.NO_VARIATION)


def test_without_the_text_edges_are_not_judged():
    found = compare([article(1, text=None, first=FIRST, second=SECOND)], "first", "second", TAGS)
    assert found.spans[Name.WITHOUT_EDGES].value == Undefined(Reason.NO_TEXT)
    assert found.spans[Name.EXACT].value == 1 / 4


def test_intervals_are_the_same_every_time_and_hold_the_figure():
    articles = random_articles(Random(7), 30)
    one, other = (compare(articles, "first", "second", TAGS, resamples=200) for _ in range(2))
    assert one == other
    assert one != compare(articles, "first", "second", TAGS, resamples=200, seed=1)
    for measure in (*one.average.values(), *one.spans.values()):
        assert isinstance(measure.interval, Interval)
        assert measure.interval.low <= measure.value <= measure.interval.high
        assert measure.interval.resamples == 200


def test_intervals_are_those_of_articles_drawn_and_compared():
    """Resampling adds what articles contribute; here the articles drawn are really compared again."""
    articles = random_articles(Random(3), 6)
    found = compare(articles, "first", "second", TAGS, resamples=15, seed=5)
    random = Random(5)
    again = [compare(random.choices(articles, k=6), "first", "second", TAGS, resamples=0).average for _ in range(15)]
    for name, measure in found.average.items():
        drawn = sorted(each[name].value for each in again)
        assert drawn[0] <= measure.interval.low <= drawn[1]
        assert drawn[-2] <= measure.interval.high <= drawn[-1]


def test_every_pair_and_all_together():
    articles = [article(1, first=FIRST, second=FIRST, third=SECOND), article(2, first=FIRST, third=FIRST)]
    found = compare_all(articles, ["first", "second", "third"])
    assert [(each.first, each.second, each.articles) for each in found.comparisons] == [
        ("first", "second", 1),
        ("first", "third", 2),
        ("second", "third", 1),
    ]
    assert found.articles == 2
    assert list(found.alpha) == TAGS
    assert found.alpha["quote"].value == 1
    assert found.average_alpha.value == pytest.approx(sum(values(found.alpha).values()) / 3)


def test_alpha_of_two_is_that_of_the_pair():
    found = compare_all(random_articles(Random(1), 8), ["first", "second"], TAGS, resamples=50)
    (pair,) = found.comparisons
    assert found.alpha == {tag: pair.tags[tag].measures[Name.ALPHA] for tag in TAGS}
    assert found.average_alpha == pair.average[Name.ALPHA]


@pytest.mark.parametrize(
    ("annotators", "reason"),
    [([], Reason.ONE_ANNOTATOR), (["first"], Reason.ONE_ANNOTATOR), (["second", "third"], Reason.NO_COMMON_ARTICLE)],
)
def test_alpha_of_all_says_why_there_is_no_figure(annotators, reason):
    found = compare_all([article(1, first=FIRST, second=SECOND)], annotators, TAGS)
    assert {*values(found.alpha).values(), found.average_alpha.value} == {Undefined(reason)}


def test_an_empty_collection_with_nothing_marked():
    found = compare_all([article(1, first=[], second=[])], ["first", "second"])
    assert found.alpha == {}
    assert found.average_alpha.value == Undefined(Reason.NO_UNITS)


def random_marks(random, length, count):
    """Return disjoint marks: what nervaluate expects."""
    ends = sorted(random.sample(range(length), 2 * count))
    return [Mark(*ends[at : at + 2], random.choice(TAGS)) for at in range(0, 2 * count, 2)]


def random_articles(random, count):
    articles = []
    for number in range(count):
        first = random_marks(random, len(TEXT), 6)
        second = [each if random.random() < 0.6 else each._replace(tag=random.choice(TAGS)) for each in first]
        second = [each if random.random() < 0.6 else each._replace(end=each.start + 1) for each in second]
        articles.append(article(number, first=first, second=second[random.randint(0, 2) :]))
    return articles


@pytest.mark.parametrize("seed", range(5))
def test_exact_f1_is_strict_f1_of_nervaluate(seed):
    """Strict is SemEval-2013 task 9.1: bounds and tag; the second annotator stands for the truth."""
    articles = random_articles(Random(seed), 12)
    entities = {
        name: [
            # The last character counts there.
            [{"label": tag, "start": start, "end": end - 1} for start, end, tag in each.readings[name].marks]
            for each in articles
        ]
        for name in ("first", "second")
    }
    results = Evaluator(entities["second"], entities["first"], TAGS, loader="dict").evaluate()
    found = compare(articles, "first", "second", TAGS, resamples=0)
    assert found.spans[Name.EXACT].value == pytest.approx(results["overall"]["strict"].f1)
    for tag in TAGS:
        theirs = results["entities"][tag]["strict"]
        assert found.tags[tag].counts.equal == theirs.correct


@st.composite
def shared_articles(draw):
    marks = st.lists(
        st.builds(
            lambda start, length, tag: Mark(start, min(len(TEXT), start + length), tag),
            st.integers(0, len(TEXT) - 1),
            st.integers(1, 25),
            st.sampled_from(TAGS),
        ),
        max_size=8,
    )
    return [article(number, first=draw(marks), second=draw(marks)) for number in range(draw(st.integers(1, 3)))]


@settings(max_examples=40, deadline=None)
@given(shared_articles())
def test_both_sides_see_the_same_within_bounds(articles):
    found = compare(articles, "first", "second", TAGS, resamples=4)
    turned = compare(articles, "second", "first", TAGS, resamples=4)
    assert found.average == turned.average
    assert found.spans == turned.spans
    assert found.confusion == Counter({pair[::-1]: number for pair, number in turned.confusion.items()})
    everything = [found.average, found.spans, *(tag.measures for tag in found.tags.values())]
    for name, value in (pair for measures in everything for pair in values(measures).items()):
        if not isinstance(value, Undefined):
            lowest = 0 if name in (*SPAN_MEASURES, Name.OBSERVED) else float("-inf")
            assert lowest <= value <= 1
    for tag in found.tags.values():
        counts = tag.counts
        assert sum(map(sum, counts.table)) == found.code_points
        assert counts.equal <= min(counts.alike, counts.near)
    spans = [sum(getattr(tag.counts, side) for tag in found.tags.values()) for side in ("first_spans", "second_spans")]
    for index, number in enumerate(spans):
        assert sum(count for pair, count in found.confusion.items() if pair[index]) == number
    equal = sum(tag.counts.equal for tag in found.tags.values())
    assert len(found.disagreements) == sum(found.confusion.values()) - equal


@settings(max_examples=25, deadline=None)
@given(shared_articles())
def test_one_who_agrees_with_themselves_agrees_wholly(articles):
    twins = [
        SharedArticle(each.id, each.length, dict.fromkeys(("first", "second"), each.readings["first"]), each.text)
        for each in articles
    ]
    found = compare(twins, "first", "second", TAGS, resamples=0)
    for value in values(found.average).values():
        assert value in (1.0, Undefined(Reason.NO_UNITS), Undefined(Reason.NO_VARIATION))
    assert not found.disagreements


def test_disagreements_of_one_article_are_those_of_the_comparison():
    shared = article(1, first=FIRST, second=SECOND)
    found = disagreements_between(shared, "first", "second", TAGS)
    assert list(found) == list(compare([shared], "first", "second", TAGS).disagreements) != []


def test_tells_how_many_pairs_are_compared():
    told = []
    compare_all([article(1, a=FIRST, b=SECOND, c=[])], ["a", "b", "c"], resamples=0, progress=told.append)
    assert told == [1, 2, 3]
