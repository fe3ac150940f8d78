"""The append-only log of every change of an annotation."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from newsroom.models import Article


class AnnotationEvent(models.Model):
    """One change of one annotation: who, when, what, and its full state before and after.

    Written by :mod:`annotations.curation` in the transaction of the change.
    Triggers (:mod:`annotations.triggers`) refuse UPDATE and DELETE.  What was quoted of a withdrawn article
    and the name of an anonymised person are blanked by :mod:`annotations.redacting`; who did what and when stays.
    """

    class Verb(models.TextChoices):
        CREATED = "created", _("created")
        EDITED = "edited", _("edited")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        REOPENED = "reopened", _("back to pending")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        UNDONE = "undone", _("undone")
        WITHDRAWN = "withdrawn", _("withdrawn")

    article = models.ForeignKey(Article, models.PROTECT, related_name="events", verbose_name=_("article"))
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="events", verbose_name=_("annotation"))
    action_id = models.UUIDField(_("action"), help_text=_("Shared by all events of one action of a person."))
    undoes = models.UUIDField(_("undoes the action"), null=True, blank=True)
    verb = models.CharField(_("what"), max_length=16, choices=Verb.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    # The name as it was: an account may be renamed or anonymised later.
    by_name = models.CharField(_("name"), max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["annotation", "id"], name="event_by_annotation"),
            # The newest event of an action stands for it in a list.
            models.Index(fields=["action_id", "id"], name="event_by_action_and_id"),
            models.Index(fields=["undoes"], condition=models.Q(undoes__isnull=False), name="event_by_undone_action"),
            models.Index(fields=["article", "id"], name="event_by_article"),
            # What one person did in one article, for undo.
            models.Index(fields=["article", "by", "id"], name="event_by_article_and_person"),
            # What one person did, and what happened on one day.
            models.Index(fields=["by", "id"], name="event_by_person_and_id"),
            models.Index(fields=["at", "id"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.by_name}"
