"""Cells that the lists of annotations and events share."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.models import Annotation
from newsroom.ages import age_in_words

Status = Annotation.Status

# A sign beside the word, so that nothing is told by colour alone.
STATUS_SIGNS = {Status.PENDING: "○", Status.APPROVED: "✓", Status.REJECTED: "✗"}


def show_tag(tag) -> str:
    """Return the tag's sign and name."""
    return format_html(
        '<span class="tag"><span class="sign tag-{}" aria-hidden="true">{}</span> <bdi>{}</bdi></span>',
        tag.colour_token, tag.sign, tag.name,
    )  # fmt: skip


def show_status(annotation: Annotation) -> str:
    """Return the status with its sign, and that the annotation is deleted if it is."""
    name, sign, label = annotation.status, STATUS_SIGNS[annotation.status], annotation.get_status_display()
    if annotation.is_deleted:
        name, sign, label = "deleted", "⌫", f"{_('deleted')} ({label})"
    return format_html(
        '<span class="status" data-status="{}"><span aria-hidden="true">{}</span> {}</span>', name, sign, label
    )


def show_age(moment) -> str:
    """Return how long ago ``moment`` was; the exact time stands in the title."""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(), date_format(local, "DATETIME_FORMAT"), age_in_words(moment),
    )  # fmt: skip


def show_place(annotation: Annotation, label: str) -> str:
    """Return a link to the annotation's place in the reading page; a deleted one has none there."""
    place = "" if annotation.is_deleted else f"#n-{annotation.pk}"
    address = f"{annotation.article.get_absolute_url()}{place}"
    return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', address, label)


def link_article(article, length: int) -> str:
    """Return a link to the article by the first ``length`` characters of its headline."""
    headline = Truncator(article.headline).chars(length)
    return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', article.get_absolute_url(), headline)


def show_person(name: str) -> str:
    """Return a name that does not disturb the direction around it."""
    return format_html('<bdi dir="auto">{}</bdi>', name)
