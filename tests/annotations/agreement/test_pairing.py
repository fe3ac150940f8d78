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


def test_equal_spans_are_a_pair_though_two_others_were_possible():
    first, second = [(0, 10), (0, 18)], [(0, 5), (0, 10)]
    candidates = [each for each in overlapping(first, second) if each[0] >= HALF]
    assert {(i, j) for _, i, j in candidates} == {(0, 0), (0, 1), (1, 1)}
    assert pair_up(candidates) == [(0, 1)]


def test_the_larger_share_comes_first_and_of_equal_ones_the_earlier_span():
    assert pair_up([(0.6, 0, 0), (0.9, 1, 0), (0.5, 0, 1)]) == [(0, 1), (1, 0)]
    assert pair_up([(0.5, 1, 0), (0.5, 0, 0)]) == [(0, 0)]


@settings(max_examples=50, deadline=None)
@given(spans, spans)
def test_candidates_are_all_that_overlap_and_pairs_the_same_from_both_sides(first, second):
    candidates = list(overlapping(first, second))
    expected = {(i, j) for i, a in enumerate(first) for j, b in enumerate(second) if overlap(a, b) > 0}
    assert {(i, j) for _, i, j in candidates} == expected
    pairs = pair_up(candidates)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sorted((i, j) for j, i in pair_up([(share, j, i) for share, i, j in candidates])) == pairs
    # Nobody is left who could still have a partner.
    assert all(any(i == one or j == other for one, other in pairs) for i, j in expected)
