"""The reasons of a rejection that a reviewer chooses from, and which of them stored words begin with."""

from django.conf import settings
from django.db.models import Case, CharField, Q, Value, When
from django.utils import translation
from django.utils.translation import gettext_lazy as _

# What is stored is the sentence that the reviewer saw; words of their own may follow it.
REASONS = {
    "tag": _("Another tag fits."),
    "bounds": _("The bounds are not right."),
    "nothing": _("There is nothing to mark here."),
    "speaker": _("The speaker is not right."),
    "twice": _("It is marked already."),
    "guidelines": _("The guidelines say otherwise."),
}
# Nothing of the list: words of the reviewer's own, or none at all.
OWN_WORDS, NO_WORDS = "own", "none"
NAMES = {**REASONS, OWN_WORDS: _("in other words"), NO_WORDS: _("no reason given")}


def begins_with(name: str) -> Q:
    """Return the condition that the stored ``reason`` begins with the sentence ``name``, in whichever language."""
    condition = Q()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            condition |= Q(reason__startswith=str(REASONS[name]))
    return condition


def which_reason() -> Case:
    """Return the expression for the key of ``NAMES`` that a row's ``reason`` belongs to."""
    chosen = [When(begins_with(name), then=Value(name)) for name in REASONS]
    return Case(
        *chosen, When(reason="", then=Value(NO_WORDS)), default=Value(OWN_WORDS), output_field=CharField()
    )
