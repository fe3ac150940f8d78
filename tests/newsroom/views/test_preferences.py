"""The switches of language, light and text size."""

import pytest
from django.test import Client

from newsroom.preferences import CHOICES, Preferences

URL = "/preferences/"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        *(("theme", value, f'data-theme="{value}"') for value in CHOICES["theme"]),
        *(("text_size", value, f'data-text-size="{value}"') for value in CHOICES["text_size"]),
        *(("single_keys", value, f'data-single-keys="{value}"') for value in CHOICES["single_keys"]),
        *(("language", value, f'<html lang="{value}"') for value in CHOICES["language"]),
    ],
)
def test_a_choice_is_kept_in_a_cookie_and_shown(db, client, name, value, shown):
    response = client.post(URL, {name: value})
    cookie = response.cookies[name]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == (value, "Lax", 365 * 24 * 3600)
    assert shown in client.get("/").content.decode()


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("value", ["", "x", "DARK", "<script>", "\0", "dark\r\nSet-Cookie: a=b", "س" * 10_000])
def test_a_value_that_is_no_choice_is_not_kept(db, client, name, value):
    response = client.post(URL, {name: value})
    assert response.status_code == 303
    assert name not in response.cookies


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "x"])
def test_no_other_cookie_can_be_set(db, client, name):
    assert name not in client.post(URL, {name: "dark"}).cookies


def test_a_cookie_that_is_no_choice_counts_as_none(db, client):
    for name in CHOICES:
        client.cookies[name] = '"><script>'
    page = client.get("/").content.decode()
    assert f'data-theme="{Preferences().theme}" data-text-size="{Preferences().text_size}"' in page


def test_the_cookies_need_https_where_the_session_does(db, client, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert client.post(URL, {"theme": "dark"}).cookies["theme"]["secure"]


def test_the_language_is_kept_with_the_account(client, annotator):
    client.force_login(annotator)
    client.post(URL, {"language": "en", "theme": "dark"})
    annotator.refresh_from_db()
    assert annotator.language == "en"
    other_device = Client()
    other_device.force_login(annotator)
    assert '<html lang="en" dir="ltr"' in other_device.get("/").content.decode()


@pytest.mark.parametrize("target", ["/articles/7/?q=a#n-1", "/?q=%D8%A3", "http://testserver/x"])
def test_leads_back_to_the_page_of_the_switch(db, client, target):
    response = client.post(URL, {"theme": "dark", "next": target})
    assert (response.status_code, response.url) == (303, target)


@pytest.mark.parametrize(
    "target",
    ["", "https://elsewhere.example/", "//elsewhere.example/", "///elsewhere.example", "/\\elsewhere.example",
     "\\\\elsewhere.example", "http:elsewhere.example", "javascript:alert(1)", "data:text/html,x",
     "\x01//elsewhere.example", "https://testserver@elsewhere.example/", "http://[",
     "https://testserver.elsewhere.example", " //elsewhere.example", "/\t/elsewhere.example", "ftp://testserver/"],
)  # fmt: skip
def test_leads_to_no_other_site(db, client, target):
    response = client.post(URL, {"theme": "dark", "next": target})
    assert (response.status_code, response.url) == (303, "/")


@pytest.mark.parametrize("target", ["/\r\nX-Evil: 1", "/\0", "/" + "س" * 5000, "/["])
def test_a_strange_address_breaks_nothing(db, client, target):
    response = client.post(URL, {"next": target})
    assert response.status_code in (303, 400)
    assert "X-Evil" not in response.headers


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_post_switches(db, client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_the_page_offers_every_choice(db, client):
    page = client.get("/").content.decode()
    for name, values in CHOICES.items():
        assert [value for value in values if f'name="{name}" value="{value}"' in page] == list(values)
