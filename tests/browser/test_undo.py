"""Undo and redo by keys and buttons, before and after a reload, with and without a connection."""

import pytest
from playwright.sync_api import expect

from annotations import curation
from annotations.models import Annotation, AnnotationEvent, Tag

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("insisting")]

UNDO, REDO = "Control+z", "Control+Shift+z"


@pytest.fixture
def undo(page):
    return page.locator("#undo")


@pytest.fixture
def redo(page):
    return page.locator("#redo")


def test_a_mark_is_undone_and_done_again_by_keys(page, reading, undo, redo):
    expect(undo).to_be_disabled()
    annotation = reading.mark("لافروف", Tag.ACTOR)
    page.keyboard.press(UNDO)
    expect(reading.notes).to_have_count(0)
    reading.wait_until_saved()
    assert reading.painted() == []
    assert Annotation.objects.get().is_deleted
    expect(undo).to_be_disabled()
    page.keyboard.press(REDO)
    expect(reading.note(annotation)).to_have_count(1)
    reading.wait_until_saved()
    assert not Annotation.objects.get().is_deleted
    assert reading.painted() == ["لافروف"]
    expect(redo).to_be_disabled()


def test_every_kind_of_change_goes_back_step_by_step_after_a_reload(page, reading, undo, redo):
    annotation = reading.mark("لافروف", Tag.ACTOR)
    reading.chip(annotation).click()
    reading.note(annotation).locator("button[name=tag][value=location]").click()
    expect(reading.note(annotation)).to_have_attribute("data-version", "2")
    reading.chip(annotation).click()
    reading.note(annotation).locator("textarea[id^=note-]").fill("وزير")
    reading.note(annotation).locator("textarea[id^=note-] ~ button").click()
    expect(reading.note(annotation)).to_have_attribute("data-version", "3")
    reading.chip(annotation).click()
    reading.note(annotation).locator("button.danger").click()
    expect(reading.note(annotation)).to_have_count(0)
    reading.wait_until_saved()
    reading.reload()

    undo.click()
    expect(reading.note(annotation).locator(".chip-note")).to_have_count(1)
    undo.click()
    expect(reading.note(annotation).locator(".chip-note")).to_have_count(0)
    page.keyboard.press(UNDO)
    expect(reading.note(annotation)).to_have_attribute("data-tag", Tag.ACTOR)
    reading.wait_until_saved()
    reading.reload()
    for _ in range(3):
        redo.click()
    expect(reading.note(annotation)).to_have_count(0)
    reading.wait_until_saved()
    annotation.refresh_from_db()
    assert (annotation.tag.slug, annotation.note, annotation.is_deleted) == (Tag.LOCATION, "وزير", True)


def test_keys_in_a_text_field_are_the_fields_own(page, reading):
    annotation = reading.mark("لافروف", Tag.ACTOR)
    reading.chip(annotation).click()
    field = reading.note(annotation).locator("textarea[id^=note-]")
    field.press_sequentially("وزير")
    page.keyboard.press(UNDO)
    expect(reading.note(annotation)).to_have_count(1)
    assert AnnotationEvent.objects.count() == 1


def test_what_was_never_sent_is_taken_out_of_the_outbox(page, reading, line):
    line.cut()
    for needle in ("لافروف", "موسكو"):
        reading.select(needle)
        reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    page.keyboard.press(UNDO)
    expect(reading.drafts).to_have_count(1)
    assert reading.painted() == ["لافروف"]
    page.keyboard.press(REDO)
    expect(reading.drafts).to_have_count(2)
    page.keyboard.press(UNDO)
    line.mend()
    reading.wait_until_saved()
    assert [annotation.exact for annotation in Annotation.objects.all()] == ["لافروف"]


def test_what_may_have_arrived_is_undone_behind_it(page, reading, line):
    line.cut()
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    page.keyboard.press(UNDO)
    expect(reading.drafts).to_have_count(0)
    assert reading.painted() == []
    reading.reload()
    expect(reading.drafts).to_have_count(0)
    line.mend()
    reading.wait_until_saved()
    assert list(AnnotationEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["created", "undone"]
    expect(reading.notes).to_have_count(0)


def test_undo_whose_answer_was_lost_is_done_once(page, reading, line):
    reading.mark("لافروف", Tag.ACTOR)
    line.lose_the_answer()
    page.keyboard.press(UNDO)
    expect(reading.notes).to_have_count(0)
    reading.wait_until_saved()
    assert list(AnnotationEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["created", "undone"]


def test_what_somebody_else_changed_since_is_left_alone(page, reading, reviewer, undo, complaints):
    complaints.expect("status of 409")
    first = reading.mark("موسكو", Tag.LOCATION)
    annotation = reading.mark("لافروف", Tag.ACTOR)
    curation.edit(reviewer, annotation.pk, 1, note="انظر")
    page.keyboard.press(UNDO)
    expect(reading.notices.locator(".notice-text")).not_to_be_empty()
    expect(reading.note(annotation)).to_have_attribute("data-version", "2")
    # It is out of the way: the next undo is of the one before.
    page.keyboard.press(UNDO)
    expect(reading.note(first)).to_have_count(0)
    expect(undo).to_be_disabled()
