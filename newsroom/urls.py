"""Addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from newsroom.views import articles, errors, preferences

newsroom_patterns = [
    path("", articles.article_list, name="article_list"),
    path("favicon.ico", articles.favicon, name="favicon"),
    path("preferences/", preferences.preferences_update, name="preferences_update"),
]

urlpatterns = [
    path("", include((newsroom_patterns, "newsroom"))),
    path("", include("annotations.urls")),
    path("accounts/", include("newsroom.accounts.urls")),
    # The admin would redirect from any number of any model to its page, and so tell which ones there are.
    path("admin/r/<path:rest>", errors.closed, name="closed_shortcut"),
    path("admin/", admin.site.urls),
]

handler400 = "newsroom.views.errors.bad_request"
handler403 = "newsroom.views.errors.permission_denied"
handler404 = "newsroom.views.errors.page_not_found"
handler500 = "newsroom.views.errors.server_error"
