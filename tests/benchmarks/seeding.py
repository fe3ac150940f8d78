"""What a measured site holds.  Called by ``Site.seed`` in a child that has Django; returns go out as JSON."""

import datetime
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from annotations.models import Annotation, Tag
from newsroom.models import Article
from tests import factories
from tests.benchmarks import texts
from tests.benchmarks.bulk_seed import times_of_bulk  # noqa: F401
from tests.benchmarks.dashboard_seed import times_of_dashboard, what_happened  # noqa: F401
from tests.benchmarks.reviewing_seed import annotations_to_review, times_of_review  # noqa: F401

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST_DATE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
BATCH = 500
LIST_TEXT_LENGTH = 1200


def article_from_file(path: str, marks: str) -> dict:
    """Make an article of a file's text with ``marks`` annotations."""
    return _article(Path(path).read_text().strip(), int(marks))


def article_of_length(length: str, marks: str) -> dict:
    """Make an article of ``length`` generated code points with ``marks`` annotations."""
    return _article(texts.make_text(int(length)), int(marks))


def articles(number: str) -> dict:
    """Make ``number`` short articles, an hour apart, with 0 to 8 annotations each."""
    by, body, source = _annotator(), texts.make_text(LIST_TEXT_LENGTH), factories.make_source()
    for first in range(0, int(number), BATCH):
        made = [_listed_article(index, body, source) for index in range(first, min(first + BATCH, int(number)))]
        Article.objects.bulk_create(made)
        Annotation.objects.bulk_create(mark for article in made for mark in _marks(article, by, article.pk % 9))
    return {"session": _session(by)}


def main(arguments: list[str]) -> None:
    name, *values = arguments
    print(json.dumps(globals()[name](*values)))


def _article(text: str, marks: int) -> dict:
    by = _annotator()
    article = factories.make_article(text)
    Annotation.objects.bulk_create(_marks(article, by, marks))
    return {"id": article.pk, "text": article.text, "session": _session(by), "path": article.get_absolute_url()}


def _listed_article(index: int, body: str, source) -> Article:
    article = Article(
        collection_id=1,
        source=source,
        text=f"خبر رقم {index} من المرفأ والمدينة\n\n{body}",
        published_at=FIRST_DATE + datetime.timedelta(hours=index),
    )
    article.derive()
    return article


def _marks(article: Article, by, number: int) -> list[Annotation]:
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    statuses = Annotation.Status.values
    return [
        Annotation(
            article=article,
            tag=tags[slug],
            start=start,
            end=end,
            exact=article.text[start:end],
            author=by,
            status=statuses[index % 10 if index % 10 < len(statuses) else 0],
        )
        for index, (start, end, slug) in enumerate(texts.choose_spans(article.text, number))
    ]


def _annotator():
    known = get_user_model().objects.filter(username="layla").first()
    return known or factories.make_person("layla", "annotator")


def _session(person) -> str:
    """Return a session cookie's value, as after a login."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
