from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.pairing import HALF, overlap, overlapping, pair_up

spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=6, unique=True
).map(sorted)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 10), 0.5),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (10, 20), 0.0),
        ((0, 10), (12, 20), 0.0),
    ],
)
def test_overlap_is_intersection_by_union(one, other, share):
    assert overlap(one, other) == overlap(other, one) == pytest.approx(share)


def test_equal_spans_stay_together_though_more_pairs_were_possible():
    first, second = [(0, 10), (0, 18)], [(0, 5), (0, 10)]
    candidates = [each for each in overlapping(first, second) if each[0] >= HALF]
    assert {(i, j) for _, i, j in candidates} == {(0, 0), (0, 1), (1, 1)}
    assert pair_up(candidates) == [(0, 1)]


def test_a_pair_is_given_up_for_two():
    assert pair_up([(0.9, 0, 0), (0.6, 0, 1), (0.6, 1, 0)]) == [(0, 1), (1, 0)]


def test_a_long_chain_of_overlaps_needs_no_recursion():
    """Each span overlaps two of the other side, and the first choice leaves the last one alone."""
    number = 3000
    chain = [(0.9, i, i) for i in range(number)] + [(0.6, i + 1, i) for i in range(number)] + [(0.6, 0, number)]
    assert len(pair_up(chain)) == number + 1


@settings(max_examples=50, deadline=None)
@given(spans, spans)
def test_candidates_are_all_that_overlap_and_pairs_the_most_possible(first, second):
    candidates = list(overlapping(first, second))
    expected = {(i, j) for i, a in enumerate(first) for j, b in enumerate(second) if overlap(a, b) > 0}
    assert {(i, j) for _, i, j in candidates} == expected
    pairs = pair_up(candidates)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pair_up([(share, j, i) for share, i, j in candidates])) == len(pairs)
    if not set(first) & set(second) and len(expected) <= 8:
        most = max(
            size
            for size in range(len(expected) + 1)
            for chosen in combinations(expected, size)
            if len({i for i, _ in chosen}) == len({j for _, j in chosen}) == size
        )
        assert len(pairs) == most
