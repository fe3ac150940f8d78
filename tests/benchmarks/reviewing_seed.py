"""A site full of annotations to review, and the time from one of them to the next.  Called by ``Site.seed``."""

import datetime
import html
import itertools
import re
import time

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from annotations.checks import NAMES
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Finding, Tag
from newsroom.models import Article, Collection
from tests import factories
from tests.benchmarks import texts

MARKS_PER_ARTICLE = 50
BATCH = 100
TEXT_LENGTH = 4_000
# Of a hundred annotations so many wait, and so many of those have a finding.
PENDING, WITH_FINDING = 60, 5
APPROVE = re.compile(r'action="(/review/[^"]+/approve/[^"]*)".*?name="version" value="([0-9]+)"')
BACKEND = "django.contrib.auth.backends.ModelBackend"


def annotations_to_review(number: str) -> dict:
    """Make ``number`` annotations in articles of several collections and sources, by several people."""
    people = [factories.make_person(f"annotator{index}", "annotator") for index in range(8)]
    sources = [factories.make_source(f"وكالة {index}") for index in range(20)]
    collections = [Collection.objects.get(is_default=True)]
    collections += [Collection.objects.create(name=f"مجموعة {index}") for index in range(9)]
    body, counter = texts.make_text(TEXT_LENGTH), itertools.count()
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    for first in range(0, int(number) // MARKS_PER_ARTICLE, BATCH):
        articles = [
            _article(index, body, sources[index % 20], collections[index % 10]) for index in range(first, first + BATCH)
        ]
        Article.objects.bulk_create(articles)
        marks = [mark for article in articles for mark in _marks(article, people, tags, counter)]
        Annotation.objects.bulk_create(marks, batch_size=2_000)
        Finding.objects.bulk_create(_findings(marks), batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")
    factories.make_person("reviewer0", "reviewer")
    rare = factories.make_person("rare", "annotator")
    factories.make_annotation(rare, factories.make_article("وصل سامر اليوم"), "سامر")
    return {"author": people[3].pk, "rare": rare.pk}


def times_of_review(query: str, times: str) -> dict:
    """Approve ``times`` annotations one after the other; return how long each answer with the next one took, in ms."""
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(username="reviewer0"), backend=BACKEND)
    client.get("/review/")
    started = time.perf_counter()
    response = client.get(f"/review/?{query}")
    page = (time.perf_counter() - started) * 1000
    waited = []
    while len(waited) < int(times) and (form := APPROVE.search(response.content.decode())):
        started = time.perf_counter()
        response = client.post(html.unescape(form[1]), {"version": form[2]}, headers={"HX-Request": "true"})
        waited.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200, response.content.decode()[:500]
    return {"page": page, "waited": waited}


def _article(index: int, body: str, source, collection) -> Article:
    article = Article(collection=collection, source=source, text=f"خبر رقم {index} من المرفأ\n\n{body}")
    article.derive()
    return article


def _marks(article: Article, people, tags, counter):
    for start, end, slug in texts.choose_spans(article.text, MARKS_PER_ARTICLE):
        index = next(counter)
        yield Annotation(
            id=new_uuid7(), article=article, tag=tags[slug], start=start, end=end, exact=article.text[start:end],
            author=people[index % 8], status="pending" if index % 100 < PENDING else "approved",
            created_at=timezone.now() - datetime.timedelta(days=index % 60),
        )  # fmt: skip


def _findings(marks: list[Annotation]) -> list[Finding]:
    return [
        Finding(
            article=mark.article, annotation=mark, check_name=NAMES[index % len(NAMES)], details={},
            is_pending=mark.status == "pending",
        )
        for index, mark in enumerate(marks)
        if index % 100 < WITH_FINDING or index % 100 == 99
    ]  # fmt: skip
