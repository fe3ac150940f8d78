"""Every outcome has a sentence, on one line, whatever the names hold."""

import os
from collections import Counter

import pytest
from django.utils import translation

from newsroom.importing import report
from newsroom.importing.refusals import Reason, Refused
from newsroom.importing.run import Line
from newsroom.importing.store import Outcome, Status
from newsroom.models import Collection, Source

DETAILS = {"error": "E", "limit": 5, "format": "PDF", "encoding": "UTF-8", "offset": 7, "character": "NUL", "id": 3}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason):
    sentence = report.explain(Refused(reason, **DETAILS))
    assert sentence
    assert "%" not in sentence


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param(
            Line("a.txt", Outcome(Status.IMPORTED, 7, "عنوان"), "UTF-8"),
            "a.txt: imported as article 7 (UTF-8): عنوان",
            id="imported",
        ),
        pytest.param(
            Line("", Outcome(Status.DUPLICATE, 7, "عنوان"), "UTF-8"),
            "standard input: duplicate of article 7: عنوان",
            id="duplicate",
        ),
        pytest.param(
            Line("a.txt", Outcome.of(Refused(Reason.TRUNCATED, encoding="UTF-8", offset=12))),
            "a.txt: refused: it is cut off in the middle of a character (UTF-8, byte 12)",
            id="refused",
        ),
        pytest.param(
            Line("a.pdf", Outcome.of(Refused(Reason.OTHER_ENDING))),
            "a.pdf: ignored: in folders only .txt files are read; name this one to import it",
            id="ignored",
        ),
        pytest.param(
            Line(os.fsdecode(b"\xc7\n\x1b[1m.txt"), Outcome(Status.IMPORTED, 7, "عن\u202eوان\u2028"), "UTF-8"),
            r"\xc7\n\x1b[1m.txt: imported as article 7 (UTF-8): عن\u202eوان\u2028",
            id="names that would break the line",
        ),
        pytest.param(
            Line("%(id)s 100%.txt", Outcome(Status.DUPLICATE, 7, "100%s")),
            "%(id)s 100%.txt: duplicate of article 7: 100%s",
            id="per cent signs",
        ),
    ],
)
def test_describes(line, text):
    assert report.describe(line) == text


def test_long_headlines_are_shortened():
    line = report.describe(Line("a", Outcome(Status.IMPORTED, 1, "خ" * 500), "UTF-8"))
    assert line.endswith("خ…")
    assert len(line) < 130


def test_describes_what_was_made():
    assert report.describe_made(Source(name="وكالة")) == "New source: وكالة"
    assert report.describe_made(Collection(name="تجربة")) == "New collection: تجربة"


def test_summarises():
    assert report.summarise(Counter(imported=3, refused=1)) == "Imported: 3. Duplicates: 0. Refused: 1. Ignored: 0."
