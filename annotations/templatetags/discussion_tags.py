"""What pages show of discussions: the thread of an annotation, examples of guidelines, open mentions."""

from django import template

from annotations.access import can_review
from annotations.discussion import count_open_mentions, thread_of
from annotations.guidance import example_of, examples_for

register = template.Library()


@register.inclusion_tag("annotations/_thread.html", takes_context=True)
def thread(context, annotation, *, is_shown: bool = False) -> dict:
    """Show what is said of ``annotation``, whose article's settings are loaded, to whoever may read it.

    ``is_shown`` opens it though nothing in it is open.
    """
    request = context["request"]
    found = thread_of(annotation, request.user)
    if found is None:
        return {}
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "thread": found,
        "annotation": annotation,
        "example": example_of(annotation),
        "can_decide": can_review(request.user, annotation.article),
        "is_shown": is_shown or found.open_count,
        "message": context.get("thread_message", ""),
        "warning": context.get("thread_warning", ""),
    }


@register.inclusion_tag("annotations/_examples.html", takes_context=True)
def guideline_examples(context, article) -> dict:
    """List the disputed examples in the guidelines of the article's collection, with links to their places."""
    return {"examples": examples_for(context["request"].user, article)}


@register.simple_tag(takes_context=True)
def open_mentions(context) -> int:
    """Return how many open comments mention the person who is logged in; 0 without a query for visitors."""
    user = context.get("user")
    return count_open_mentions(user) if user is not None and user.is_authenticated else 0
