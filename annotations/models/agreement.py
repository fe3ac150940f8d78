"""The agreement of a collection's annotators as it was computed last."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models import Collection


class AgreementSummary(models.Model):
    """Figures kept because computing them takes seconds; written by :mod:`annotations.agreement_summaries`.

    They can be thrown away at any time.
    """

    collection = models.OneToOneField(
        Collection, models.CASCADE, primary_key=True, related_name="agreement", verbose_name=_("collection")
    )
    # Of the readings they were computed from: a digest, another one as soon as anything in them changes.
    state = models.CharField(max_length=64)
    computed_at = models.DateTimeField(_("computed"), default=timezone.now)
    resamples = models.PositiveIntegerField(_("resamples"))
    # As of ``annotations.agreement.plain``.
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("agreement summary")
        verbose_name_plural = _("agreement summaries")

    def __str__(self) -> str:
        return str(self.collection)
