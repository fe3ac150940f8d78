"""Handing out the articles of a collection: by itself after a look at the numbers, by hand, back, and over."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from annotations import assigning, reassigning
from annotations.assigning import HandOut, Status
from annotations.models import Assignment
from annotations.refusals import InvalidInput
from annotations.staffing import members_to_annotate, people_to_choose
from annotations.views.answers import change_view, see_other
from annotations.views.choices import led_or_404, read_id, read_ids, read_pairs
from annotations.views.collections import MOST_PEOPLE
from annotations.views.reports import reasons, report, told
from newsroom.access import account_required


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@account_required
@change_view
def collection_hand_out(request, collection_id: int):
    """Show what handing out would do; a POST does it."""
    settings = led_or_404(request.user, collection_id)
    if request.method == "POST":
        outcome = assigning.hand_out(request.user, collection_id, read_ids(request.POST, "people"))
        return _report(request, outcome, _("Handed out: %(numbers)s."), "collection_detail", collection_id)
    chosen = read_ids(request.GET, "people")
    plan = assigning.preview(request.user, collection_id, chosen)
    people = get_user_model().objects.in_bulk(list(plan.by_person))
    context = {
        "settings": settings,
        "collection": settings.collection,
        "plan": plan,
        "numbers": told(plan),
        "reasons": reasons(plan),
        "shares": [(people[pk], number) for pk, number in sorted(plan.by_person.items())],
        "choices": _others(settings),
        "chosen": chosen,
    }
    return render(request, "annotations/collection_hand_out.html", context)


@require_POST
@account_required
@change_view
def collection_assign(request, collection_id: int):
    """Give the ticked articles to the ticked people."""
    led_or_404(request.user, collection_id)
    articles, people = read_ids(request.POST, "articles"), read_ids(request.POST, "people")
    if not articles or not people:
        raise InvalidInput(_("Choose at least one article and one person."))
    outcome = assigning.assign(request.user, collection_id, articles, people)
    return _report(request, outcome, _("Handed out: %(numbers)s."), "collection_articles", collection_id)


@require_POST
@account_required
@change_view
def collection_take_back(request, collection_id: int):
    """Take assignments back that are not started: the named ``pairs``, or all of one person (``whose``)."""
    led_or_404(request.user, collection_id)
    outcome = reassigning.take_back(request.user, _asked(request, collection_id))
    return _report(request, outcome, _("Taken back: %(numbers)s."), _origin(request), collection_id)


@require_POST
@account_required
@change_view
def collection_hand_over(request, collection_id: int):
    """Give assignments that nobody works on to the ticked people, or to the other members."""
    led_or_404(request.user, collection_id)
    asked, people = _asked(request, collection_id), read_ids(request.POST, "people")
    outcome = reassigning.hand_over(request.user, asked, people)
    return _report(request, outcome, _("Handed to others: %(numbers)s."), _origin(request), collection_id)


def _asked(request, collection_id: int) -> list[int]:
    """Return the ids of the assignments that the form names, those of this collection only."""
    here = Assignment.objects.filter(article__collection=collection_id)
    whose = read_id(request.POST, "whose")
    if whose is not None:
        return list(here.filter(user=whose).exclude(status=Status.FINISHED).values_list("pk", flat=True))
    pairs = set(read_pairs(request.POST, "pairs"))
    rows = here.filter(article__in={article for article, _person in pairs}).values_list("article_id", "user_id", "pk")
    found = [pk for article, person, pk in rows if (article, person) in pairs]
    if not found:
        raise InvalidInput(_("There is no such assignment in this collection (any more)."))
    return found


def _others(settings):
    """Return who may be chosen besides the members: nobody in a closed collection."""
    members = members_to_annotate(settings.pk).order_by().values("pk")
    return people_to_choose(settings).exclude(pk__in=members)[:MOST_PEOPLE]


def _origin(request) -> str:
    return "collection_articles" if request.POST.get("back") == "collection" else "collection_detail"


def _report(request, outcome: HandOut, sentence: str, view: str, collection_id: int):
    """Say what was done and what was not, on the page that the person came from."""
    report(request, outcome, sentence)
    if not outcome.number and not outcome.left:
        messages.warning(request, _("There was nothing to do."))
    return see_other(reverse(f"annotations:{view}", args=[collection_id]))
