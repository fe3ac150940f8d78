"""The profile: names, address, language."""

import pytest
from django.urls import reverse

PROFILE = reverse("profile")
CHANGED = {"first_name": "ليلى", "last_name": "حداد", "email": "layla@example.org", "language": "ar"}


def test_nobody_is_asked_to_log_in(client, db):
    response = client.get(PROFILE)
    assert (response.status_code, response.url) == (302, f"{reverse('login')}?next={PROFILE}")
    assert client.post(PROFILE, CHANGED).status_code == 401


def test_shows_what_is_stored(client, annotator):
    client.force_login(annotator)
    response = client.get(PROFILE)
    assert response.status_code == 200
    assert response.context["form"].initial["language"] == "ar"
    assert "layla" in response.content.decode()


def test_stores_names_and_address(client, annotator):
    client.force_login(annotator)
    response = client.post(PROFILE, CHANGED)
    assert (response.status_code, response.url) == (302, PROFILE)
    annotator.refresh_from_db()
    assert (annotator.first_name, annotator.last_name, annotator.email) == ("ليلى", "حداد", "layla@example.org")


def test_language_switches_at_once(client, annotator):
    client.force_login(annotator)
    response = client.post(PROFILE, CHANGED | {"language": "en"}, follow=True)
    assert response.headers["Content-Language"] == "en"
    assert [str(message) for message in response.context["messages"]] == ["Your profile has been saved."]


def test_language_stays_after_logging_out(client, annotator):
    client.force_login(annotator)
    client.post(PROFILE, CHANGED | {"language": "en"})
    client.post(reverse("logout"))
    assert client.get(reverse("login")).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("email", "no address", id="no address"),
        pytest.param("language", "fr", id="a language the site does not speak"),
        pytest.param("language", "", id="no language"),
        pytest.param("first_name", "a" * 151, id="name too long"),
        pytest.param("last_name", "a\0b", id="NUL"),
    ],
)
def test_bad_input_changes_nothing(client, annotator, field, value):
    client.force_login(annotator)
    response = client.post(PROFILE, CHANGED | {field: value})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    annotator.refresh_from_db()
    assert (annotator.first_name, annotator.language) == ("", "ar")


def test_refused_values_do_not_show_in_the_header(client, annotator):
    client.force_login(annotator)
    response = client.post(PROFILE, CHANGED | {"first_name": "Mallory", "email": "no address"})
    assert str(response.context["user"]) == "layla"


@pytest.mark.parametrize("field", ["username", "is_staff", "is_superuser", "groups", "password"])
def test_other_fields_are_not_listened_to(client, annotator, field):
    client.force_login(annotator)
    before = [annotator.username, annotator.is_staff, annotator.is_superuser, annotator.password]
    client.post(PROFILE, CHANGED | {field: "1"})
    annotator.refresh_from_db()
    assert [annotator.username, annotator.is_staff, annotator.is_superuser, annotator.password] == before
    assert [group.name for group in annotator.groups.all()] == ["annotator"]


def test_other_methods_are_refused(client, annotator):
    client.force_login(annotator)
    assert client.put(PROFILE).status_code == 405
