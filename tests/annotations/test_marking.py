"""What a mark must be to fit its text."""

import pytest

from annotations.marking import check_mark, normalise_seen
from annotations.refusals import CutsGrapheme, OutOfBounds, TextDiffers

# ب + damma, then a family of three joined by U+200D, then a flag of two regional indicators.
TEXT = "ب\u064e \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f2\U0001f1f9\nنهاية"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(0, len(TEXT), id="all of it"),
        pytest.param(0, 2, id="letter with its diacritic"),
        pytest.param(3, 8, id="emoji of five code points"),
        pytest.param(9, 11, id="flag"),
        pytest.param(10 + 1, 13, id="line feed and a letter"),
        pytest.param(len(TEXT) - 1, len(TEXT), id="last letter"),
    ],
)
def test_accepts_what_lies_on_grapheme_boundaries(start, end):
    check_mark(TEXT, start, end, TEXT[start:end])


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(-1, 2, id="before the text"),
        pytest.param(0, len(TEXT) + 1, id="beyond the text"),
        pytest.param(len(TEXT), len(TEXT) + 1, id="behind the text"),
        pytest.param(3, 3, id="empty"),
        pytest.param(0, 0, id="empty at the start"),
        pytest.param(8, 3, id="reversed"),
        pytest.param(0, 10**9, id="huge"),
    ],
)
def test_refuses_bounds_outside_the_text(start, end):
    with pytest.raises(OutOfBounds):
        check_mark(TEXT, start, end, TEXT[start:end])


def test_refuses_any_bounds_in_an_empty_text():
    with pytest.raises(OutOfBounds):
        check_mark("", 0, 1, "ب")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(0, 1, id="letter without its diacritic"),
        pytest.param(1, 2, id="diacritic alone"),
        pytest.param(3, 4, id="end inside an emoji"),
        pytest.param(5, 8, id="start inside an emoji"),
        pytest.param(9, 10, id="half a flag"),
    ],
)
def test_refuses_to_cut_a_grapheme(start, end):
    with pytest.raises(CutsGrapheme):
        check_mark(TEXT, start, end, TEXT[start:end])


@pytest.mark.parametrize(
    "exact",
    [
        pytest.param("نهايه", id="another letter"),
        pytest.param("نهاية ", id="a space more"),
        pytest.param(" نهاية", id="a space before"),
        pytest.param("", id="nothing"),
        pytest.param("نها\u0640ية", id="tatweel"),
    ],
)
def test_refuses_what_the_text_does_not_say(exact):
    with pytest.raises(TextDiffers):
        check_mark("نهاية", 0, 5, exact)


def test_text_that_normalises_to_the_same_still_differs():
    # Shadda and fatha in the two orders are canonically equivalent; the stored order counts.
    with pytest.raises(TextDiffers):
        check_mark("ب\u0651\u064e", 0, 3, "ب\u064e\u0651")


@pytest.mark.parametrize(
    ("seen", "stored"),
    [("أ\r\nب", "أ\nب"), ("أ\nب", "أ\nب"), ("أ\rب", "أ\rب"), (" أ \r\n", " أ \n"), ("\r\r\n", "\r\n")],
    ids=["from a form", "from a script", "carriage return alone", "spaces stay", "only the pair counts"],
)
def test_line_ends_of_a_form_count_as_line_feeds(seen, stored):
    assert normalise_seen(seen) == stored
