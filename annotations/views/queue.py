"""My articles: what is to do, begun and finished, and the buttons that move an article on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from annotations import assigning, finishing
from annotations.access import can_annotate
from annotations.models import Assignment
from annotations.progress import queue_of
from annotations.refusals import InvalidInput, NotAllowed
from annotations.views.answers import change_view, see_other
from annotations.views.choices import read_id
from annotations.views.reports import reason_why_none
from newsroom.access import account_required


@require_safe
@cache_control(private=True, no_store=True)
@vary_on_headers("HX-Request")
@account_required
@change_view
def queue(request):
    """Show the person's articles in three groups; with ``status`` one group, from ``after`` on."""
    if not can_annotate(request.user):
        raise NotAllowed(_("Your account may read, not annotate."))
    only = request.GET.get("status", "")
    if only and only not in Assignment.Status.values:
        raise InvalidInput(_("This address names no page of the list."))
    return _show(request, only=only, after=read_id(request.GET, "after"))


@require_POST
@account_required
@change_view
def queue_next(request):
    """Give the person one more article, and lead to it."""
    assignment, reason = assigning.take_next(request.user, read_id(request.POST, "collection"))
    if assignment is None:
        return _stay(request, reason_why_none(reason))
    return _go(request, reverse("annotations:article_detail", args=[assignment.article_id]))


@require_POST
@account_required
@change_view
def article_finish(request, article_id: int):
    """The person has found everything in the article."""
    assignment = finishing.finish(request.user, article_id)
    message = _("Finished: “%(headline)s”. Your annotations there are locked until you reopen it.")
    return _answer(request, assignment, message)


@require_POST
@account_required
@change_view
def article_reopen(request, article_id: int):
    """Unlock the person's annotations in the article; a reviewer names whose (``whose``)."""
    assignment = finishing.reopen(request.user, article_id, read_id(request.POST, "whose"))
    return _answer(request, assignment, _("Reopened: “%(headline)s”."))


def _answer(request, assignment: Assignment, message: str) -> HttpResponse:
    message %= {"headline": assignment.article.headline[:80]}
    if request.htmx:
        undo = assignment if assignment.status == Assignment.Status.FINISHED else None
        return _show(request, message=message, undo=undo)
    messages.success(request, message)
    back = request.POST.get("back", "")
    if back == "queue":
        return see_other(reverse("annotations:queue"))
    if back == "collection":
        return see_other(reverse("annotations:collection_articles", args=[assignment.article.collection_id]))
    return see_other(assignment.article.get_absolute_url())


def _show(request, *, only: str = "", after: int | None = None, message: str = "", undo=None) -> HttpResponse:
    groups = queue_of(request.user, only=only, after=after)
    context = {"groups": groups, "only": only, "message": message, "undo": undo}
    template = "annotations/_queue.html" if request.htmx else "annotations/queue.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _stay(request, message: str) -> HttpResponse:
    if request.htmx:
        return _show(request, message=message)
    messages.warning(request, message)
    return see_other(reverse("annotations:queue"))


def _go(request, address: str) -> HttpResponse:
    if not request.htmx:
        return see_other(address)
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = address
    return response
