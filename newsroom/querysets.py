"""Named queries over articles."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class ArticleQuerySet(models.QuerySet):
    """Articles, by what people ask of them."""

    def present(self):
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self):
        return self.order_by("-sorted_at", "-id")

    def older_than(self, sorted_at: datetime, pk: int):
        """Keep those after (``sorted_at``, ``pk``) in the order of :meth:`newest_first`."""
        # The first condition alone lets both databases enter the index at the right place.
        return self.filter(sorted_at__lte=sorted_at).filter(Q(sorted_at__lt=sorted_at) | Q(pk__lt=pk))

    def newer_than(self, sorted_at: datetime, pk: int):
        """Keep those before (``sorted_at``, ``pk``) in the order of :meth:`newest_first`."""
        return self.filter(sorted_at__gte=sorted_at).filter(Q(sorted_at__gt=sorted_at) | Q(pk__gt=pk))

    def without_text(self):
        """Leave the long columns in the database: a list shows none of them."""
        return self.defer("text", "folded_text")
