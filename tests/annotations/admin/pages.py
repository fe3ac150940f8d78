"""What the tests of the admin send and read."""

import re
import uuid

from django.contrib.messages import get_messages
from django.urls import reverse

from annotations.models import Annotation

LIST = "/admin/annotations/annotation/"
CONFIRM = "/admin/annotations/annotation/confirm/"
NO_ONE = "01980000-0000-7000-8000-000000000000"
UNDO = f"{LIST}undo/{NO_ONE}/"


def detail(annotation) -> str:
    return reverse("admin:annotations_annotation_change", args=[annotation.pk])


def chosen(action: str, annotations, **fields) -> dict:
    """Return the form of the list with these annotations selected, as it was when they were loaded."""
    return {
        "action": action,
        "action_id": str(uuid.uuid4()),
        "select_across": "0",
        "index": "0",
        "_selected_action": [str(annotation.pk) for annotation in annotations],
        "seen": [f"{annotation.pk}.{annotation.version}" for annotation in annotations],
        **fields,
    }


def correction(annotation, do: str = "save", **fields) -> dict:
    """Return the form of the detail page as it shows ``annotation``, with what a moderator changed."""
    shown = {name: getattr(annotation, name) for name in ("version", "exact", "start", "end", "note", "reason")}
    return {**shown, "tag": annotation.tag.slug, "do": do, "action": str(uuid.uuid4()), **fields}


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def undo_address(page) -> str:
    """Return where the Undo button of a page leads; ``""`` without one."""
    found = re.search(r'action="(/admin/annotations/annotation/undo/[^"]+)"', page.content.decode())
    return found[1] if found else ""


def statuses(marks) -> list[str]:
    return [Annotation.objects.get(pk=mark.pk).status for mark in marks]


def confirmation(page, **fields) -> dict:
    """Return the form of the page that asks first."""
    form = page.context["form"]
    return {field.name: field.value() or "" for field in form} | fields
