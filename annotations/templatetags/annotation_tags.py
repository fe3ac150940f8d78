"""What the pages of ``newsroom`` show of annotations, and looks of the notes."""

from django import template
from django.utils.safestring import SafeString

from annotations.access import can_review, visible_annotations
from annotations.count_markup import CountWriter
from annotations.note_markup import attributes, chip_markup, item_markup, rows_markup
from annotations.progress import open_number
from newsroom.ages import age_in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def annotation_counts(context, articles) -> dict[int, SafeString]:
    """Return ``{article id: its numbers as markup}`` of these articles, counting what the reader may know of."""
    ids = [article.pk for article in articles]
    counts, writer = visible_annotations(context["request"].user).counts_by_status(ids), CountWriter()
    return {pk: writer.counts(counts.get(pk, {})) for pk in ids}


@register.simple_tag(takes_context=True)
def open_assignments(context) -> int | None:
    """Return how many articles wait for the person; ``None`` for people who do not annotate."""
    return open_number(context.get("user"))


@register.filter
def reviews(user) -> bool:
    """Tell whether the person reviews anything."""
    return bool(user) and user.is_authenticated and can_review(user)


@register.filter
def for_article(counts: dict[int, SafeString], article_id: int) -> SafeString:
    """Return the numbers of one article."""
    return counts[article_id]


register.filter(age_in_words)
register.simple_tag(rows_markup, name="article_rows")
register.simple_tag(item_markup, name="note_item")
register.simple_tag(attributes, name="note_attributes")
register.simple_tag(chip_markup, name="note_chip")
