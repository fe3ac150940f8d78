"""Changing a password, and choosing a new one by a link sent by mail."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests import factories
from tests.newsroom.accounts.conftest import choose_password, log_in, open_link

CHANGE = reverse("password_change")
RESET = reverse("password_reset")
NEW = "another-long-word-7"


def change(client, old: str = factories.PASSWORD, new: str = NEW, again: str | None = None):
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": again or new})


class TestChange:
    def test_nobody_is_asked_to_log_in(self, client, db):
        assert client.get(CHANGE).url == f"{reverse('login')}?next={CHANGE}"
        assert change(client).status_code == 401
        assert client.get(reverse("password_change_done")).status_code == 302

    def test_new_password_counts_and_the_person_stays_logged_in(self, client, annotator):
        client.force_login(annotator)
        response = change(client)
        assert response.url == reverse("password_change_done")
        assert client.get(response.url).status_code == 200
        annotator.refresh_from_db()
        assert annotator.check_password(NEW)

    def test_other_sessions_end(self, client, django_user_model, annotator):
        elsewhere = type(client)()
        elsewhere.force_login(annotator)
        client.force_login(annotator)
        change(client)
        assert elsewhere.get(reverse("profile")).status_code == 302

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            pytest.param({"old": "wrong"}, "old_password", id="wrong old password"),
            pytest.param({"again": "something-else-9"}, "new_password2", id="not the same twice"),
            pytest.param({"new": "short"}, "new_password2", id="too short"),
            pytest.param({"new": "password12345"}, "new_password2", id="known to everybody"),
            pytest.param({"new": "90218347561"}, "new_password2", id="digits only"),
            pytest.param({"new": "layla-layla"}, "new_password2", id="like the user name"),
            pytest.param({"new": ""}, "new_password1", id="empty"),
            pytest.param({"new": "another\0word-7"}, "new_password1", id="NUL"),
        ],
    )
    def test_bad_input_changes_nothing(self, client, annotator, data, field):
        annotator.username = "layla-layl"
        annotator.save()
        client.force_login(annotator)
        response = change(client, **data)
        assert response.status_code == 200
        assert field in response.context["form"].errors
        annotator.refresh_from_db()
        assert annotator.check_password(factories.PASSWORD)

    def test_admin_panel_uses_the_same_page(self, client, reviewer):
        client.force_login(reviewer)
        assert client.get(reverse("admin:password_change")).status_code == 200
        assert client.get(reverse("admin:password_change_done")).status_code == 200


class TestResetWithoutMail:
    def test_page_says_to_ask_an_administrator_and_has_no_form(self, english, db):
        html = english.get(RESET).content.decode()
        assert "Ask an administrator" in html
        assert 'name="email"' not in html

    def test_nothing_is_sent(self, client, annotator, mailoutbox):
        assert client.post(RESET, {"email": "layla@example.org"}).status_code == 200
        assert mailoutbox == []


@pytest.fixture
def with_mail(settings):
    settings.MAIL_CONFIGURED = True


@pytest.fixture
def layla(annotator):
    annotator.email = "layla@example.org"
    annotator.save()
    return annotator


def ask(client, address: str):
    """Ask for a link and wait until its mail is out."""
    response = client.post(RESET, {"email": address})
    for thread in [thread for thread in threading.enumerate() if thread.name == "mail"]:
        thread.join()
    return response


def link_in(mail) -> str:
    return next(line for line in mail.body.splitlines() if line.startswith("http://")).removeprefix("http://testserver")


@pytest.mark.usefixtures("with_mail")
class TestReset:
    def test_link_leads_to_a_new_password_and_logs_in(self, client, layla, mailoutbox):
        ask(client, "LAYLA@example.org")
        form = open_link(client, link_in(mailoutbox[0]))
        response = choose_password(client, form, NEW)
        assert response.url == reverse("password_reset_complete")
        assert client.get(response.url).status_code == 200
        layla.refresh_from_db()
        assert layla.check_password(NEW)
        assert client.session["_auth_user_id"] == str(layla.pk)

    def test_token_leaves_the_address_before_the_page_is_shown(self, client, layla, mailoutbox):
        ask(client, layla.email)
        path = link_in(mailoutbox[0])
        assert open_link(client, path).redirect_chain[0][0].endswith("/set-password/")

    def test_mail_speaks_the_language_of_its_reader(self, client, layla, mailoutbox):
        layla.language = "en"
        layla.save()
        ask(client, layla.email)
        assert mailoutbox[0].to == ["layla@example.org"]
        assert mailoutbox[0].subject == "New password on testserver"
        assert "asked for a new password for the account layla" in mailoutbox[0].body

    @pytest.mark.parametrize("address", ["layla@example.org", "nobody@example.org"])
    def test_answer_does_not_tell_whether_an_account_exists(self, client, layla, address):
        response = ask(client, address)
        assert (response.status_code, response.url) == (302, reverse("password_reset_done"))
        assert address not in client.get(response.url).content.decode()

    def test_deactivated_and_invited_people_get_no_mail(self, client, layla, invited, mailoutbox):
        layla.is_active = False
        layla.save()
        ask(client, layla.email)
        ask(client, invited.email)
        assert mailoutbox == []

    def test_no_address_comes_back_to_the_form(self, client, db):
        assert "email" in client.post(RESET, {"email": "layla"}).context["form"].errors

    def test_link_works_once(self, client, layla, mailoutbox):
        ask(client, layla.email)
        path = link_in(mailoutbox[0])
        choose_password(client, open_link(client, path), NEW)
        client.post(reverse("logout"))
        response = open_link(client, path)
        assert not response.context["validlink"]
        assert choose_password(client, response, "a-third-long-word-3").status_code == 200
        layla.refresh_from_db()
        assert layla.check_password(NEW)

    def test_link_expires(self, client, layla, mailoutbox, settings):
        ask(client, layla.email)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert not open_link(client, link_in(mailoutbox[0])).context["validlink"]

    def test_link_of_a_person_deactivated_meanwhile_opens_nothing(self, client, layla, mailoutbox):
        ask(client, layla.email)
        get_user_model().objects.update(is_active=False)
        assert not open_link(client, link_in(mailoutbox[0])).context["validlink"]

    def test_lifts_a_lock_out(self, client, layla, mailoutbox, settings):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            response = log_in(client, "layla", "wrong")
        assert response.status_code == 429
        ask(client, layla.email)
        choose_password(client, open_link(client, link_in(mailoutbox[0])), NEW)
        client.post(reverse("logout"))
        assert log_in(client, "layla", NEW).status_code == 302

    def test_broken_mail_server_is_not_told(self, client, layla, settings, caplog):
        settings.EMAIL_BACKEND = "tests.newsroom.accounts.broken_mail.EmailBackend"
        assert ask(client, layla.email).status_code == 302
        assert "could not be sent" in caplog.text


@pytest.mark.parametrize("uid", ["MQ", "!!", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "%FF", "AA"])
@pytest.mark.parametrize("token", ["x", "set-password", "c0-1", "zzzzzzzzzzzzzzzzzzzzzzz-0", "%D8%A7-%D8%A8"])
@pytest.mark.parametrize("name", ["reset", "welcome"])
def test_invented_links_are_answered_kindly(client, db, name, uid, token):
    response = client.get(f"/accounts/{name}/{uid}/{token}/")
    assert response.status_code == 200
    assert not response.context["validlink"]
