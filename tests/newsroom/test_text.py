import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.spans import EDGE_CHARACTERS, Span, is_grapheme_boundary, widen_to_graphemes
from newsroom.text import find_forbidden, headline_of, normalise_line_ends, passage_around, split_blocks

CASES = Path(__file__).parents[1] / "cases"
SAME_EVERY_TIME = settings(derandomize=True, deadline=None, max_examples=300)
ALPHABET = (
    'ابلهـab \n\n\n.؟!…»"'
    "\u064e\u0651\u0301\u0603\u200c\u200d\u200f\u00a0\u0085\u2028\ufeff\U0001f468\U0001f1f8\U0001f600"
)
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=40)


def cases(name):
    table = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in table]


def passage(text, exact, width=90):
    start = text.index(exact)
    return passage_around(text, Span(start, start + len(exact)), width)


@pytest.mark.parametrize("case", cases("blocks"))
def test_splits_and_names_blocks(case):
    found = [{"name": block.name, "text": block.span.cut(case["text"])} for block in split_blocks(case["text"])]
    assert found == case["blocks"]


@SAME_EVERY_TIME
@given(TEXTS)
def test_every_code_point_to_be_seen_is_in_one_block(text):
    spans = [block.span for block in split_blocks(text)]
    assert spans == sorted(spans)
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert {offset for offset, character in enumerate(text) if character not in EDGE_CHARACTERS} <= set(covered)


@SAME_EVERY_TIME
@given(TEXTS)
def test_blocks_hold_no_line_feed_and_cut_no_grapheme(text):
    for block in split_blocks(text):
        assert "\n" not in block.span.cut(text)
        assert widen_to_graphemes(text, block.span) == block.span


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        pytest.param("", "", id="empty text"),
        pytest.param(" \n\u200f\n", "", id="nothing to be seen"),
        pytest.param("\n\u00a0عنوان \nنص", "عنوان", id="trimmed first line"),
        pytest.param("ا" * 400 + "\nنص", "ا" * 400, id="first line too long for a headline"),
    ],
)
def test_headline_is_the_first_block(text, headline):
    assert headline_of(text) == headline


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("أ\r\nب\rج\nد", "أ\nب\nج\nد", id="all three line ends"),
        pytest.param("\r\r\n\n", "\n\n\n", id="mixed runs"),
        pytest.param("\ufeff\ufeffنص\ufeff", "\ufeffنص\ufeff", id="one byte order mark goes"),
        pytest.param("أ\u2028ب\u0085ج\u000bد", "أ\u2028ب\u0085ج\u000bد", id="other separators stay"),
        pytest.param("مدَّة\u200f \u00a0", "مدَّة\u200f \u00a0", id="nothing else changes"),
    ],
)
def test_normalises_line_ends_only(text, normal):
    assert normalise_line_ends(text) == normal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", None, id="empty text"),
        pytest.param("نص\u200f\U0001f600\ufffe", None, id="everything that may be stored"),
        pytest.param("\U0001f600نص\0", (3, "NUL"), id="NUL"),
        pytest.param("نص\ud83d\0", (2, "lone surrogate U+D83D"), id="high surrogate first"),
        pytest.param("\udfff", (0, "lone surrogate U+DFFF"), id="low surrogate"),
    ],
)
def test_finds_the_first_forbidden_character(text, found):
    assert find_forbidden(text) == found


STORY = 'عنوان\n\nوصل كيري أمس. قال الوزير "نأمل أن نرى حلا". هل ينجح؟ لا أحد يعرف!\nوغادر د. كيري (اليوم).'


@pytest.mark.parametrize(
    ("exact", "before", "after"),
    [
        pytest.param("عنوان", "", "", id="whole line"),
        pytest.param("كيري", "وصل ", " أمس.", id="first sentence of a line"),
        pytest.param("الوزير", "قال ", ' "نأمل أن نرى حلا".', id="sentence in the middle"),
        pytest.param("نأمل أن نرى حلا", 'قال الوزير "', '".', id="quotation marks at the edges"),
        pytest.param("هل ينجح؟", "", "", id="mark of a whole sentence"),
        pytest.param("أحد", "لا ", " يعرف!", id="last sentence of a line"),
        pytest.param("اليوم", "وغادر د. كيري (", ").", id="abbreviation does not end a sentence"),
        pytest.param("أمس. قال", "وصل كيري ", ' الوزير "نأمل أن نرى حلا".', id="across two sentences"),
        pytest.param("يعرف!\nوغادر", "لا أحد ", " د. كيري (اليوم).", id="across two lines"),
    ],
)
def test_shows_a_mark_in_its_sentence(exact, before, after):
    assert passage(STORY, exact) == (before, exact, after)


@pytest.mark.parametrize(
    ("text", "exact", "width", "before", "after"),
    [
        pytest.param("واحد اثنان ثلاثة أربعة خمسة", "ثلاثة", 8, "…اثنان ", " أربعة…", id="at word boundaries"),
        pytest.param("واحد اثنان ثلاثة أربعة خمسة", "ثلاثة", 7, "…اثنان ", " أربعة…", id="exactly at a word's edge"),
        pytest.param("واحد اثنان ثلاثة أربعة خمسة", "ثلاثة", 12, "واحد اثنان ", " أربعة خمسة", id="whole line"),
        pytest.param("اااااااااا ثلاثة بببببببببب", "ثلاثة", 5, "…اااا ", " بببب…", id="inside long words"),
        pytest.param("بَبَبَبَ ثلاثة بَبَبَبَ", "ثلاثة", 4, "…بَ ", " بَ…", id="never inside a grapheme"),
        pytest.param("ا ثلاثة ب", "ثلاثة", 0, "…", "…", id="no width"),
        pytest.param("قال. ثلاثة ب", "ثلاثة", 1, "", "…", id="sentence begins at the edge of the width"),
    ],
)
def test_cuts_a_long_sentence(text, exact, width, before, after):
    assert passage(text, exact, width) == (before, exact, after)


@SAME_EVERY_TIME
@given(TEXTS.map(lambda text: text.replace("…", "")).filter(bool), st.data(), st.integers(0, 20))
def test_passage_is_part_of_the_text_and_cuts_no_grapheme(text, data, width):
    start = data.draw(st.integers(0, len(text) - 1))
    span = widen_to_graphemes(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    before, exact, after = (part.strip("…") for part in passage_around(text, span, width))
    begin, end = span.start - len(before), span.end + len(after)
    assert text[begin:end] == before + exact + after
    assert "\n" not in before + after
    assert is_grapheme_boundary(text, begin)
    assert is_grapheme_boundary(text, end)


def test_passage_in_a_long_line_reads_only_its_surroundings():
    line = "في جنيف لوضع التفاصيل " * 10_000
    started = time.perf_counter()
    for start in range(100_000, 102_200, 22):
        passage_around(line, Span(start, start + 7))
    assert time.perf_counter() - started < 0.2


def test_splits_a_long_article_in_under_100_milliseconds():
    text = "\n\n".join(["في جنيف لوضع التفاصيل " * 10] * 1000)
    started = time.perf_counter()
    assert len(split_blocks(text)) == 1000
    assert time.perf_counter() - started < 0.1
