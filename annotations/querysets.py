"""Named queries over annotations."""

from django.db import models
from django.db.models import Count, F


class AnnotationQuerySet(models.QuerySet):
    """Annotations, by what people ask of them.  Deleted ones are left out only where a method says so.

    The gold set repeats what annotators marked, so it is apart: ``live``, ``pending`` and ``counted`` leave it out,
    and so does all that is built on them (lists, counts, notes, queues, agreement).  ``gold`` asks for it.
    """

    def live(self):
        return self.filter(deleted_at__isnull=True, is_gold=False)

    def gold(self):
        """Keep the gold set: what an adjudicator decided to be right.  Cues belong to their quote."""
        return self.adjudicated().filter(status="approved").exclude(tag__slug="cue")

    def adjudicated(self):
        """Keep all that an adjudicator decided: an approved row is gold, a rejected one says "none of these"."""
        return self.filter(deleted_at__isnull=True, is_gold=True)

    def pending(self):
        return self.live().filter(status="pending")

    def by(self, user):
        return self.filter(author=user)

    def tagged(self, slug: str):
        return self.filter(tag__slug=slug)

    def counted(self):
        """Leave out cues, which belong to their quote and are not marks of their own, and the gold set."""
        return self.filter(is_gold=False).exclude(tag__slug="cue")

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
