"""Observed agreement, kappa and alpha: published examples, scikit-learn's figures, and code points one by one."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.coverage import length_of, shared_length, union
from annotations.agreement.figures import Reason, Undefined
from annotations.agreement.nominal import cohen_kappa, krippendorff_alpha, observed_agreement

RECORDED = json.loads((Path(__file__).parents[2] / "cases" / "kappa.json").read_text("utf-8"))


def units_of(*observers):
    """Return the units of a reliability matrix, one string per observer, ``*`` where a value is missing."""
    categories = sorted(set("".join(observers)) - {"*"})
    return Counter(tuple(unit.count(category) for category in categories) for unit in zip(*observers, strict=True))


def test_cohen_1960_page_45():
    """200 subjects in three categories; the paper gives p_o = .70, p_c = .41, kappa = .492."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    assert observed_agreement(table) == pytest.approx(0.70)
    assert cohen_kappa(table) == pytest.approx(0.492, abs=0.0005)


def test_cohen_1960_page_37():
    """The table before chance is taken out; the paper gives p_o = .29, p_c = .35."""
    table = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]
    assert observed_agreement(table) == pytest.approx(0.29)
    assert cohen_kappa(table) == pytest.approx((0.29 - 0.35) / (1 - 0.35))


@pytest.mark.parametrize(
    ("observers", "alpha"),
    [
        pytest.param(("0100000000", "1110010100"), 0.095, id="Krippendorff 2011, section A: binary, two observers"),
        pytest.param(("aabbdcccedda", "babbbccceddd"), 0.692, id="section B: nominal, two observers"),
        pytest.param(
            ("123321412***", "1233224125*3", "*3332342251*", "12332441251*"),
            0.743,
            id="section C: nominal, four observers, values missing",
        ),
        pytest.param(
            ("*****34121133*3", "1*213343*******", "**21344*21133*4"),
            0.691,
            id="Wikipedia, Krippendorff's alpha, A computational example: three observers",
        ),
    ],
)
def test_krippendorff_alpha_of_published_examples(observers, alpha):
    """Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; the last is Wikipedia's."""
    assert krippendorff_alpha(units_of(*observers)) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("case", RECORDED["cases"], ids=range(len(RECORDED["cases"])))
def test_kappa_is_that_of_scikit_learn(case):
    """The figures were recorded (``record_kappa``); spans overlap, kappa is of single code points."""
    first, second = (union(map(tuple, case[side])) for side in ("first", "second"))
    assert cohen_kappa(table_of(case["length"], first, second)) == pytest.approx(case["kappa"], abs=1e-12)


def table_of(length, first, second):
    shared = shared_length(first, second)
    only_first, only_second = length_of(first) - shared, length_of(second) - shared
    return [[shared, only_first], [only_second, length - shared - only_first - only_second]]


@pytest.mark.parametrize(
    ("measure", "values", "reason"),
    [
        (observed_agreement, [[0, 0], [0, 0]], Reason.NO_CODE_POINTS),
        (cohen_kappa, [[0, 0], [0, 0]], Reason.NO_CODE_POINTS),
        (cohen_kappa, [[7, 0], [0, 0]], Reason.NO_VARIATION),
        (krippendorff_alpha, {}, Reason.NO_PAIRABLE_VALUES),
        (krippendorff_alpha, {(1, 0): 5, (0, 1): 5}, Reason.NO_PAIRABLE_VALUES),
        (krippendorff_alpha, {(2, 0): 5}, Reason.NO_VARIATION),
    ],
)
def test_says_why_there_is_no_figure(measure, values, reason):
    assert measure(values) == Undefined(reason)


def test_one_who_marks_nothing_agrees_by_chance():
    assert cohen_kappa([[0, 5], [0, 5]]) == 0


tables = st.lists(st.integers(0, 50), min_size=4, max_size=4).map(lambda cells: [cells[:2], cells[2:]])


@settings(max_examples=40, deadline=None)
@given(tables)
def test_both_sides_see_the_same_within_bounds(table):
    turned = [list(column) for column in zip(*table, strict=True)]
    assert cohen_kappa(table) == cohen_kappa(turned)
    (a, b), (c, d) = table
    alpha = krippendorff_alpha({(2, 0): a, (1, 1): b + c, (0, 2): d})
    for figure in (cohen_kappa(table), alpha):
        assert isinstance(figure, Undefined) or -1 <= figure <= 1
    if not b + c:
        assert {cohen_kappa(table), alpha} <= {1.0, Undefined(Reason.NO_VARIATION)} or not a + d


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("ab*"), min_size=3, max_size=3), min_size=1, max_size=12))
def test_alpha_is_that_of_the_coincidence_matrix(units):
    """Section 2 of Wikipedia's article and section C of the paper, value by value, for any missing values."""
    coincidences = Counter()
    for unit in units:
        values = [value for value in unit if value != "*"]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    coincidences[one, other] += 1 / (len(values) - 1)
    number = {value: sum(count for (one, _), count in coincidences.items() if one == value) for value in "ab"}
    total = sum(number.values())
    found = krippendorff_alpha(Counter((unit.count("a"), unit.count("b")) for unit in units))
    if isinstance(found, Undefined):
        assert not number["a"] * number["b"]
    else:
        observed = (coincidences["a", "b"] + coincidences["b", "a"]) / total
        expected = 2 * number["a"] * number["b"] / (total * (total - 1))
        assert found == pytest.approx(1 - observed / expected)
