"""Who may do what, in which collection: as querysets and predicates.

The site's groups give rights in *open* collections; in the others only members
have them, each by the role in that collection.  Administrators may do everything
everywhere.  What a person is in which collection is read once a request and kept
on the person.
"""

from annotations.models import Annotation, CollectionSettings, Membership
from newsroom.models import Article

Role = Membership.Role

# The site's permissions, and the roles that give the same in one collection.
ANNOTATE, MEMBERS = "annotations.add_annotation", {Role.ANNOTATOR, Role.REVIEWER}
REVIEW, REVIEWERS = "annotations.review_annotation", {Role.REVIEWER}


def is_administrator(user) -> bool:
    """Tell whether ``user`` runs the site: everything, in every collection."""
    return user.is_active and user.has_perm("newsroom.change_collection")


def roles_of(user) -> dict[int, str]:
    """Return ``{collection id: role}`` of the collections ``user`` is a member of."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_roles_in_collections"):
        user._roles_in_collections = dict(user.memberships.order_by().values_list("collection_id", "role"))
    return user._roles_in_collections


def can_annotate(user, article: Article | None = None) -> bool:
    """Tell whether ``user`` may mark texts: this one's, or any at all."""
    if article is None:
        return user.is_active and (user.has_perm(ANNOTATE) or bool(roles_of(user)))
    return may_in(user, settings_of(article), ANNOTATE, MEMBERS)


def can_review(user, article: Article | None = None) -> bool:
    """Tell whether ``user`` may approve, reject and correct what others marked: in this article, or anywhere."""
    if article is None:
        return user.is_active and (user.has_perm(REVIEW) or Role.REVIEWER in roles_of(user).values())
    return may_in(user, settings_of(article), REVIEW, REVIEWERS)


def can_edit(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may change, delete or restore ``annotation``: their own, or any as a reviewer."""
    is_own = annotation.author_id == user.pk and can_annotate(user, annotation.article)
    return is_own or can_review(user, annotation.article)


def visible_articles(user):
    """Return the articles that ``user`` may open: those of closed collections are their members' only."""
    if is_administrator(user):
        return Article.objects.all()
    closed = CollectionSettings.objects.filter(is_open=False).exclude(pk__in=list(roles_of(user)))
    return Article.objects.exclude(collection_id__in=list(closed.values_list("pk", flat=True)))


def settings_of(article: Article) -> CollectionSettings:
    """Return the settings of the article's collection."""
    return article.collection.settings


def may_in(user, settings: CollectionSettings, permission: str, roles: set) -> bool:
    """Tell whether ``user`` may do something in a collection: by a site-wide ``permission``, or as one of ``roles``."""
    if not user.is_active:
        return False
    # In this order: what costs no query first.
    if settings.is_open and user.has_perm(permission):
        return True
    return is_administrator(user) or roles_of(user).get(settings.pk) in roles
