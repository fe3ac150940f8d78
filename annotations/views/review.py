"""The review queue: one annotation after the other, in its passage, with what is to be decided of it.

Opening the queue holds what it shows (:mod:`annotations.claims`).  An answer for the page's script is
the next item alone; a plain form gets a redirect to it.
"""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import claims, reviewing, undoing
from annotations.access import can_review
from annotations.admin.forms import CorrectionForm
from annotations.forms import ChangeForm, UndoForm, validated
from annotations.models import Annotation
from annotations.refusals import InvalidInput, NotAllowed, Refusal, Stale
from annotations.review_queue import MOST_COUNTED, Place, Queue, annotations_to_show
from annotations.views.answers import change_view, see_other
from annotations.views.review_forms import QueueForm, RejectForm
from annotations.views.review_items import item_context
from newsroom.access import account_required

# Fetched at once instead of one after the other as the imports are read.
MODULES = ("review", "review_bounds", "offsets", "painter", "quotations", "ranges", "server", "steps", "stops", "words")


class Desk:
    """The queue as the address of one request describes it."""

    def __init__(self, request) -> None:
        if not can_review(request.user):
            raise NotAllowed()
        self.request = request
        self.form = QueueForm(request.user, request.GET)
        if not self.form.is_valid():
            raise InvalidInput(" ".join(error for errors in self.form.errors.values() for error in errors))
        self.after: Place | None = self.form.cleaned_data["after"]
        self.queue = Queue(request.user, self.form.wanted)

    def address(self, after: Place | None = None, annotation: Annotation | None = None, **more: str) -> str:
        """Return the address of the queue after a place, or of one annotation."""
        query = self.form.query | ({"after": str(after)} if after else {}) | more
        path = reverse("annotations:review_queue")
        if annotation is not None:
            path = reverse("annotations:review_item", args=[annotation.pk])
        return f"{path}?{urlencode(query)}" if query else path

    def show_next(self, after: Place | None, status: int = 200, **notice) -> HttpResponse:
        """Answer with what comes after a place."""
        found = self.queue.take_next(after)
        if found is None:
            return self._render({"address": self.address(after), "is_end": after is not None}, status, notice)
        annotation, place = found
        # A reload shows it again: it comes after the same place.
        return self.show(annotation, place, status, self.address(after), **notice)

    def show(
        self, annotation: Annotation, place: Place | None = None, status: int = 200, address: str = "", form=None, **notice
    ) -> HttpResponse:
        """Answer with one annotation."""
        # Once judged, it stands nowhere in the queue but where the reviewer met it.
        is_met = self.after is not None and self.after.last == annotation.pk
        place = place or (self.after if is_met else self.queue.place_of(annotation))
        context = item_context(self.request, annotation, form)
        query = urlencode(self.form.query | {"after": str(place)})
        context |= {
            "address": address or self.address(self.after, annotation),
            "next_address": self.address(place),
            "query": query,
        }
        return self._render(context, status, notice)

    def _render(self, context: dict, status: int, notice: dict) -> HttpResponse:
        left = self.queue.count()
        context |= {
            "left": min(left, MOST_COUNTED),
            "is_more": left > MOST_COUNTED,
            "filters": self.form,
            "start_address": self.address(),
            "undo_query": urlencode(self.form.query | ({"after": str(self.after)} if self.after else {})),
            **notice,
        }
        if self.request.htmx:
            template = "annotations/_review_item.html"
        else:
            template = "annotations/review.html"
            context["modules"] = [static(f"js/{name}.js") for name in MODULES]
        response = render(self.request, template, context, status=status)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def review_view(view):
    """Give a view the desk of the request; answer refusals of the desk itself as every change does."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        return view(Desk(request), *args, **kwargs)

    return account_required(change_view(answering))


@require_safe
@review_view
def review_queue(desk: Desk) -> HttpResponse:
    """Show the next annotation that waits, and hold it."""
    claims.forget_old()
    done = desk.request.GET.get("done", "")
    return desk.show_next(desk.after, undo=_read_id(done))


@require_safe
@review_view
def review_item(desk: Desk, annotation_id) -> HttpResponse:
    """Show one annotation, and hold it if it waits and nobody else does."""
    annotation = reviewing.find(desk.request.user, annotation_id)
    if annotation.status == Annotation.Status.PENDING and not annotation.is_deleted:
        claims.take(desk.request.user, annotation.pk, annotation.article_id)
    return desk.show(annotation)


@require_POST
@review_view
def review_approve(desk: Desk, annotation_id) -> HttpResponse:
    def judge(by):
        data = validated(ChangeForm(desk.request.POST))
        return reviewing.approve(by, annotation_id, data["version"], data["action"])

    return _decide(desk, annotation_id, judge, _("Approved."))


@require_POST
@review_view
def review_reject(desk: Desk, annotation_id) -> HttpResponse:
    def judge(by):
        form = RejectForm(desk.request.POST)
        data = validated(form)
        return reviewing.reject(by, annotation_id, data["version"], form.reason, data["action"])

    return _decide(desk, annotation_id, judge, _("Rejected."))


@require_POST
@review_view
def review_correct(desk: Desk, annotation_id) -> HttpResponse:
    """Change tag, bounds, note or speaker, and approve what came of it."""
    annotation = reviewing.find(desk.request.user, annotation_id)
    form = CorrectionForm(annotation, desk.request.POST, by=desk.request.user)

    def judge(by):
        data = validated(ChangeForm(desk.request.POST))
        changes = {}
        if annotation.status == Annotation.Status.PENDING:
            if data["version"] != annotation.version:
                raise Stale(current=annotation)
            validated(form)
            changes = form.changes
        return reviewing.correct(by, annotation_id, data["version"], changes, data["action"])

    return _decide(desk, annotation_id, judge, _("Corrected and approved."), form)


@require_POST
@review_view
def review_skip(desk: Desk, annotation_id) -> HttpResponse:
    """Let others have the annotation, and go on after it."""
    annotation = reviewing.find(desk.request.user, annotation_id)
    claims.release(desk.request.user, annotation.pk)
    after = desk.after or desk.queue.place_of(annotation)
    return desk.show_next(after) if desk.request.htmx else see_other(desk.address(after))


@require_POST
@review_view
def review_undo(desk: Desk, action_id) -> HttpResponse:
    """Take back one's verdict, and show the annotation again."""
    by = desk.request.user
    data = validated(UndoForm(desk.request.POST))
    undoing.undo(by, action_id, data["action"])
    annotation = Annotation.objects.filter(events__action_id=action_id).order_by("pk").first()
    shown = reviewing.find(by, annotation.pk)
    claims.take(by, shown.pk, shown.article_id)
    if desk.request.htmx:
        return desk.show(shown, news=_("Taken back."))
    messages.success(desk.request, _("Taken back."))
    return see_other(desk.address(desk.after, shown))


