"""A database that does not answer: 503 for everybody, in their language, and the page tries again."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.urls import reverse

PAGES = ["/", reverse("profile"), "/admin/", "/nothing/"]


@pytest.fixture
def lost(client, annotator, monkeypatch):
    """A client of a person who is logged in, and no database to say who it is."""

    def fail(self):
        raise OperationalError("the connection is closed")

    client.force_login(annotator)
    monkeypatch.setattr(SessionStore, "load", fail)
    return client


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "said"), [("ar", "قاعدة البيانات مشغولة"), ("en", "The database is busy")])
def test_says_so_on_every_page(lost, page, language, said):
    lost.cookies["language"] = language
    response = lost.get(page)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert said in response.content.decode()
    assert f'<html lang="{language}"' in response.content.decode()
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(
    ("headers", "begins"),
    [({"HX-Request": "true"}, '<div id="error"'), ({"Accept": "application/json"}, '{"error": {"status": 503')],
)
def test_says_so_to_scripts(lost, article, headers, begins):
    address = reverse("annotations:annotation_create", args=[article.pk])
    response = lost.post(address, {"tag": "actor"}, headers=headers)
    assert response.status_code == 503
    assert response.content.decode().strip().startswith(begins)
