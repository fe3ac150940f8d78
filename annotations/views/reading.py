"""The reading page: an article with its notes in the margin."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import can_annotate, can_review
from annotations.models import Annotation, Tag
from annotations.notes import rows_of
from newsroom.access import reader_required
from newsroom.models import Article

# Fetched at once instead of one after the other as the imports are read.
READER_MODULES = [
    f"js/{name}.js"
    for name in (
        "reader", "cards", "folding", "identifiers", "keys", "ligatures", "notes", "notices", "offsets", "outbox",
        "painter", "pens", "pointing", "ranges", "selecting", "server", "tally", "toolbar",
    )
]  # fmt: skip

# A round figure for silent reading of Arabic news.
WORDS_PER_MINUTE = 180


@require_safe
@cache_control(private=True, no_store=True)
@reader_required
def article_detail(request, article_id: int):
    """Show an article, its notes, and for annotators what they need to mark it."""
    articles = Article.objects.defer("folded_text").select_related("source")
    article = articles.filter(pk=article_id).first()
    if article is None:
        raise Http404
    tags = list(Tag.objects.all())
    rows = rows_of(article, Annotation.objects.of(article).live().counted(), tags)
    context = {
        "article": article,
        "minutes": reading_minutes(article.text),
        "modules": READER_MODULES,
        "strings": reader_strings(),
        # The header shows whether everything is stored.
        "save_state": can_annotate(request.user),
        "rows": rows,
        "counts": count_by_status(rows),
        "tags": [tag for tag in tags if tag.has_button],
        "can_annotate": can_annotate(request.user),
        "can_review": can_review(request.user),
    }
    return render(request, "annotations/article_detail.html", context)


def reading_minutes(text: str) -> int:
    """Return how many minutes a reader needs, at least one."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))


def reader_strings() -> dict[str, str]:
    """Return what the page's script says, in the person's language."""
    return {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "waiting": _("Waiting for the connection ({number})"),
        "login": _("Please log in again; your marks are kept and will be sent then."),
        "keysOfTags": _("Tag the selection"),
        "more": _("Show the folded notes (+{number})"),
        "refused": _("The server refused this mark."),
        "failed": _("Not saved: the server does not answer. What you wrote is still here; try again."),
    }


def count_by_status(rows) -> dict[str, int]:
    """Return how many notes of ``rows`` have each status, and under ``all`` how many there are."""
    counts = dict.fromkeys(["all", *Annotation.Status.values], 0)
    for row in rows:
        counts["all"] += len(row.notes)
        for note in row.notes:
            counts[note.status] += 1
    return counts
