"""All mentions of what an annotation marks: the list to choose from, and the marks that come of it."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations import curation
from annotations.access import can_annotate
from annotations.forms import CreateManyForm, validated
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Tag
from annotations.occurrences import Candidate, Reason, find_occurrences
from annotations.refusals import NotAllowed
from annotations.views.answers import change_view, respond_changes
from annotations.views.marks import annotation_to_show
from newsroom.access import account_required
from newsroom.text import passage_around

# The context of a line in a narrow panel.
CONTEXT_WIDTH = 32

REASONS = {
    Reason.SAME: _("the same words"),
    Reason.PROCLITIC: _("after a proclitic"),
    Reason.SPELLING: _("another spelling"),
    Reason.SHORTER: _("a shorter form"),
}

# One number of each plural form of Arabic, by its name in the Unicode CLDR; English uses "one" and "other".
PLURAL_SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@dataclass(frozen=True)
class Choice:
    """A line of the checklist."""

    candidate: Candidate
    id: str
    before: str
    exact: str
    after: str

    @property
    def reason(self) -> str:
        return str(REASONS[self.candidate.reason])


@require_safe
@account_required
@change_view
def occurrence_list(request, annotation_id):
    """Show the other mentions of what an annotation marks, as a checklist."""
    annotation = annotation_to_show(request.user, annotation_id)
    if not can_annotate(request.user, annotation.article):
        raise NotAllowed()
    choices = choices_for(request.user, annotation)
    context = {
        "annotation": annotation,
        "choices": choices,
        "number": sum(choice.candidate.is_chosen for choice in choices),
        "labels": submit_labels(),
    }
    template = "_occurrences" if request.htmx else "occurrence_list"
    response = render(request, f"annotations/{template}.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@account_required
@change_view
def annotation_create_many(request, article_id: int):
    """Store several marks with one tag as one action: 201, or 200 if all of them were stored before."""
    data = validated(CreateManyForm(request.POST))
    marks = [curation.NewMark(**{**mark, "id": mark["id"] or new_uuid7()}, tag=data["tag"]) for mark in data["marks"]]
    outcome = curation.create_many(request.user, article_id, marks, data["action"])
    if not outcome.annotations:
        raise outcome.refused[0][1]
    return respond_changes(
        request,
        outcome.annotations,
        status=201 if outcome.is_new else 200,
        message=_told(outcome),
        action_id=outcome.action_id,
        refused=outcome.refused,
    )


def choices_for(person, annotation: Annotation) -> list[Choice]:
    """Return the lines of the checklist: what ``person`` has not marked with this tag already."""
    text = annotation.article.text
    own = Annotation.objects.of(annotation.article_id).live().by(person).filter(tag=annotation.tag_id)
    candidates = find_occurrences(
        text, annotation.span, [mark.span for mark in own], is_place=annotation.tag.slug == Tag.LOCATION
    )
    return [
        Choice(candidate, str(new_uuid7()), *passage_around(text, candidate.span, CONTEXT_WIDTH))
        for candidate in candidates
    ]


def submit_labels() -> dict[str, str]:
    """Return what the button says, by plural form, with ``{number}`` for the number."""
    return {name: _submit_label(number) for name, number in PLURAL_SAMPLES.items()}


def _submit_label(number: int) -> str:
    return ngettext("Tag %(number)s mention", "Tag %(number)s mentions", number) % {"number": "{number}"}


def _told(outcome: curation.ManyOutcome) -> str:
    told = ngettext("%(number)d mention tagged.", "%(number)d mentions tagged.", outcome.changed)
    told %= {"number": outcome.changed}
    if outcome.refused:
        left = len(outcome.refused)
        told += " " + ngettext("%(number)d was not: %(reason)s", "%(number)d were not: %(reason)s", left) % {
            "number": left,
            "reason": outcome.refused[0][1].message,
        }
    return told
