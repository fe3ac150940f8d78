"""The reading page: an article with its notes in the margin."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import can_annotate, can_review
from annotations.models import Annotation, Tag
from annotations.notes import rows_of
from newsroom.access import reader_required
from newsroom.models import Article


@require_safe
@cache_control(private=True, no_store=True)
@reader_required
def article_detail(request, article_id: int):
    """Show an article, its notes, and for annotators what they need to mark it."""
    articles = Article.objects.defer("folded_text").select_related("source")
    article = articles.filter(pk=article_id).first()
    if article is None:
        raise Http404
    rows = rows_of(article, Annotation.objects.of(article).live().counted())
    context = {
        "article": article,
        "rows": rows,
        "counts": count_by_status(rows),
        "tags": Tag.objects.with_button(),
        "can_annotate": can_annotate(request.user),
        "can_review": can_review(request.user),
    }
    return render(request, "annotations/article_detail.html", context)


def count_by_status(rows) -> dict[str, int]:
    """Return how many notes of ``rows`` have each status, and under ``all`` how many there are."""
    counts = dict.fromkeys(["all", *Annotation.Status.values], 0)
    for row in rows:
        counts["all"] += len(row.notes)
        for note in row.notes:
            counts[note.status] += 1
    return counts
