"""What the pages of ``newsroom`` show of annotations, and looks of the notes."""

from django import template

from annotations.models import Annotation

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
