"""The annotators' sets of one article side by side, and what of it has been decided: read only.

What counts is the set of each person whose assignment is finished.  Where nobody is
assigned, and the collection is not blind, it is what each author has marked.  Rejected
annotations are in no set.  The decision on an item is the living gold rows that name
its marks as their origins (:mod:`annotations.adjudicating` writes them).
"""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth import get_user_model

from annotations.access import settings_of
from annotations.comparison import Item, Piece, compare_sets
from annotations.models import Adjudication, Annotation, Assignment, Relation, Tag
from annotations.quotations import UNNAMED, links_of
from newsroom.models import Article

Role = Relation.Role
Status = Annotation.Status


@dataclass(frozen=True)
class Place:
    """One item and the living gold rows that were decided for it, in text order."""

    number: int
    item: Item
    gold: list[Annotation]

    @property
    def key(self) -> str:
        return self.item.key

    @cached_property
    def is_decided(self) -> bool:
        """Whether the gold rows come from all marks of the item: a mark that was added since asks again."""
        return bool(self.gold) and {name for row in self.gold for name in row.origins}.issuperset(self.item.ids)

    @property
    def approved(self) -> list[Annotation]:
        return [row for row in self.gold if row.status == Status.APPROVED]

    @cached_property
    def seen(self) -> str:
        """What somebody saw who decides, in short: another one means that it is not the same any more."""
        pieces = [[str(who), *piece] for who, piece in self.item.pieces.items()]
        gold = [[str(row.pk), row.tag.slug, row.start, row.end, row.status, row.origins] for row in self.gold]
        written = json.dumps([pieces, list(map(str, self.item.missing)), gold])
        return hashlib.sha256(written.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Table:
    """All that an adjudicator looks at in one article."""

    article: Article
    # Whose sets count, and who has not finished theirs.
    annotators: list
    unfinished: list
    places: list[Place]
    adjudication: Adjudication | None
    # {mark id: {role: End}} of the annotators' marks and of the gold rows.
    links: dict
    # Every gold row, those of no item included: cues, and speakers that belong to no set.
    gold: list[Annotation] = field(default_factory=list)

    @property
    def is_finished(self) -> bool:
        return self.adjudication is not None and self.adjudication.finished_at is not None

    @property
    def undecided(self) -> list[Place]:
        return [place for place in self.places if not place.is_decided]

    @property
    def loose(self) -> list[Annotation]:
        """Gold annotations whose marks are in no set any more, or that became a speaker from outside of all sets."""
        placed = {row.pk for place in self.places for row in place.gold}
        return [row for row in self.gold if row.pk not in placed and row.tag.slug != Tag.CUE]

    @property
    def open_agreements(self) -> list[Place]:
        return [place for place in self.undecided if place.item.is_agreed]

    def find(self, key: str) -> Place | None:
        return next((place for place in self.places if place.key == key), None)


def table_of(article: Article, gold: Iterable[Annotation] | None = None) -> Table:
    """Return the sets of ``article`` compared, and what is decided; ``gold`` are its gold rows where they are locked."""
    ids, unfinished = annotator_ids(article)
    links = links_of([article.pk])
    sets = {user_id: [] for user_id in ids} | pieces_by_author(article, ids, links)
    items = compare_sets(article.text, sets)
    gold = gold_rows(article) if gold is None else list(gold)
    people = get_user_model().objects.in_bulk([*ids, *unfinished])
    return Table(
        article,
        [people[pk] for pk in ids],
        [people[pk] for pk in unfinished],
        list(_places(items, gold)),
        Adjudication.objects.select_related("by").filter(article=article).first(),
        links,
        gold,
    )


def gold_rows(article: Article) -> list[Annotation]:
    rows = Annotation.objects.of(article).adjudicated().select_related("tag", "author", "reviewer")
    return list(rows.in_text_order())


def annotator_ids(article: Article) -> tuple[list[int], list[int]]:
    """Return the ids of the people whose sets count, and of those who are assigned and have not finished."""
    assigned = dict(Assignment.objects.filter(article=article).order_by("user_id").values_list("user_id", "status"))
    if not assigned and not settings_of(article).is_blind:
        authors = counted_marks(article).order_by("author_id").values_list("author_id", flat=True)
        return list(authors.distinct()), []
    finished = [pk for pk, status in assigned.items() if status == Assignment.Status.FINISHED]
    return finished, [pk for pk in assigned if pk not in finished]


def counted_marks(article: Article):
    """Return the annotations that are in somebody's set."""
    return Annotation.objects.of(article).live().counted().exclude(status=Status.REJECTED)


def pieces_by_author(article: Article, author_ids: list[int], links: dict) -> dict[int, list[Piece]]:
    """Return what each of these people marked, quotes with all their parts as one."""
    values = counted_marks(article).filter(author__in=author_ids).in_text_order()
    marks = {row[0]: row[1:] for row in values.values_list(
        "id", "author_id", "tag__slug", "start", "end", "kind", "speaker_unnamed"
    )}  # fmt: skip
    heads = {pk: _head_of(pk, marks, links) for pk in marks}
    parts: dict = {}
    for pk, head in heads.items():
        if head != pk:
            parts.setdefault(head, []).append(pk)
    found: dict[int, list[Piece]] = {}
    for pk, (author_id, tag, _start, _end, kind, is_unnamed) in marks.items():
        if heads[pk] == pk:
            names = [pk, *parts.get(pk, [])]
            spans = tuple(sorted(marks[name][2:4] for name in names))
            speaker = UNNAMED if is_unnamed else _span_of(links.get(pk, {}).get(Role.SPEAKER))
            piece = Piece(tuple(map(str, names)), tag, spans, speaker if tag == Tag.QUOTE else None, kind)
            found.setdefault(author_id, []).append(piece)
    return found


def _head_of(pk, marks: dict, links: dict):
    """Return the head that a part continues, if the two are in one set; else the mark itself."""
    end = links.get(pk, {}).get(Role.CONTINUES)
    head = end and uuid.UUID(end.id)
    return head if head in marks and marks[head][0] == marks[pk][0] else pk


def _span_of(end) -> tuple[int, int] | None:
    return (end.start, end.end) if end else None


def _places(items: list[Item], gold: list[Annotation]) -> Iterable[Place]:
    by_origin: dict[str, list[Annotation]] = {}
    for row in gold:
        for name in row.origins:
            by_origin.setdefault(name, []).append(row)
    for number, item in enumerate(items, start=1):
        rows = {row.pk: row for name in item.ids for row in by_origin.get(name, [])}
        yield Place(number, item, sorted(rows.values(), key=lambda row: (row.start, -row.end, str(row.pk))))
