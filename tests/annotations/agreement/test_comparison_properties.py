"""What holds of every comparison: the figures of another program, and what cannot be otherwise."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

from annotations.agreement.comparison import compare
from annotations.agreement.figures import Reason, Undefined
from annotations.agreement.readings import Mark, SharedArticle
from annotations.agreement.tallies import SPAN_MEASURES, Name
from tests.annotations.agreement.comparisons import TAGS, TEXT, article, random_articles, values


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
