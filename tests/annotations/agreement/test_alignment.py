from collections import Counter

import pytest

from annotations.agreement.alignment import Kind, align, confusion_of, disagreements_of, span_f1
from annotations.agreement.figures import Reason, Undefined
from annotations.agreement.readings import Mark, Reading, spans_by_tag


def aligned(first, second):
    return align(*(spans_by_tag(Reading([Mark(*mark) for mark in marks])) for marks in (first, second)))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param((0, 9, "actor"), (0, 9, "actor"), None, id="equal"),
        pytest.param((0, 9, "actor"), (1, 9, "actor"), Kind.BOUNDARY, id="half in common"),
        pytest.param((0, 90, "quote"), (80, 140, "quote"), Kind.BOUNDARY, id="little in common"),
        pytest.param((0, 9, "actor"), (0, 9, "location"), Kind.TAG, id="two tags on one span"),
        pytest.param((0, 9, "actor"), (1, 9, "location"), Kind.TAG, id="two tags on half a span"),
    ],
)
def test_two_marks_are_a_pair(first, second, expected):
    found = aligned([first], [second])
    assert found.agreed == ([Mark(*first)] if expected is None else [])
    assert found.differences == ([] if expected is None else [(expected, Mark(*first), Mark(*second))])
    assert confusion_of(found) == Counter({(first[2], second[2]): 1})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param([(0, 9, "actor")], [], id="nothing there"),
        pytest.param([(0, 9, "actor")], [(9, 12, "actor")], id="touching"),
        pytest.param([(0, 9, "actor")], [(0, 90, "quote")], id="inside another tag"),
    ],
)
def test_a_mark_alone_is_missing_on_the_other_side(first, second):
    differences = aligned(first, second).differences
    assert differences == [(Kind.MISSING, Mark(*mark), None) for mark in first] + [
        (Kind.MISSING, None, Mark(*mark)) for mark in second
    ]
    assert confusion_of(aligned(first, second)) == Counter(
        {**{(mark[2], None): 1 for mark in first}, **{(None, mark[2]): 1 for mark in second}}
    )


def test_the_better_fit_is_the_pair():
    """A quote that was cut short must not take the partner of the actor beside it."""
    found = aligned([(0, 100, "quote")], [(0, 100, "actor"), (90, 200, "quote")])
    assert found.differences == [
        (Kind.TAG, Mark(0, 100, "quote"), Mark(0, 100, "actor")),
        (Kind.MISSING, None, Mark(90, 200, "quote")),
    ]


def test_nested_marks_of_one_tag_find_their_own():
    marks = [(0, 50, "quote"), (10, 20, "quote"), (12, 18, "actor")]
    found = aligned(marks, marks)
    assert len(found.agreed) == 3
    assert found.near == Counter(quote=2, actor=1)
    assert not found.differences


def test_the_same_mark_twice_counts_once():
    assert aligned([(0, 9, "actor")] * 2, [(0, 9, "actor")]).agreed == [Mark(0, 9, "actor")]


@pytest.mark.parametrize(("other", "is_edge"), [("لافروف", True), ("ولافروف،", True), ("ولافرو", False)])
def test_a_boundary_says_whether_only_the_edge_differs(other, is_edge):
    text = "قال ولافروف، أمس"
    start = text.index(other)
    found = aligned([(4, 11, "actor")], [(start, start + len(other), "actor")])
    (disagreement,) = disagreements_of(7, text, found)
    assert (disagreement.article, disagreement.kind, disagreement.start) == (7, Kind.BOUNDARY, 4)
    assert disagreement.is_edge == is_edge
    assert not next(disagreements_of(7, None, found)).is_edge


def test_span_f1():
    assert span_f1(2, 3, 5) == 0.5
    assert span_f1(0, 0, 5) == 0
    assert span_f1(0, 0, 0) == Undefined(Reason.NO_UNITS)
