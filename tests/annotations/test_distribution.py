"""Sharing articles out evenly."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.distribution import Need, share_out


@pytest.mark.parametrize(
    ("needs", "loads", "pairs", "lacking"),
    [
        pytest.param([], {1: 0}, [], {}, id="nothing to give"),
        pytest.param([Need(7, 1)], {}, [], {7: 1}, id="nobody to give to"),
        pytest.param([Need(7, 1), Need(8, 1)], {1: 0, 2: 0}, [(7, 1), (8, 2)], {}, id="by turns, the smaller id first"),
        pytest.param([Need(7, 1), Need(8, 1)], {1: 2, 2: 0}, [(7, 2), (8, 2)], {}, id="who has less gets more"),
        pytest.param([Need(7, 2)], {1: 0, 2: 5}, [(7, 1), (7, 2)], {}, id="never twice to one person"),
        pytest.param([Need(7, 2)], {1: 0}, [(7, 1)], {7: 1}, id="too few people"),
        pytest.param([Need(7, 1, frozenset({1}))], {1: 0, 2: 9}, [(7, 2)], {}, id="not to who has it"),
        pytest.param([Need(7, 1, frozenset({1}))], {1: 0}, [], {7: 1}, id="only to who has it"),
    ],
)
def test_shares(needs, loads, pairs, lacking):
    shares = share_out(needs, loads)
    assert (shares.pairs, shares.lacking) == (pairs, lacking)


@given(people=st.integers(1, 8), articles=st.integers(0, 40), wanted=st.integers(1, 5))
def test_nobody_gets_more_than_one_article_more_than_another(people, articles, wanted):
    shares = share_out([Need(pk, wanted) for pk in range(articles)], dict.fromkeys(range(people), 0))
    assert len(set(shares.pairs)) == len(shares.pairs) == articles * min(people, wanted)
    numbers = Counter(dict.fromkeys(range(people), 0)) + Counter(person for _article, person in shares.pairs)
    assert not articles or max(numbers.values()) - min(numbers.get(each, 0) for each in range(people)) <= 1


def test_leaves_the_loads_as_they_were():
    loads = {1: 0}
    share_out([Need(7, 1)], loads)
    assert loads == {1: 0}
