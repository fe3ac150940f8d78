"""Changing more annotations than one request should: step by step, with a page that shows how far it is."""

import re

import pytest
from django.urls import reverse

from annotations import bulk_runs, curation, selection
from annotations.admin import actions
from annotations.models import Annotation, AnnotationEvent, BulkRun
from tests import factories
from tests.annotations.admin.pages import CONFIRM, LIST, chosen, confirmation, messages_of, statuses

Status = Annotation.Status
HTMX = {"HX-Request": "true"}
UNDO = "0190a000-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """One annotation a chunk and one chunk a step: three marks are many."""
    for module, name, value in [
        (actions, "MOST_AT_ONCE", 2), (actions, "CHUNK", 2),
        (bulk_runs, "CHUNK", 1), (bulk_runs, "ONE_BY_ONE", 1),
    ]:  # fmt: skip
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr("annotations.admin.runs.SECONDS_BY_HAND", 0)
    monkeypatch.setattr("annotations.admin.runs.SECONDS_BY_SCRIPT", 0)


def begin(client, change: str, marks, **fields) -> BulkRun:
    page = client.post(LIST, chosen(change, marks))
    response = client.post(CONFIRM, confirmation(page, **fields))
    assert response.status_code == 303
    run = BulkRun.objects.latest("started_at")
    assert response.url == f"{address_of(run)}?go=1"
    return run


def address_of(run: BulkRun, what: str = "") -> str:
    return reverse(f"admin:annotations_annotation_run{what}", args=[run.pk])


def go_on(client, run: BulkRun, times: int = 1) -> BulkRun:
    for _ in range(times):
        assert client.post(address_of(run, "_step")).status_code == 303
    run.refresh_from_db()
    return run


def test_goes_step_by_step_as_one_action(moderator, marks):
    run = begin(moderator, "approve", marks)
    assert (run.total, run.position, statuses(marks)) == (3, 0, [Status.PENDING] * 3)
    run = go_on(moderator, run)
    assert (run.position, run.changed, run.state) == (1, 1, "running")
    run = go_on(moderator, run, 2)
    assert (run.position, run.changed, run.state, run.selection) == (3, 3, "finished", "")
    assert statuses(marks) == [Status.APPROVED] * 3
    assert set(AnnotationEvent.objects.filter(verb="approved").values_list("action_id", flat=True)) == {run.pk}


def test_shows_a_real_progress_that_works_without_a_script(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks))
    page = moderator.get(address_of(run)).content.decode()
    assert '<progress value="1" max="3"' in page
    assert "hx-trigger" not in page, "a page that somebody comes back to waits for them"
    assert f'action="{address_of(run, "_step")}"' in page
    assert "hx-trigger" in moderator.get(address_of(run) + "?go=1").content.decode()


def test_a_script_gets_the_progress_alone_and_is_led_to_the_result(moderator, marks):
    run = begin(moderator, "approve", marks)
    answer = moderator.post(address_of(run, "_step"), headers=HTMX)
    assert answer.status_code == 200
    assert '<progress value="1" max="3"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    moderator.post(address_of(run, "_step"), headers=HTMX)
    assert moderator.post(address_of(run, "_step"), headers=HTMX)["HX-Redirect"] == address_of(run)


def test_the_result_says_how_many_changed_and_why_others_did_not(moderator, marks, annotator, reviewer, article):
    curation.approve(reviewer, marks[0].pk, None)
    run = begin(moderator, "approve", Annotation.objects.all())
    curation.edit(annotator, marks[1].pk, None, note="غيّرتها")
    run = go_on(moderator, run, 3)
    page = moderator.get(address_of(run)).content.decode()
    assert "1 annotation approved." in page
    assert "1 was so already." in page
    assert "somebody changed this meanwhile" in page
    assert reverse("admin:annotations_annotation_change", args=[marks[1].pk]) in page


def test_can_be_stopped_between_two_steps(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks))
    response = moderator.post(address_of(run, "_stop"), follow=True)
    assert "Stopped after 1 of 3." in response.content.decode()
    run = go_on(moderator, run)
    assert (run.state, run.changed) == ("cancelled", 1)
    assert sorted(statuses(marks)) == [Status.APPROVED, Status.PENDING, Status.PENDING]


def test_is_undone_as_one_from_the_result_step_by_step_too(moderator, marks):
    run = go_on(moderator, begin(moderator, "reject", marks, reason="لا"), 3)
    page = moderator.get(address_of(run)).content.decode()
    undo = re.search(r'action="(/admin/annotations/annotation/undo/[^"]+)"', page)[1]
    response = moderator.post(undo, {"next": LIST})
    back = BulkRun.objects.get(undoes=run.pk)
    assert response.url == f"{address_of(back)}?go=1"
    back = go_on(moderator, back, 3)
    assert (back.state, back.changed, statuses(marks)) == ("finished", 3, [Status.PENDING] * 3)
    assert "3 changes undone." in moderator.get(address_of(back)).content.decode()
    run.refresh_from_db()
    assert run.state == "undone"
    assert "Undo all of it" not in moderator.get(address_of(run)).content.decode()


def test_undone_from_the_history_it_goes_step_by_step_too_and_once(moderator, marks):
    run = go_on(moderator, begin(moderator, "reject", marks, reason="لا"), 3)
    address = reverse("annotations:history_undo", args=[run.pk])
    first, second = (moderator.post(address, {"action": UNDO}).url for _ in range(2))
    back = BulkRun.objects.get(undoes=run.pk)
    assert first == second == f"{address_of(back)}?go=1"
    back = go_on(moderator, back, 3)
    assert (back.changed, statuses(marks)) == (3, [Status.PENDING] * 3)
    assert f'href="/history/actions/{run.pk}/"' in moderator.get(address_of(back)).content.decode()


def test_whoever_has_no_such_pages_undoes_at_once(client, marks):
    reviewer = factories.make_person("nabil", "reviewer")
    action = curation.judge_many(reviewer, [mark.pk for mark in marks], Status.APPROVED).action_id
    client.force_login(reviewer)
    response = client.post(reverse("annotations:history_undo", args=[action]), {"action": UNDO})
    assert response.url == reverse("annotations:action_history", args=[UNDO])
    assert statuses(marks) == [Status.PENDING] * 3
    assert not BulkRun.objects.exists()


def test_a_broken_off_run_is_offered_on_the_first_page_and_goes_on(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks))
    page = moderator.get("/admin/").content.decode()
    assert "broke off after 1 of 3." in page
    assert address_of(run) in page
    go_on(moderator, run, 2)
    assert statuses(marks) == [Status.APPROVED] * 3
    assert address_of(run) not in moderator.get("/admin/").content.decode()


def test_a_broken_off_run_is_undone_and_goes_no_further(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks))
    moderator.post(reverse("admin:annotations_annotation_undo", args=[run.pk]))
    assert go_on(moderator, run).state == "undone"
    assert statuses(marks) == [Status.PENDING] * 3


def test_a_step_that_broke_off_before_it_was_written_is_not_done_twice(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks))
    BulkRun.objects.filter(pk=run.pk).update(position=0, changed=0)
    run = go_on(moderator, run, 3)
    assert (run.changed, AnnotationEvent.objects.filter(verb="approved").count()) == (3, 3)


def test_two_tabs_count_once(moderator, marks, reviewer):
    run = begin(moderator, "approve", marks)
    run = BulkRun.objects.select_related("by").get(pk=run.pk)
    bulk_runs.step(run, 0)
    # The other tab has read the run before that.
    bulk_runs.step(run, 0)
    run.refresh_from_db()
    assert (run.position, run.changed) == (1, 1)


def test_confirmed_twice_it_is_one_run(moderator, marks):
    form = confirmation(moderator.post(LIST, chosen("approve", marks)))
    first, second = (moderator.post(CONFIRM, form).url for _ in range(2))
    assert first == second
    assert BulkRun.objects.count() == 1


def test_an_action_of_somebody_else_is_not_gone_on_with(client, moderator, marks, administrator):
    run = begin(moderator, "approve", marks)
    client.force_login(administrator)
    form = confirmation(client.post(LIST, chosen("reject", marks)), reason="لا", action_id=str(run.pk))
    client.post(CONFIRM, form)
    theirs = BulkRun.objects.get(by=administrator)
    assert theirs.pk != run.pk


def test_changes_the_tag_and_undoes_it(moderator, marks):
    run = begin(moderator, "retag", marks, tag="location")
    run = go_on(moderator, run, 3)
    assert set(Annotation.objects.values_list("tag__slug", flat=True)) == {"location"}
    assert "3 annotations have another tag." in moderator.get(address_of(run)).content.decode()
    bulk_runs.step(bulk_runs.undo(run.by, run.pk), 60)
    assert set(Annotation.objects.values_list("tag__slug", flat=True)) == {"actor"}


def test_a_tag_that_a_collection_does_without_is_refused_with_the_reason(moderator, marks, article):
    article.collection.settings.tags.set(type(marks[0].tag).objects.filter(slug__in=["actor", "quote"]))
    run = go_on(moderator, begin(moderator, "retag", marks, tag="location"), 3)
    assert (run.changed, run.refused_number) == (0, 3)
    assert "does without the tag" in moderator.get(address_of(run)).content.decode()


def test_asks_again_for_a_tag_that_there_is_not(moderator, marks):
    page = moderator.post(LIST, chosen("retag", marks))
    assert moderator.post(CONFIRM, confirmation(page, tag="nonsense")).status_code == 422


def test_deletes_step_by_step(moderator, marks):
    go_on(moderator, begin(moderator, "delete", marks), 3)
    assert Annotation.objects.live().count() == 0


def test_is_nobody_elses(client, moderator, marks, administrator):
    run = begin(moderator, "approve", marks)
    client.force_login(administrator)
    assert client.get(address_of(run)).status_code == 404
    assert client.post(address_of(run, "_step")).status_code == 404
    assert client.post(address_of(run, "_stop")).status_code == 404
    client.force_login(factories.make_person("salim", is_staff=True))
    assert client.get(address_of(run)).status_code == 403


def test_the_question_says_what_stays_as_it_is(moderator, marks, reviewer, annotator, article):
    curation.approve(reviewer, marks[0].pk, None)
    own = factories.make_annotation(reviewer, article, "سامر", "quote")
    type(article.collection.settings).objects.update(may_judge_own=False)
    page = moderator.post(LIST, chosen("approve", Annotation.objects.all()))
    preview = page.context["preview"]
    assert (preview.tags, preview.authors) == ([("actor", 3), ("quote", 1)], [("layla", 3), ("samira", 1)])
    assert sorted(preview.left_out) == [
        "1 is so already.", "1 is your own, in a collection where nobody judges their own.",
    ]  # fmt: skip
    run = go_on(moderator, _begun(moderator, page), 4)
    assert (run.changed, run.unchanged_number, run.refused_number) == (2, 1, 1)
    assert Annotation.objects.get(pk=own.pk).status == Status.PENDING


def _begun(client, page) -> BulkRun:
    client.post(CONFIRM, confirmation(page))
    return BulkRun.objects.latest("started_at")


def test_rights_that_are_gone_meanwhile_are_told(moderator, marks, reviewer):
    run = begin(moderator, "approve", marks)
    factories.make_member(marks[0].article.collection, reviewer, "annotator")
    run = BulkRun.objects.select_related("by").get(pk=run.pk)
    run = bulk_runs.step(run, 60)
    assert (run.changed, run.refused_number) == (0, 3)


def test_says_when_there_are_more_than_can_be_changed_at_once(moderator, marks, monkeypatch):
    monkeypatch.setattr(actions, "LONGEST", 3)
    monkeypatch.setattr(selection, "LONGEST", 3)
    page = moderator.post(LIST, chosen("approve", marks[:1], select_across="1"))
    assert "This is as many as can be changed at once." in page.content.decode()


def test_stopping_what_is_finished_changes_nothing(moderator, marks):
    run = go_on(moderator, begin(moderator, "approve", marks), 3)
    response = moderator.post(address_of(run, "_stop"))
    assert messages_of(response) == []
    run.refresh_from_db()
    assert run.state == "finished"
