"""The page of a change that is made step by step: how far it is, going on, stopping, what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from annotations import bulk_runs
from annotations.access import can_review
from annotations.admin import bulk
from annotations.models import BulkRun
from annotations.views.answers import see_other

# A page that goes on by itself asks again at once; a person who presses a button each time wants more of it done.
SECONDS_BY_SCRIPT, SECONDS_BY_HAND = 0.6, 5.0
# In the address of a page that goes on without being asked.
GOES_ON = "go"


class RunsMixin:
    """Pages of runs, each for the person whose it is only."""

    def get_urls(self):
        routes = [
            ("runs/<uuid:run_id>/", self.run_view, "annotations_annotation_run"),
            ("runs/<uuid:run_id>/step/", self.run_step_view, "annotations_annotation_run_step"),
            ("runs/<uuid:run_id>/stop/", self.run_stop_view, "annotations_annotation_run_stop"),
        ]
        ours = [path(route, self.admin_site.admin_view(view), name=name) for route, view, name in routes]
        return ours + super().get_urls()

    def may_change_many(self, request) -> bool:
        """Tell whether the person works with these pages at all."""
        is_here = self.admin_site.has_permission(request) and self.has_view_or_change_permission(request)
        return is_here and can_review(request.user)

    def show_run(self, run: BulkRun, *, goes_on: bool = False) -> HttpResponse:
        """Lead to the page of a run."""
        address = _address_of(run)
        return see_other(f"{address}?{GOES_ON}=1" if goes_on else address)

    @method_decorator(require_safe)
    def run_view(self, request, run_id) -> HttpResponse:
        """Show how far a run is, or what came of it."""
        run = self._own_run(request, run_id)
        context = {
            **self.admin_site.each_context(request),
            **_progress(run, goes_on=GOES_ON in request.GET),
            "opts": self.opts,
            "title": _title(run),
            "is_undo": run.change == bulk_runs.UNDO,
            "said": bulk.what_changed(run.change, run.changed),
            "refused": sorted(run.refused.items(), key=lambda each: -each[1]["count"]),
            "back": safe_address(request, run.back),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/annotations/annotation/run.html", context)

    @method_decorator(require_POST)
    def run_step_view(self, request, run_id) -> HttpResponse:
        """Go on for a moment."""
        run = self._own_run(request, run_id)
        run = bulk_runs.step(run, SECONDS_BY_SCRIPT if request.htmx else SECONDS_BY_HAND)
        if not request.htmx:
            return self.show_run(run)
        if not run.is_running:
            return HttpResponseClientRedirect(_address_of(run))
        return TemplateResponse(request, "admin/annotations/annotation/_run.html", _progress(run, goes_on=True))

    @method_decorator(require_POST)
    def run_stop_view(self, request, run_id) -> HttpResponse:
        """Go no further."""
        run = self._own_run(request, run_id)
        bulk_runs.cancel(run)
        if run.is_running:
            said = _("Stopped. What was changed until then stays, or is undone here.")
            self.message_user(request, said, messages.INFO)
        return self.show_run(run)

    def _own_run(self, request, run_id) -> BulkRun:
        if not self.may_change_many(request):
            raise PermissionDenied
        run = BulkRun.objects.select_related("by").filter(pk=run_id, by=request.user).first()
        if run is None:
            raise Http404
        return run


def safe_address(request, address: str) -> str:
    """Return ``address`` if it leads into this site, else the list."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else reverse("admin:annotations_annotation_changelist")


def title_of(run: BulkRun) -> str:
    """Return what is done to how many."""
    if run.change == bulk_runs.UNDO:
        return _("Undo")
    return str(bulk.LABELS[run.change])


def _title(run: BulkRun) -> str:
    return f"{title_of(run)} · {run.get_state_display()}"


def _address_of(run: BulkRun) -> str:
    return reverse("admin:annotations_annotation_run", args=[run.pk])


def _progress(run: BulkRun, *, goes_on: bool) -> dict:
    return {"run": run, "goes_on": goes_on and run.is_running}
