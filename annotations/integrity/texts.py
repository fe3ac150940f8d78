"""Articles against what was derived from their text, annotations against the text they point into."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from annotations.integrity.faults import Fault
from annotations.models import Annotation
from newsroom.arabic.folding import fold_text
from newsroom.models import Article, hash_text

# Texts have kilobytes, seldom megabytes.
ARTICLES_AT_ONCE = 20
ANNOTATIONS_AT_ONCE = 1_000


def find() -> Iterator[Fault]:
    """Walk through articles and annotations side by side, both in the order of the articles' ids."""
    annotations = _annotations()
    waiting = next(annotations, None)
    articles = Article.objects.order_by("pk").only("text", "folded_text", "content_hash", "withdrawn_at")
    for article in articles.iterator(chunk_size=ARTICLES_AT_ONCE):
        yield from _of_article(article)
        while waiting is not None and waiting[1] == article.pk:
            yield from _of_annotation(article, *waiting)
            waiting = next(annotations, None)


def _annotations() -> Iterator[tuple]:
    rows = Annotation.objects.order_by("article_id").values_list("pk", "article_id", "start", "end", "exact")
    return rows.iterator(chunk_size=ANNOTATIONS_AT_ONCE)


def _of_article(article: Article) -> Iterator[Fault]:
    ids = {"article": article.pk}
    if article.withdrawn_at:
        if article.text or article.folded_text:
            yield Fault("withdrawn", _("The text of a withdrawn article is still there."), ids)
        return
    if hash_text(article.text) != article.content_hash:
        yield Fault("content_hash", _("The text of an article is not the one that was imported."), ids)
    if fold_text(article.text) != article.folded_text:
        yield Fault("folded_text", _("What the search reads of an article is not its text."), ids)


def _of_annotation(article: Article, pk, article_id: int, start: int, end: int, exact: str) -> Iterator[Fault]:
    text, ids = article.text, {"annotation": str(pk), "article": article_id}
    if article.withdrawn_at:
        if exact:
            yield Fault("withdrawn", _("The text of a withdrawn article is still there."), ids)
    elif end > len(text):
        yield Fault("beyond_text", _("An annotation ends behind the end of its text."), ids)
    elif text[start:end] != exact:
        yield Fault("exact", _("An annotation quotes other words than stand in its place."), ids)
