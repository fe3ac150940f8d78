"""What nobody sends from the list by accident: it is refused, and never an error of the server."""

import uuid

import pytest
from django.test import Client

from annotations.models import Annotation
from tests import factories
from tests.annotations.admin.pages import (
    CONFIRM,
    LIST,
    NO_ONE,
    UNDO,
    chosen,
    messages_of,
    statuses,
)

Status = Annotation.Status


@pytest.mark.parametrize("address", [CONFIRM, UNDO])
def test_pages_that_change_things_take_posts_only(moderator, address):
    assert moderator.get(address).status_code == 405


@pytest.mark.parametrize("address", [CONFIRM, UNDO])
def test_pages_that_change_things_need_a_reviewer(client, annotator, address, marks):
    assert client.post(address).status_code == 302
    client.force_login(annotator)
    assert client.post(address).status_code == 302
    client.force_login(factories.make_person("salim", is_staff=True))
    assert client.post(address).status_code == 403


def test_undo_needs_the_token_of_the_page(reviewer, marks):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert client.post(UNDO).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"_selected_action": ["no-uuid"]},
        {"_selected_action": ["\0"]},
        {"_selected_action": []},
        {"_selected_action": [NO_ONE]},
        {"action": "delete_selected"},
        {"action": "restore"},
        {"action": ""},
        {"action_id": "x"},
        {"seen": ["x"]},
        {"seen": ["x.1"]},
        {"seen": []},
        {"select_across": "yes"},
    ],
    ids=str,
)
def test_survives_a_forged_list(moderator, marks, change):
    response = moderator.post(LIST, chosen("approve", marks[:1]) | change)
    assert response.status_code in (302, 400)
    assert response.status_code == 400 or messages_of(response)
    assert statuses(marks) == [Status.PENDING] * 3


@pytest.mark.parametrize("index", ["x", "7", "-1"])
def test_the_number_of_the_button_does_not_matter(moderator, marks, index):
    moderator.post(LIST, chosen("approve", marks[:1], index=index))
    assert statuses(marks) == [Status.APPROVED, Status.PENDING, Status.PENDING]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"change": "explode", "selection": f"{NO_ONE}.1"},
        {"change": "approve"},
        {"change": "approve", "selection": "x"},
        {"change": "approve", "selection": "\0"},
        {"change": "approve", "selection": f"{NO_ONE}.x"},
        {"change": "approve", "selection": f"{NO_ONE}.٣"},
        {"change": "approve", "selection": " ".join(f"{uuid.UUID(int=number)}.1" for number in range(10_001))},
        {"change": "approve", "selection": f"{NO_ONE}.1", "action_id": "x"},
        {"change": "reject", "reason": "لا", "selection": "x"},
    ],
    ids=[
        "empty", "unknown change", "no selection", "no ids", "nul", "no version", "arabic digit", "too many",
        "no action", "reject nothing",
    ],
)  # fmt: skip
def test_refuses_a_forged_confirmation(moderator, form):
    assert moderator.post(CONFIRM, form).status_code == 400


def test_ids_that_do_not_exist_change_nothing(moderator, marks):
    response = moderator.post(CONFIRM, {"change": "delete", "selection": f"{NO_ONE}.1"})
    assert messages_of(response) == ["0 annotations deleted. 1 was so already."]
