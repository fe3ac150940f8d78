"""What the pages of ``newsroom`` show of annotations, and looks of the notes."""

from django import template

from annotations.models import Annotation
from annotations.note_markup import attributes, chip_markup, item_markup, rows_markup

register = template.Library()


@register.simple_tag
def annotation_counts(articles) -> dict[int, dict[str, int]]:
    """Return ``{article id: {status: number}}`` of these articles, in one query."""
    return Annotation.objects.counts_by_status([article.pk for article in articles])


@register.filter
def for_article(counts: dict, article_id: int) -> dict[str, int]:
    """Return the numbers of one article, and under ``all`` their sum."""
    numbers = counts.get(article_id, {})
    return numbers | {"all": sum(numbers.values())}


register.simple_tag(rows_markup, name="article_rows")
register.simple_tag(item_markup, name="note_item")
register.simple_tag(attributes, name="note_attributes")
register.simple_tag(chip_markup, name="note_chip")
