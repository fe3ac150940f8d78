"""Which set of notes the reading page shows: everybody's, or the gold set once the article is adjudicated."""

from django.db.models import Exists, OuterRef

from annotations.access import can_review
from annotations.models import Adjudication
from newsroom.models import Article

GOLD, ALL = "gold", "all"

# To annotate articles with: whether their gold set is finished.
IS_ADJUDICATED = Exists(Adjudication.objects.filter(article=OuterRef("pk"), finished_at__isnull=False))


def shown_set(request, article: Article) -> str:
    """Return what ``?set=`` asks for; without it the gold set, but for reviewers, who judge what everybody marked.

    ``article`` was read with ``is_adjudicated``.
    """
    if not article.is_adjudicated:
        return ALL
    asked = request.GET.get("set")
    if asked in (GOLD, ALL):
        return asked
    return ALL if can_review(request.user, article) else GOLD


def of_set(annotations, name: str):
    """Return those of ``annotations``, a queryset, that belong to the set."""
    return annotations.gold() if name == GOLD else annotations.live().counted()
