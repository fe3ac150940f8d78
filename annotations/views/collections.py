"""Collections as their people see them: how far the work is, by whose hands."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import Role, can_annotate, roles_of
from annotations.assigning import Status
from annotations.models import Assignment
from annotations.progress import people_in, work_in
from annotations.staffing import collections_of, ids_that_annotate, leads, people_to_choose
from annotations.views.answers import change_view
from annotations.views.choices import led_or_404, read_id, settings_or_404
from newsroom.access import account_required
from newsroom.models import Article
from newsroom.paging import page_of
from newsroom.views.errors import respond_error

# Whom a list of people to choose from shows; more is no list.
MOST_PEOPLE = 200


@require_safe
@cache_control(private=True, no_store=True)
@account_required
def collection_list(request):
    """Show the collections that the person takes part in."""
    roles = roles_of(request.user)
    labels = dict(Role.choices)
    rows = [(each, labels.get(roles.get(each.pk), "")) for each in collections_of(request.user)]
    return render(request, "annotations/collection_list.html", {"rows": rows})


@require_safe
@cache_control(private=True, no_store=True)
@account_required
def collection_detail(request, collection_id: int):
    """Show guidelines, members and progress of a collection."""
    settings = settings_or_404(request.user, collection_id)
    able = ids_that_annotate(settings)
    people = people_in(settings, request.user, able)
    context = {
        "settings": settings,
        "collection": settings.collection,
        "work": work_in(settings, able),
        "people": people,
        "roles": dict(Role.choices),
        "leads": leads(request.user, settings),
        "annotates": request.user.pk in able and can_annotate(request.user),
        "stranded": [each for each in people if each.is_stranded],
    }
    return render(request, "annotations/collection_detail.html", context)


@require_safe
@cache_control(private=True, no_store=True)
@account_required
@change_view
def collection_articles(request, collection_id: int):
    """Show the articles of a collection with the people they are handed out to, to choose from."""
    settings = led_or_404(request.user, collection_id)
    person = read_id(request.GET, "person")
    articles = Article.objects.present().without_text().filter(collection=collection_id).select_related("source")
    if person is not None:
        articles = articles.filter(assignments__user=person)
    try:
        page = page_of(articles, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    except ValueError:
        return respond_error(request, 400, _("Not understood"), _("This address names no page of the list."))
    choices = list(people_to_choose(settings)[: MOST_PEOPLE + 1])
    context = {
        "settings": settings,
        "collection": settings.collection,
        "page": page,
        "rows": _with_people(settings, page.articles),
        "person": person,
        "choices": choices[:MOST_PEOPLE],
        "has_more_people": len(choices) > MOST_PEOPLE,
    }
    return render(request, "annotations/collection_articles.html", context)


def _with_people(settings, articles) -> list[tuple[Article, list[tuple[Assignment, bool]]]]:
    """Return each article with its assignments, and of each whether its person has left."""
    able = ids_that_annotate(settings)
    by_article: dict[int, list] = {}
    assignments = Assignment.objects.filter(article__in=[article.pk for article in articles])
    for each in assignments.select_related("user").order_by("pk"):
        has_left = each.status != Status.FINISHED and each.user_id not in able
        by_article.setdefault(each.article_id, []).append((each, has_left))
    return [(article, by_article.get(article.pk, [])) for article in articles]
