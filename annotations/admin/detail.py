"""The page of one annotation: its passage, its history, corrections and verdicts.

It stands where Django's change form would: a model form writes rows by itself,
and rows of annotations are written by :mod:`annotations.curation` only.
"""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import curation
from annotations.access import can_edit, can_judge, can_review, seen_in
from annotations.admin.columns import show_place, show_status, show_tag
from annotations.admin.findings import finding_sentences
from annotations.admin.forms import NO_REASON, CorrectionForm, with_line_feeds
from annotations.admin.passages import show_passage
from annotations.admin.quotations import quotation_facts
from annotations.differences import differences, linked_texts, tag_names
from annotations.forms import ChangeForm, validated
from annotations.models import Annotation
from annotations.refusals import Refusal, Stale
from newsroom.text import split_blocks

SAVE = "save"
VERDICTS = {"approve": curation.approve, "reopen": curation.reopen, "reject": curation.reject}
PRESENCE = {"delete": curation.delete, "restore": curation.restore}
# The newest of a longer history; the list of events has all of it.
SHOWN_EVENTS = 100


class DetailMixin:
    """``change_view`` and what it needs."""

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        annotation = self.get_object(request, object_id)
        if annotation is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, annotation):
            raise PermissionDenied
        if request.method == "POST":
            return self._change_one(request, annotation, request.POST.get("do", SAVE))
        return self._show(request, annotation, CorrectionForm(annotation, by=request.user))

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Django's history knows nothing of changes made outside the admin: ours is on the page itself."""
        return redirect(reverse("admin:annotations_annotation_change", args=[object_id]) + "#history")

    def _change_one(self, request, annotation: Annotation, do: str) -> HttpResponse:
        if do not in (SAVE, *VERDICTS, *PRESENCE):
            raise BadRequest("no such button")
        if not self._may(request, annotation, do):
            raise PermissionDenied
        # Deleting and restoring are about the row: what is typed elsewhere on the page does not matter.
        form = CorrectionForm(annotation, None if do in PRESENCE else request.POST, by=request.user)
        try:
            sent = validated(ChangeForm(request.POST))
            if _is_done(request.user, annotation, sent["action"]):
                return self._finish_one(request, annotation, do, [])
            if sent["version"] != annotation.version:
                raise Stale(current=annotation)
            if do == "reject" and not request.POST.get("reason", "").strip():
                form.add_error("reason", NO_REASON)
            if form.is_bound and not form.is_valid():
                return self._show(request, annotation, form, status=422)
            outcomes = _carry_out(request.user, annotation, do, sent["action"], form)
        except Refusal as refusal:
            return self._show_refusal(request, annotation, form, refusal)
        return self._finish_one(request, annotation, do, outcomes)

    def _may(self, request, annotation: Annotation, do: str) -> bool:
        if do in VERDICTS:
            return can_judge(request.user, annotation)
        return self.has_change_permission(request, annotation) and can_edit(request.user, annotation)

    def _finish_one(self, request, annotation: Annotation, do: str, outcomes: list) -> HttpResponse:
        """Say what happened; after a correction stay here, after a verdict go on with the list."""
        # Only a change raises the version.
        changed = [outcome for outcome in outcomes if outcome.annotation.version > annotation.version]
        # Two changes are two actions: taking back one of them would not be what was asked for.
        undo = f"undo-{changed[0].action_id}" if len(changed) == 1 and can_review(request.user) else ""
        level = messages.SUCCESS if changed else messages.INFO
        self.message_user(request, _done(do, len(changed)), level, extra_tags=undo)
        if do in (SAVE, "restore"):
            return redirect(self._with_filters(request, "change", annotation.pk))
        return redirect(self._with_filters(request, "changelist"))

    def _with_filters(self, request, page: str, *arguments) -> str:
        """Return the address of a page of the admin that still knows the filters of the list."""
        address = reverse(f"admin:annotations_annotation_{page}", args=arguments)
        return add_preserved_filters(
            {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, address
        )

    def _show_refusal(self, request, annotation: Annotation, form, refusal: Refusal) -> HttpResponse:
        """Show why, and the annotation as it is now; after a collision also what was typed and is not stored."""
        if form.is_bound and refusal.code != "stale":
            form.add_error(None, refusal.message)
            return self._show(request, annotation, form, status=refusal.status)
        present = self.get_object(request, str(annotation.pk))
        if present is None:  # the collection was closed meanwhile
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(annotation.pk))
        stored = CorrectionForm(present, by=request.user)
        return self._show(request, present, stored, refusal.status, refusal=refusal, typed=_typed(form, stored))

    def _show(self, request, annotation: Annotation, form, status: int = 200, **more) -> HttpResponse:
        is_allowed = partial(self._may, request, annotation)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Annotation"),
            "annotation": annotation,
            "form": form,
            "passage": passage_of(annotation),
            "tag": show_tag(annotation.tag),
            "status": show_status(annotation),
            "quotation": quotation_facts(annotation, request.user),
            "findings": finding_sentences(annotation) if is_allowed("approve") else [],
            "place": show_place(annotation, annotation.article.headline),
            "history": _history(annotation, request.user),
            "can_edit": is_allowed(SAVE),
            "can_review": is_allowed("approve"),
            "list_url": self._with_filters(request, "changelist"),
            **more,
        }
        return TemplateResponse(request, "admin/annotations/annotation/detail.html", context, status=status)


