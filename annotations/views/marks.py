"""Making, showing and changing one annotation.  Every change goes through ``curation``."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import curation, linking, undoing
from annotations.access import can_see_annotation, seen_beside, seen_by
from annotations.forms import ChangeForm, CreateForm, EditForm, RejectForm, UndoForm, validated
from annotations.identifiers import new_uuid7
from annotations.models import Annotation
from annotations.refusals import Gone
from annotations.views.answers import change_view, item_context, respond_changes
from newsroom.access import account_required, reader_required
from newsroom.text import passage_around

# An undone bulk action may touch thousands; a page that shows one article needs few of them.
SHOWN_AFTER_UNDO = 200


@require_POST
@account_required
@change_view
def annotation_create(request, article_id: int):
    """Store a new mark: 201, or 200 if this very request was answered before."""
    form = CreateForm(request.POST)
    data = validated(form)
    mark = curation.NewMark(
        data["id"] or new_uuid7(), data["tag"], data["start"], data["end"], data["exact"], data["note"],
        **form.quotation,
    )  # fmt: skip
    outcome = curation.create(request.user, article_id, mark, data["action"])
    status = 201 if outcome.is_new else 200
    return respond_changes(request, [outcome.annotation], status=status, action_id=outcome.action_id)


@require_http_methods(["GET", "HEAD", "POST"])
@reader_required
@change_view
def annotation_detail(request, annotation_id):
    """Show one annotation with what can be done to it; a POST edits it."""
    if request.method == "POST":
        return annotation_edit(request, annotation_id)
    return _show(request, annotation_to_show(request.user, annotation_id))


@account_required
def annotation_edit(request, annotation_id):
    """Change tag, bounds, note, kind or unnamed source."""
    form = EditForm(request.POST)
    data = validated(form)
    outcome = curation.edit(request.user, annotation_id, data["version"], data["action"], **form.changes)
    shown = [outcome.annotation, *_shown_with(request, [outcome.annotation])]
    return respond_changes(request, shown, message=_("Changed."), action_id=outcome.action_id)


@require_POST
@account_required
@change_view
def annotation_delete(request, annotation_id):
    return _change(request, annotation_id, curation.delete, _("Deleted."), is_shown_elsewhere=True)


@require_POST
@account_required
@change_view
def annotation_restore(request, annotation_id):
    return _change(request, annotation_id, curation.restore, _("Restored."), is_shown_elsewhere=True)


@require_POST
@account_required
@change_view
def annotation_approve(request, annotation_id):
    return _change(request, annotation_id, curation.approve, _("Approved."))


@require_POST
@account_required
@change_view
def annotation_reject(request, annotation_id):
    return _change(request, annotation_id, curation.reject, _("Rejected."), RejectForm)


@require_POST
@account_required
@change_view
def annotation_reopen(request, annotation_id):
    return _change(request, annotation_id, curation.reopen, _("Back to pending."))


@require_POST
@account_required
@change_view
def action_undo(request, action_id):
    """Undo one action of this person; the answer carries every annotation it touched, and what shows one of them."""
    data = validated(UndoForm(request.POST))
    outcome = undoing.undo(request.user, action_id, data["action"])
    message = ngettext("Undone.", "%(number)d changes undone.", outcome.changed) % {"number": outcome.changed}
    touched = Annotation.objects.filter(seen_by(request.user), events__action_id=action_id, events__by=request.user)
    touched = touched.distinct().select_related("tag", "author", "article__collection__settings")
    shown = list(touched.order_by("pk")[:SHOWN_AFTER_UNDO])
    shown += _shown_with(request, shown)
    return respond_changes(request, shown, message=message, action_id=outcome.action_id)


def annotation_to_show(user, annotation_id) -> Annotation:
    """Return a live annotation that ``user`` may know of; raise ``Annotation.DoesNotExist`` or ``Gone``."""
    related = ("tag", "author", "reviewer", "article__collection__settings")
    annotation = Annotation.objects.select_related(*related).get(pk=annotation_id)
    if not can_see_annotation(user, annotation):
        raise Annotation.DoesNotExist()
    if annotation.is_deleted:
        raise Gone()
    return annotation


def _change(request, annotation_id, change, message: str, form_class=ChangeForm, *, is_shown_elsewhere=False):
    """Make one change that needs no more than what its form holds."""
    data = validated(form_class(request.POST))
    outcome = change(
        request.user, annotation_id, data.pop("version"), action_id=data.pop("action"), **data
    )
    shown = [outcome.annotation] + (_shown_with(request, [outcome.annotation]) if is_shown_elsewhere else [])
    return respond_changes(request, shown, message=message, action_id=outcome.action_id)


def _shown_with(request, annotations: list[Annotation]) -> list[Annotation]:
    return linking.shown_with(annotations, seen_beside(request.user, annotations))


def _show(request, annotation: Annotation):
    """Answer with the open list item, alone for htmx, inside a page for everybody else."""
    context = item_context(request, annotation, is_open=True)
    if not request.htmx:
        context["passage"] = passage_around(annotation.article.text, annotation.span)
    template = "annotations/_annotation.html" if request.htmx else "annotations/annotation_detail.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
