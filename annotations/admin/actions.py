"""Changing many annotations from the list: at once with an undo, or after a page that asks first."""

import uuid

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from annotations import bulk_runs
from annotations.access import can_review, visible_annotations
from annotations.admin import bulk
from annotations.admin.filters import DeletedFilter
from annotations.admin.forms import ConfirmForm, ListActionForm, RejectManyForm, RetagManyForm
from annotations.admin.passages import passage_of, show_passage, with_passages
from annotations.admin.preview import preview_of
from annotations.admin.runs import RunsMixin, safe_address
from annotations.bulk_changes import carry_out
from annotations.curation import CHUNK
from annotations.models import Annotation, BulkRun
from annotations.refusals import InvalidInput, Refusal
from annotations.selection import LONGEST, Selection, read_id, read_selection, write_selection

# A change of more than this many is asked about first.
MOST_AT_ONCE = 100
# The page that asks shows some of what it is about.
SAMPLE = 10
# And beyond these, of which it shows the text, only how many there are.
LISTED = 1_000
SEEN = "seen"
# What is asked about in any case, for what has to be said with it.
FORMS = {"reject": RejectManyForm, "retag": RetagManyForm}


def bulk_action(name: str):
    """Return the admin action that makes the change ``name``, a key of ``bulk.LABELS``."""

    def act(model_admin, request, queryset):
        return model_admin.start_change(request, name, queryset)

    act.__name__ = name
    return admin.action(description=bulk.LABELS[name], permissions=["review"])(act)


