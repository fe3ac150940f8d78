"""What people marked in the articles that they finished: read from the database for :mod:`annotations.agreement`.

A reading is what stands there now, a reviewer's corrections included.  Gold annotations, deleted ones and cues are
left out; rejected ones are not, since they are what the person marked.
"""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import comb

from annotations.agreement.readings import UNNAMED, Mark, Quote, Reading, SharedArticle, Span
from annotations.models import Annotation, Assignment, CollectionSettings, Relation, Tag
from newsroom.models import Article

# Articles read at once, in three queries: some megabytes.
CHUNK = 200
# To be raised when figures are computed otherwise, so that those kept are computed anew.
VERSION = 1

Role = Relation.Role


@dataclass(frozen=True)
class FinishedWork:
    """Which articles were finished by whom, and the tags to compare: all that a reading depends on.

    ``people`` are the ids of those who finished anything, ``by_article`` those of each article that two or more did.
    """

    people: list[int]
    by_article: dict[int, list[int]]
    revisions: dict[int, int]
    tags: list[str]

    @property
    def comparisons(self) -> int:
        """How often two people's readings of an article are compared: what computing costs."""
        return sum(comb(len(people), 2) for people in self.by_article.values())

    @cached_property
    def state(self) -> str:
        """A digest that changes with anything the figures depend on."""
        articles = [[pk, self.revisions[pk], people] for pk, people in self.by_article.items()]
        written = json.dumps([VERSION, self.tags, self.people, articles])
        return hashlib.sha256(written.encode()).hexdigest()


def finished_work(settings: CollectionSettings, people: Iterable[int] | None = None) -> FinishedWork:
    """Return what was finished in a collection, by these ``people`` or by all."""
    finished = Assignment.objects.filter(article__collection=settings.pk, status=Assignment.Status.FINISHED)
    if people is not None:
        finished = finished.filter(user__in=people)
    by_article: dict[int, list[int]] = {}
    revisions: dict[int, int] = {}
    rows = finished.order_by("article_id", "user_id").values_list("article_id", "article__revision", "user_id")
    for article_id, revision, user_id in rows.iterator():
        by_article.setdefault(article_id, []).append(user_id)
        revisions[article_id] = revision
    everybody = sorted({pk for each in by_article.values() for pk in each})
    shared = {pk: each for pk, each in by_article.items() if len(each) > 1}
    return FinishedWork(everybody, shared, revisions, _tags_of(settings))


def shared_articles(
    work: FinishedWork, article_ids: Iterable[int] | None = None, progress: Callable[[int], object] = lambda read: None
) -> Iterator[SharedArticle]:
    """Yield the articles with everybody's readings, in the order of their ids, ``CHUNK`` of them read at once.

    ``progress`` is told how many have been read.
    """
    ids = list(work.by_article) if article_ids is None else [pk for pk in article_ids if pk in work.by_article]
    slugs = dict(Tag.objects.values_list("pk", "slug"))
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        yield from _read(chunk, work, slugs)
        progress(first + len(chunk))


@dataclass(frozen=True)
class _Row:
    id: Hashable
    mark: Mark
    is_unnamed: bool


def _tags_of(settings: CollectionSettings) -> list[str]:
    """Return the tags that the collection chose, else all, in their order; a cue is a part of its quote."""
    for tags in (settings.tags, Tag.objects):
        slugs = list(tags.exclude(slug=Tag.CUE).order_by("order", "id").values_list("slug", flat=True))
        if slugs:
            break
    return slugs


def _read(chunk: list[int], work: FinishedWork, slugs: dict[int, str]) -> Iterator[SharedArticle]:
    rows = _rows_in(chunk, work, slugs)
    speakers, heads = _relations_in(chunk)
    texts = Article.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", "text")
    for pk, text in texts:
        readings = {}
        for person in work.by_article[pk]:
            mine = rows.get((pk, person), [])
            readings[person] = Reading([row.mark for row in mine], _quotes_of(mine, speakers, heads))
        yield SharedArticle(pk, len(text), readings, text)


def _rows_in(chunk: list[int], work: FinishedWork, slugs: dict[int, str]) -> dict[tuple[int, int], list[_Row]]:
    """Return the marks of each article and person who finished it."""
    marks = Annotation.objects.live().counted().filter(article__in=chunk, is_gold=False).order_by()
    values = marks.values_list("id", "article_id", "author_id", "tag_id", "start", "end", "speaker_unnamed")
    found: dict[tuple[int, int], list[_Row]] = {}
    for pk, article_id, author_id, tag_id, start, end, is_unnamed in values.iterator():
        if author_id in work.by_article[article_id]:
            row = _Row(pk, Mark(start, end, slugs[tag_id]), is_unnamed)
            found.setdefault((article_id, author_id), []).append(row)
    return found


def _relations_in(chunk: list[int]) -> tuple[dict[Hashable, Span], dict[Hashable, Hashable]]:
    """Return the span of each quote's speaker, and the head of each later part."""
    live = Relation.objects.live().filter(article__in=chunk, role__in=[Role.SPEAKER, Role.CONTINUES]).order_by()
    speakers, heads = {}, {}
    values = live.values_list("source_id", "role", "target_id", "target__start", "target__end")
    for source, role, target, start, end in values.iterator():
        if role == Role.SPEAKER:
            speakers[source] = (start, end)
        else:
            heads[source] = target
    return speakers, heads


def _quotes_of(rows: list[_Row], speakers: dict, heads: dict) -> tuple[Quote, ...]:
    """Return a person's quotes as objects; parts of somebody else's quote are one, without that person's speaker."""
    parts: dict[Hashable, list[Span]] = {}
    answers: dict[Hashable, Span | str | None] = {}
    for row in rows:
        if row.mark.tag == Tag.QUOTE:
            head = heads.get(row.id, row.id)
            parts.setdefault(head, []).append(row.mark[:2])
            if head == row.id:
                answers[head] = UNNAMED if row.is_unnamed else speakers.get(row.id)
    return tuple(Quote(tuple(sorted(spans)), answers.get(head)) for head, spans in parts.items())
