"""Logging in and out, and the lock-out after repeated failures."""

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse

from tests import factories
from tests.newsroom.accounts.conftest import log_in

LIST = reverse("newsroom:article_list")
LOGIN = reverse("login")


def fail(client, username: str, times: int = settings.AXES_FAILURE_LIMIT, path: str = LOGIN, **extra):
    """Send a wrong password ``times`` times and return the last answer."""
    for _ in range(times):
        response = client.post(path, {"username": username, "password": "wrong"}, **extra)
    return response


def test_shows_user_name_and_password_from_left_to_right(client, db):
    html = client.get(LOGIN).content.decode()
    assert 'lang="ar" dir="rtl"' in html
    for name, autocomplete in (("username", "username"), ("password", "current-password")):
        field = next(line for line in html.split("<input") if f'name="{name}"' in line)
        assert 'dir="ltr"' in field
        assert f'autocomplete="{autocomplete}"' in field


def test_right_password_leads_to_the_list(client, annotator):
    response = log_in(client, "layla")
    assert (response.status_code, response.url) == (302, LIST)
    assert client.session["_auth_user_id"] == str(annotator.pk)


def test_wrong_password_is_told_at_the_form(english, annotator):
    response = fail(english, "layla", times=1)
    assert response.status_code == 200
    assert 'id="form-errors"' in response.content.decode()
    assert "_auth_user_id" not in english.session


def test_same_words_for_unknown_name_wrong_password_and_deactivated_account(english, annotator, reader):
    reader.is_active = False
    reader.save()
    answers = [fail(english, "layla", times=1), fail(english, "nobody", times=1), log_in(english, "karim")]
    errors = {str(answer.context["form"].non_field_errors()) for answer in answers}
    assert len(errors) == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="empty"),
        pytest.param({"username": "layla"}, id="no password"),
        pytest.param({"username": "la\0yla", "password": "x"}, id="NUL in the name"),
        pytest.param({"username": "layla", "password": "x\0"}, id="NUL in the password"),
        pytest.param({"username": "l" * 5000, "password": "x" * 5000}, id="very long"),
    ],
)
@pytest.mark.parametrize("path", [LOGIN, reverse("admin:login")], ids=["site", "administration"])
def test_bad_input_comes_back_to_the_form(client, annotator, data, path):
    response = client.post(path, data)
    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize("path", [LOGIN, reverse("admin:login")])
def test_counts_a_name_no_longer_than_the_database_takes(client, db, path):
    assert fail(client, "l" * 300, times=1, path=path).status_code == 200
    assert AccessAttempt.objects.get().username == "l" * 255


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        pytest.param("/articles/1/", "/articles/1/", id="a page of the site"),
        pytest.param("https://evil.example/", LIST, id="another site"),
        pytest.param("//evil.example/", LIST, id="another site without scheme"),
        pytest.param("javascript:alert(1)", LIST, id="a script"),
        pytest.param("/\\evil.example", LIST, id="backslash"),
        pytest.param("//[", LIST, id="broken address"),
        pytest.param(LOGIN, LIST, id="the login page itself"),
        pytest.param(f"{LOGIN}?next={LOGIN}", LIST, id="the login page with a next"),
        pytest.param(reverse("logout"), LIST, id="the log-out page"),
    ],
)
class TestNext:
    def test_after_logging_in(self, client, annotator, target, reached):
        response = client.post(LOGIN, {"username": "layla", "password": factories.PASSWORD, "next": target})
        assert (response.status_code, response.url) == (302, reached)

    def test_for_who_is_logged_in_already(self, client, annotator, target, reached):
        client.force_login(annotator)
        response = client.get(LOGIN, {"next": target})
        assert (response.status_code, response.url) == (302, reached)


def test_form_carries_where_the_person_wanted_to_go(client, db):
    response = client.get(LOGIN, {"next": "/articles/7/?q=<b>"})
    assert '<input type="hidden" name="next" value="/articles/7/?q=&lt;b&gt;">' in response.content.decode()


def test_new_language_counts_from_login_on(client, annotator):
    annotator.language = "en"
    annotator.save()
    log_in(client, "layla")
    assert client.get(reverse("profile")).headers["Content-Language"] == "en"


def test_logging_out_ends_the_session(client, annotator):
    client.force_login(annotator)
    response = client.post(reverse("logout"))
    assert (response.status_code, response.url) == (302, LIST)
    assert "_auth_user_id" not in client.session


def test_logging_out_needs_a_post(client, annotator):
    client.force_login(annotator)
    assert client.get(reverse("logout")).status_code == 405
    assert client.session["_auth_user_id"] == str(annotator.pk)


def test_logging_out_without_being_logged_in_is_no_error(client, db):
    assert client.post(reverse("logout")).status_code == 302


class TestLockOut:
    @pytest.fixture(autouse=True)
    def quiet(self, caplog):
        caplog.set_level("CRITICAL", "axes")

    def test_page_says_how_long_in_the_site_s_style(self, english, annotator):
        response = fail(english, "layla")
        assert response.status_code == 429
        assert "registration/locked_out.html" in [template.name for template in response.templates]
        assert "Wait 15 minutes" in response.content.decode()

    def test_page_speaks_arabic(self, client, annotator):
        response = fail(client, "layla")
        assert 'lang="ar" dir="rtl"' in response.content.decode()
        assert "15" in response.content.decode()

    def test_right_password_is_refused_too(self, client, annotator):
        fail(client, "layla")
        assert log_in(client, "layla").status_code == 429
        assert "_auth_user_id" not in client.session

    def test_one_failure_less_locks_nobody_out(self, client, annotator):
        fail(client, "layla", times=settings.AXES_FAILURE_LIMIT - 1)
        assert log_in(client, "layla").status_code == 302

    def test_other_people_at_the_same_address_are_not_locked_out(self, client, annotator, second_annotator):
        fail(client, "layla")
        assert log_in(client, "omar").status_code == 302

    def test_same_person_elsewhere_is_not_locked_out(self, client, annotator):
        fail(client, "layla", REMOTE_ADDR="198.51.100.7")
        assert log_in(client, "layla", REMOTE_ADDR="203.0.113.9").status_code == 302

    def test_unknown_name_is_locked_out_like_a_known_one(self, client, db):
        assert fail(client, "nobody").status_code == 429

    def test_admin_login_is_locked_out_too(self, client, reviewer):
        assert fail(client, "samira", path=reverse("admin:login")).status_code == 429
        assert log_in(client, "samira").status_code == 429

    def test_success_forgets_earlier_failures(self, client, annotator):
        for _ in range(2):
            fail(client, "layla", times=settings.AXES_FAILURE_LIMIT - 1)
            assert log_in(client, "layla").status_code == 302
            client.post(reverse("logout"))

    def test_password_is_not_kept_with_the_failure(self, client, annotator):
        client.post(LOGIN, {"username": "layla", "password": "my-other-secret"})
        assert "my-other-secret" not in AccessAttempt.objects.get().post_data
