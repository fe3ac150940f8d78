"""Collections with members and articles, for tests of who is to annotate what."""

from annotations.models import Assignment, CollectionSettings, Membership
from newsroom.models import Article, Collection
from tests import factories


def make_collection(name: str = "تجربة", **settings) -> Collection:
    """Return a new collection, closed unless ``settings`` say otherwise."""
    collection = Collection.objects.create(name=name)
    CollectionSettings.objects.filter(pk=collection.pk).update(**{"is_open": False, **settings})
    return Collection.objects.select_related("settings").get(pk=collection.pk)


def join(collection: Collection, *people, role: str = "annotator") -> None:
    for person in people:
        Membership.objects.create(collection=collection, user=person, role=role)
        vars(person).pop("_roles_in_collections", None)


def leave(collection: Collection, person) -> None:
    Membership.objects.filter(collection=collection, user=person).delete()
    vars(person).pop("_roles_in_collections", None)


def make_articles(collection: Collection, number: int) -> list[Article]:
    return [
        factories.make_article(f"عنوان {index}\n\nقال سامر الحلواني لموسكو إن المطر قادم.", collection=collection)
        for index in range(number)
    ]


def make_assignment(article: Article, person, status: str = "to_do") -> Assignment:
    return Assignment.objects.create(article=article, user=person, status=status)


def pairs() -> list[tuple[int, str]]:
    """Return who has what, by article and name."""
    return sorted(Assignment.objects.values_list("article_id", "user__username"))
