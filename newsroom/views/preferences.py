"""The switches of language, light and text size."""

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from newsroom.preferences import store_preferences


@require_POST
def preferences_update(request):
    """Keep what was chosen and go back to the page it was chosen on."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = resolve_url("newsroom:article_list")
    response = HttpResponseRedirect(target, status=303)
    store_preferences(request, response, request.POST.dict())
    return response
