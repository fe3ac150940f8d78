"""Answering an invitation: the link, once, in the language that it was written in."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from newsroom.accounts import invitations
from tests.newsroom.accounts.conftest import choose_password, log_in, open_link

User = get_user_model()


class TestAnswering:
    def test_chosen_password_logs_in_and_welcomes(self, client, invited):
        form = open_link(client, invitations.path_of_link(invited))
        assert form.status_code == 200
        response = choose_password(client, form, "a-long-first-word-1")
        assert response.url == reverse("newsroom:article_list")
        assert client.session["_auth_user_id"] == str(invited.pk)
        client.post(reverse("logout"))
        assert log_in(client, "yara", "a-long-first-word-1").status_code == 302

    def test_opening_the_link_alone_uses_nothing_up(self, client, invited):
        path = invitations.path_of_link(invited)
        open_link(client, path)  # a mail program looks whether it is dangerous
        assert open_link(type(client)(), path).context["validlink"]

    def test_used_link_says_so_kindly(self, english, invited):
        path = invitations.path_of_link(invited)
        choose_password(english, open_link(english, path))
        html = open_link(type(english)(), path).content.decode()
        assert reverse("login") in html
        assert 'name="new_password1"' not in html

    def test_expired_link_says_so_kindly(self, client, invited, settings):
        path = invitations.path_of_link(invited)
        settings.PASSWORD_RESET_TIMEOUT = -1
        response = open_link(client, path)
        assert response.status_code == 200
        assert not response.context["validlink"]

    def test_weak_password_is_refused(self, client, invited):
        response = choose_password(client, open_link(client, invitations.path_of_link(invited)), "12345")
        assert "new_password2" in response.context["form"].errors
        invited.refresh_from_db()
        assert not invited.has_usable_password()

    def test_refusals_speak_the_language_of_the_invitation(self, client, invited):
        invited.language = "en"
        invited.save()
        page = choose_password(client, open_link(client, invitations.path_of_link(invited)), "1234567890123")
        assert "entirely numeric" in page.content.decode()

    def test_page_speaks_the_language_of_the_invitation(self, client, invited):
        invited.language = "en"
        invited.save()
        response = open_link(client, invitations.path_of_link(invited))
        assert 'lang="en" dir="ltr"' in response.content.decode()
        assert response.headers["Content-Language"] == "en"

    def test_unless_the_visitor_chose_another(self, client, invited):
        invited.language = "en"
        invited.save()
        client.cookies["language"] = "ar"
        assert 'lang="ar"' in open_link(client, invitations.path_of_link(invited)).content.decode()

    def test_somebody_else_who_is_logged_in_is_warned(self, english, administrator, invited):
        administrator.language = "en"
        administrator.save()
        english.force_login(administrator)
        html = open_link(english, invitations.path_of_link(invited)).content.decode()
        assert "You are logged in as <bdi>huda</bdi>" in html
