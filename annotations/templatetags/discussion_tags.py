"""What pages show of discussions: the thread of an annotation, and open mentions."""

from django import template
from django.urls import reverse

from annotations.access import can_review
from annotations.discussion import count_open_mentions, thread_of
from annotations.examples import example_of

register = template.Library()


@register.inclusion_tag("annotations/_thread.html", takes_context=True)
def thread(context, annotation, *, is_shown: bool = False, back: str = "") -> dict:
    """Show what is said of ``annotation``, whose article's settings are loaded, to whoever may read it.

    ``is_shown`` opens it though nothing in it is open; ``back`` is where a form without a script leads
    back to, if that is not the page that was asked for.
    """
    request = context["request"]
    found = thread_of(annotation, request.user)
    if found is None:
        return {}
    return {
        "next": back or _page_of(request, annotation),
        "csrf_token": context.get("csrf_token"),
        "thread": found,
        "annotation": annotation,
        "example": example_of(annotation),
        "can_decide": can_review(request.user, annotation.article),
        "is_shown": is_shown or found.open_count,
        "message": context.get("thread_message", ""),
        "warning": context.get("thread_warning", ""),
    }


def _page_of(request, annotation) -> str:
    """Return the page that was asked for; a change was asked of no page."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("annotations:comment_list", args=[annotation.pk])


@register.simple_tag(takes_context=True)
def open_mentions(context) -> int:
    """Return how many open comments mention the person who is logged in; 0 without a query for visitors."""
    user = context.get("user")
    return count_open_mentions(user) if user is not None and user.is_authenticated else 0
