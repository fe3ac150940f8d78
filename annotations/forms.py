"""What the requests of the reading page may contain."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from annotations.cursors import WRITTEN
from annotations.models import Annotation, Relation
from annotations.quotations import UNNAMED
from annotations.refusals import InvalidInput, TooLarge

# A quotation of several pages and a note of several screens; more is a mistake or an attack.
EXACT_LIMIT = 100_000
NOTE_LIMIT = 10_000
REASON_LIMIT = 2_000

# Four fields each: Django refuses a form with more than DATA_UPLOAD_MAX_NUMBER_FIELDS, 1,000.
MARKS_LIMIT = 200

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


class EndField(forms.UUIDField):
    """The other end of a link: an annotation, ``unnamed`` for a source without a name, or nothing."""

    default_error_messages = {"invalid": _("The identifier is not a UUID.")}

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value):
        return UNNAMED if value == UNNAMED else super().to_python(value)


class KindField(forms.ChoiceField):
    def __init__(self) -> None:
        choices = Annotation.Kind.choices
        super().__init__(
            choices=choices, required=False, error_messages={"invalid_choice": _("There is no such kind.")}
        )


class FlagField(forms.ChoiceField):
    """Yes (``1``) or no (``0`` or nothing)."""

    def __init__(self) -> None:
        super().__init__(
            choices=[("0", "0"), ("1", "1")], required=False, error_messages={"invalid_choice": _("0 or 1, please.")}
        )

    def clean(self, value) -> bool:
        return super().clean(value) == "1"


class ChangeForm(forms.Form):
    """What every change carries: the version that the person saw, and the name of the action."""

    action = forms.UUIDField(required=False)
    version = AsciiDigitsField(error_messages={"required": _("The version is missing. Reload the page.")})


class MarkForm(forms.Form):
    """A place under an identifier.  Offsets are code points, half-open."""

    id = forms.UUIDField(required=False, error_messages={"invalid": _("The identifier is not a UUID.")})
    start = AsciiDigitsField(error_messages={"required": _("The selection has no start.")})
    end = AsciiDigitsField(error_messages={"required": _("The selection has no end.")})
    exact = LongTextField(limit=EXACT_LIMIT, error_messages={"required": _("The marked text is missing.")})


class CreateForm(MarkForm):
    """A new mark."""

    action = forms.UUIDField(required=False)
    tag = forms.CharField(max_length=50, error_messages={"required": _("Choose a tag.")})
    note = LongTextField(limit=NOTE_LIMIT, required=False)
    # Of a quote: its kind, who speaks, or the head that it continues.
    kind = KindField()
    speaker = EndField()
    continues = forms.UUIDField(required=False, error_messages={"invalid": _("The identifier is not a UUID.")})

    @property
    def quotation(self) -> dict:
        """What makes a mark more than a span: arguments of a ``NewMark``."""
        data = self.cleaned_data
        is_unnamed = data["speaker"] == UNNAMED
        return {
            "kind": data["kind"],
            "continues": data["continues"],
            "speaker": None if is_unnamed else data["speaker"],
            "speaker_unnamed": is_unnamed,
        }


class LinkForm(ChangeForm):
    """A link of a quote: to an annotation, to an unnamed source, to a mark that is made for it, or none any more."""

    role = forms.ChoiceField(
        choices=Relation.Role.choices,
        error_messages={"required": _("The role is missing."), "invalid_choice": _("There is no such role.")},
    )
    target = EndField()
    id = forms.UUIDField(required=False, error_messages={"invalid": _("The identifier is not a UUID.")})
    start = AsciiDigitsField(required=False)
    end = AsciiDigitsField(required=False)
    exact = LongTextField(limit=EXACT_LIMIT, required=False)

    def clean(self):
        data = super().clean()
        if not self.errors:
            sent = [data[name] not in (None, "") for name in ("start", "end", "exact")]
            if any(sent) and (not all(sent) or data["target"]):
                raise forms.ValidationError(_("A new mark needs a start, an end and the marked text, and no target."))
            is_speaker = data["role"] == Relation.Role.SPEAKER
            if data["target"] == UNNAMED and not is_speaker:
                raise forms.ValidationError(_("Only a speaker can be unnamed."))
            if any(sent) and data["role"] == Relation.Role.CONTINUES:
                raise forms.ValidationError(_("Mark the part itself, and let it continue the quote."))
        return data

    @property
    def is_new_mark(self) -> bool:
        return self.cleaned_data["start"] is not None


class CreateManyForm(forms.Form):
    """New marks with one tag, by one action: ``id``, ``start``, ``end`` and ``exact`` each repeated, in one order.

    A form without a script sends every mark it shows, and with ``chosen`` the identifiers of those that are meant.
    """

    action = forms.UUIDField(required=False)
    tag = forms.CharField(max_length=50, error_messages={"required": _("Choose a tag.")})

    PARTS = ("id", "start", "end", "exact")

    def clean(self):
        columns = [self.data.getlist(name) for name in self.PARTS]
        if len({len(column) for column in columns}) > 1:
            raise forms.ValidationError(_("Every mark needs an identifier, a start, an end and the marked text."))
        rows = list(zip(*columns, strict=True))
        if "chosen" in self.data:
            chosen = set(self.data.getlist("chosen"))
            rows = [row for row in rows if row[0] in chosen]
        if not rows:
            raise forms.ValidationError(_("Choose at least one mention."))
        if len(rows) > MARKS_LIMIT:
            raise forms.ValidationError(_("This is too many at once. Choose %(limit)d or fewer.") % {"limit": MARKS_LIMIT})
        return {**self.cleaned_data, "marks": [self._mark(row) for row in rows]}

    def _mark(self, row) -> dict:
        form = MarkForm(dict(zip(self.PARTS, row, strict=True)))
        if not form.is_valid():
            raise forms.ValidationError([error for errors in form.errors.as_data().values() for error in errors])
        return form.cleaned_data


class EditForm(ChangeForm):
    """New tag, bounds, note, kind or unnamed source; what is not sent stays."""

    tag = forms.CharField(max_length=50, required=False)
    start = AsciiDigitsField(required=False)
    end = AsciiDigitsField(required=False)
    exact = LongTextField(limit=EXACT_LIMIT, required=False)
    note = LongTextField(limit=NOTE_LIMIT, required=False)
    kind = KindField()
    unnamed = FlagField()

    @property
    def changes(self) -> dict:
        """The fields that were sent, cleaned."""
        changes = {name: self.cleaned_data[name] for name in ("tag", "note", "kind") if name in self.data}
        if "unnamed" in self.data:
            changes["speaker_unnamed"] = self.cleaned_data["unnamed"]
        return self._bounds() | changes

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

    since = forms.RegexField(WRITTEN, strip=False, error_messages={"invalid": _("This is no place in the log.")})


def validated(form: forms.Form) -> dict:
    """Return the cleaned data of ``form``; raise the refusal that fits its errors."""
    if form.is_valid():
        return form.cleaned_data
    errors = form.errors.as_data()
    message = " ".join(form.errors[name][0] for name in errors)
    if any(error.code == TOO_LARGE for found in errors.values() for error in found):
        raise TooLarge(message)
    raise InvalidInput(message)

