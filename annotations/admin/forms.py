"""What the pages of the admin ask a moderator."""

import uuid

from django import forms
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from annotations.access import visible_in
from annotations.admin.bounds import nearest
from annotations.admin.bulk import LABELS
from annotations.forms import EXACT_LIMIT, NOTE_LIMIT, REASON_LIMIT, AsciiDigitsField, ChangeForm, LongTextField
from annotations.models import Annotation, Relation, Tag
from annotations.quotations import SHOWN_LENGTH, UNNAMED
from annotations.refusals import InvalidInput
from annotations.selection import read_selection
from annotations.tagsets import tags_of

NO_REASON = _("Say why: the annotator learns from it.")


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


def hidden_action() -> forms.UUIDField:
    """Return a field that names the action the page is for, so that a second click does not do it twice."""
    return forms.UUIDField(label="", widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


class ListActionForm(helpers.ActionForm):
    """The choice of an action above the list."""

    action_id = hidden_action()


class ConfirmForm(forms.Form):
    """A change of many that was asked about first."""

    change = forms.ChoiceField(choices=list(LABELS.items()), widget=forms.HiddenInput)
    selection = forms.CharField(widget=forms.HiddenInput)
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    action_id = hidden_action()

    def clean_selection(self):
        try:
            return read_selection(self.cleaned_data["selection"])
        except InvalidInput as refusal:
            raise ValidationError(refusal.message) from refusal


class RejectManyForm(ConfirmForm):
    reason = LongTextField(
        label=_("Reason"),
        limit=REASON_LIMIT,
        widget=text_area(3),
        help_text=_("The annotators read this beside their marks."),
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason.strip():
            raise ValidationError(NO_REASON)
        return reason


class RetagManyForm(ConfirmForm):
    tag = forms.ModelChoiceField(
        Tag.objects.exclude(slug=Tag.CUE), to_field_name="slug", empty_label=None, label=_("New tag"),
        help_text=_("Where the collection of an article does without this tag, nothing changes."),
    )  # fmt: skip


class CorrectionForm(ChangeForm):
    """The tag, bounds and note of one annotation, with the reason of a rejection."""

    version = AsciiDigitsField(widget=forms.HiddenInput)
    action = hidden_action()
    tag = forms.ModelChoiceField(Tag.objects.none(), to_field_name="slug", empty_label=None, label=_("Tag"))
    exact = LongTextField(
        limit=EXACT_LIMIT,
        widget=text_area(2),
        label=_("Marked text"),
        help_text=_("Type what should be marked: the occurrence nearest to the present place is taken."),
    )
    start = AsciiDigitsField(label=_("Start"), help_text=_("First code point, counted from 0."))
    end = AsciiDigitsField(label=_("End"), help_text=_("The code point after the last one."))
    speaker = forms.ChoiceField(
        required=False, label=_("Speaker"), help_text=_("Choose among the actors marked in this article.")
    )
    kind = forms.ChoiceField(required=False, label=_("Kind of quotation"), choices=Annotation.Kind.choices)
    note = LongTextField(limit=NOTE_LIMIT, required=False, widget=text_area(3), label=_("Note"))
    reason = LongTextField(
        limit=REASON_LIMIT,
        required=False,
        widget=text_area(2),
        label=_("Reason of a rejection"),
        help_text=_("Needed to reject. The annotator reads it beside the mark."),
    )

    def __init__(self, annotation: Annotation, data=None, *, by) -> None:
        self.annotation = annotation
        present = {name: getattr(annotation, name) for name in ("version", "exact", "start", "end", "note", "reason")}
        super().__init__(data, initial={**present, "tag": annotation.tag.slug})
        used = tags_of(annotation.article).values("pk")
        self.fields["tag"].queryset = Tag.objects.filter(Q(pk__in=used) | Q(pk=annotation.tag_id))
        if annotation.tag.slug != Tag.QUOTE or Relation.Role.CONTINUES in annotation.links:
            del self.fields["speaker"], self.fields["kind"]
        else:
            self.initial |= {"kind": annotation.kind, "speaker": _speaker_of(annotation)}
            self.fields["speaker"].choices = _speakers_for(annotation, by)

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors:
            self._settle_bounds(data)
        return data

    @property
    def changes(self) -> dict:
        """What :func:`annotations.curation.edit` should change; empty if nothing differs."""
        wanted = {name: self.cleaned_data[name] for name in ("start", "end", "exact")}
        wanted |= {"tag": self.cleaned_data["tag"].slug, "note": self._note()}
        present = {name: getattr(self.annotation, name) for name in ("start", "end", "exact", "note")}
        present["tag"] = self.annotation.tag.slug
        wanted = {} if wanted == present else wanted
        return wanted | self._changes_of_quotation()

    def _changes_of_quotation(self) -> dict:
        changed = set(self.changed_data) & {"speaker", "kind"} & self.data.keys()
        changes = {"kind": self.cleaned_data["kind"]} if "kind" in changed else {}
        if "speaker" in changed:
            chosen = self.cleaned_data["speaker"]
            is_unnamed = chosen == UNNAMED
            changes["speaker_unnamed"] = is_unnamed
            changes["speaker"] = uuid.UUID(chosen) if chosen and not is_unnamed else None
        return changes

    def _settle_bounds(self, data: dict) -> None:
        """Let the offsets follow a changed text, and the text changed offsets."""
        present, text = self.annotation, self.annotation.article.text
        exact = with_line_feeds(data["exact"])
        is_moved = (data["start"], data["end"]) != (present.start, present.end)
        if exact == present.exact and is_moved:
            exact = text[data["start"] : data["end"]]
        elif exact != present.exact and not is_moved:
            exact = exact.strip()
            found = nearest(text, exact, present.start)
            if found is None:
                self.add_error("exact", _("The article does not contain this text."))
                return
            data["start"], data["end"] = found.start, found.end
        data["exact"] = exact

    def _note(self) -> str:
        # A form sends line feeds as CRLF: a note that nobody touched must not count as changed.
        typed, present = self.cleaned_data["note"], self.annotation.note
        return present if with_line_feeds(typed) == with_line_feeds(present) else with_line_feeds(typed)


def _speaker_of(annotation: Annotation) -> str:
    return UNNAMED if annotation.speaker_unnamed else str(annotation.links.get(Relation.Role.SPEAKER, ""))


def _speakers_for(annotation: Annotation, by) -> list[tuple[str, str]]:
    """Return the actors of the article that ``by`` may know of, in text order, after no speaker and an unnamed one."""
    actors = visible_in(by, annotation.article).live().tagged(Tag.ACTOR).in_text_order()
    choices = [(str(pk), text) for pk, text in actors.values_list("pk", Substr("exact", 1, SHOWN_LENGTH))]
    present = _speaker_of(annotation)
    if present not in {"", UNNAMED, *(pk for pk, _text in choices)}:
        # A deleted actor plays its part again when it is restored; another's stays where a reviewer chose it.
        choices.append((present, _("a deleted or hidden annotation")))
    return [("", _("no speaker")), (UNNAMED, _("unnamed source")), *choices]


def with_line_feeds(typed: str) -> str:
    return typed.replace("\r\n", "\n")
