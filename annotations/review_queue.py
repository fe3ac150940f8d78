"""What waits for a reviewer, across articles and collections: one annotation after the other.

The order is by id, which for a UUIDv7 is by age, and a place in it is the id that one has come to: the
queue may hold a million.  *Findings first* means two walks, over what the checks
found something about and then over the rest; each has an index of its own.
"""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotations import claims
from annotations.access import role_in
from annotations.models import Annotation, Claim, Finding, Membership, Tag
from newsroom.models import Article, Collection, Source

FOUND, REST, ALL = "found", "rest", "all"
FINDINGS_FIRST, OLDEST_FIRST = "findings", "oldest"
ANY_FINDING = "any"
AGES = {"day": 1, "week": 7, "month": 30}
# Nobody reads an exact number of so many.
MOST_COUNTED = 1_000
# Others may hold the first ones, or take them at this moment.
CANDIDATES = 10


@dataclass(frozen=True)
class Wanted:
    """What a reviewer wants to see."""

    collection: int | None = None
    tag: str = ""
    author: int | None = None
    source: int | None = None
    age: str = ""
    finding: str = ""
    order: str = FINDINGS_FIRST

    @property
    def walks(self) -> tuple[str, ...]:
        if self.finding:
            return (FOUND,)
        return (FOUND, REST) if self.order == FINDINGS_FIRST else (ALL,)


@dataclass(frozen=True)
class Place:
    """How far a reviewer has come: the walk, and the last annotation of it."""

    walk: str
    last: uuid.UUID

    def __str__(self) -> str:
        return f"{self.walk}.{self.last}"

    @classmethod
    def read(cls, written: str) -> "Place":
        """Return the place that ``str`` wrote; raise ``ValueError`` for anything else."""
        walk, _dot, last = written.partition(".")
        if walk not in (FOUND, REST, ALL):
            raise ValueError("no such walk")
        return cls(walk, uuid.UUID(last))


