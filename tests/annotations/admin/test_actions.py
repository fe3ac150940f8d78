"""Changing many annotations from the list."""

import uuid

import pytest

from annotations import curation, selection
from annotations.admin import actions
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.admin.pages import (
    CONFIRM,
    LIST,
    UNDO,
    chosen,
    confirmation,
    messages_of,
    statuses,
    undo_address,
)

Status = Annotation.Status


def test_approves_at_once_and_says_so(moderator, marks, reviewer):
    response = moderator.post(LIST, chosen("approve", marks[:2]))
    assert response.status_code == 302
    assert messages_of(response) == ["2 annotations approved."]
    assert statuses(marks) == [Status.APPROVED, Status.APPROVED, Status.PENDING]
    assert {event.by for event in AnnotationEvent.objects.filter(verb="approved")} == {reviewer}


def test_offers_an_undo_that_works(moderator, marks):
    page = moderator.post(LIST, chosen("approve", marks), follow=True)
    response = moderator.post(undo_address(page), {"next": LIST + "?status__exact=pending"})
    assert response.url == LIST + "?status__exact=pending"
    assert messages_of(response)[-1] == "3 changes undone."
    assert statuses(marks) == [Status.PENDING] * 3


def test_puts_back_to_pending_at_once(moderator, marks, reviewer):
    curation.judge_many(reviewer, [mark.pk for mark in marks], Status.REJECTED, "لا")
    response = moderator.post(LIST, chosen("reopen", Annotation.objects.all()))
    assert messages_of(response) == ["3 annotations put back to pending."]
    assert statuses(marks) == [Status.PENDING] * 3


def test_says_what_was_so_already(moderator, marks, reviewer):
    curation.approve(reviewer, marks[0].pk, None)
    response = moderator.post(LIST, chosen("approve", Annotation.objects.all()))
    assert messages_of(response) == ["2 annotations approved. 1 was so already."]


def test_offers_no_undo_where_nothing_changed(moderator, marks, reviewer):
    curation.approve(reviewer, marks[0].pk, None)
    page = moderator.post(LIST, chosen("approve", [Annotation.objects.get(pk=marks[0].pk)]), follow=True)
    assert undo_address(page) == ""


def test_asks_for_the_reason_before_it_rejects(moderator, marks):
    page = moderator.post(LIST, chosen("reject", marks[:2]))
    assert page.status_code == 200
    assert page.context["title"] == "Reject 2 annotations?"
    assert '<mark class="tag-2">موسكو</mark>' in page.content.decode()
    assert statuses(marks) == [Status.PENDING] * 3
    response = moderator.post(CONFIRM, confirmation(page, reason="ليست جهة"))
    assert messages_of(response) == ["2 annotations rejected."]
    assert response.url == LIST
    assert statuses(marks) == [Status.REJECTED, Status.REJECTED, Status.PENDING]
    assert Annotation.objects.get(pk=marks[0].pk).reason == "ليست جهة"


@pytest.mark.parametrize(
    "reason", ["", "س" * 2001, "   "], ids=["missing", "too long", "nothing but spaces"]
)
def test_asks_again_without_a_proper_reason(moderator, marks, reason):
    page = moderator.post(LIST, chosen("reject", marks))
    again = moderator.post(CONFIRM, confirmation(page, reason=reason))
    assert again.status_code == 422
    assert "reason" in again.context["form"].errors
    assert statuses(marks) == [Status.PENDING] * 3


def test_returns_to_the_list_as_it_was_filtered(moderator, marks):
    page = moderator.post(LIST + "?status__exact=pending&p=1", chosen("reject", marks))
    response = moderator.post(CONFIRM, confirmation(page, reason="لا"))
    assert response.url == LIST + "?status__exact=pending&p=1"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "no-view", "7", "\ufffd"])
def test_leads_nowhere_but_into_this_site(moderator, marks, address):
    page = moderator.post(LIST, chosen("reject", marks))
    response = moderator.post(CONFIRM, confirmation(page, reason="لا", next=address))
    assert response.url == LIST


def test_refuses_what_changed_after_the_list_was_shown(moderator, marks, annotator):
    form = chosen("approve", marks)
    curation.edit(annotator, marks[0].pk, None, note="غيّرتها")
    response = moderator.post(LIST, form)
    assert statuses(marks) == [Status.PENDING, Status.APPROVED, Status.APPROVED]
    assert messages_of(response) == [
        "2 annotations approved.",
        "1 was not changed: somebody changed this meanwhile. Reload the list to see it as it is now.",
    ]


def test_refuses_what_changed_while_it_asked(moderator, marks, annotator):
    page = moderator.post(LIST, chosen("reject", marks))
    curation.edit(annotator, marks[0].pk, None, note="غيّرتها")
    moderator.post(CONFIRM, confirmation(page, reason="لا"))
    assert statuses(marks) == [Status.PENDING, Status.REJECTED, Status.REJECTED]


def test_refuses_a_form_without_versions(moderator, marks):
    response = moderator.post(LIST, chosen("approve", marks, seen=[f"{marks[0].pk}.1"]))
    assert messages_of(response) == ["The list was not complete. Nothing was changed; reload it and select again."]
    assert statuses(marks) == [Status.PENDING] * 3


def test_groups_refusals_by_reason(moderator, marks, annotator):
    form = chosen("approve", marks)
    for mark in marks[:2]:
        curation.delete(annotator, mark.pk, None)
    # Deleted ones are not in the list any more: the confirmed form still holds them.
    page_form = {"change": "approve", "selection": " ".join(form["seen"]), "action_id": str(uuid.uuid4())}
    response = moderator.post(CONFIRM, page_form)
    assert messages_of(response) == [
        "1 annotation approved.",
        "2 were not changed: This annotation has been deleted.",
    ]


