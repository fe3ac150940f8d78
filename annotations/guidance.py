"""What a collection tells its annotators beside the text: guidelines, and examples that were disputed."""

from annotations.access import seen_by
from annotations.models import GuidelineExample
from newsroom.models import Article

# A list to look through, not to read from end to end.
MOST_EXAMPLES = 50


def examples_for(user, article: Article) -> list[GuidelineExample]:
    """Return the examples of the article's collection whose annotations are there and ``user`` may know of."""
    examples = GuidelineExample.objects.filter(
        seen_by(user, "annotation__"), collection=article.collection_id, annotation__deleted_at__isnull=True
    )
    return list(examples.select_related("annotation__tag")[:MOST_EXAMPLES])