class Queue:
    """The queue of one reviewer, as far as they want to see it."""

    def __init__(self, by, wanted: Wanted) -> None:
        self.by, self.wanted = by, wanted
        self.collections = collections_of(by)

    @cached_property
    def _cue_id(self) -> int | None:
        return _tag_id(Tag.CUE)

    def take_next(self, after: Place | None = None) -> tuple[Annotation, Place] | None:
        """Return the next annotation after a place, held for the reviewer from now on; ``None`` at the end."""
        for walk, last in self._walks_from(after):
            # One annotation may have several findings.
            while rows := dict(self._rows(walk, last)[:CANDIDATES]):
                for last, article_id in rows.items():
                    if not claims.take(self.by, last, article_id):
                        continue
                    annotation = self._waiting(last)
                    if annotation is not None:
                        return annotation, Place(walk, last)
                    # Judged since the search, as the rest of what it found may be.
                    break
        return None

    def count(self) -> int:
        """Return how many wait, those that others hold included; at most one more than ``MOST_COUNTED``."""
        if self.wanted.finding:
            rows = self._findings().order_by("annotation_id").values("annotation_id").distinct()
        else:
            rows = self._annotations().values("pk")
        return rows[: MOST_COUNTED + 1].count()

    def place_of(self, annotation: Annotation) -> Place:
        """Return where in the queue the annotation stands."""
        walks = self.wanted.walks
        if len(walks) == 1:
            return Place(walks[0], annotation.pk)
        has_findings = Finding.objects.filter(annotation=annotation.pk, is_pending=True).exists()
        return Place(FOUND if has_findings else REST, annotation.pk)

    def _walks_from(self, after: Place | None) -> Iterator[tuple[str, uuid.UUID | None]]:
        walks = self.wanted.walks
        if after is None or after.walk not in walks:
            yield from ((walk, None) for walk in walks)
            return
        yield after.walk, after.last
        yield from ((walk, None) for walk in walks[walks.index(after.walk) + 1 :])

    def _rows(self, walk: str, last: uuid.UUID | None):
        """Return annotation and article of a walk, by id, that nobody else holds, from ``last`` on, in order."""
        if walk == FOUND:
            rows = self._findings().filter(~Exists(self._held("annotation")))
            rows = rows.filter(annotation__gt=last) if last else rows
            # Not ``distinct``: PostgreSQL would read every annotation of a tag to sort out ten.
            return rows.order_by("annotation_id").values_list("annotation_id", "article_id")
        rows = self._annotations().filter(~Exists(self._held("pk")))
        if walk == REST:
            rows = rows.filter(~Exists(Finding.objects.filter(annotation=OuterRef("pk"), is_pending=True)))
        rows = rows.filter(pk__gt=last) if last else rows
        return rows.order_by("pk").values_list("pk", "article_id")

    def _annotations(self):
        return Annotation.objects.pending().filter(self._condition(""))

    def _findings(self):
        rows = Finding.objects.filter(self._condition("annotation__"), is_pending=True)
        named = self.wanted.finding not in ("", ANY_FINDING)
        return rows.filter(check_name=self.wanted.finding) if named else rows

    def _held(self, path: str):
        return Claim.objects.filter(claims.held_by_others(self.by), annotation=OuterRef(path))

    def _condition(self, path: str) -> Q:
        """Return what the annotation at ``path`` of a row must be, besides pending."""
        wanted, allowed = self.wanted, self.collections
        # A cue belongs to its quote, which is judged with it.
        condition = ~Q(**{f"{path}tag": self._cue_id})
        if wanted.collection is not None:
            condition &= Q(**{f"{path}article__collection": wanted.collection})
        elif not allowed.are_all:
            condition &= Q(**{f"{path}article__collection__in": allowed.ids})
        if allowed.without_own:
            own = {f"{path}author": self.by, f"{path}article__collection__in": allowed.without_own}
            condition &= ~Q(**own)
        if wanted.tag:
            condition &= Q(**{f"{path}tag": _tag_id(wanted.tag)})
        if wanted.author is not None:
            condition &= Q(**{f"{path}author": wanted.author})
        if wanted.source is not None:
            condition &= Q(**{f"{path}article__source": wanted.source})
        if wanted.age:
            before = timezone.now() - datetime.timedelta(days=AGES[wanted.age])
            condition &= Q(**{f"{path}created_at__lte": before})
        return condition

    def _waiting(self, pk: uuid.UUID) -> Annotation | None:
        """Return the annotation, which the reviewer holds, if it waits still; let it go otherwise."""
        # Read after the claim: whoever held it may have judged it since the search.
        annotation = annotations_to_show().pending().filter(pk=pk).first()
        if annotation is None:
            claims.release(self.by, pk)
        return annotation


@dataclass(frozen=True)
class Collections:
    """Where somebody may judge, and where of that not their own work."""

    ids: list[int]
    without_own: list[int]
    are_all: bool


def collections_of(by) -> Collections:
    """Return in which collections ``by`` reviews."""
    every = list(Collection.objects.select_related("settings").order_by("pk"))
    mine = [each for each in every if role_in(by, each.settings) == Membership.Role.REVIEWER]
    without_own = [each.pk for each in mine if not each.settings.may_judge_own]
    return Collections([each.pk for each in mine], without_own, len(mine) == len(every))


def annotations_to_show():
    """Return annotations with all that is shown of one; the text comes when it is asked for."""
    related = ("tag", "author", "reviewer", "article__source", "article__collection__settings")
    return Annotation.objects.select_related(*related).defer("article__folded_text")


def _tag_id(slug: str) -> int | None:
    return Tag.objects.filter(slug=slug).values_list("pk", flat=True).first()


def people_who_marked():
    """Return the people who have marked anything, by name."""
    marks = Annotation.objects.filter(author=OuterRef("pk"))
    return get_user_model().objects.filter(Exists(marks)).order_by("username")


def sources_of_articles():
    """Return the sources that articles come from, by name."""
    return Source.objects.filter(Exists(Article.objects.filter(source=OuterRef("pk")))).order_by("name")
