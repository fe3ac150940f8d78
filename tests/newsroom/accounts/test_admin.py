"""People in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from newsroom.accounts.roles import Role
from tests import factories

PEOPLE = "/admin/accounts/user/"
User = get_user_model()


def page_of(person) -> str:
    return f"{PEOPLE}{person.pk}/change/"


def form(person, **fields) -> dict:
    shown = {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "language": person.language,
        "is_active": "on",
        "groups": list(person.groups.values_list("pk", flat=True)),
    }
    return shown | fields


@pytest.fixture
def as_administrator(client, plain_administrator):
    """A client of an administrator who is no superuser."""
    client.force_login(plain_administrator)
    return client


@pytest.fixture
def as_superuser(client, administrator):
    client.force_login(administrator)
    return client


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_lists_people_with_their_groups(as_administrator, annotator, reviewer, django_assert_num_queries):
    page = as_administrator.get(PEOPLE).content.decode()
    assert str(Role.ANNOTATOR.label) in page
    for number in range(5):
        factories.make_person(f"extra{number}", "annotator")
    with django_assert_num_queries(8):
        as_administrator.get(PEOPLE)


def test_leads_to_inviting_somebody(as_administrator):
    assert "/accounts/invite/" in as_administrator.get(PEOPLE).content.decode()


def test_changes_language_and_groups(as_administrator, annotator):
    fields = {"language": "en", "is_staff": "on", "groups": [group("reviewer")]}
    assert as_administrator.post(page_of(annotator), form(annotator, **fields)).status_code == 302
    annotator.refresh_from_db()
    assert (annotator.language, annotator.is_staff) == ("en", True)
    assert [found.name for found in annotator.groups.all()] == ["reviewer"]


def test_deactivates_instead_of_deleting(as_superuser, annotator):
    assert as_superuser.post(f"{PEOPLE}{annotator.pk}/delete/", {"post": "yes"}).status_code == 403
    fields = form(annotator)
    del fields["is_active"]
    as_superuser.post(page_of(annotator), fields)
    annotator.refresh_from_db()
    assert not annotator.is_active


def test_adds_a_person(as_superuser):
    fields = {
        "username": "salma",
        "usable_password": "true",
        "password1": factories.PASSWORD,
        "password2": factories.PASSWORD,
        "language": "ar",
        "groups": [group("annotator")],
    }
    assert as_superuser.post(f"{PEOPLE}add/", fields).status_code == 302
    person = User.objects.get(username="salma")
    assert person.check_password(factories.PASSWORD)
    assert [found.name for found in person.groups.all()] == ["annotator"]


def test_an_administrator_makes_nobody_a_superuser(as_administrator, annotator, plain_administrator):
    as_administrator.post(page_of(annotator), form(annotator, is_superuser="on", user_permissions=[1]))
    annotator.refresh_from_db()
    assert not annotator.is_superuser
    assert not annotator.user_permissions.exists()


def test_an_administrator_makes_nobody_an_administrator(as_administrator, annotator):
    page = as_administrator.post(page_of(annotator), form(annotator, groups=[group("administrator")]))
    assert page.status_code == 200
    assert "groups" in page.context["adminform"].form.errors
    assert [found.name for found in annotator.groups.all()] == ["annotator"]


def test_an_administrator_does_not_reach_who_has_more_rights(as_administrator, administrator):
    other = factories.make_person("amal", "administrator", is_staff=True)
    for person in (administrator, other):
        assert as_administrator.get(page_of(person)).status_code == 200
        assert as_administrator.post(page_of(person), form(person, email="x@example.org")).status_code == 403
        password = {"password1": "another-long-word-1", "password2": "another-long-word-1", "usable_password": "true"}
        assert as_administrator.post(f"{PEOPLE}{person.pk}/password/", password).status_code == 403
        person.refresh_from_db()
        assert person.check_password(factories.PASSWORD)


def test_a_superuser_does_both(as_superuser, annotator):
    fields = form(annotator, is_superuser="on", groups=[group("administrator")])
    assert as_superuser.post(page_of(annotator), fields).status_code == 302
    annotator.refresh_from_db()
    assert annotator.is_superuser


def test_is_closed_to_reviewers_annotators_and_nobody(client, reviewer, annotator):
    assert client.get(PEOPLE).status_code == 302
    client.force_login(annotator)
    assert client.get(PEOPLE).status_code == 302
    client.force_login(reviewer)
    for address in (PEOPLE, f"{PEOPLE}add/", page_of(annotator), f"{PEOPLE}{annotator.pk}/password/"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


@pytest.mark.parametrize(
    "query", ["groups__id__exact=x", "groups__id__exact=" + "9" * 30, "language__exact=%00", "password__startswith=a",
              "username__gt=%00", "q=%00", "p=x"],
)  # fmt: skip
def test_survives_garbage_in_the_address(as_administrator, query):
    assert as_administrator.get(f"{PEOPLE}?{query}", follow=True).status_code in (200, 400)


def test_refuses_a_group_that_no_key_can_name(as_superuser, annotator):
    page = as_superuser.post(page_of(annotator), form(annotator, groups=["9" * 30]))
    assert page.status_code == 200
    assert page.context["errors"]
    assert list(annotator.groups.values_list("name", flat=True)) == ["annotator"]
