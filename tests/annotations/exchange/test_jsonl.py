"""Our own JSON Lines: one article a line, the same bytes for the same data."""

import datetime
import hashlib
import json

import pytest

from annotations.exchange.jsonl import line_of
from annotations.exchange.records import AnnotationRecord, ArticleRecord

MOMENT = datetime.datetime(2026, 10, 5, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))


def annotation(**fields) -> AnnotationRecord:
    return AnnotationRecord(**{
        "id": "a", "tag": "quote", "start": 0, "end": 3, "exact": "قال", "author": "layla", "status": "pending",
        "created": MOMENT, "updated": MOMENT, **fields,
    })  # fmt: skip


def article(text="قال", *annotations, **fields) -> ArticleRecord:
    return ArticleRecord(7, "قال", "ar", text, "عامة", annotations=list(annotations), **fields)


def test_a_line_says_all_of_the_article():
    data = json.loads(line_of(article(annotations_of := "قال", annotation(), source="وكالة", published=MOMENT)))
    assert list(data) == [
        "hawashi", "id", "headline", "source", "collection", "language", "published", "text", "sha256", "annotations",
    ]  # fmt: skip
    assert (data["id"], data["text"], data["source"]) == (7, annotations_of, "وكالة")
    assert data["published"] == "2026-10-05T09:30:00.000000+00:00"
    assert data["sha256"] == hashlib.sha256("قال".encode()).hexdigest()


def test_an_annotation_says_all_of_itself():
    full = annotation(
        note="انظر", kind="direct", speaker="b", cue="c", gold=True, origins=("d", "e"), status="approved"
    )
    (data,) = json.loads(line_of(article("قال", full)))["annotations"]
    assert data == {
        "id": "a", "tag": "quote", "start": 0, "end": 3, "exact": "قال", "author": "layla", "status": "approved",
        "note": "انظر", "kind": "direct", "speaker": "b", "continues": None, "cue": "c", "gold": True,
        "origins": ["d", "e"], "created": "2026-10-05T09:30:00.000000+00:00",
        "updated": "2026-10-05T09:30:00.000000+00:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "speaker"), [({}, None), ({"speaker": "b"}, "b"), ({"speaker_unnamed": True}, "unnamed")]
)
def test_speaker(fields, speaker):
    assert json.loads(line_of(article("قال", annotation(**fields))))["annotations"][0]["speaker"] == speaker


@pytest.mark.parametrize("text", ["a\nb", "a\u2028b\u2029c\u0085d", '"\\', "🌾 مَدِينَة", "\u200fقال\u00a0"])
def test_a_text_stays_on_one_line_and_comes_back(text):
    line = line_of(article(text))
    assert line.splitlines() == [line[:-1]]
    assert json.loads(line)["text"] == text


def test_Arabic_is_written_as_it_is():
    assert "قال" in line_of(article())
