"""An article and what was marked in it, as plain data: what every exchange format is written from.

Pure.  Offsets are code points into ``text``, ranges half-open.  ``text`` is the article exactly as it is stored.
"""

import datetime
import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """One annotation.  ``speaker``, ``continues`` and ``cue`` are ids of others of the same article.

    ``speaker_unnamed`` says that the text names nobody; a part that ``continues`` a quote has neither speaker nor cue.
    """

    id: str
    tag: str
    start: int
    end: int
    exact: str
    author: str
    status: str
    created: datetime.datetime
    updated: datetime.datetime
    note: str = ""
    kind: str = ""
    speaker: str | None = None
    speaker_unnamed: bool = False
    continues: str | None = None
    cue: str | None = None
    gold: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One article with its annotations in text order."""

    id: int
    headline: str
    language: str
    text: str
    collection: str
    source: str | None = None
    published: datetime.datetime | None = None
    annotations: list[AnnotationRecord] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The digest of the text in UTF-8, in hexadecimal: by it a reader proves that the offsets are of this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()
