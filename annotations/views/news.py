"""What has changed in an article since a page was read: asked again and again by every open reading page.

The cursor is the id of the last event that the page knows.  Events of one article
are written and committed under the lock of its row, so their ids grow in the order
in which they become visible, and none is missed.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.forms import SinceForm, validated
from annotations.linking import shown_with
from annotations.models import Annotation, AnnotationEvent
from annotations.notes import block_offsets, note_of
from annotations.quotations import links_of
from annotations.views.answers import change_view
from newsroom.access import reader_required
from newsroom.models import Article

# An answer stays small after a bulk change; the page asks for the rest at once.
EVENTS_PER_ANSWER = 200


@require_safe
@cache_control(private=True, no_store=True)
@reader_required
@change_view
def article_changes(request, article_id: int):
    """Answer with the list items of what changed since an event, or with 204 if nothing did."""
    since = validated(SinceForm(request.GET))["since"]
    events = AnnotationEvent.objects.filter(article=article_id, pk__gt=since).order_by("pk")
    news = list(events.values_list("pk", "annotation_id")[: EVENTS_PER_ANSWER + 1])
    if not news:
        return HttpResponse(status=204)
    told = news[:EVENTS_PER_ANSWER]
    context = {
        "items": _present_items(article_id, {annotation_id for _pk, annotation_id in told}),
        "cursor": told[-1][0],
        "has_more": len(news) > len(told),
    }
    return render(request, "annotations/_change.html", context)


def _present_items(article_id: int, annotation_ids: set) -> list[dict]:
    """Return what the list items of these annotations need, in text order; deleted ones are said to be so."""
    article = Article.objects.only("text").get(pk=article_id)
    changed = Annotation.objects.of(article).filter(pk__in=annotation_ids).counted().in_text_order()
    annotations = list(changed.select_related("tag", "author"))
    # A quote shows its speaker, and changes with it.
    annotations += shown_with(annotations)
    annotations.sort(key=lambda each: (each.start, -each.end, each.tag.order, each.pk))
    links = links_of([article_id], [annotation.pk for annotation in annotations])
    offsets = block_offsets(article.text, [annotation.start for annotation in annotations])
    return [
        {"note": note_of(annotation, links), "list_offset": offset, "is_removed": annotation.is_deleted}
        for annotation, offset in zip(annotations, offsets, strict=True)
    ]
