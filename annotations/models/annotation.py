"""A span of an article with a tag, by someone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotations.identifiers import new_uuid7
from annotations.models.tag import Tag
from annotations.querysets import AnnotationQuerySet
from newsroom.models import Article
from newsroom.spans import Span


class Annotation(models.Model):
    """The half-open range [start, end) of code points of an article's text, with a tag.

    Rows change through :mod:`annotations.curation` only.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    class Kind(models.TextChoices):
        UNKNOWN = "", _("not said")
        DIRECT = "direct", _("direct")
        INDIRECT = "indirect", _("indirect")
        MIXED = "mixed", _("mixed")

    id = models.UUIDField(primary_key=True, default=new_uuid7, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="annotations", verbose_name=_("article"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="annotations", verbose_name=_("tag"))
    start = models.PositiveIntegerField(_("start"), help_text=_("First code point of the span."))
    end = models.PositiveIntegerField(_("end"), help_text=_("The code point after the last one of the span."))
    exact = models.TextField(_("marked text"))
    note = models.TextField(_("note"), blank=True)
    kind = models.CharField(
        _("kind of quotation"), max_length=16, choices=Kind.choices, blank=True, default=Kind.UNKNOWN,
        help_text=_("Only the first part of a quote has one."),
    )  # fmt: skip
    speaker_unnamed = models.BooleanField(
        _("unnamed source"), default=False, help_text=_("Somebody said this whom the text does not name.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="annotations", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.PENDING)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reviewer")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reason = models.TextField(_("reason of the rejection"), blank=True)
    is_gold = models.BooleanField(
        _("gold"), default=False, editable=False, help_text=_("Belongs to the result of an adjudication.")
    )
    # The ids of the annotations that a gold one was decided from.
    origins = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        permissions = [("review_annotation", "Can approve, reject and correct annotations of others")]
        constraints = [
            models.CheckConstraint(condition=Q(start__gte=0, start__lt=F("end")), name="annotation_start_before_end"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "rejected"]), name="annotation_known_status"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", "direct", "indirect", "mixed"]), name="annotation_known_kind"
            ),
            models.UniqueConstraint(
                # A reviewer may have annotated the article that they adjudicate.
                fields=["article", "author", "tag", "start", "end", "is_gold"],
                condition=Q(deleted_at__isnull=True),
                name="annotation_mark_once_per_author",
            ),
        ]
        indexes = [
            models.Index(
                fields=["article", "status"], condition=Q(deleted_at__isnull=True), name="annotation_live_by_article"
            ),
            # The admin's list: newest first (UUIDv7 sorts by time), narrowed by status.
            models.Index(
                fields=["status", "-id"], condition=Q(deleted_at__isnull=True), name="annotation_live_by_status"
            ),
            # PostgreSQL counts what waits for the dashboard from this index alone (annotations.moderation_figures);
            # SQLite, which sees parameters in the place of values, goes by the status.
            models.Index(
                fields=["article", "tag", "author", "created_at"],
                condition=Q(deleted_at__isnull=True, is_gold=False, status="pending"),
                name="annotation_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id and self.tag.name}: {self.exact[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:annotation_detail", args=[self.pk])

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @cached_property
    def links(self) -> dict[str, uuid.UUID]:
        """The target of each role this annotation is the source of, hidden ones too: a part of its state.

        ``annotations.rows`` reads those of many annotations at once; what is set
        here is stored by ``annotations.journal``.
        """
        return dict(self.outgoing.filter(article=self.article_id).values_list("role", "target_id"))
