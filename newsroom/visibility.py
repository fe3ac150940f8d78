"""Which collections, and so which articles, a person may know of.

The rules belong to whoever runs collections: ``annotations.access`` hands them in
here, since nothing in ``newsroom`` knows about memberships.
"""

from collections.abc import Callable

from newsroom.models import Article, Collection

_rules: list[Callable] = []


def hides(rule: Callable) -> Callable:
    """Register ``rule(user)``, which returns the ids of the collections that ``user`` may not know of."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def hidden_collections(user) -> set[int]:
    """Return the ids of the collections whose articles, and whose name, ``user`` may not know of."""
    return {pk for rule in _rules for pk in rule(user)}


def visible_collections(user):
    """Return the collections that ``user`` may know of."""
    hidden = hidden_collections(user)
    return Collection.objects.exclude(pk__in=hidden) if hidden else Collection.objects.all()


def visible_articles(user):
    """Return the articles that ``user`` may open."""
    hidden = hidden_collections(user)
    present = Article.objects.present()
    return present.exclude(collection__in=hidden) if hidden else present
