"""Who may do what, in which collection: as querysets and predicates.

The site's groups give rights in *open* collections; in the others only members
have them, each by the role in that collection.  Administrators may do everything
everywhere.  What a person is in which collection is read once a request and kept
on the person.
"""

from django.db.models import Exists, OuterRef, Q

from annotations.models import Adjudication, Annotation, CollectionSettings, Membership
from newsroom.models import Article

Role = Membership.Role


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
        return user.is_active and (user.has_perm("annotations.add_annotation") or bool(roles_of(user)))
    return _may_in(user, article, "annotations.add_annotation", {Role.ANNOTATOR, Role.REVIEWER})


def can_review(user, article: Article | None = None) -> bool:
    """Tell whether ``user`` may approve, reject and correct what others marked: in this article, or anywhere."""
    if article is None:
        return user.is_active and (
            user.has_perm("annotations.review_annotation") or Role.REVIEWER in roles_of(user).values()
        )
    return _may_in(user, article, "annotations.review_annotation", {Role.REVIEWER})


def can_edit(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may change, delete or restore ``annotation``: their own, or any as a reviewer.

    The gold set changes where it is decided only (:mod:`annotations.adjudicating`).
    """
    if annotation.is_gold:
        return False
    is_own = annotation.author_id == user.pk and can_annotate(user, annotation.article)
    return is_own or can_review(user, annotation.article)


def can_judge(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may give a verdict; on their own annotation only where the collection allows it."""
    if annotation.is_gold:
        return False
    if annotation.author_id == user.pk and not settings_of(annotation.article).may_judge_own:
        return False
    return can_review(user, annotation.article)


def visible_articles(user):
    """Return the articles that ``user`` may open: those of closed collections are their members' only."""
    if is_administrator(user):
        return Article.objects.all()
    closed = CollectionSettings.objects.filter(is_open=False).exclude(pk__in=list(roles_of(user)))
    return Article.objects.exclude(collection_id__in=list(closed.values_list("pk", flat=True)))


def can_see_annotation(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may know of ``annotation``."""
    return visible_annotations(user).filter(pk=annotation.pk).exists()


def visible_annotations(user):
    """Return the annotations that ``user`` may know of, deleted ones too.

    Those of closed collections are their members' only.  In a blind collection an
    annotator sees their own, and everybody's once the article is adjudicated; so do visitors.
    """
    annotations = Annotation.objects.all()
    if is_administrator(user):
        return annotations
    roles = roles_of(user)
    closed, blind = [], []
    for pk, is_open, mode in CollectionSettings.objects.values_list("pk", "is_open", "mode"):
        if not is_open and pk not in roles:
            closed.append(pk)
        elif mode == CollectionSettings.Mode.BLIND and not _reviews(user, pk, is_open):
            blind.append(pk)
    if closed:
        annotations = annotations.exclude(article__collection_id__in=closed)
    if blind:
        decided = Adjudication.objects.filter(article=OuterRef("article"), finished_at__isnull=False)
        annotations = annotations.filter(
            ~Q(article__collection_id__in=blind) | Q(author_id=user.pk) | Exists(decided)
        )
    return annotations


def settings_of(article: Article) -> CollectionSettings:
    """Return the settings of the article's collection."""
    return article.collection.settings


def _may_in(user, article: Article, permission: str, roles: set) -> bool:
    if not user.is_active:
        return False
    # In this order: what costs no query first.
    if settings_of(article).is_open and user.has_perm(permission):
        return True
    return is_administrator(user) or roles_of(user).get(article.collection_id) in roles


def _reviews(user, collection_id: int, is_open: bool) -> bool:
    is_reviewer_here = roles_of(user).get(collection_id) == Role.REVIEWER
    return is_reviewer_here or (is_open and user.is_active and user.has_perm("annotations.review_annotation"))
