"""Named queries over annotations."""

from django.db import models
from django.db.models import Count, F


class AnnotationQuerySet(models.QuerySet):
    """Annotations, by what people ask of them.  Deleted ones are left out only where ``live`` says so."""

    def live(self):
        return self.filter(deleted_at__isnull=True)

    def pending(self):
        return self.live().filter(status="pending")

    def by(self, user):
        return self.filter(author=user)

    def tagged(self, slug: str):
        return self.filter(tag__slug=slug)

    def counted(self):
        """Leave out cues, which belong to their quote and are not marks of their own."""
        return self.exclude(tag__slug="cue")

    def of(self, article):
        return self.filter(article=article)

    def in_text_order(self):
        """Order by (start, −end, tag order, id): an outer mark before the marks inside it."""
        return self.order_by("start", F("end").desc(), "tag__order", "id")

    def counts_by_status(self, article_ids) -> dict[int, dict[str, int]]:
        """Return ``{article id: {status: how many live annotations}}`` in one query."""
        rows = (
            self.live()
            .counted()
            .filter(article_id__in=article_ids)
            .order_by()
            .values_list("article_id", "status")
            .annotate(number=Count("*"))
        )
        counts: dict[int, dict[str, int]] = {}
        for article_id, status, number in rows:
            counts.setdefault(article_id, {})[status] = number
        return counts
