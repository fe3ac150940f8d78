"""What the requests of discussions and of the log may contain."""

import datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from annotations.cursors import WRITTEN
from annotations.discussion import TEXT_LIMIT
from annotations.forms import REASON_LIMIT, ChangeForm, FlagField, LongTextField
from annotations.models import AnnotationEvent

# Time zones move the edges of a calendar beyond it.
FIRST_DAY, LAST_DAY = datetime.date(1970, 1, 2), datetime.date(9998, 12, 31)
LARGEST_ID = 2**63 - 1


class SpokenField(LongTextField):
    """Text without the white space around it; a line end counts as one, as in the browser."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").strip()


class RowField(forms.IntegerField):
    """The number of a row."""

    def __init__(self, **kwargs) -> None:
        super().__init__(min_value=0, max_value=LARGEST_ID, **kwargs)


class PlaceInLogField(forms.RegexField):
    """An event as a page names it (:mod:`annotations.cursors`)."""

    def __init__(self, **kwargs) -> None:
        super().__init__(WRITTEN, strip=False, **kwargs)
        self.error_messages["invalid"] = _("This is no place in the log.")


class CommentForm(forms.Form):
    """What somebody says of an annotation."""

    text = SpokenField(limit=TEXT_LIMIT, error_messages={"required": _("Write something first.")})


class ExampleForm(forms.Form):
    """What was decided about a disputed annotation."""

    note = SpokenField(limit=REASON_LIMIT, required=False)


class PlaceForm(forms.Form):
    """After which comment a page of them begins, and whether that one is open."""

    after = RowField(required=False)
    open = FlagField()


class LogForm(forms.Form):
    """What somebody wants to read of the log: one kind of change, one day, what came before an event."""

    verb = forms.ChoiceField(
        choices=AnnotationEvent.Verb.choices, required=False,
        error_messages={"invalid_choice": _("There is no such change.")},
    )  # fmt: skip
    # As an input of type date sends it, whatever the language.
    day = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("There is no such day.")},
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )  # fmt: skip
    before = PlaceInLogField(required=False)


class EventForm(forms.Form):
    """One entry of the log."""

    event = PlaceInLogField(error_messages={"required": _("Choose an entry of the log.")})


class RevertForm(ChangeForm):
    event = PlaceInLogField(error_messages={"required": _("Choose an entry of the log.")})
