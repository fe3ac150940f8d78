import dataclasses
import json
import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.spans import (
    EDGE_CHARACTERS,
    Span,
    is_grapheme_boundary,
    to_code_points,
    to_code_units,
    trim,
    widen_to_graphemes,
)

CASES = Path(__file__).parents[1] / "cases"
SAME_EVERY_TIME = settings(derandomize=True, deadline=None, max_examples=300)

# One or two of every class that the rules of UAX #29 tell apart, with what Arabic texts contain.
ARABIC = "ابلهلاأىـ\u064b\u064e\u0651\u0670\u200c\u200d\u200f\u2067\u2069\u00a0\ufeff \n\r٣ab,"
CLUSTERS = (
    "\u0301\u0903\u0600\u0605\u06dd\u0915\u0937\u094d\u1100\u1161\u11a8\uac00\uac01\ufe0f"
    "\U0001f468\U0001f469\U0001f3fb\U0001f1f8\U0001f1e6\u00a9"
)
TEXTS = st.text(st.sampled_from(ARABIC + CLUSTERS), max_size=24) | st.text(max_size=12)


def cases(name):
    table = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in table]


def boundaries(text):
    """Return all grapheme boundaries by segmenting the whole text."""
    return [0, *(found.end() for found in regex.finditer(r"\X", text))]


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (2, 1), (-1, 1), (0.0, 1), ("0", "1"), (False, True), (None, 1)], ids=repr
)
def test_span_needs_whole_numbers_in_order(start, end):
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


def test_span_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0, 1).start = 1


def test_spans_sort_by_start_then_end():
    assert sorted([Span(2, 3), Span(0, 5), Span(0, 2)]) == [Span(0, 2), Span(0, 5), Span(2, 3)]


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [
        pytest.param(Span(2, 5), True, True, id="the same"),
        pytest.param(Span(3, 4), True, True, id="inside"),
        pytest.param(Span(0, 2), False, False, id="touching before"),
        pytest.param(Span(5, 7), False, False, id="touching after"),
        pytest.param(Span(0, 3), True, False, id="over the start"),
        pytest.param(Span(4, 9), True, False, id="over the end"),
        pytest.param(Span(0, 9), True, False, id="around"),
    ],
)
def test_tells_overlap_from_containment(other, overlaps, contains):
    assert Span(2, 5).overlaps(other) is overlaps
    assert other.overlaps(Span(2, 5)) is overlaps
    assert Span(2, 5).contains(other) is contains


def test_span_has_length_text_and_neighbours():
    span = Span(4, 8)
    assert len(span) == 4
    assert span.cut("قال كيري أمس") == "كيري"
    assert span.shift(-4) == Span(0, 4)
    with pytest.raises(ValueError, match="a span needs"):
        span.shift(-5)


def test_edge_characters_are_white_space_and_invisible_but_no_joiners():
    everything = "".join(map(chr, range(0x110000)))
    listed = set(regex.findall(r"[\p{White_Space}\p{Bidi_Control}]", everything))
    assert listed | {"\u200b", "\ufeff"} == EDGE_CHARACTERS


@pytest.mark.parametrize("case", cases("trim"))
def test_trims_ends(case):
    expected = case["trimmed"] and Span(*case["trimmed"])
    assert trim(case["text"], Span(*case["span"])) == expected


def test_trim_cuts_a_span_to_the_text():
    assert trim("قال ", Span(0, 99)) == Span(0, 3)
    assert trim("قال", Span(3, 99)) is None


@pytest.mark.parametrize("case", cases("offsets"))
def test_converts_offsets_both_ways(case):
    for points, units in case["pairs"]:
        assert to_code_units(case["text"], points) == units
        assert to_code_points(case["text"], units) == points


@pytest.mark.parametrize("case", cases("offsets"))
def test_refuses_offsets_outside_the_text_or_inside_a_pair(case):
    for points in case["bad_points"]:
        with pytest.raises(ValueError, match="outside"):
            to_code_units(case["text"], points)
    for units in case["bad_units"]:
        with pytest.raises(ValueError, match="outside|surrogate pair"):
            to_code_points(case["text"], units)


@SAME_EVERY_TIME
@given(TEXTS)
def test_code_points_survive_the_way_to_code_units(text):
    units = [to_code_units(text, points) for points in range(len(text) + 1)]
    assert [to_code_points(text, offset) for offset in units] == list(range(len(text) + 1))
    assert units[-1] == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("case", cases("graphemes"))
def test_finds_grapheme_boundaries(case):
    text = case["text"]
    assert [offset for offset in range(len(text) + 1) if is_grapheme_boundary(text, offset)] == case["boundaries"]


@pytest.mark.parametrize("case", cases("graphemes"))
def test_widens_to_whole_graphemes(case):
    for widened in case["widened"]:
        assert widen_to_graphemes(case["text"], Span(*widened["span"])) == Span(*widened["to"])


@settings(SAME_EVERY_TIME, max_examples=1500)
@given(TEXTS)
def test_boundaries_are_those_of_the_whole_segmentation(text):
    assert [offset for offset in range(len(text) + 1) if is_grapheme_boundary(text, offset)] == boundaries(text)


@SAME_EVERY_TIME
@given(texts_with_spans())
def test_widened_span_is_the_smallest_between_boundaries(text_with_span):
    text, span = text_with_span
    ends = boundaries(text)
    smallest = Span(max(end for end in ends if end <= span.start), min(end for end in ends if end >= span.end))
    assert widen_to_graphemes(text, span) == smallest
    assert widen_to_graphemes(text, smallest) == smallest


@pytest.mark.parametrize("function", [is_grapheme_boundary, to_code_units])
@pytest.mark.parametrize("offset", [-1, 4])
def test_refuses_a_code_point_outside_the_text(function, offset):
    with pytest.raises(ValueError, match="outside"):
        function("قال", offset)


def test_refuses_to_widen_beyond_the_text():
    with pytest.raises(ValueError, match="outside"):
        widen_to_graphemes("قال", Span(0, 4))


LONG_RUNS = {
    "combining marks": "ا" + "\u064e" * 10_000,
    "regional indicators": "\U0001f1f8" * 10_001,
    "prepended number signs": "\u0600" * 10_000 + "ا",
    "joined emoji": "\U0001f468\u200d" * 5_000,
    "extended emoji": "\U0001f468" + "\u0301" * 10_000 + "\u200d\U0001f468",
    "conjuncts": "\u0915\u094d" * 5_000 + "\u0915",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LONG_RUNS.items()])
def test_boundaries_hold_in_long_runs(text):
    expected = set(boundaries(text))
    places = {0, 1, 2, 3, 4999, 5000, len(text) - 2, len(text) - 1, len(text)}
    assert {place for place in places if is_grapheme_boundary(text, place)} == places & expected
    assert widen_to_graphemes(text, Span(5000, 5001)).end in expected


def test_boundary_in_a_long_line_takes_under_100_microseconds():
    line = "في جنيف لوضع التفاصيل " * 10_000
    started = time.perf_counter()
    for offset in range(150_000, 151_000):
        is_grapheme_boundary(line, offset)
    assert time.perf_counter() - started < 0.1
