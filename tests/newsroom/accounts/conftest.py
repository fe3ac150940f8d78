"""People and links that the tests of the account pages share."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from newsroom.accounts import invitations
from newsroom.accounts.roles import Role
from tests import factories


@pytest.fixture
def plain_administrator(db):
    """An administrator who is no superuser: the group's rights and no more."""
    return factories.make_person("nadia", "administrator", is_staff=True)


@pytest.fixture
def invited(administrator):
    """A person who was invited as an annotator and has not answered yet."""
    person = get_user_model()(username="yara", first_name="Yara", email="yara@example.org")
    return invitations.invite(administrator, person, Role.ANNOTATOR)


@pytest.fixture
def english(client):
    """The same client, spoken to in English."""
    client.cookies["language"] = "en"
    return client


def log_in(client, username: str, password: str = factories.PASSWORD, **extra):
    return client.post(reverse("login"), {"username": username, "password": password}, **extra)


def open_link(client, path: str):
    """Follow a link to choose a password as far as its form, or to the page that says it does not work."""
    return client.get(path, follow=True)


def choose_password(client, response, password: str = "another-long-word-7"):
    """Fill in the form that ``open_link`` came to."""
    path = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
    return client.post(path, {"new_password1": password, "new_password2": password})
