"""Errors in the site's style, in the form the asker reads."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import path

from newsroom.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from tests import factories

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
SECRET = "كلمة-في-الخطأ"


def raising(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    *urlpatterns,
    path("broken/400/", raising(SuspiciousOperation(SECRET))),
    path("broken/403/", raising(PermissionDenied(SECRET))),
    path("broken/500/", raising(RuntimeError(SECRET))),
    path("broken/503/", raising(OperationalError(SECRET))),
]
STATUSES = [400, 403, 404, 500, 503]


@pytest.fixture
def client(db, settings) -> Client:
    """A client of a site with pages that break, which answers as a real one."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def at(status: int) -> str:
    return f"/broken/{status}/"


@pytest.mark.parametrize("status", STATUSES)
def test_a_person_gets_a_page_in_their_language(client, status):
    response = client.get(at(status))
    page = response.content.decode()
    assert response.status_code == status
    assert '<html lang="ar" dir="rtl"' in page
    assert '<div id="error" role="alert"><h1>' in page
    assert f">{status}</p>" in page
    assert 'id="site-header"' in page


@pytest.mark.parametrize("status", STATUSES)
def test_htmx_gets_a_sentence(client, status):
    response = client.get(at(status), headers=HTMX)
    assert response.status_code == status
    assert response.content.decode().lstrip().startswith('<div id="error" role="alert">')


@pytest.mark.parametrize("status", STATUSES)
def test_a_script_gets_json(client, status):
    response = client.get(at(status), headers=JSON)
    assert response.status_code == status
    assert response.json()["error"]["status"] == status
    assert response.json()["error"]["message"]


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["page", "htmx", "json"])
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_is_not_stored_on_the_way_and_tells_no_detail(client, status, headers):
    response = client.get(at(status), headers=headers)
    assert "no-store" in response.headers["Cache-Control"]
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("status", STATUSES)
def test_a_person_who_is_logged_in_keeps_their_header(client, status, annotator):
    client.force_login(annotator)
    assert "<bdi>layla</bdi>" in client.get(at(status)).content.decode()


def test_the_language_of_the_person_is_kept(client):
    client.cookies["language"] = "en"
    assert "Page not found" in client.get("/nowhere/").content.decode()


def test_an_address_of_markup_is_not_repeated_as_markup(client):
    assert "<script>alert" not in client.get("/<script>alert(1)</script>/").content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["page", "htmx", "json"])
def test_a_form_without_its_token_is_told_to_reload(db, headers):
    response = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"}, headers=headers)
    assert response.status_code == 403
    assert "أعد" in response.content.decode() or "أعد" in str(response.json())


def test_a_host_that_is_not_ours_is_not_understood(client):
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_an_error_before_anything_is_known_of_the_person_has_a_page(client, settings):
    settings.MIDDLEWARE = ["tests.newsroom.views.test_errors.broken_middleware", *settings.MIDDLEWARE]
    response = client.get("/")
    assert response.status_code == 500
    assert '<div id="error" role="alert">' in response.content.decode()


def broken_middleware(get_response):
    return raising(RuntimeError(SECRET))


def test_an_error_in_a_middleware_behind_a_login_has_a_page(client, settings, annotator):
    factories.make_article()
    client.force_login(annotator)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.newsroom.views.test_errors.broken_middleware"]
    assert "<bdi>layla</bdi>" in client.get("/").content.decode()