def passage_of(annotation: Annotation) -> list[str]:
    """Return each block of the article that the annotation touches, as HTML with its part of the mark."""
    text, span = annotation.article.text, annotation.span
    passage = []
    for block in split_blocks(text):
        if block.span.overlaps(span):
            start, end = max(block.span.start, span.start), min(block.span.end, span.end)
            parts = text[block.span.start : start], text[start:end], text[end : block.span.end]
            passage.append(show_passage(parts, annotation.tag.colour_token))
    return passage


def _carry_out(by, annotation: Annotation, do: str, action: uuid.UUID | None, form: CorrectionForm) -> list:
    """Correct, then judge, both or nothing; return what became of each step."""
    version, outcomes = annotation.version, []
    if do in PRESENCE:
        return [PRESENCE[do](by, annotation.pk, version, action)]
    with transaction.atomic():
        if form.changes:
            outcomes.append(curation.edit(by, annotation.pk, version, action, **form.changes))
            version, action = outcomes[0].annotation.version, None
        if do in VERDICTS:
            reason = {"reason": form.cleaned_data["reason"]} if do == "reject" else {}
            outcomes.append(VERDICTS[do](by, annotation.pk, version, action_id=action, **reason))
    return outcomes


def _is_done(by, annotation: Annotation, action: uuid.UUID | None) -> bool:
    """Tell whether a second click sends what the first has done."""
    return action is not None and annotation.events.filter(action_id=action, by=by).exists()


def _done(do: str, steps: int) -> str:
    """Return what happened in ``steps`` changes."""
    if not steps:
        return _("Nothing was left to change.")
    verdicts = {
        "approve": _("Approved."),
        "reopen": _("Back to pending."),
        "reject": _("Rejected."),
        "delete": _("Deleted."),
        "restore": _("Restored."),
    }
    return f"{_('Corrected.')} {verdicts[do]}" if steps > 1 else verdicts.get(do, _("Corrected."))


def _typed(form: CorrectionForm, stored: CorrectionForm) -> list[tuple[str, str]]:
    """Return label and value of each field of a refused form that differs from what is stored now."""
    return [
        (field.label, value)
        for field in form.visible_fields()
        if form.is_bound and with_line_feeds(value := form.data.get(field.name, "")) != str(stored[field.name].value())
    ]


def _history(annotation: Annotation, user) -> list:
    """Return the newest events with what each of them changed."""
    names, events = tag_names(), list(annotation.events.order_by("-id")[:SHOWN_EVENTS])
    texts = linked_texts(events, seen_in(user, annotation.article))
    return [(event, differences(event, names, texts)) for event in events]
