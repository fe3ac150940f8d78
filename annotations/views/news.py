"""What has changed in an article since a page was read: asked again and again by every open reading page.

The cursor is the id of the last event that the page knows.  Events of one article
are written and committed under the lock of its row, so their ids grow in the order
in which they become visible, and none is missed.  In a blind collection only a person's
own annotations have events for that person, and the cursor is sealed.
"""

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import can_see_article, seen_in, sees_all_in
from annotations.cursors import seal, unseal
from annotations.discussion import open_counts
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
    since = unseal(validated(SinceForm(request.GET))["since"], request.user, article_id)
    article = _article_with_news(request.user, article_id, since)
    # Most answers end here, after one query.
    news = _news(request.user, article, since) if article.newest_event else []
    if not news:
        return HttpResponse(status=204)
    told = news[:EVENTS_PER_ANSWER]
    context = {
        "items": _present_items(request.user, article, {annotation_id for _pk, annotation_id in told}),
        "cursor": cursor_of(request.user, article, told[-1][0]),
        "has_more": len(news) > len(told),
    }
    return render(request, "annotations/_change.html", context)


def cursor_of(user, article: Article, event_id: int) -> str:
    """Return what the page is told about the last event it knows: sealed where others' events are no business of it."""
    return str(event_id) if sees_all_in(user, article) else seal(event_id, user, article.pk)


def first_cursor(user, article: Article) -> str:
    """Return what a new page knows of: the article's ``last_event``, or the last one that is ``user``'s business."""
    if sees_all_in(user, article):
        return str(article.last_event or 0)
    own = AnnotationEvent.objects.filter(seen_in(user, article, "annotation__"), article=article)
    last = own.order_by("-pk").values_list("pk", flat=True).first()
    return cursor_of(user, article, last or 0)


def _article_with_news(user, article_id: int, since: int) -> Article:
    """Return the article, with ``newest_event`` after ``since``; raise ``Article.DoesNotExist`` if it is not for ``user``."""
    newer = AnnotationEvent.objects.filter(article=OuterRef("pk"), pk__gt=since).order_by("-pk").values("pk")[:1]
    articles = Article.objects.without_text().select_related("collection__settings")
    article = articles.annotate(newest_event=Subquery(newer)).get(pk=article_id)
    if not can_see_article(user, article):
        raise Article.DoesNotExist()
    return article


def _news(user, article: Article, since: int) -> list[tuple]:
    events = AnnotationEvent.objects.filter(seen_in(user, article, "annotation__"), article=article, pk__gt=since)
    return list(events.order_by("pk").values_list("pk", "annotation_id")[: EVENTS_PER_ANSWER + 1])


def _present_items(user, article: Article, annotation_ids: set) -> list[dict]:
    """Return what the list items of these annotations need, in text order; deleted ones are said to be so."""
    changed = Annotation.objects.of(article).filter(pk__in=annotation_ids).counted().in_text_order()
    annotations = list(changed.select_related("tag", "author"))
    # A quote shows its speaker, and changes with it.
    annotations += shown_with(annotations, seen_in(user, article))
    annotations.sort(key=lambda each: (each.start, -each.end, each.tag.order, each.pk))
    ids = [annotation.pk for annotation in annotations]
    links = links_of([article.pk], ids, seen_in(user, article, "target__"))
    comments = open_counts(user, [article.pk], ids)
    offsets = block_offsets(article.text, [annotation.start for annotation in annotations])
    return [
        {"note": note_of(annotation, links, comments), "list_offset": offset, "is_removed": annotation.is_deleted}
        for annotation, offset in zip(annotations, offsets, strict=True)
    ]
