"""The sample articles that come with the program, as ``samples/manifest.json`` lists them."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newsroom.importing.decoding import decode
from newsroom.importing.store import Outcome, store_article
from newsroom.models import Source

FOLDER = Path(__file__).resolve().parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as the manifest has it.  ``marks`` are for ``annotations``, which knows tags and people."""

    text: str
    source: str
    link: str
    published_at: datetime
    language: str
    marks: list[dict] = field(default_factory=list)

    def store(self) -> Outcome:
        """Store the article in the default collection, or find it there."""
        return store_article(
            self.text,
            source=Source.objects.get_or_create(name=self.source)[0],
            link=self.link,
            published_at=self.published_at,
            language=self.language,
        )


def read_samples() -> list[Sample]:
    """Return the samples in the manifest's order."""
    return [_sample(**item) for item in json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))]


def load_samples() -> list[Outcome]:
    """Store the samples that are missing; what is there stays as it is."""
    return [sample.store() for sample in read_samples()]


def _sample(*, file: str, published_at: str, **fields) -> Sample:
    text = decode((FOLDER / file).read_bytes()).text
    return Sample(text=text, published_at=datetime.fromisoformat(published_at), **fields)
