from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.coverage import depths, length_of, separate, shared_length, union

LENGTH = 30
spans = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)).map(lambda pair: (pair[0], min(LENGTH, sum(pair)))),
    max_size=8,
).map(sorted)


def points(of):
    return {point for start, end in of for point in range(start, end)}


@pytest.mark.parametrize(
    ("given_spans", "united", "separated"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([(0, 5), (2, 3)], [(0, 5)], [(0, 5)], id="nested"),
        pytest.param([(0, 5), (4, 9)], [(0, 9)], [(0, 9)], id="overlapping"),
        pytest.param([(0, 5), (5, 9)], [(0, 9)], [(0, 5), (5, 9)], id="touching"),
        pytest.param([(0, 5), (6, 9)], [(0, 5), (6, 9)], [(0, 5), (6, 9)], id="apart"),
    ],
)
def test_union_joins_what_touches_and_separate_does_not(given_spans, united, separated):
    assert union(given_spans) == united
    assert separate(given_spans) == separated


@settings(max_examples=50, deadline=None)
@given(st.lists(spans, min_size=2, max_size=4))
def test_lengths_are_those_of_sets_of_code_points(readings):
    united = [union(reading) for reading in readings]
    marked = [points(reading) for reading in readings]
    assert [length_of(each) for each in united] == [len(each) for each in marked]
    assert shared_length(*united[:2]) == len(marked[0] & marked[1])
    expected = Counter(sum(point in each for each in marked) for point in range(LENGTH))
    assert depths(united, LENGTH) == expected
