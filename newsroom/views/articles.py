"""The list of articles."""

from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from newsroom.access import reader_required
from newsroom.paging import page_of
from newsroom.search import QUERY_LIMIT, matching
from newsroom.views.errors import respond_error
from newsroom.visibility import visible_articles


@require_safe
@cache_control(private=True, no_store=True)
@vary_on_headers("HX-Request")
@reader_required
def article_list(request):
    """Show the newest articles, or those that hold the searched words; htmx gets the results alone."""
    query = request.GET.get("q", "").replace("\0", "")[:QUERY_LIMIT]
    articles = matching(visible_articles(request.user).without_text().select_related("source"), query)
    try:
        page = page_of(articles, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    except ValueError:
        return respond_error(request, 400, _("Not understood"), _("This address names no page of the list."))
    is_fragment = request.htmx and not request.htmx.history_restore_request
    template = "newsroom/_articles.html" if is_fragment else "newsroom/article_list.html"
    return render(request, template, {"page": page, "query": query})


@require_safe
def favicon(request):
    """Lead browsers that ask for the old address, as on admin pages, to the icon."""
    return redirect(static("img/favicon.svg"))
