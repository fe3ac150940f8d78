"""What ties annotations together, so that a quote with its parts, speaker and cue is one object."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Annotation
from annotations.models.tag import Tag
from newsroom.models import Article


class RelationQuerySet(models.QuerySet):
    """Relations, by what people ask of them."""

    def live(self):
        """Keep those whose two ends are live: a deleted end hides a relation, a restored one shows it."""
        return self.filter(source__deleted_at__isnull=True, target__deleted_at__isnull=True)

    def of(self, article):
        return self.filter(article=article)


class Relation(models.Model):
    """A role that the target annotation plays for the source, which is always a quote.

    The head of a quote is its first part; speaker and cue hang on the head, and
    each later part continues the head.  A relation belongs to the state of its
    source: rows change with it, through :mod:`annotations.journal` only.  Which
    ends may be related is written in :mod:`annotations.fitting` for people and
    in :mod:`annotations.relation_triggers` for the database.
    """

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        CONTINUES = "continues", _("continues")
        CUE = "cue", _("cue")

    # Which tag the target of each role has.
    TARGET_TAGS = {Role.SPEAKER: Tag.ACTOR, Role.CONTINUES: Tag.QUOTE, Role.CUE: Tag.CUE}

    article = models.ForeignKey(Article, models.PROTECT, related_name="relations", verbose_name=_("article"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    source = models.ForeignKey(
        Annotation, models.PROTECT, related_name="outgoing", verbose_name=_("source"),
        help_text=_("The head of a quote, or a later part that continues it."),
    )  # fmt: skip
    target = models.ForeignKey(Annotation, models.PROTECT, related_name="incoming", verbose_name=_("target"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["speaker", "continues", "cue"]), name="relation_known_role"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_between_two"),
            models.UniqueConstraint(fields=["article", "source", "role"], name="relation_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.source_id} → {self.target_id}"