def test_a_second_click_does_nothing_and_says_what_the_first_did(moderator, marks):
    form = chosen("approve", marks)
    moderator.post(LIST, form)
    response = moderator.post(LIST, form)
    assert messages_of(response)[-1] == "3 annotations approved."
    assert AnnotationEvent.objects.filter(verb="approved").count() == 3


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 2)


def test_asks_first_about_many(moderator, marks, few_at_once):
    page = moderator.post(LIST, chosen("approve", marks))
    assert page.context["title"] == "Approve 3 annotations?"
    assert statuses(marks) == [Status.PENDING] * 3
    response = moderator.post(CONFIRM, confirmation(page))
    assert messages_of(response) == ["3 annotations approved."]


def test_the_question_lists_everything_it_is_about(moderator, marks, reviewer, few_at_once, monkeypatch):
    monkeypatch.setattr(actions, "SAMPLE", 1)
    curation.reject(reviewer, marks[0].pk, None, "لا")
    page = moderator.post(LIST, chosen("approve", Annotation.objects.all()))
    assert page.context["counts"] == [("pending", 2), ("rejected", 1), ("articles", 1)]
    listed = {row.pk for _passage, row in page.context["sample"]} | {pk for pk, *_words in page.context["rest"]}
    assert listed == {mark.pk for mark in marks}
    assert all(mark.exact in page.content.decode() for mark in marks)


def test_what_was_done_in_bulk_is_one_entry_of_the_day_and_undone_from_there(moderator, marks, few_at_once):
    page = moderator.post(LIST, chosen("approve", marks))
    moderator.post(CONFIRM, confirmation(page))
    action = AnnotationEvent.objects.filter(verb="approved").values_list("action_id", flat=True).first()
    [entry] = moderator.get("/history/", {"verb": "approved"}).context["page"].entries
    assert (entry.event.action_id, entry.count) == (action, 3)
    moderator.post(f"/history/actions/{action}/undo/")
    assert statuses(marks) == [Status.PENDING] * 3


def test_all_across_pages_are_those_the_question_names(moderator, marks, annotator, article, few_at_once):
    page = moderator.post(LIST, chosen("approve", marks[:1], select_across="1"))
    assert page.context["title"] == "Approve 3 annotations?"
    late = factories.make_annotation(annotator, article, "وكالات")
    moderator.post(CONFIRM, confirmation(page))
    assert statuses([*marks, late]) == [Status.APPROVED] * 3 + [Status.PENDING]


def test_all_across_pages_follows_the_filter(moderator, marks, reviewer, few_at_once):
    curation.reject(reviewer, marks[0].pk, None, "لا")
    moderator.post(LIST + "?status__exact=pending", chosen("approve", marks[1:2], select_across="1"))
    assert statuses(marks) == [Status.REJECTED, Status.APPROVED, Status.APPROVED]


def test_all_across_pages_ends_with_the_window(moderator, marks, monkeypatch, few_at_once):
    monkeypatch.setattr(actions, "LONGEST", 2)
    monkeypatch.setattr(selection, "LONGEST", 2)
    response = moderator.post(LIST, chosen("approve", marks[:1], select_across="1"))
    assert messages_of(response) == ["2 annotations approved."]
    assert statuses(marks) == [Status.PENDING, Status.APPROVED, Status.APPROVED]


def test_deletes_softly_and_restores(moderator, marks):
    page = moderator.post(LIST, chosen("delete", marks), follow=True)
    assert messages_of(page) == ["3 annotations deleted."] or undo_address(page)
    assert Annotation.objects.live().count() == 0
    deleted = chosen("restore", Annotation.objects.all())
    response = moderator.post(LIST + "?presence=deleted", deleted)
    assert messages_of(response)[-1] == "3 annotations restored."
    assert Annotation.objects.live().count() == 3


def test_restoring_onto_a_living_twin_says_why_not(moderator, marks, annotator, article):
    curation.delete(annotator, marks[0].pk, None)
    factories.make_annotation(annotator, article, "موسكو")
    gone = chosen("restore", Annotation.objects.filter(pk=marks[0].pk))
    response = moderator.post(LIST + "?presence=deleted", gone)
    assert messages_of(response) == [
        "0 annotations restored.",
        "1 was not changed: You have already marked this with the same tag.",
    ]


def test_offers_restoring_only_where_deleted_ones_are_shown(moderator, marks):
    live = dict(moderator.get(LIST).context["action_form"].fields["action"].choices)
    gone = dict(moderator.get(LIST, {"presence": "deleted"}).context["action_form"].fields["action"].choices)
    assert set(live) == {"", "approve", "reopen", "reject", "retag", "delete"}
    assert set(gone) == {"", "restore"}


def test_undo_of_what_changed_again_undoes_nothing(moderator, marks, annotator):
    page = moderator.post(LIST, chosen("approve", marks), follow=True)
    curation.edit(annotator, marks[0].pk, None, note="غيّرتها")
    response = moderator.post(undo_address(page))
    assert messages_of(response)[-1] == "Some of these annotations were changed again since. Nothing was undone."
    assert statuses(marks) == [Status.APPROVED] * 3


def test_undo_of_an_unknown_action_says_so(moderator, marks):
    response = moderator.post(UNDO)
    assert messages_of(response) == ["There is no such action of yours to undo."]