class ActionsMixin(RunsMixin):
    """The actions of the list of annotations, with the pages behind them."""

    action_form = ListActionForm
    actions = [bulk_action(name) for name in bulk.LABELS]

    def has_review_permission(self, request) -> bool:
        return can_review(request.user)

    def get_urls(self):
        routes = [
            ("confirm/", self.confirm_view, "annotations_annotation_confirm"),
            ("undo/<uuid:action_id>/", self.undo_view, "annotations_annotation_undo"),
        ]
        ours = [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in routes]
        return ours + super().get_urls()

    def get_actions(self, request) -> dict:
        """Offer what fits what the list shows: deleted annotations can only be restored."""
        shows_deleted = request.GET.get(DeletedFilter.parameter_name) == DeletedFilter.DELETED
        wanted = {"restore"} if shows_deleted else bulk.LABELS.keys() - {"restore"}
        return {name: action for name, action in super().get_actions(request).items() if name in wanted}

    @admin.display(description="")
    def action_checkbox(self, annotation: Annotation) -> str:
        """The box that selects a row, and the version of it that is on the screen."""
        _before, mark, _after = passage_of(annotation)
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
            '<input type="hidden" name="{}" value="{}">',
            helpers.ACTION_CHECKBOX_NAME, annotation.pk, _("Select “%(text)s”") % {"text": mark},
            SEEN, write_selection({annotation.pk: annotation.version}),
        )  # fmt: skip

    def response_action(self, request, queryset):
        """Refuse ids that are none before a database is asked for them."""
        try:
            for value in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME):
                read_id(value)
            return super().response_action(request, queryset)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return None

    def start_change(self, request, name: str, queryset) -> HttpResponse:
        """Make the change, or ask first: for a rejection's reason, or because it concerns many."""
        selection = self._selection(request, queryset)
        action_id = ListActionForm.base_fields["action_id"].clean(request.POST.get("action_id"))
        if name not in FORMS and len(selection) <= MOST_AT_ONCE:
            return self._finish_many(request, name, selection, action_id, request.get_full_path(), {})
        initial = {"change": name, "selection": write_selection(selection), "next": request.get_full_path()}
        form = FORMS.get(name, ConfirmForm)(initial=initial)
        return self._ask(request, form, name, selection)

    @method_decorator(require_POST)
    def confirm_view(self, request) -> HttpResponse:
        """Make a change that was asked about."""
        if not self.may_change_many(request):
            raise PermissionDenied
        form = FORMS.get(request.POST.get("change"), ConfirmForm)(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            details = {name: data[name] for name in ("reason",) if name in data}
            details |= {"tag": data["tag"].slug} if "tag" in data else {}
            act = self._finish_many if len(data["selection"]) <= CHUNK else self._begin
            return act(request, data["change"], data["selection"], data["action_id"], data["next"], details)
        if not form.errors.keys() <= {"reason", "tag"}:
            raise BadRequest("not a form of this site")
        return self._ask(request, form, form.cleaned_data["change"], form.cleaned_data["selection"], status=422)

    @method_decorator(require_POST)
    def undo_view(self, request, action_id) -> HttpResponse:
        """Take back one action of this moderator, a large one step by step."""
        if not self.may_change_many(request):
            raise PermissionDenied
        back = request.POST.get("next", "")
        try:
            outcome = bulk_runs.undo(request.user, action_id, back)
        except Refusal as refusal:
            self.message_user(request, _undo_refused(refusal), messages.ERROR)
        else:
            if isinstance(outcome, BulkRun):
                return self.show_run(outcome, goes_on=True)
            said = ngettext("%(count)d change undone.", "%(count)d changes undone.", outcome.changed)
            self.message_user(request, said % {"count": outcome.changed}, messages.SUCCESS)
            self._say_reasons(request, outcome)
        return self._back(request, back)

    def _selection(self, request, queryset) -> Selection:
        """Return what was selected, in the versions that the list showed.

        Rows of other pages, selected unseen, count as they are now: the page
        that asks about them fixes their versions.
        """
        selected = dict(queryset.values_list("pk", "version")[:LONGEST])
        if request.POST.get("select_across") == "1":
            return selected
        seen = read_selection(" ".join(request.POST.getlist(SEEN)))
        if not selected.keys() <= seen.keys():
            raise InvalidInput(_("The list was not complete. Nothing was changed; reload it and select again."))
        return {pk: seen[pk] for pk in selected}

    def _begin(self, request, name, selection, action_id, back: str, details: dict) -> HttpResponse:
        """Begin a change that takes longer than a request should."""
        run = bulk_runs.start(request.user, name, selection, action_id or uuid.uuid4(), back=back, **details)
        return self.show_run(run, goes_on=True)

    def _finish_many(self, request, name, selection, action_id, back: str, details: dict) -> HttpResponse:
        outcome = carry_out(request.user, name, selection, action_id or uuid.uuid4(), **details)
        undo = f"undo-{outcome.action_id}" if outcome.changed else ""
        level = messages.SUCCESS if outcome.changed else messages.WARNING
        self.message_user(request, bulk.report(name, len(selection), outcome), level, extra_tags=undo)
        self._say_reasons(request, outcome)
        return self._back(request, back)

    def _say_reasons(self, request, outcome) -> None:
        for sentence in bulk.reasons(outcome):
            self.message_user(request, sentence, messages.WARNING)

    def _ask(self, request, form, name: str, selection: Selection, status: int = 200) -> HttpResponse:
        visible = visible_annotations(request.user).filter(pk__in=list(selection))
        shown = with_passages(visible.filter(pk__in=list(selection)[:SAMPLE]).order_by("-id"))
        shown = shown.select_related("tag", "author").defer("exact")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": bulk.question(name, len(selection)),
            "form": form,
            "label": bulk.LABELS[name],
            "change": name,
            "back": safe_address(request, form["next"].value() or ""),
            "counts": bulk.counts(visible),
            "preview": preview_of(request.user, name, selection, visible),
            "rest": bulk.lines(visible.exclude(pk__in=[row.pk for row in shown]))[:LISTED],
            "sample": [(show_passage(passage_of(row), row.tag.colour_token), row) for row in shown],
            "others": len(selection) - len(shown),
            "is_cut": len(selection) - len(shown) > LISTED,
            "is_whole_window": len(selection) == LONGEST,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/annotations/annotation/confirm.html", context, status=status)

    def _back(self, request, address: str) -> HttpResponse:
        # Not `redirect`, which takes a word for the name of a view.
        return HttpResponseRedirect(safe_address(request, address))


def _undo_refused(refusal: Refusal) -> str:
    if refusal.code == "stale":
        return _("Some of these annotations were changed again since. Nothing was undone.")
    return str(refusal.message)
