"""Our own form: one article per line, as a JSON object in UTF-8 (JSON Lines, jsonlines.org).

Pure.  The same data gives the same bytes: keys stand in the order below, times in UTC with microseconds.  Every
line and every annotation has all keys; what is not there is ``null`` or empty.
"""

import datetime
import json

from annotations.exchange.records import AnnotationRecord, ArticleRecord

NAME = "jsonl"
# A reader refuses a version that it does not know.
VERSION = 1
UNNAMED = "unnamed"
# JSON allows them raw in a string, and programs that read lines take them for line ends.
LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\u0085\u2028\u2029"}


def line_of(article: ArticleRecord) -> str:
    """Return the article as one line, with its line feed at the end."""
    data = {
        "hawashi": VERSION,
        "id": article.id,
        "headline": article.headline,
        "source": article.source,
        "collection": article.collection,
        "language": article.language,
        "published": _time(article.published),
        "text": article.text,
        "sha256": article.sha256,
        "annotations": [_annotation(each) for each in article.annotations],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(LINE_ENDS) + "\n"


def _annotation(annotation: AnnotationRecord) -> dict:
    return {
        "id": annotation.id,
        "tag": annotation.tag,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "author": annotation.author,
        "status": annotation.status,
        "note": annotation.note,
        "kind": annotation.kind,
        "speaker": UNNAMED if annotation.speaker_unnamed else annotation.speaker,
        "continues": annotation.continues,
        "cue": annotation.cue,
        "gold": annotation.gold,
        "origins": list(annotation.origins),
        "created": _time(annotation.created),
        "updated": _time(annotation.updated),
    }


def _time(moment: datetime.datetime | None) -> str | None:
    return moment and moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
