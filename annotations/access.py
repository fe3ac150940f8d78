"""Who may do what, and who may know of what, in which collection: as querysets and predicates.

Administrators may do everything everywhere.  A member has in a collection the role
of the membership.  Everybody else has the role of the site's groups in *open*
collections, and none in the others, which they may not know of.

In a *blind* collection only its reviewers know of every annotation.  All others know
of their own, and of everybody's once the article is adjudicated.  What a person may
not know of is treated as if it were not there: a view answers 404, a query leaves it
out, a refusal does not mention it.

What a person is in which collection, and which collections are closed or blind, is
read once a request and kept on the person.
"""

from django.db.models import Exists, OuterRef, Q

from annotations.models import Adjudication, Annotation, CollectionSettings, Membership
from newsroom.models import Article
from newsroom.visibility import hides, visible_articles

__all__ = [
    "can_annotate", "can_edit", "can_judge", "can_know_article", "can_review", "can_see_annotation", "can_see_article", "hidden_from",
    "is_administrator", "role_in", "roles_of", "seen_beside", "seen_by", "seen_in", "sees_all_in", "settings_of",
    "visible_annotations", "visible_articles", "visible_in",
]  # fmt: skip

Role = Membership.Role

# The permissions of the site's groups that these rules ask for.
ANNOTATE = "annotations.add_annotation"
REVIEW = "annotations.review_annotation"
ADMINISTER = "newsroom.change_collection"


def is_administrator(user) -> bool:
    """Tell whether ``user`` runs the site: everything, in every collection."""
    return user.is_active and user.has_perm(ADMINISTER)


def roles_of(user) -> dict[int, str]:
    """Return ``{collection id: role}`` of the collections ``user`` is a member of."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, "_roles_in_collections"):
        user._roles_in_collections = dict(user.memberships.order_by().values_list("collection_id", "role"))
    return user._roles_in_collections


def role_in(user, settings: CollectionSettings) -> str | None:
    """Return what ``user`` is in the collection of ``settings``, or ``None``."""
    return _role(user, settings.pk, is_open=settings.is_open)


def can_annotate(user, article: Article | None = None) -> bool:
    """Tell whether ``user`` may mark texts: this one's, or any at all."""
    may_on_site = user.is_active and user.has_perm(ANNOTATE)
    if article is None:
        return user.is_active and (may_on_site or bool(roles_of(user)))
    # Any role annotates; this way most requests need no query for it.
    return (may_on_site and settings_of(article).is_open) or role_in(user, settings_of(article)) is not None


def can_review(user, article: Article | None = None) -> bool:
    """Tell whether ``user`` may approve, reject and correct what others marked: in this article, or anywhere."""
    if article is None:
        return user.is_active and (user.has_perm(REVIEW) or Role.REVIEWER in roles_of(user).values())
    return role_in(user, settings_of(article)) == Role.REVIEWER


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


@hides
def hidden_from(user) -> set[int]:
    """Return the ids of the closed collections that ``user`` may not know of; mostly none, by one query."""
    closed = {pk for pk, is_open, _mode in _restricted(user) if not is_open}
    if not closed or is_administrator(user):
        return set()
    return closed - roles_of(user).keys()


def can_see_article(user, article: Article) -> bool:
    """Tell whether ``user`` may read ``article``, whose settings are loaded: nobody one that was withdrawn."""
    return article.withdrawn_at is None and can_know_article(user, article)


def can_know_article(user, article: Article) -> bool:
    """Tell whether ``user`` may know that there is, or was, ``article``, whose settings are loaded."""
    return settings_of(article).is_open or article.collection_id in roles_of(user) or is_administrator(user)


def sees_all_in(user, article: Article) -> bool:
    """Tell whether ``user``, who may know of ``article``, may know of everybody's annotations there."""
    settings = settings_of(article)
    if not settings.is_blind or role_in(user, settings) == Role.REVIEWER:
        return True
    return Adjudication.objects.filter(article=article, finished_at__isnull=False).exists()


def can_see_annotation(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may know of ``annotation``, deleted or not, whose article's settings are loaded."""
    if not can_see_article(user, annotation.article):
        return False
    return annotation.author_id == user.pk or sees_all_in(user, annotation.article)


def visible_in(user, article: Article):
    """Return the annotations of one article that ``user`` may know of, deleted ones too.

    Costs no query in a shared collection, where :func:`visible_annotations` costs one.
    """
    annotations = Annotation.objects.of(article)
    return annotations.filter(seen_in(user, article)) if can_see_article(user, article) else annotations.none()


def visible_annotations(user):
    """Return the annotations that ``user`` may know of, deleted ones too."""
    return Annotation.objects.filter(seen_by(user))


def seen_by(user, path: str = "") -> Q:
    """Return the condition that the annotation at ``path`` of a row is one that ``user`` may know of.

    ``path`` ends in two underscores: ``"annotation__"`` for events, comments and findings,
    ``"source__"`` or ``"target__"`` for relations; the row has its ``article`` itself.
    """
    restricted = _restricted(user)
    if not restricted or is_administrator(user):
        return Q()
    hidden, blind = [], []
    for pk, is_open, mode in restricted:
        if not is_open and pk not in roles_of(user):
            hidden.append(pk)
        elif mode == CollectionSettings.Mode.BLIND and _role(user, pk, is_open=is_open) != Role.REVIEWER:
            blind.append(pk)
    seen = ~Q(article__collection__in=hidden) if hidden else Q()
    if blind:
        decided = Adjudication.objects.filter(article=OuterRef("article"), finished_at__isnull=False)
        seen &= ~Q(article__collection__in=blind) | Q(**{f"{path}author": user.pk}) | Exists(decided)
    return seen


def seen_in(user, article: Article, path: str = "") -> Q:
    """Return :func:`seen_by` for rows of one article that ``user`` may know of: without a query in a shared one."""
    return Q() if sees_all_in(user, article) else Q(**{f"{path}author": user.pk})


def seen_beside(user, annotations: list[Annotation], path: str = "") -> Q:
    """Return :func:`seen_by` for rows of the articles of ``annotations``, mostly one and the same."""
    if len({annotation.article_id for annotation in annotations}) == 1:
        return seen_in(user, annotations[0].article, path)
    return seen_by(user, path)


def settings_of(article: Article) -> CollectionSettings:
    """Return the settings of the article's collection."""
    return article.collection.settings


def _restricted(user) -> list[tuple[int, bool, str]]:
    """Return id, openness and mode of each collection that is closed or blind."""
    if not hasattr(user, "_restricted_collections"):
        restricted = CollectionSettings.objects.filter(Q(is_open=False) | Q(mode=CollectionSettings.Mode.BLIND))
        user._restricted_collections = list(restricted.values_list("pk", "is_open", "mode"))
    return user._restricted_collections


def _role(user, collection_id: int, *, is_open: bool) -> str | None:
    if not user.is_active:
        return None
    if is_administrator(user):
        return Role.REVIEWER
    if (role := roles_of(user).get(collection_id)) is not None:
        return role
    if is_open and user.has_perm(REVIEW):
        return Role.REVIEWER
    return Role.ANNOTATOR if is_open and user.has_perm(ANNOTATE) else None
