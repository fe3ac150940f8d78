"""What the requests of the review queue may contain."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.checks.messages import CHOICES
from annotations.forms import REASON_LIMIT, ChangeForm, LongTextField
from annotations.models import Tag
from annotations.rejection_reasons import REASONS
from annotations.review_queue import (
    ANY_FINDING,
    FINDINGS_FIRST,
    OLDEST_FIRST,
    Place,
    Wanted,
    collections_of,
    people_who_marked,
    sources_of_articles,
)
from newsroom.models import Collection

NO_REASON = _("Say why: the annotator learns from it.")
BETWEEN = " "


class QueueForm(forms.Form):
    """What a reviewer wants to see, and how far they have come, from the address."""

    collection = forms.ModelChoiceField(Collection.objects.none(), required=False, label=_("Collection"))
    tag = forms.ModelChoiceField(Tag.objects.none(), required=False, to_field_name="slug", label=_("Tag"))
    author = forms.ModelChoiceField(Tag.objects.none(), required=False, label=_("Author"))
    source = forms.ModelChoiceField(Tag.objects.none(), required=False, label=_("Source"))
    age = forms.ChoiceField(
        required=False,
        label=_("Age"),
        choices=[
            ("", _("any")),
            ("day", _("a day and more")),
            ("week", _("a week and more")),
            ("month", _("a month and more")),
        ],
    )
    finding = forms.ChoiceField(
        required=False, label=_("Finding"), choices=[("", _("all")), (ANY_FINDING, _("any finding")), *CHOICES]
    )
    order = forms.ChoiceField(
        required=False,
        label=_("Order"),
        choices=[(FINDINGS_FIRST, _("findings first")), (OLDEST_FIRST, _("oldest first"))],
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    FILTERS = ("collection", "tag", "author", "source", "age", "finding", "order")

    def __init__(self, user, data) -> None:
        # Without ids in the names of fields, a page may hold another form with the same ones.
        super().__init__(data, auto_id="queue-%s")
        rows = {
            "collection": Collection.objects.filter(pk__in=collections_of(user).ids),
            "tag": Tag.objects.exclude(slug=Tag.CUE),
            "author": people_who_marked(),
            "source": sources_of_articles(),
        }
        for name, choices in rows.items():
            self.fields[name].queryset = choices
            self.fields[name].empty_label = _("all")

    def clean_after(self) -> Place | None:
        try:
            return Place.read(self.cleaned_data["after"]) if self.cleaned_data["after"] else None
        except ValueError as error:
            raise forms.ValidationError(_("This is no place in the queue.")) from error

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        ids = {name: data[name] and data[name].pk for name in ("collection", "author", "source")}
        return Wanted(
            **ids, tag=data["tag"].slug if data["tag"] else "", age=data["age"], finding=data["finding"],
            order=data["order"] or FINDINGS_FIRST,
        )  # fmt: skip

    @property
    def query(self) -> dict[str, str]:
        """What of the address says what the reviewer wants, without the place."""
        return {name: self.data[name] for name in self.FILTERS if self.data.get(name)}

    @property
    def is_narrow(self) -> bool:
        return bool(self.query.keys() - {"order"})


class RejectForm(ChangeForm):
    """A reason from the list, words of one's own, or both."""

    why = forms.ChoiceField(
        required=False,
        choices=list(REASONS.items()),
        error_messages={"invalid_choice": _("There is no such reason in the list.")},
    )
    words = LongTextField(limit=REASON_LIMIT, required=False)

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and not self.reason:
            raise forms.ValidationError(NO_REASON)
        return data

    @property
    def reason(self) -> str:
        chosen = REASONS.get(self.cleaned_data.get("why"), "")
        typed = self.cleaned_data.get("words", "").replace("\r\n", "\n").strip()
        return BETWEEN.join(str(part) for part in (chosen, typed) if part)
