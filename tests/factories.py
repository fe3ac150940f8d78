"""Plain functions that make what tests need."""

import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from annotations import curation
from annotations.identifiers import new_uuid7
from annotations.models import Adjudication, Annotation, CollectionSettings, Membership, Tag
from newsroom.models import Article, Collection, Source

PASSWORD = "كلمة-سر-طويلة-1"

TEXT = """وزير الزراعة يلتقي نظيره في مرفأ السلام

قال وزير الزراعة سامر الحلواني لـموسكو إن "المحصول جيد هذا العام"، وأضاف ولافروف بجواره: «سنزرع بسوريا قمحا».

🌾 أعلنت شركة (Green Fields) عن شراكة مع مَدِينَةِ حَلَبَ.

المصدر : وكالات"""


def make_person(username: str, *groups: str, **fields):
    """Return a new person in ``groups``, with ``PASSWORD``."""
    person = get_user_model().objects.create_user(username, password=PASSWORD, **fields)
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def make_source(name: str = "وكالة المرفأ") -> Source:
    return Source.objects.get_or_create(name=name)[0]


def make_collection(name: str, **settings) -> Collection:
    """Return a new collection that works by ``settings``: open and shared unless they say otherwise."""
    collection = Collection.objects.create(name=name)
    tags = settings.pop("tags", ())
    CollectionSettings.objects.filter(pk=collection.pk).update(**settings)
    collection.settings.refresh_from_db()
    collection.settings.tags.set(Tag.objects.filter(slug__in=tags))
    return collection


def make_member(collection: Collection, person, role: str = "annotator") -> Membership:
    """Return the new membership; what ``person`` was known to be until now is forgotten."""
    vars(person).pop("_roles_in_collections", None)
    return Membership.objects.create(collection=collection, user=person, role=role)


def adjudicate(article: Article, by) -> Adjudication:
    """Return the finished adjudication of ``article``."""
    return Adjudication.objects.create(article=article, by=by, finished_at=timezone.now())


def make_article(text: str = TEXT, **fields) -> Article:
    """Return a new article in the default collection."""
    fields.setdefault("collection", Collection.objects.get(is_default=True))
    fields.setdefault("source", make_source())
    fields.setdefault("published_at", datetime.datetime(2026, 10, 5, 9, 30, tzinfo=datetime.UTC))
    return Article.objects.create(text=text, **fields)


def make_annotation(by, article: Article, exact: str, tag: str = "actor", occurrence: int = 1, **fields) -> Annotation:
    """Return a new annotation of the n-th ``exact`` in the article's text, stored through the one door."""
    return curation.create(by, article.pk, _mark_of(article, exact, tag, occurrence, **fields)).annotation


def make_annotations(by, article: Article, *pairs: tuple[str, str]) -> list[Annotation]:
    """Return new annotations of the first ``exact`` of each pair with a tag, stored at once, which is quicker."""
    return curation.create_many(by, article.pk, [_mark_of(article, *pair) for pair in pairs]).annotations


def _mark_of(article: Article, exact: str, tag: str, occurrence: int = 1, **fields) -> curation.NewMark:
    start = -1
    for _ in range(occurrence):
        start = article.text.index(exact, start + 1)
    return curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact, **fields)
