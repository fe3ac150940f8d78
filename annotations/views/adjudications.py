"""The list of articles to adjudicate: ready, in progress, done."""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import can_review, visible_articles
from annotations.models import Adjudication, Assignment
from annotations.refusals import NotAllowed
from annotations.staffing import led_collections
from annotations.views.answers import respond_refusal
from newsroom.access import account_required

READY, STARTED, FINISHED = "ready", "started", "finished"
STATE_NAMES = {READY: _("Ready"), STARTED: _("In progress"), FINISHED: _("Done")}
PAGE_SIZE = 50


@require_safe
@cache_control(private=True, no_store=True)
@account_required
def adjudication_list(request):
    """List the articles of one state that the person may review, by id; ``after`` names the last one of a page."""
    if not can_review(request.user):
        return respond_refusal(request, NotAllowed())
    state = request.GET.get("state", READY)
    after, collection = (_number(request.GET.get(name, "")) for name in ("after", "collection"))
    if state not in STATE_NAMES:
        raise Http404
    collections = reviewed_collections(request.user)
    articles = visible_articles(request.user).filter(collection__in=collections, pk__gt=after)
    if collection:
        articles = articles.filter(collection=collection)
    found = in_state(articles, state).select_related("source", "collection").defer("text", "folded_text")
    shown = list(found.order_by("pk")[: PAGE_SIZE + 1])
    context = {
        "articles": shown[:PAGE_SIZE],
        "next": shown[PAGE_SIZE - 1].pk if len(shown) > PAGE_SIZE else None,
        "state": state,
        "states": STATE_NAMES.items(),
        "collection": collection,
        "collections": collections,
    }
    return render(request, "annotations/adjudication_list.html", context)


def reviewed_collections(user):
    """Return the collections that ``user`` reviews in."""
    return led_collections(user).order_by("name")


def in_state(articles, state: str):
    """Keep the articles of one state, each with ``finished_sets``: of how many people the sets can be compared.

    Ready is what two or more people have finished, and nobody who is assigned has not.
    """
    finished = Count("assignments", filter=Q(assignments__status=Assignment.Status.FINISHED))
    adjudications = Adjudication.objects.filter(article=OuterRef("pk"))
    if state == READY:
        open_ones = Assignment.objects.filter(article=OuterRef("pk")).exclude(status=Assignment.Status.FINISHED)
        # From the side of the assignments: few articles of many have any.
        assigned = Assignment.objects.filter(status=Assignment.Status.FINISHED).values("article")
        ready = articles.filter(~Exists(adjudications), ~Exists(open_ones), pk__in=assigned)
        return ready.annotate(finished_sets=finished).filter(finished_sets__gte=2)
    begun = Adjudication.objects.filter(finished_at__isnull=state != FINISHED).values("article")
    return articles.filter(pk__in=begun).annotate(finished_sets=finished, by=F("adjudication__by__username"))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
