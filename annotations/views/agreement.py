"""The agreement of a collection's annotators: all pairs, and one pair with every disagreement."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from annotations import agreement_summaries as summaries
from annotations.agreement.alignment import Kind
from annotations.agreement_words import MEANINGS
from annotations.disagreements import find_disagreements
from annotations.models import AgreementSummary, CollectionSettings, Tag
from annotations.refusals import InvalidInput
from annotations.staffing import leads
from annotations.views.agreement_tables import Overview, PairTables
from annotations.views.answers import change_view, see_other
from annotations.views.choices import read_id, settings_or_404
from newsroom.access import account_required


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@account_required
def collection_agreement(request, collection_id: int):
    """Show how far the annotators agree; a POST computes it anew."""
    settings = _settings_or_404(request.user, collection_id)
    if request.method == "POST":
        _compute(request, settings)
        return see_other(reverse("annotations:collection_agreement", args=[collection_id]))
    summary, work = summaries.summary_of(settings)
    context = _context(settings, summary, work)
    if summary is not None:
        overview = Overview(summary.figures, _people(summary), _tags())
        context["overview"] = overview
        if len(overview.pairs) == 1:
            context["pair"] = overview.pairs[0]
    return render(request, "annotations/collection_agreement.html", context)


@require_safe
@cache_control(private=True, no_store=True)
@account_required
@change_view
def collection_agreement_pair(request, collection_id: int, first_id: int, second_id: int):
    """Show the figures of two people and, some articles at a time, what they disagree on."""
    settings = _settings_or_404(request.user, collection_id)
    summary, work = summaries.summary_of(settings)
    pair = _pair_or_404(summary, first_id, second_id)
    kind, after = request.GET.get("kind", ""), read_id(request.GET, "after")
    if kind and kind not in set(Kind):
        raise InvalidInput(_("This address names no page of the list."))
    tags = _tags()
    context = _context(settings, summary, work) | {
        "pair": PairTables(pair, _people(summary), tags),
        "kind": kind,
        "is_later": after is not None,
        "page": find_disagreements(work, first_id, second_id, tags, kind=kind, after=after or 0),
    }
    return render(request, "annotations/collection_agreement_pair.html", context)


def _settings_or_404(user, collection_id: int) -> CollectionSettings:
    """Return the settings of a collection that ``user`` leads: to others the figures would tell of others' marks."""
    settings = settings_or_404(user, collection_id)
    if not leads(user, settings):
        raise Http404
    return settings


def _compute(request, settings: CollectionSettings) -> None:
    work = summaries.finished_work(settings)
    if work.comparisons > summaries.MOST:
        messages.error(
            request,
            _("This is too much for a page. Ask an administrator to run: %(command)s")
            % {"command": f"manage.py agreement {settings.pk}"},
        )
    else:
        summaries.compute(settings, work)
        messages.success(request, _("The agreement is computed anew."))


def _context(settings: CollectionSettings, summary: AgreementSummary | None, work) -> dict:
    return {
        "settings": settings,
        "collection": settings.collection,
        "meanings": MEANINGS,
        "summary": summary,
        "is_current": summary is not None and summary.state == work.state,
    }


def _pair_or_404(summary: AgreementSummary | None, first_id: int, second_id: int) -> dict:
    for pair in summary.figures["pairs"] if summary else []:
        if (pair["first"], pair["second"]) == (first_id, second_id):
            return pair
    raise Http404


def _people(summary: AgreementSummary) -> dict[int, str]:
    return {pk: str(person) for pk, person in get_user_model().objects.in_bulk(summary.figures["annotators"]).items()}


def _tags() -> dict[str, Tag]:
    return {tag.slug: tag for tag in Tag.objects.all()}
