"""The whole: two or more annotators over some articles."""

from collections import Counter
from random import Random

import pytest

from annotations.agreement.alignment import Kind
from annotations.agreement.comparison import compare, compare_all, disagreements_between
from annotations.agreement.figures import Interval, Reason, Undefined
from annotations.agreement.readings import UNNAMED, Mark, Quote, Reading, SharedArticle
from annotations.agreement.speakers import SpeakerCounts
from annotations.agreement.tallies import Name, TagCounts
from tests.annotations.agreement.comparisons import TAGS, TEXT, article, mark, random_articles, values

FIRST = [mark("لافروف", "actor"), mark("موسكو", "location"), mark("الوقت ضيق", "quote"), mark("كيري", "actor")]
SECOND = [mark("ولافروف", "actor"), mark("موسكو", "actor"), mark("الوقت ضيق", "quote"), mark("جنيف", "location")]


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


def test_disagreements_of_one_article_are_those_of_the_comparison():
    shared = article(1, first=FIRST, second=SECOND)
    found = disagreements_between(shared, "first", "second", TAGS)
    assert list(found) == list(compare([shared], "first", "second", TAGS).disagreements) != []


def test_tells_how_many_pairs_are_compared():
    told = []
    compare_all([article(1, a=FIRST, b=SECOND, c=[])], ["a", "b", "c"], resamples=0, progress=told.append)
    assert told == [1, 2, 3]
