"""What the forms of an adjudication may contain, and what is shown of its items."""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.adjudicating import Choice, Merge, Nothing, Take, Third
from annotations.adjudication import Place, Table
from annotations.agreement.readings import UNNAMED, Span
from annotations.comparison import Difference, Piece
from annotations.forms import EXACT_LIMIT, AsciiDigitsField, LongTextField
from annotations.models import Annotation, Relation, Tag
from annotations.notes import shorten

DIFFERENCE_NAMES = {
    Difference.MISSING: _("missing"),
    Difference.TAG: _("different tags"),
    Difference.PARTS: _("different parts"),
    Difference.BOUNDARY: _("different bounds"),
    Difference.SPEAKER: _("different speakers"),
    Difference.KIND: _("different kinds"),
}
KIND_NAMES = dict(Annotation.Kind.choices)
CHOICES = [("take", "take"), ("merge", "merge"), ("third", "third"), ("none", "none")]


class DecisionForm(forms.Form):
    """What is decided on one item; ``side`` alone takes an annotator's side."""

    action = forms.UUIDField(required=False)
    item = forms.CharField(max_length=50, error_messages={"required": _("The place of the list is missing.")})
    seen = forms.CharField(max_length=32, error_messages={"required": _("Reload the page and decide again.")})
    side = AsciiDigitsField(required=False)
    choice = forms.ChoiceField(
        choices=CHOICES, required=False, error_messages={"invalid_choice": _("There is no such decision.")}
    )
    tag = forms.CharField(max_length=50, required=False)
    start = AsciiDigitsField(required=False)
    end = AsciiDigitsField(required=False)
    exact = LongTextField(limit=EXACT_LIMIT, required=False)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        data["choice"] = data["choice"] or "take"
        if data["choice"] == "take" and data["side"] is None:
            raise forms.ValidationError(_("Choose whose side is taken."))
        if data["choice"] == "third" and None in (data["start"], data["end"]):
            raise forms.ValidationError(_("Select the words in the text, and tag them."))
        return data

    @property
    def decision(self) -> Choice:
        data = self.cleaned_data
        if data["choice"] == "merge":
            return Merge()
        if data["choice"] == "none":
            return Nothing()
        if data["choice"] == "third":
            return Third(data["tag"], data["start"], data["end"], data["exact"])
        return Take(data["side"])


class RemoveForm(forms.Form):
    action = forms.UUIDField(required=False)
    gold = forms.UUIDField(error_messages={"required": _("Choose what to remove.")})


class ActionForm(forms.Form):
    action = forms.UUIDField(required=False)


class UndoneForm(ActionForm):
    undone = forms.UUIDField(
        error_messages={"required": _("There is nothing to undo."), "invalid": _("The identifier is not a UUID.")}
    )


class Line(NamedTuple):
    """One thing as it is shown: an annotator's side of an item, or what was decided."""

    tag: Tag
    texts: list[str]
    spans: str
    speaker: str = ""
    is_unnamed: bool = False
    kind: str = ""


class Side(NamedTuple):
    number: int
    person: object
    line: Line | None


class Shown(NamedTuple):
    """An item with one side per annotator, and the decision if there is one."""

    place: Place
    names: list[str]
    sides: list[Side]
    decided: list[Line]
    is_none: bool


class ItemWriter:
    """Makes what is shown of items; tags and links are read once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.text = table.article.text
        self.tags = {tag.slug: tag for tag in Tag.objects.all()}

    def shown(self, places: Iterable[Place]) -> list[Shown]:
        return [self._shown(place) for place in places]

    def _shown(self, place: Place) -> Shown:
        sides = [
            Side(number, person, self._line(place.item.pieces[person.pk]) if person.pk in place.item.pieces else None)
            for number, person in enumerate(self.table.annotators, start=1)
        ]
        decided = [self.gold_line(row) for row in place.approved] if place.is_decided else []
        names = [str(DIFFERENCE_NAMES[difference]) for difference in place.item.differences]
        return Shown(place, names, sides, decided, place.is_decided and not place.approved)

    def gold_line(self, row: Annotation) -> Line:
        speaker = self.table.links.get(row.pk, {}).get(Relation.Role.SPEAKER)
        return Line(
            row.tag, [shorten(row.exact)], _written([(row.start, row.end)]), speaker.text if speaker else "",
            row.speaker_unnamed, KIND_NAMES[row.kind] if row.kind else "",
        )  # fmt: skip

    def _line(self, piece: Piece) -> Line:
        is_unnamed = piece.speaker == UNNAMED
        speaker = "" if is_unnamed or piece.speaker is None else shorten(self.text[slice(*piece.speaker)])
        texts = [shorten(self.text[start:end]) for start, end in piece.parts]
        kind = KIND_NAMES[piece.kind] if piece.kind else ""
        return Line(self.tags[piece.tag], texts, _written(piece.parts), speaker, is_unnamed, kind)


def _written(spans: Iterable[Span]) -> str:
    """Return spans as the page's script reads them: code points, half-open."""
    return " ".join(f"{start}-{end}" for start, end in spans)


