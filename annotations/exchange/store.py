"""Reads records from the database, a few articles at a time, so that an export needs the same memory for any number."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from annotations.exchange.records import AnnotationRecord, ArticleRecord
from annotations.models import Annotation, Relation
from newsroom.models import Article, Collection

# An article of the news has some dozen annotations, a long one thousands.
BATCH = 20


@dataclass(frozen=True)
class Choice:
    """What is exported: of all collections or one, everybody's annotations or the gold set, of all statuses or some."""

    collection: Collection | None = None
    is_gold: bool = False
    statuses: tuple[str, ...] = ()


def read_articles(choice: Choice) -> Iterator[ArticleRecord]:
    """Give the articles in the order of their ids, each with its annotations in text order.

    With ``is_gold`` these are the articles whose adjudication is finished.
    """
    articles = Article.objects.present().select_related("source", "collection").defer("folded_text").order_by("pk")
    if choice.collection is not None:
        articles = articles.filter(collection=choice.collection)
    if choice.is_gold:
        articles = articles.filter(adjudication__finished_at__isnull=False)
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH]):
        found = _annotations(batch, choice)
        for article in batch:
            yield _article(article, found.get(article.pk, []))
        last = batch[-1].pk


def _annotations(articles: list[Article], choice: Choice) -> dict[int, list[AnnotationRecord]]:
    """Return the annotations of these articles by article, cues included."""
    annotations = Annotation.objects.filter(article__in=articles)
    annotations = annotations.adjudicated().filter(status="approved") if choice.is_gold else annotations.live()
    if choice.statuses:
        annotations = annotations.filter(status__in=choice.statuses)
    ordered = annotations.order_by("article_id", "start", F("end").desc(), "tag__order", "id")
    rows = list(ordered.select_related("tag", "author"))
    links = _links({row.article_id for row in rows})
    found: dict[int, list[AnnotationRecord]] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(_annotation(row, links.get(row.pk, {})))
    return found


def _links(article_ids: set[int]) -> dict:
    """Return ``{source id: {role: target id}}`` of the relations that are not hidden."""
    links: dict = {}
    relations = Relation.objects.live().filter(article__in=article_ids)
    for source, role, target in relations.values_list("source_id", "role", "target_id"):
        links.setdefault(source, {})[role] = str(target)
    return links


def _article(article: Article, annotations: list[AnnotationRecord]) -> ArticleRecord:
    return ArticleRecord(
        id=article.pk,
        headline=article.headline,
        language=article.language,
        text=article.text,
        collection=article.collection.name,
        source=article.source.name if article.source else None,
        published=article.published_at,
        annotations=annotations,
    )


def _annotation(row: Annotation, links: dict[str, str]) -> AnnotationRecord:
    return AnnotationRecord(
        id=str(row.pk),
        tag=row.tag.slug,
        start=row.start,
        end=row.end,
        exact=row.exact,
        author=row.author.get_username(),
        status=row.status,
        created=row.created_at,
        updated=row.updated_at,
        note=row.note,
        kind=row.kind,
        speaker=links.get(Relation.Role.SPEAKER),
        speaker_unnamed=row.speaker_unnamed,
        continues=links.get(Relation.Role.CONTINUES),
        cue=links.get(Relation.Role.CUE),
        gold=row.is_gold,
        origins=tuple(row.origins),
    )
