"""A change of many annotations that is made step by step, so that it shows how far it is and can be stopped."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BulkRun(models.Model):
    """How far such a change has come; written by :mod:`annotations.bulk_runs`.

    Its id is the id of the action that all its events share, so what a broken-off run did can be told from the log
    and undone as one.  The annotations themselves change through :mod:`annotations.curation` only.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("not finished")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("stopped")
        UNDONE = "undone", _("undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    # A key of ``annotations.bulk_changes.CHANGES``, with what it needs.
    change = models.CharField(max_length=16)
    reason = models.TextField(blank=True)
    tag = models.CharField(max_length=50, blank=True)
    undoes = models.UUIDField(null=True, blank=True)
    # As of ``annotations.selection``; emptied when the run is closed.
    selection = models.TextField(blank=True)
    # How many annotations were selected, how many of them it has come past, and how many of those it changed.
    total = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    # {sentence: {"count": how many, "first": ids of the first ones}}
    refused = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RUNNING)
    # The list that the change was asked for from.
    back = models.TextField(blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of many annotations")
        verbose_name_plural = _("changes of many annotations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "finished", "cancelled", "undone"]), name="bulkrun_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["by"], condition=Q(state="running"), name="bulkrun_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.change} · {self.by}"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def refused_number(self) -> int:
        return sum(each["count"] for each in self.refused.values())

    @property
    def unchanged_number(self) -> int:
        """How many were as wanted already, of those that the run has come past."""
        return self.position - self.changed - self.refused_number