def _decide(desk: Desk, annotation_id, judge, said: str, form=None) -> HttpResponse:
    """Give a verdict and answer with the next annotation; or with this one as it is now, and why not."""
    try:
        # Before the verdict: afterwards it stands nowhere in the queue.
        after = desk.after or desk.queue.place_of(reviewing.find(desk.request.user, annotation_id))
        outcome = judge(desk.request.user)
    except Refusal as refusal:
        if desk.request.user.is_authenticated and refusal.status in (409, 410, 422):
            return _show_refusal(desk, annotation_id, refusal, form)
        raise
    if desk.request.htmx:
        return desk.show_next(after, news=said, undo=outcome.action_id)
    messages.success(desk.request, said)
    return see_other(desk.address(after, done=str(outcome.action_id)))


def _show_refusal(desk: Desk, annotation_id, refusal: Refusal, form) -> HttpResponse:
    present = annotations_to_show().get(pk=annotation_id)
    # What was typed stays where the reviewer can repair it; after a collision what is stored is shown.
    kept = form if refusal.status == 422 and form is not None else None
    status = 409 if refusal.status == 410 else refusal.status
    return desk.show(present, status=status, form=kept, problem=refusal.message, opened=_panel(desk, refusal))


def _panel(desk: Desk, refusal: Refusal) -> str:
    """Return which panel of the item stays open: the one whose form was refused."""
    last = desk.request.resolver_match.url_name
    return last.removeprefix("review_") if refusal.status == 422 else ""


def _read_id(written: str):
    """Return the action that an address names, or nothing."""
    form = UndoForm({"action": written})
    return form.cleaned_data["action"] if form.is_valid() else None
