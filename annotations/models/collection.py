"""How the articles of a collection are worked on: by whom, by which rules, and how far they are."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.tag import Tag
from newsroom.models import Article, Collection


class CollectionSettings(models.Model):
    """What ``annotations`` knows of a collection; made with it, by :mod:`annotations.installation`."""

    class Mode(models.TextChoices):
        SHARED = "shared", _("shared: all see all annotations")
        BLIND = "blind", _("blind: annotators see only their own until the article is adjudicated")

    collection = models.OneToOneField(
        Collection, models.CASCADE, primary_key=True, related_name="settings", verbose_name=_("collection")
    )
    is_open = models.BooleanField(
        _("open"), default=True,
        help_text=_("Whoever annotates or reviews on this site does so here; otherwise only members."),
    )  # fmt: skip
    mode = models.CharField(_("mode"), max_length=16, choices=Mode.choices, default=Mode.SHARED)
    annotators_per_article = models.PositiveSmallIntegerField(
        _("annotators per article"), default=1, validators=[MinValueValidator(1)],
        help_text=_("How many people each article is handed out to."),
    )  # fmt: skip
    may_judge_own = models.BooleanField(
        _("reviewers may judge their own annotations"), default=True
    )
    guidelines = models.TextField(_("guidelines"), blank=True, help_text=_("Shown beside the text."))
    tags = models.ManyToManyField(
        Tag, blank=True, related_name="+", verbose_name=_("tags"), help_text=_("None chosen: all tags.")
    )

    class Meta:
        verbose_name = _("settings of a collection")
        verbose_name_plural = _("settings of collections")
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=["shared", "blind"]), name="collectionsettings_known_mode"),
            models.CheckConstraint(
                condition=Q(annotators_per_article__gte=1), name="collectionsettings_at_least_one_annotator"
            ),
        ]

    def __str__(self) -> str:
        return str(self.collection)

    @property
    def is_blind(self) -> bool:
        return self.mode == self.Mode.BLIND


class Membership(models.Model):
    """A person's role in one collection."""

    class Role(models.TextChoices):
        ANNOTATOR = "annotator", _("annotator")
        REVIEWER = "reviewer", _("reviewer")

    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="memberships", verbose_name=_("collection")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.ANNOTATOR)
    joined_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["collection", "user"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["annotator", "reviewer"]), name="membership_known_role"),
            models.UniqueConstraint(fields=["collection", "user"], name="membership_once_per_collection"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Assignment(models.Model):
    """An article that a person is to annotate.  While it is finished, the person's annotations there are locked."""

    class Status(models.TextChoices):
        TO_DO = "to_do", _("to do")
        STARTED = "started", _("started")
        FINISHED = "finished", _("finished")

    article = models.ForeignKey(Article, models.PROTECT, related_name="assignments", verbose_name=_("article"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.TO_DO)
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["assigned_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["to_do", "started", "finished"]), name="assignment_known_status"
            ),
            models.UniqueConstraint(fields=["article", "user"], name="assignment_once_per_person"),
        ]
        indexes = [models.Index(fields=["user", "status", "id"], name="assignment_by_person")]

    def __str__(self) -> str:
        return f"{self.user} · {self.article}"


class Adjudication(models.Model):
    """The decision between the annotators' sets of one article; the result is the article's gold set."""

    article = models.OneToOneField(Article, models.PROTECT, related_name="adjudication", verbose_name=_("article"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("adjudication")
        verbose_name_plural = _("adjudications")

    def __str__(self) -> str:
        return str(self.article)
