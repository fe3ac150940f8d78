"""One import: every file that was named, in order, with what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from newsroom.importing.decoding import decode
from newsroom.importing.files import Entry, find_entries
from newsroom.importing.refusals import Refused
from newsroom.importing.store import Draft, Outcome, in_chunks, store_articles
from newsroom.models import Collection, Source


@dataclass(frozen=True, slots=True)
class Line:
    """A file and what became of it.  ``name`` is its path, ``""`` for standard input."""

    name: str
    outcome: Outcome
    encoding: str = ""


@dataclass
class Destination:
    """Where the articles go.  What has a name and is missing is made when the first text needs it."""

    source_name: str | None = None
    collection_name: str | None = None
    made: list[Source | Collection] = field(default_factory=list)

    @cached_property
    def source(self) -> Source | None:
        return self._named(Source, self.source_name) if self.source_name else None

    @cached_property
    def collection(self) -> Collection:
        if self.collection_name:
            return self._named(Collection, self.collection_name)
        return Collection.objects.get(is_default=True)

    def _named(self, model, name: str):
        row, is_new = model.objects.get_or_create(name=name)
        if is_new:
            self.made.append(row)
        return row


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that was read: its text, or why there is none."""

    name: str
    draft: Draft | None = None
    encoding: str = ""
    refused: Refused | None = None

    @property
    def weight(self) -> int:
        return len(self.draft.text) if self.draft else 0


def import_paths(paths: Iterable[str], destination: Destination) -> Iterator[Line]:
    """Import what ``paths`` name and yield a line for every file, after each transaction.

    Raises ``django.db.Error`` if the database fails as a whole; what was yielded is stored.
    """
    readings = (_read(entry, destination) for entry in find_entries(paths))
    for chunk in in_chunks(readings, weigh=lambda reading: reading.weight):
        drafts = [reading.draft for reading in chunk if reading.draft]
        outcomes = iter(store_articles(drafts, collection=destination.collection) if drafts else [])
        for reading in chunk:
            outcome = next(outcomes) if reading.draft else Outcome.of(reading.refused)
            yield Line(reading.name, outcome, reading.encoding)


def _read(entry: Entry, destination: Destination) -> _Reading:
    name = str(entry.path) if entry.path else ""
    try:
        decoded = decode(entry.read())
    except Refused as refused:
        return _Reading(name, refused=refused)
    return _Reading(name, Draft(decoded.text, source=destination.source), decoded.encoding)
