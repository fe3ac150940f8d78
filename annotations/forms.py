"""What the requests of the reading page may contain."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from annotations.refusals import InvalidInput, TooLarge

# A quotation of several pages and a note of several screens; more is a mistake or an attack.
EXACT_LIMIT = 100_000
NOTE_LIMIT = 10_000
REASON_LIMIT = 2_000

TOO_LARGE = "too_large"


class AsciiDigitsField(forms.CharField):
    """A whole number in ASCII digits; Arabic-Indic ones come from no browser."""

    default_validators = [RegexValidator(r"\A[0-9]{1,9}\Z", _("A whole number is missing."))]

    def clean(self, value):
        cleaned = super().clean(value)
        return int(cleaned) if cleaned else None


class LongTextField(forms.CharField):
    """Text kept as it is, up to ``limit`` code points; more is refused as too large."""

    def __init__(self, *, limit: int, **kwargs) -> None:
        super().__init__(strip=False, **kwargs)
        self.limit = limit

    def validate(self, value) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(_("This is too long to be stored."), code=TOO_LARGE)


class ChangeForm(forms.Form):
    """What every change carries: the version that the person saw, and the name of the action."""

    action = forms.UUIDField(required=False)
    version = AsciiDigitsField(error_messages={"required": _("The version is missing. Reload the page.")})


class CreateForm(forms.Form):
    """A new mark.  Offsets are code points, half-open."""

    id = forms.UUIDField(required=False, error_messages={"invalid": _("The identifier is not a UUID.")})
    action = forms.UUIDField(required=False)
    tag = forms.CharField(max_length=50, error_messages={"required": _("Choose a tag.")})
    start = AsciiDigitsField(error_messages={"required": _("The selection has no start.")})
    end = AsciiDigitsField(error_messages={"required": _("The selection has no end.")})
    exact = LongTextField(limit=EXACT_LIMIT, error_messages={"required": _("The marked text is missing.")})
    note = LongTextField(limit=NOTE_LIMIT, required=False)


class EditForm(ChangeForm):
    """New tag, bounds or note; what is not sent stays."""

    tag = forms.CharField(max_length=50, required=False)
    start = AsciiDigitsField(required=False)
    end = AsciiDigitsField(required=False)
    exact = LongTextField(limit=EXACT_LIMIT, required=False)
    note = LongTextField(limit=NOTE_LIMIT, required=False)

    @property
    def changes(self) -> dict:
        """The fields that were sent, cleaned."""
        return self._bounds() | {name: self.cleaned_data[name] for name in ("tag", "note") if name in self.data}

    def clean(self):
        if not self.errors and len(self._bounds()) not in (0, 3):
            raise forms.ValidationError(_("New bounds need a start, an end and the marked text."))
        return super().clean()

    def _bounds(self) -> dict:
        # After cleaning: a start of nothing but spaces was not sent either.
        values = {name: self.cleaned_data[name] for name in ("start", "end", "exact")}
        return {name: value for name, value in values.items() if value not in (None, "")}


class RejectForm(ChangeForm):
    reason = LongTextField(limit=REASON_LIMIT, required=False)


class UndoForm(forms.Form):
    action = forms.UUIDField(required=False)


class SinceForm(forms.Form):
    """The last event that a page knows of."""

    since = forms.IntegerField(min_value=0, max_value=2**63 - 1)


def validated(form: forms.Form) -> dict:
    """Return the cleaned data of ``form``; raise the refusal that fits its errors."""
    if form.is_valid():
        return form.cleaned_data
    errors = form.errors.as_data()
    message = " ".join(form.errors[name][0] for name in errors)
    if any(error.code == TOO_LARGE for found in errors.values() for error in found):
        raise TooLarge(message)
    raise InvalidInput(message)

