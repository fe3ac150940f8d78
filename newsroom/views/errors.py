"""Errors in the site's style: a page for people, a sentence for scripts."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from newsroom.preferences import read_cookies


def respond_error(request, status: int, title: str, message: str, *, headers: dict | None = None) -> HttpResponse:
    """Answer ``status`` in the form the asker reads: JSON, an htmx fragment, or a page."""
    context = {"status": status, "title": title, "message": message}
    # A refusal of the first middleware comes before `request.htmx`.
    if request.headers.get("HX-Request") == "true":
        response = _render(request, "newsroom/_error.html", context)
    elif "application/json" in request.headers.get("Accept", ""):
        response = JsonResponse({"error": {"status": status, "message": message}})
    else:
        response = _render(request, "newsroom/error.html", context)
    response.status_code = status
    for name, value in (headers or {}).items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _render(request, template: str, context: dict) -> HttpResponse:
    """Return the page, as a visitor sees it where the database cannot say who is there."""
    try:
        return render(request, template, context)
    except OperationalError:
        return HttpResponse(render_to_string(template, context | {"preferences": read_cookies(request)}))


def bad_request(request, exception=None) -> HttpResponse:
    # SizeLimitMiddleware lets uploads through; Django itself stops their text fields at the same size.
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return respond_error(request, 400, _("Not understood"), _("The request could not be understood."))


def permission_denied(request, exception=None) -> HttpResponse:
    return respond_error(
        request, 403, _("Not allowed"), _("You are not allowed to do this. Ask an administrator for the right.")
    )


def withdrawn(request) -> HttpResponse:
    return respond_error(
        request, 410, _("Withdrawn"), _("This article was withdrawn and cannot be read here any more.")
    )


def csrf_failure(request, reason="") -> HttpResponse:
    # The answer brings a token, so that a page that tries again passes.
    get_token(request)
    return respond_error(
        request,
        403,
        _("Please try again"),
        _("The page was open too long, or cookies are blocked. Reload it and try again; nothing was changed."),
    )


def page_not_found(request, exception=None) -> HttpResponse:
    return respond_error(request, 404, _("Page not found"), _("There is no page at this address."))


def closed(request, rest: str = "") -> HttpResponse:
    """Answer an address that exists only to hide what another package would answer there."""
    return page_not_found(request)


def too_large(request) -> HttpResponse:
    return respond_error(request, 413, _("Too large"), _("This is too long to be stored."))


def server_error(request) -> HttpResponse:
    # BusyDatabaseMiddleware sees views only; a session is written after them.
    if isinstance(sys.exception(), OperationalError):
        return busy(request)
    return respond_error(
        request, 500, _("Something broke"), _("The fault is ours and has been logged. Nothing of yours was lost.")
    )


def busy(request) -> HttpResponse:
    return respond_error(
        request,
        503,
        _("Busy for a moment"),
        _("The database is busy. Try again in a few seconds; nothing was lost."),
        headers={"Retry-After": "2"},
    )
