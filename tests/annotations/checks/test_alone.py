"""Checks of one mark in its text."""

import uuid

import pytest

from annotations.checks.alone import (
    WordsIn,
    across_paragraphs,
    proclitic_inside,
    quote_without_speaker,
    stray_edge,
    unbalanced_quote_marks,
)
from annotations.checks.marks import Mark


def mark_in(marked: str, tag: str = "actor", **fields) -> tuple[Mark, str]:
    """Return the mark between the braces of ``marked``, and the text without them."""
    start, end = marked.index("{"), marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    return Mark(uuid.uuid4(), tag, start, end, text[start:end], 1, **fields), text


def test_a_quote_without_speaker_is_found_and_no_other_mark():
    assert quote_without_speaker(*mark_in("قال {نعم}", "quote")) == {}
    assert quote_without_speaker(*mark_in("قال {نعم}", "quote", is_spoken=True)) is None
    assert quote_without_speaker(*mark_in("قال {سامر}")) is None


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        pytest.param("قال «{الخطة جيدة}» ثم مضى", None, id="the whole between its marks"),
        pytest.param("قال {«الخطة جيدة»} ثم مضى", None, id="with both marks"),
        pytest.param("قال {«الخطة جيدة} اليوم» ثم مضى", "«الخطة جيدة اليوم»", id="one of a pair"),
        pytest.param("قال «{الخطة جيدة» ثم} مضى", "«الخطة جيدة»", id="over the closing mark"),
        pytest.param("قال «{الخطة جيدة اليوم}. ثم مضى", "«الخطة جيدة اليوم", id="the text lacks a mark"),
        pytest.param("قال «نعم. ثم قال «{الخطة جيدة}» ومضى", None, id="another quotation lacks one"),
        pytest.param("قال إن {الخطة جيدة}", None, id="no marks at all"),
    ],
)
def test_quote_marks_without_their_pair_are_found(marked, found):
    assert unbalanced_quote_marks(*mark_in(marked, "quote")) == (found and {"text": found})


def test_quote_marks_matter_to_quotes_only():
    assert unbalanced_quote_marks(*mark_in("قال {«سامر} اليوم»")) is None


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("في {حلب،} ثم", "حلب"),
        ("في{ حلب} ثم", "حلب"),
        ("في {حلب.}", "حلب"),
        ("السطر\n{ الأول\n\nوالثاني،}", "الأول\n\nوالثاني"),
    ],
)
def test_an_edge_that_was_taken_along_is_found_with_better_bounds(marked, kept):
    mark, text = mark_in(marked)
    found = stray_edge(mark, text)
    assert text[found["start"] : found["end"]] == kept
    assert found["stray"]


@pytest.mark.parametrize("marked", ["في {حلب} ثم", "{وصل سامر.} ثم", "قال «{الخطة جيدة.}» ثم", "نحو {25%} منهم"])
def test_a_clean_edge_is_fine(marked):
    assert stray_edge(*mark_in(marked, "quote")) is None


def test_a_mark_of_nothing_but_line_feeds_has_no_better_bounds():
    assert stray_edge(*mark_in("نعم{\n\n}لا")) == {}


@pytest.mark.parametrize(
    ("marked", "proclitic", "rest"),
    [
        ("أضاف {ولافروف} بجواره", "و", "لافروف"),
        ("سنزرع {بسوريا} قمحا", "ب", "سوريا"),
        ("قال {لـموسكو} إن", "لـ", "موسكو"),
        ("في {وبالعراق} اليوم", "وب", "العراق"),
        ("زار {وسامر الحلواني} القرية، قال سامر", "و", "سامر الحلواني"),
    ],
)
def test_a_proclitic_inside_a_name_is_found_with_better_bounds(marked, proclitic, rest):
    mark, text = mark_in(marked)
    found = proclitic_inside(mark, text)
    assert (found["proclitic"], found["rest"]) == (proclitic, rest)
    assert text[found["start"] : found["end"]] == rest


@pytest.mark.parametrize(
    ("marked", "tag"),
    [
        ("زار {واشنطن} أمس", "location"),
        ("زار {ليبيا} أمس", "location"),
        ("قال و{لافروف} بجواره", "actor"),
        ("قال {وزير الزراعة} نعم", "actor"),
        ("قال {ولافروف} بجواره", "quote"),
        ("في {«} اليوم", "actor"),
    ],
)
def test_what_only_begins_like_a_proclitic_is_fine(marked, tag):
    assert proclitic_inside(*mark_in(marked, tag)) is None


def test_a_mark_over_the_end_of_a_paragraph_is_found():
    assert across_paragraphs(*mark_in("قال {نعم\n\nثم} مضى")) == {}
    assert across_paragraphs(*mark_in("قال {نعم}\n\nثم مضى")) is None


def test_words_are_found_folded_and_whole():
    words = WordsIn("زار أَحْمَد المدينة")
    assert "احمد" in words
    assert "المدينه" in words
    assert "حمد" not in words
    assert "مدينه" not in words
