"""The moderation dashboard on the first page of the administration."""

from django import template

from annotations.admin.dashboard import Dashboard
from annotations.admin.runs import title_of
from annotations.bulk_runs import unfinished
from annotations.staffing import led_collections

register = template.Library()


@register.inclusion_tag("admin/annotations/_dashboard.html", takes_context=True)
def dashboard(context) -> dict:
    """Show what waits and what happened in the collections that the person leads; nothing to who leads none."""
    user = context["request"].user
    collections = set(led_collections(user).order_by().values_list("pk", flat=True))
    return {
        "dashboard": Dashboard(user, collections) if collections else None,
        "unfinished": [(run, title_of(run)) for run in unfinished(user)],
    }
