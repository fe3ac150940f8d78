import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.arabic.folding import fold, fold_text
from newsroom.arabic.letters import DROPPED, UNIFIED_LETTERS
from newsroom.spans import Span

CASES = Path(__file__).parents[2] / "cases"
SAME_EVERY_TIME = settings(derandomize=True, deadline=None, max_examples=300)
ALPHABET = (
    "ابلهوأإآٱىةؤئکیـ\u064b\u064e\u0651\u0670\u06d6\u06dd\u200c\u200d\u200f\u2067\u00a0\u3000\ufeff\u00ad \n٣۴"
    "\ufefb\ufef5\ufdfa\ufdf2\ufe70\ufe91\u0130AéΣ\u0301\U0001f600\U0001ee00"
)
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=30) | st.text(max_size=12)


def cases(name):
    table = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in table]


@pytest.mark.parametrize("case", cases("folding"))
def test_folds(case):
    assert fold(case["text"]).text == case["folded"]
    assert fold_text(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", cases("folding"))
def test_maps_matches_back(case):
    folded = fold(case["text"])
    for match in case["matches"]:
        assert folded.raw_span(*match["folded"]) == Span(*match["raw"])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_refuses_what_is_no_part_of_the_folded_text(start, end):
    with pytest.raises(ValueError, match="no part"):
        fold("قَال").raw_span(start, end)


def test_every_character_folds_to_what_folds_to_itself():
    everything = [chr(point) for point in range(0x110000)]
    changed = [character for character in everything if fold_text(character) != character]
    assert [character for character in changed if fold_text(fold_text(character)) != fold_text(character)] == []
    assert len(changed) > 1000


def test_letters_of_one_sound_are_kept_apart_from_the_others():
    letters = [chr(point) for point in range(0x0620, 0x06FF) if unicodedata.category(chr(point)) == "Lo"]
    assert {letter for letter in letters if fold_text(letter) != letter} == set(UNIFIED_LETTERS)


@SAME_EVERY_TIME
@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@SAME_EVERY_TIME
@given(TEXTS)
def test_fast_folding_agrees_with_the_mapped_one(text):
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)


@SAME_EVERY_TIME
@given(TEXTS, TEXTS)
def test_folding_a_part_gives_a_part(text, more):
    assert fold_text(text + more) == fold_text(text) + fold_text(more)


@SAME_EVERY_TIME
@given(TEXTS, st.data())
def test_raw_span_folds_to_its_match(text, data):
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    raw = folded.raw_span(start, end)
    # A match that cuts a ligature covers it whole.
    while start and folded.starts[start - 1] == folded.starts[start]:
        start -= 1
    while end < len(folded.text) and folded.starts[end] == folded.starts[end - 1]:
        end += 1
    assert fold_text(raw.cut(text)) == folded.text[start:end]
    assert text[raw.start] not in DROPPED
