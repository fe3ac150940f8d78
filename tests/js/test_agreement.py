"""newsroom/spans.py and static/js/offsets.js, asked about the same random texts, say the same."""

import json
import random
import unicodedata
from pathlib import Path

import pytest
import regex

from newsroom.spans import Span, is_grapheme_boundary, to_code_points, to_code_units, trim, widen_to_graphemes

ANSWERS = Path(__file__).parent / "answers.mjs"
LETTERS = "ابلهلاأىـ٣ab,. \n\r\u00a0\u2003\u200f\u2067\u2069\ufeff\u200b\u200c\u200d\u064b\u064e\u0651\u0670"
# Every class of the grapheme rules: marks, Prepend, Hangul, emoji, skin tone, flags, and conjuncts.  The virama comes
# with its consonant: after any other letter regex (2026.11) joins it to the next consonant and ICU 78 does not (GB9c).
CLUSTERS = [
    *"\u0301\u0903\u0600\u0605\u06dd\u1100\u1161\u11a8\uac00\uac01\ufe0f",
    *"\U0001f468\U0001f469\U0001f3fb\U0001f1f8\U0001f1e6\u00a9\U0001ee00",
    *("\u0915", "\u0937", "\u0915\u094d"),
]


def random_texts(count):
    chance = random.Random(5)  # the same texts every time
    for _ in range(count):
        text = "".join(chance.choices([*LETTERS, *chance.choice([[], CLUSTERS])], k=chance.randint(1, 30)))
        start = chance.randrange(len(text))
        yield text, Span(start, chance.randint(start + 1, len(text)))


def answer(text, span):
    everywhere = range(len(text) + 1)
    units = [to_code_units(text, points) for points in everywhere]
    trimmed, widened = trim(text, span), widen_to_graphemes(text, span)
    return {
        "units": units,
        "points": [to_code_points(text, unit) for unit in units],
        "boundaries": [points for points in everywhere if is_grapheme_boundary(text, points)],
        "trimmed": trimmed and [trimmed.start, trimmed.end],
        "widened": [widened.start, widened.end],
    }


def ask_node(run_node, questions):
    asked = json.dumps([{"text": text, "span": [span.start, span.end]} for text, span in questions])
    finished = run_node(ANSWERS, input=asked)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def test_python_and_javascript_agree(run_node):
    questions = list(random_texts(600))
    for (text, span), answered in zip(questions, ask_node(run_node, questions), strict=True):
        assert answered == answer(text, span), ascii(text)


@pytest.mark.parametrize("script", ["Arabic", "Latin", "Common", "Inherited"])
def test_python_and_javascript_know_the_same_characters(script, run_node):
    """Fails when one of the two classes a character anew.

    ``unicodedata`` is older than both, so characters that only one of them can know stay out (regex
    2026.11 has 37 marks of Unicode 18 that node 24 has not).
    """
    known = "".join(chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) not in ("Cn", "Cs"))
    characters = regex.findall(rf"\p{{Script={script}}}", known)
    questions = [(f"ا{character}ب\u064e{character}\u200d{character}", Span(0, 1)) for character in characters]
    answers = ask_node(run_node, questions)
    different = [
        f"U+{ord(character):04X}"
        for character, question, answered in zip(characters, questions, answers, strict=True)
        if answered != answer(*question)
    ]
    assert different == []
