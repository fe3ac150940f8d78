"""What reviewers and machines say of annotations without changing them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from newsroom.models import Article, Collection


class Finding(models.Model):
    """What a check (:mod:`annotations.checks`) found odd about an annotation; rows follow its changes."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="findings", verbose_name=_("article"))
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, related_name="findings", verbose_name=_("annotation")
    )
    check_name = models.CharField(_("check"), max_length=50)
    # What differs from case to case, for the message: {"other": "…"}.
    details = models.JSONField(_("details"), default=dict, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now, editable=False)
    # The annotation waits for a verdict: the queue of reviewers begins with these rows, and needs no other to find them.
    is_pending = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(fields=["article", "annotation", "check_name"], name="finding_once_per_check"),
        ]
        indexes = [
            models.Index(fields=["check_name", "annotation"], name="finding_by_check"),
            models.Index(fields=["annotation"], condition=Q(is_pending=True), name="finding_pending"),
            models.Index(
                fields=["check_name", "annotation"], condition=Q(is_pending=True), name="finding_pending_by_check"
            ),
        ]

    def __str__(self) -> str:
        return self.check_name


class Claim(models.Model):
    """A reviewer looks at an annotation for some minutes; meanwhile nobody else is offered it."""

    annotation = models.OneToOneField(Annotation, models.CASCADE, primary_key=True, related_name="claim")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "until"], name="claim_by_person")]

    def __str__(self) -> str:
        return f"{self.by_id} · {self.annotation_id}"


class CommentQuerySet(models.QuerySet):
    """Comments, by what people ask of them."""

    def live(self):
        return self.filter(deleted_at__isnull=True)

    def unresolved(self):
        return self.live().filter(resolved_at__isnull=True)


class Comment(models.Model):
    """What a person says about an annotation to the others; comments on one annotation are one thread."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="comments", verbose_name=_("article"))
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, related_name="comments", verbose_name=_("annotation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name=_("author")
    )
    text = models.TextField(_("text"))
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("mentioned")
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("resolved by")
    )
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["annotation", "id"], condition=Q(deleted_at__isnull=True), name="comment_live"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class GuidelineExample(models.Model):
    """A disputed annotation that a collection's guidelines show, with what was decided about it."""

    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="guideline_examples", verbose_name=_("collection")
    )
    article = models.ForeignKey(Article, models.PROTECT, related_name="+", verbose_name=_("article"))
    annotation = models.ForeignKey(Annotation, models.PROTECT, related_name="+", verbose_name=_("annotation"))
    note = models.TextField(_("what was decided"), blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("example in guidelines")
        verbose_name_plural = _("examples in guidelines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "annotation"], name="guidelineexample_once"),
        ]

    def __str__(self) -> str:
        return str(self.annotation)
