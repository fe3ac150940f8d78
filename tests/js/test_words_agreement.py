"""newsroom/arabic and static/js, asked about the same random texts, find the same words, cuts and quotations."""

import json
import random
from pathlib import Path

import pytest

from newsroom.arabic.quotations import quotations_of
from newsroom.arabic.words import (
    KNOWN_NAMES,
    KNOWN_WHOLES,
    known_words,
    proclitic_cuts,
    proposed_cut,
    sentences_of,
    words_of,
)

ANSWERS = Path(__file__).with_name("word_answers.mjs")
PIECES = [
    *"وفبلكساأىةد ،؛:.!؟…-–/'’\"«»“”„‘()[]19٣ab_%&😀𐤀",
    *("\u064e", "\u0640", "\u0670", "\u00a0", "\u200f", "\u200c", "\u2067", "\t"),
    *("ال", "لل", "كيري", "موسكو", "قال", "باريس", "الوزير", "سوريا", ' "', '" ', " «", "» ", ". ", ": ", "د. "),
]


def random_texts(count):
    chance = random.Random(7)  # the same texts every time
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 40))) for _ in range(count)]


def answer(text):
    known = known_words(text)
    words = [span.cut(text) for span in words_of(text)]
    return {
        "words": [[span.start, span.end] for span in words_of(text)],
        "cuts": [[proclitic_cuts(word), proposed_cut(word, known)] for word in words],
        "sentences": [[span.start, span.end] for span in sentences_of(text)],
        "quotations": [
            [[q.span.start, q.span.end], [q.outer.start, q.outer.end], q.is_repaired] for q in quotations_of(text)
        ],
    }


@pytest.fixture(scope="module")
def texts():
    return random_texts(3000)


def test_python_and_javascript_agree(run_node, texts):
    finished = run_node(ANSWERS, input=json.dumps({"texts": texts}))
    assert finished.returncode == 0, finished.stderr
    answered = json.loads(finished.stdout)

    assert answered["lists"] == [sorted(KNOWN_WHOLES), sorted(KNOWN_NAMES)]
    for text, given in zip(texts, answered["answers"], strict=True):
        assert given == answer(text), ascii(text)
