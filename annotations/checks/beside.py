"""Checks of a mark against the others of its article, and of names against those of its collection.

Each returns what it found, as details for the message, or ``None``.
"""

from collections import Counter
from collections.abc import Iterable

from annotations.checks.marks import CUE, QUOTE, Mark, Neighbourhood, name_of

SHOWN_LENGTH = 80


def name_tagged_two_ways(mark: Mark, around: Neighbourhood) -> dict | None:
    """The same name has another tag elsewhere in the article."""
    if not mark.counts:
        return None
    here = (mark.start, mark.end)
    places = around.places_of(mark)
    tags = {tag for tag in places.keys() - {mark.tag} if len(places[tag]) > 1 or here not in places[tag]}
    return {"tags": sorted(tags)} if tags else None


def annotators_disagree(mark: Mark, around: Neighbourhood) -> dict | None:
    """Another annotator tagged the same words otherwise, or gave the same thing other bounds.

    That an actor stands in a quote is no disagreement: words count as the same where two
    marks share more than half of what they cover.
    """
    if not mark.counts:
        return None
    others: dict[int, list[Mark]] = {}
    for other in around.overlapping.get(mark.id, []):
        if other.author_id != mark.author_id:
            others.setdefault(other.author_id, []).append(other)
    for theirs in others.values():
        if any(other.span == mark.span and other.tag == mark.tag for other in theirs):
            continue
        for other in sorted(theirs, key=lambda each: -_shared(mark, each)):
            if other.tag == mark.tag:
                return {"what": "bounds", "text": other.exact[:SHOWN_LENGTH]}
            if _shared(mark, other) * 2 > max(len(mark.span), len(other.span)):
                return {"what": "tag", "tags": [other.tag]}
    return None


def _shared(mark: Mark, other: Mark) -> int:
    return min(mark.end, other.end) - max(mark.start, other.start)


class NamesOfCollection:
    """How often each name of a collection has which tag: read once, asked for every mark."""

    def __init__(self) -> None:
        self.tags: dict[str, Counter] = {}

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        """Count marks, given as tag and marked text."""
        for tag, exact in names:
            if tag not in (QUOTE, CUE) and (name := name_of(tag, exact)) is not None:
                self.tags.setdefault(name, Counter())[tag] += 1

    def keep_ambiguous(self) -> None:
        """Forget the names that have one tag only: nearly all."""
        self.tags = {name: tags for name, tags in self.tags.items() if len(tags) > 1}

    def name_tagged_two_ways(self, tag: str, exact: str) -> dict | None:
        """The name usually has another tag in the collection.  The usual tag itself is no exception to look at."""
        name = name_of(tag, exact)
        tags = self.tags.get(name) if name is not None else None
        if tags is None:
            return None
        others = {other: number for other, number in tags.items() if other != tag}
        if not others or max(others.values()) < tags[tag]:
            return None
        return {"tags": sorted(others), "number": sum(others.values())}
