"""Inviting people, and answering an invitation."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from newsroom.accounts import invitations
from newsroom.accounts.roles import Role
from tests import factories
from tests.newsroom.accounts.conftest import choose_password, open_link

User = get_user_model()
INVITE = reverse("invite")
DATA = {
    "username": "ziad",
    "first_name": "زياد",
    "last_name": "نصار",
    "email": "ziad@example.org",
    "role": "annotator",
    "language": "ar",
}


def path_of(response) -> str:
    return response.context["link"].removeprefix("http://testserver")


def link_url(person) -> str:
    return reverse("invitation_link", args=[person.pk])


def withdraw_url(person) -> str:
    return reverse("invitation_withdraw", args=[person.pk])


class TestWhoMayInvite:
    def test_nobody_is_asked_to_log_in(self, client, invited):
        assert client.get(INVITE).url == f"{reverse('login')}?next={INVITE}"
        for path in (INVITE, link_url(invited), withdraw_url(invited)):
            assert client.post(path, DATA).status_code == 401
        assert not User.objects.filter(username="ziad").exists()

    @pytest.mark.parametrize("who", ["annotator", "reviewer", "reader"])
    def test_others_are_refused(self, client, request, invited, who):
        client.force_login(request.getfixturevalue(who))
        assert client.get(INVITE).status_code == 403
        for path in (INVITE, link_url(invited), withdraw_url(invited)):
            assert client.post(path, DATA).status_code == 403
        assert not User.objects.filter(username="ziad").exists()
        invited.refresh_from_db()
        assert invited.is_active

    def test_withdrawing_needs_a_post(self, client, administrator, invited):
        client.force_login(administrator)
        assert client.get(withdraw_url(invited)).status_code == 405

    def test_address_of_a_link_page_leads_back_to_the_list(self, client, administrator, invited):
        client.force_login(administrator)
        before = invited.password
        assert client.get(link_url(invited)).url == INVITE
        invited.refresh_from_db()
        assert invited.password == before


class TestInviting:
    @pytest.fixture(autouse=True)
    def by_administrator(self, client, administrator):
        client.force_login(administrator)

    def test_makes_an_account_without_a_password(self, client):
        response = client.post(INVITE, DATA)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
        ziad = User.objects.get(username="ziad")
        assert not ziad.has_usable_password()
        assert (str(ziad), ziad.email, ziad.language) == ("زياد نصار", "ziad@example.org", "ar")
        assert not (ziad.is_staff or ziad.is_superuser)
        assert [group.name for group in ziad.groups.all()] == ["annotator"]

    @pytest.mark.parametrize("role", ["reviewer", "administrator"])
    def test_reviewers_and_administrators_work_in_the_admin_panel(self, client, role):
        client.post(INVITE, DATA | {"role": role})
        ziad = User.objects.get(username="ziad")
        assert ziad.is_staff
        assert not ziad.is_superuser

    def test_without_mail_the_link_is_shown_and_nothing_sent(self, client, mailoutbox):
        response = client.post(INVITE, DATA)
        assert response.context["link"].startswith("http://testserver/accounts/welcome/")
        assert response.context["link"] in response.content.decode()
        assert mailoutbox == []

    def test_with_mail_the_link_is_sent_in_the_language_of_its_reader(self, client, settings, mailoutbox):
        settings.MAIL_CONFIGURED = True
        response = client.post(INVITE, DATA | {"language": "en"})
        mail = mailoutbox[0]
        assert mail.to == ["ziad@example.org"]
        assert mail.subject == "huda invites you to Hawashi"
        assert response.context["link"] in mail.body
        assert "for 3 days" in mail.body
        assert response.context["is_mailed"]

    def test_without_an_address_nothing_is_sent(self, client, settings, mailoutbox):
        settings.MAIL_CONFIGURED = True
        assert not client.post(INVITE, DATA | {"email": ""}).context["is_mailed"]
        assert mailoutbox == []

    def test_broken_mail_server_leaves_the_link_to_copy(self, client, settings, caplog):
        settings.MAIL_CONFIGURED = True
        settings.EMAIL_BACKEND = "tests.newsroom.accounts.broken_mail.EmailBackend"
        response = client.post(INVITE, DATA)
        assert response.status_code == 200
        assert not response.context["is_mailed"]
        assert response.context["link"] in response.content.decode()

    def test_admin_history_says_who_invited(self, client, administrator):
        client.post(INVITE, DATA)
        entry = LogEntry.objects.get(object_id=User.objects.get(username="ziad").pk)
        assert (entry.user, entry.is_addition()) == (administrator, True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            pytest.param("username", "", id="no user name"),
            pytest.param("username", "huda", id="user name taken"),
            pytest.param("username", "HUDA", id="user name taken but for capitals"),
            pytest.param("username", "zi ad", id="space in the user name"),
            pytest.param("username", "z" * 151, id="user name too long"),
            pytest.param("username", "zi\0ad", id="NUL"),
            pytest.param("email", "nowhere", id="no address"),
            pytest.param("role", "", id="no role"),
            pytest.param("role", "emperor", id="unknown role"),
            pytest.param("language", "fr", id="unknown language"),
        ],
    )
    def test_bad_input_makes_no_account(self, client, field, value):
        count = User.objects.count()
        response = client.post(INVITE, DATA | {field: value})
        assert response.status_code == 200
        assert field in response.context["form"].errors
        assert User.objects.count() == count

    def test_user_name_taken_at_the_same_moment_is_told(self, client, monkeypatch, second_annotator):
        # The form looked before the other account was there.
        monkeypatch.setattr("newsroom.accounts.forms.InviteForm.clean_username", lambda form: "omar")
        monkeypatch.setattr(User, "validate_unique", lambda *args, **kwargs: None)
        response = client.post(INVITE, DATA | {"username": "omar"})
        assert "username" in response.context["form"].errors

    @pytest.mark.parametrize("field", ["is_superuser", "is_staff", "user_permissions", "groups"])
    def test_other_fields_are_not_listened_to(self, client, field):
        client.post(INVITE, DATA | {field: "1"})
        ziad = User.objects.get(username="ziad")
        assert not (ziad.is_superuser or ziad.is_staff or ziad.user_permissions.exists())
        assert [group.name for group in ziad.groups.all()] == ["annotator"]


class TestNoWayUp:
    """An administrator who is no superuser gains nothing beyond what they have."""

    @pytest.fixture(autouse=True)
    def by_plain_administrator(self, client, plain_administrator):
        client.force_login(plain_administrator)

    def test_cannot_invite_administrators(self, client):
        assert "administrator" not in client.get(INVITE).content.decode().split("<form")[-1]
        response = client.post(INVITE, DATA | {"role": "administrator"})
        assert "role" in response.context["form"].errors
        assert not User.objects.filter(username="ziad").exists()

    def test_not_even_past_the_form(self, plain_administrator):
        with pytest.raises(PermissionDenied):
            invitations.invite(plain_administrator, User(username="ziad"), Role.ADMINISTRATOR)

    def test_invites_reviewers(self, client):
        client.post(INVITE, DATA | {"role": "reviewer"})
        assert User.objects.get(username="ziad").is_staff

    @pytest.fixture(params=["administrator", "superuser", "own permission"])
    def mightier(self, request, administrator):
        """A person without a password yet, with rights an administrator may not give."""
        person = User(username="amir", is_superuser=request.param == "superuser")
        role = Role.ADMINISTRATOR if request.param == "administrator" else Role.REVIEWER
        invitations.invite(administrator, person, role)
        if request.param == "own permission":
            person.user_permissions.add(Permission.objects.get(codename="change_user"))
        return person

    def test_cannot_make_a_link_for_a_mightier_account(self, client, mightier):
        response = client.post(link_url(mightier), follow=True)
        assert "link" not in response.context
        assert "amir" not in response.content.decode()

    def test_cannot_withdraw_a_mightier_invitation(self, client, mightier):
        client.post(withdraw_url(mightier))
        mightier.refresh_from_db()
        assert mightier.is_active

    def test_cannot_make_a_link_for_a_person_with_a_password(self, client, annotator):
        assert client.post(link_url(annotator)).url == INVITE
        assert client.post(withdraw_url(annotator)).url == INVITE
        annotator.refresh_from_db()
        assert annotator.is_active
        assert annotator.check_password(factories.PASSWORD)


class TestOpenInvitations:
    @pytest.fixture(autouse=True)
    def by_administrator(self, client, administrator):
        client.force_login(administrator)

    def test_lists_who_has_not_answered(self, client, invited, annotator):
        listed = [row["person"] for row in client.get(INVITE).context["invitations"]]
        assert listed == [invited]

    def test_query_count_does_not_grow(self, client, administrator, django_assert_num_queries):
        for number in range(3):
            invitations.invite(administrator, User(username=f"p{number}"), Role.REVIEWER)
        client.get(INVITE)
        # The session, the person, people, their groups; in the header open articles, and comments that mention the person.
        with django_assert_num_queries(6):
            client.get(INVITE)

    def test_new_link_makes_the_old_one_useless(self, client, invited):
        old = invitations.path_of_link(invited)
        new = path_of(client.post(link_url(invited)))
        guest = type(client)()
        assert not open_link(guest, old).context["validlink"]
        assert open_link(guest, new).context["validlink"]

    def test_withdrawn_invitation_opens_nothing(self, client, invited):
        path = invitations.path_of_link(invited)
        response = client.post(withdraw_url(invited), follow=True)
        assert response.context["messages"]
        assert not open_link(type(client)(), path).context["validlink"]
        invited.refresh_from_db()
        assert not invited.is_active

    def test_withdrawing_while_the_form_is_open_wins(self, client, invited):
        guest = type(client)()
        form = open_link(guest, invitations.path_of_link(invited))
        client.post(withdraw_url(invited))
        assert choose_password(guest, form).status_code == 200
        invited.refresh_from_db()
        assert not invited.has_usable_password()

    def test_withdrawn_invitation_can_be_made_again(self, client, invited):
        client.post(withdraw_url(invited))
        path = path_of(client.post(link_url(invited)))
        assert open_link(type(client)(), path).context["validlink"]

    @pytest.mark.parametrize("pk", [0, 10**30])
    def test_unknown_invitation_leads_back_with_a_word(self, client, pk):
        response = client.post(reverse("invitation_link", args=[pk]), follow=True)
        assert response.redirect_chain == [(INVITE, 302)]
        assert len(response.context["messages"]) == 1

    def test_answered_invitation_leads_back_with_a_word(self, client, invited):
        choose_password(guest := type(client)(), open_link(guest, invitations.path_of_link(invited)))
        response = client.post(withdraw_url(invited), follow=True)
        assert response.redirect_chain == [(INVITE, 302)]
        invited.refresh_from_db()
        assert invited.is_active
