"""What an annotation says of its span."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# static/css/highlights.css paints tag-1 … tag-8; a ninth would have no looks.
COLOUR_TOKENS = 8


class TagQuerySet(models.QuerySet):
    def with_button(self):
        """Keep the tags that people choose by hand, in the order of the toolbar."""
        return self.filter(has_button=True).order_by("order", "id")


class Tag(models.Model):
    """A label with its names and looks.  Built-in ones are installed by ``annotations.installation``."""

    QUOTE = "quote"
    ACTOR = "actor"
    LOCATION = "location"
    CUE = "cue"
    BUILT_IN = (QUOTE, ACTOR, LOCATION, CUE)

    slug = models.SlugField(_("slug"), max_length=50, unique=True, help_text=_("Name in files and addresses."))
    name_ar = models.CharField(_("name in Arabic"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    colour_token = models.PositiveSmallIntegerField(
        _("colour"),
        validators=[MinValueValidator(1), MaxValueValidator(COLOUR_TOKENS)],
        help_text=_("1 tint, 2 solid line, 3 dotted line, 4 to 8 further looks."),
    )
    sign = models.CharField(_("sign"), max_length=4, help_text=_("Shown beside the name, so that colour is not alone."))
    shortcut = models.CharField(
        _("key"), max_length=1, blank=True, validators=[RegexValidator(r"^[1-9]$", _("A digit from 1 to 9."))]
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    has_button = models.BooleanField(_("has a button"), default=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(colour_token__gte=1, colour_token__lte=COLOUR_TOKENS), name="tag_known_colour"
            ),
            models.UniqueConstraint(
                fields=["shortcut"], condition=~models.Q(shortcut=""), name="tag_shortcut_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the interface."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_ar

    @property
    def is_built_in(self) -> bool:
        return self.slug in self.BUILT_IN
