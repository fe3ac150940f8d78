"""Sources, collections and articles."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.folding import fold_text
from newsroom.querysets import ArticleQuerySet
from newsroom.text import headline_of


class Source(models.Model):
    """Who published an article: an agency, a newspaper, a site."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    link = models.URLField(_("link"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """A set of articles that are worked on together."""

    DEFAULT_NAME = "عام"

    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)
    is_default = models.BooleanField(_("default"), default=False, editable=False)

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="collection_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """One immutable text.  Every offset of an annotation is a code point in ``text``."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="articles", verbose_name=_("collection"))
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="articles", null=True, blank=True, verbose_name=_("source")
    )
    headline = models.CharField(
        _("headline"), max_length=500, editable=False, help_text=_("The first block of the text, for lists.")
    )
    text = models.TextField(
        _("text"), editable=False, help_text=_("As imported. Annotations point into it, so it does not change.")
    )
    link = models.URLField(_("link"), blank=True, max_length=1000)
    language = models.CharField(_("language"), max_length=16, default="ar")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now, editable=False)
    # Published, else imported: lists are ordered by (sorted_at, id), which is never null.
    sorted_at = models.DateTimeField(editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, editable=False)
    folded_text = models.TextField(editable=False)
    # Set on legal request: the text is gone then, and its hash stays, so that nobody imports it again unawares.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # Raised under the row's lock by every change of an annotation, so that a page can ask "anything new?".
    revision = models.PositiveBigIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-sorted_at", "-id"]
        indexes = [
            models.Index(fields=["-sorted_at", "-id"], name="article_newest_first"),
            models.Index(
                fields=["content_hash"], condition=models.Q(withdrawn_at__isnull=False), name="article_withdrawn_by_hash"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["collection", "content_hash"], name="article_text_once_per_collection"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args, **kwargs) -> None:
        """Derive what follows from the text and the dates, then save."""
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("annotations:article_detail", args=[self.pk])

    def derive(self) -> None:
        """Set the fields that follow from others; ``bulk_create`` does not, so it needs this called before."""
        self.sorted_at = self.published_at or self.imported_at
        # A partly loaded article, as lists use, keeps the text it did not load.
        if "text" not in self.get_deferred_fields() and self.withdrawn_at is None:
            self.headline = headline_of(self.text)[: self._meta.get_field("headline").max_length]
            self.content_hash = hash_text(self.text)
            self.folded_text = fold_text(self.text)


class Withdrawal(models.Model):
    """Who took an article's text out of the site, when and why; written by :mod:`annotations.withdrawing`."""

    article = models.OneToOneField(Article, models.PROTECT, related_name="withdrawal", verbose_name=_("article"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return str(self.article_id)


class DatabaseMark(models.Model):
    """Says what a database is for; ``demo`` writes only into one that it marked itself."""

    DEMO = "demo"

    name = models.CharField(max_length=50, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


def hash_text(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, in hexadecimal; the same text is imported once per collection."""
    return hashlib.sha256(text.encode()).hexdigest()
