"""The tables of tests/cases that static/js/words.js and quotations.js pass as well (tests/js/words.test.mjs)."""

import json
from pathlib import Path

import pytest

from newsroom.arabic.quotations import quotation_around, quotations_around, quotations_of
from newsroom.arabic.words import (
    known_words,
    proclitic_cuts,
    proposed_cut,
    sentence_around,
    sentences_of,
    word_around,
    words_of,
)

CASES = Path(__file__).parents[2] / "cases"


def cases(name):
    return [pytest.param(case, id=case["id"]) for case in json.loads((CASES / f"{name}.json").read_text("utf-8"))]


@pytest.mark.parametrize("case", cases("words"))
def test_word_around_an_offset(case):
    offset = case["marked"].index("|")
    text = case["marked"].replace("|", "")
    span = word_around(text, offset)
    assert (span and span.cut(text)) == case["word"]


def test_words_in_order():
    text = "قال «كيري»، يوم 26/8/2016: نعم."
    assert [span.cut(text) for span in words_of(text)] == ["قال", "كيري", "يوم", "26/8/2016", "نعم"]


@pytest.mark.parametrize("case", cases("proclitics"))
def test_cuts_of_a_word(case):
    assert [case["word"][cut:] for cut in proclitic_cuts(case["word"])] == case["cuts"]


@pytest.mark.parametrize("case", cases("proclitics"))
def test_proposed_cut(case):
    cut = proposed_cut(case["word"], known_words(case["article"]))
    assert (None if cut is None else case["word"][cut:]) == case["proposed"]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case):
    assert [span.cut(case["text"]) for span in sentences_of(case["text"])] == case["sentences"]


def test_sentence_around_an_offset():
    text = "وصل كيري. وغادر لافروف."
    for offset, expected in [(0, "وصل كيري."), (9, "وصل كيري."), (10, "وغادر لافروف."), (len(text), "وغادر لافروف.")]:
        assert sentence_around(text, offset).cut(text) == expected
    assert sentence_around("  ", 1) is None


@pytest.mark.parametrize("case", cases("quotations"))
def test_quotations(case):
    found = [[found.span.cut(case["text"]), found.is_repaired] for found in quotations_of(case["text"])]
    assert found == case["quotations"]


def test_quotations_around_an_offset_are_innermost_first():
    text = "قال: «رأيت \"الجسر الجديد\" اليوم» ثم"
    around = quotations_around(text, text.index("الجسر"))
    assert [found.span.cut(text) for found in around] == ["الجسر الجديد", 'رأيت "الجسر الجديد" اليوم']
    assert quotations_around(text, 0) == []


def test_single_word_is_a_quotation_on_request():
    text = 'قال "نعم" ثم'
    assert quotation_around(text, 6) is None
    assert quotation_around(text, 6, may_be_one_word=True).span.cut(text) == "نعم"


def test_quotation_of_more_words_is_preferred():
    text = "«رأيت \"الجسر\" اليوم»"
    for request in (False, True):
        assert quotation_around(text, text.index("الجسر"), may_be_one_word=request).span.cut(text) == text[1:-1]
