"""What happens around every request: health, language, size, a busy database."""

import pytest
from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError, connection
from django.test import Client

from annotations.models import Annotation
from newsroom.models import Article
from newsroom.querysets import ArticleQuerySet
from tests import factories

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


def fail(*args, **kwargs):
    raise OperationalError("database is locked")


def test_healthz_says_ok_without_a_session_or_a_query_of_a_table(db, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_healthz_says_when_the_database_is_down(db, client, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", fail)
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")


def test_healthz_answers_any_host_without_a_redirect_to_https(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"Host": "10.0.0.7"}).status_code == 200
    assert client.get("/", headers={"Host": "localhost"}).status_code == 301


@pytest.mark.parametrize("path", ["/healthz/", "/healthz/x", "/x/healthz"])
def test_only_the_one_address_is_the_health(db, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["page", "htmx", "json"])
@pytest.mark.parametrize("address", ["/", "/articles/1/"])
def test_a_busy_database_asks_to_try_again(db, client, monkeypatch, headers, address):
    monkeypatch.setattr(Article.objects._queryset_class, "_fetch_all", fail)
    response = client.get(address, headers=headers)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "no-store" in response.headers["Cache-Control"]


def test_a_mark_that_meets_a_busy_database_is_told_so_and_not_stored(client, annotator, article, monkeypatch):
    client.force_login(annotator)
    monkeypatch.setattr(ArticleQuerySet, "select_for_update", fail)
    mark = {"tag": "actor", "start": 0, "end": 4, "exact": "وزير"}
    response = client.post(f"/articles/{article.pk}/annotations/", mark, headers=HTMX)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["page", "htmx", "json"])
def test_a_database_that_is_lost_while_the_person_is_looked_up_asks_to_try_again(db, annotator, monkeypatch, headers):
    client = Client(raise_request_exception=False)
    client.force_login(annotator)
    monkeypatch.setattr(get_user_model().objects._queryset_class, "get", fail)
    response = client.get("/", headers=headers)
    assert (response.status_code, response.headers.get("Retry-After")) == (503, "2")
    if not headers:
        assert '<div id="error" role="alert">' in response.content.decode()


@pytest.mark.parametrize("length", ["4194305", "99999999999999999999"])
def test_a_form_that_is_too_large_is_not_read(db, client, length, monkeypatch):
    monkeypatch.setattr(WSGIRequest, "read", fail)
    response = client.post(
        "/preferences/", b"", content_type="application/x-www-form-urlencoded", headers={"Content-Length": length}
    )
    assert response.status_code == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "٤١٩٤٣٠٥", "4194304", "1e9"])
def test_a_length_that_is_none_does_not_count(db, client, length):
    response = client.post(
        "/preferences/", b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=length
    )
    assert response.status_code in (303, 400)


@pytest.mark.parametrize(
    ("cookie", "account", "language"),
    [(None, None, "ar"), ("en", None, "en"), ("fr", None, "ar"), ("ar", "en", "en"), ("en", "ar", "ar")],
    ids=["neither", "cookie", "cookie of no language", "account over cookie", "account in arabic"],
)
def test_the_language_is_the_accounts_then_the_cookies_then_arabic(db, client, cookie, account, language):
    if account:
        client.force_login(factories.make_person("layla", language=account))
    if cookie:
        client.cookies["language"] = cookie
    response = client.get("/", headers={"Accept-Language": "en"})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_every_page_has_the_headers_that_protect_it(client, article):
    for address in ("/", f"/articles/{article.pk}/", "/accounts/login/", "/nowhere/"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
