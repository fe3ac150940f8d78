"""Alpha for unitizing: Krippendorff's examples, and the formulas written out unit by unit.

The data and figures of the papers were read in the tests of DKPro Statistics (github.com/dkpro/dkpro-statistics,
``Krippendorff1995Test`` and ``Krippendorff2004Test``), which name their pages; every figure below was
computed anew.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.figures import Reason, Undefined
from annotations.agreement.unitizing import alpha_unitizing, distance, unitizing_of


def units(*pairs, stretch=1.0):
    """Return spans of (start, length), as the papers write them."""
    return [(round(start * stretch), round((start + length) * stretch)) for start, length in pairs]


# Measuring the Reliability of Qualitative Text Analysis Data (2004), also Content Analysis (2004), p. 254: a
# continuum that begins at 150 and is 300 long.
BEGIN = 150
OF_2004 = {
    "c": (units((225 - BEGIN, 70), (370 - BEGIN, 30)), units((220 - BEGIN, 80), (355 - BEGIN, 20), (400 - BEGIN, 20))),
    "k": (units((180 - BEGIN, 60), (300 - BEGIN, 50)),) * 2,
}

# On the Reliability of Unitizing Continuous Data (1995), p. 57: four pairs of observers, a continuum of 24.
OF_1995 = {
    "A": (((2, 8), (14, 6)), ((4, 4), (15, 2))),
    "B": (((0, 18),), ((0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1))),
    "C": (((2, 6), (10, 2), (14, 4), (20, 2)), ((0, 2), (4, 4), (10, 4), (16, 2), (20, 2))),
    "D": (((0, 2), (2, 8), (10, 4), (14, 6), (20, 4)), ((0, 4), (4, 4), (8, 7), (15, 2), (17, 7))),
}


def continuum_of_1995(name, length):
    first, second = (units(*pairs, stretch=length / 24) for pairs in OF_1995[name])
    return length, first, second


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((5, 6), (4, 2), 26),
        ((5, 6), (5, 2), 16),
        ((5, 6), (6, 2), 10),
        ((5, 6), (7, 2), 8),
        ((5, 6), (6, 4), 2),
        ((5, 6), (5, 6), 0),
        ((225, 70), (220, 80), 50),
        ((370, 30), (355, 20), 850),
        ((5, 6), (2, 2), 40),  # each in a gap of the other: 36 + 4
    ],
)
def test_distance_of_two_units_in_krippendorff_2004(one, other, expected):
    assert distance(units(one), units(other)) == expected


@pytest.mark.parametrize(("tag", "alpha"), [("c", 0.729), ("k", 1.0)])
def test_krippendorff_2004_page_254(tag, alpha):
    """The paper has D_o = .0144 and D_e = .0532 for c, .0000 and .0490 for k, and divides these rounded figures."""
    assert alpha_unitizing([(300, *OF_2004[tag])]) == pytest.approx(alpha, abs=0.0005)


def test_disagreement_observed_in_krippendorff_2004():
    found = unitizing_of(300, *OF_2004["c"])
    assert found.distance == 50 + 850 + 400
    assert found.distance / 300**2 == pytest.approx(0.0144, abs=0.00005)


@pytest.mark.parametrize(("name", "observed"), [("A", 0.03125), ("B", 2.26736), ("C", 0.02778), ("D", 0.38715)])
def test_disagreement_observed_in_krippendorff_1995(name, observed):
    _, first, second = continuum_of_1995(name, 24)
    assert distance(first, second) / 24**2 == pytest.approx(observed, abs=0.00001)


@pytest.mark.parametrize(
    ("name", "length", "alpha"), [("C", 12, 0.494), ("A", 1_200_000, 0.553), ("D", 1_200_000, 0.066)]
)
def test_krippendorff_1995(name, length, alpha):
    """Lengths of the continuum as in the paper.  Its B and C in the long run are in the next test."""
    assert alpha_unitizing([continuum_of_1995(name, length)]) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(("name", "of_1995", "of_2004"), [("B", -0.926, -0.928), ("C", 0.679, 0.693)])
def test_krippendorff_1995_expects_otherwise_than_2004(name, of_1995, of_2004):
    """Not published: what the formula of 2004 gives for two examples of 1995, where another D_e was printed.

    DKPro's authors met the same difference ("there seems to be a small error in the computation of D_E in the
    original reference") and allow for .02.
    """
    found = alpha_unitizing([continuum_of_1995(name, 1_200_000)])
    assert found == pytest.approx(of_2004, abs=0.0005)
    assert found == pytest.approx(of_1995, abs=0.02)


@pytest.mark.parametrize(
    ("continua", "reason"),
    [
        ([], Reason.NO_CODE_POINTS),
        ([(0, [], [])], Reason.NO_CODE_POINTS),
        ([(9, [], []), (5, [], [])], Reason.NO_UNITS),
        ([(1, [(0, 1)], [(0, 1)])], Reason.NO_VARIATION),
    ],
)
def test_says_why_there_is_no_figure(continua, reason):
    assert alpha_unitizing(continua) == Undefined(reason)


def test_units_that_overlap_are_one_and_units_that_touch_are_two():
    nested = [(0, 9), (2, 4), (8, 12), (12, 15)]
    assert unitizing_of(20, nested, []) == unitizing_of(20, [(0, 12), (12, 15)], [])
    assert unitizing_of(20, nested, []).units == 2


def test_long_articles_overflow_nothing():
    length = 10**9
    assert alpha_unitizing([(length, [(0, length // 2)], [(1, length // 2)])] * 3) == pytest.approx(1, abs=1e-6)


@st.composite
def continua(draw):
    length = draw(st.integers(2, 40))
    ends = st.lists(st.integers(0, length), max_size=8, unique=True).map(sorted)
    first, second = ([*zip(found[::2], found[1::2], strict=False)] for found in (draw(ends), draw(ends)))
    return length, first, second


def written_out(length, first, second):
    """The formulas of 2004 as they stand there, with sections (units and gaps) one by one."""

    def sections(of):
        points = sorted({0, length, *(point for unit in of for point in unit)})
        return [(a, b - a, (a, b) in of) for a, b in zip(points, points[1:], strict=False)]

    def delta(one, other):
        (b_g, l_g, v_g), (b_h, l_h, v_h) = one, other
        if v_g and v_h and -l_g < b_g - b_h < l_h:
            return (b_g - b_h) ** 2 + (b_g + l_g - b_h - l_h) ** 2
        if v_g and not v_h and l_h - l_g >= b_g - b_h >= 0:
            return l_g**2
        return l_h**2 if v_h and not v_g and l_g - l_h >= b_h - b_g >= 0 else 0

    observers = [sections(first), sections(second)]
    observed = 2 * sum(delta(g, h) for g in observers[0] for h in observers[1]) / (2 * length**2)
    everything = [section for observer in observers for section in observer]
    lengths = [size for _, size, is_unit in everything if is_unit]
    gaps = [size for _, size, is_unit in everything if not is_unit]
    terms = (
        (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in lengths
    )
    expected = 2 / length * sum(terms)
    expected /= 2 * length * (2 * length - 1) - sum(size * (size - 1) for size in lengths)
    return 1 - observed / expected


@settings(max_examples=50, deadline=None)
@given(continua())
def test_alpha_is_that_of_the_formulas_written_out(continuum):
    length, first, second = continuum
    if not first + second:
        assert alpha_unitizing([continuum]) == Undefined(Reason.NO_UNITS)
        return
    alpha = alpha_unitizing([continuum])
    assert alpha == pytest.approx(written_out(*continuum))
    assert alpha == alpha_unitizing([(length, second, first)]) <= 1
    assert (alpha == 1) == (first == second)
