"""Changes that wait for the connection: in their order, each made to what the one before it left."""

import pytest
from playwright.sync_api import expect

from annotations import curation
from annotations.models import Annotation, AnnotationEvent, Tag

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("insisting")]


@pytest.fixture
def annotation(reading):
    return reading.mark("موسكو", Tag.LOCATION)


def card_of(reading, annotation):
    if not reading.note(annotation).locator(".card").count():
        reading.chip(annotation).click()
    return reading.note(annotation).locator(".card")


def write_note(reading, annotation, text):
    card = card_of(reading, annotation)
    card.locator("textarea[id^=note-]").fill(text)
    card.locator("textarea[id^=note-] ~ button").click()


def retag(reading, annotation, tag):
    card_of(reading, annotation).locator(f"button[name=tag][value={tag}]").click()


def verbs(annotation) -> list[str]:
    return list(AnnotationEvent.objects.filter(annotation=annotation).order_by("pk").values_list("verb", flat=True))


class TestOneConnectionLater:
    def test_changes_arrive_once_and_in_order(self, reading, annotation, line, walk):
        steps = [
            self.two_edits_of_one_annotation_both_arrive,
            self.changes_survive_a_reload_and_are_shown_as_unsaved,
            self.an_edit_whose_answer_was_lost_is_made_once,
            self.a_mark_made_and_deleted_and_another_arrive_in_order,
        ]
        walk(steps, reading, annotation, line)

    def two_edits_of_one_annotation_both_arrive(self, reading, annotation, line):
        line.cut()
        retag(reading, annotation, Tag.ACTOR)
        expect(reading.note(annotation)).to_have_class("note is-unsaved")
        expect(reading.note(annotation)).to_have_attribute("data-tag", Tag.ACTOR)
        assert reading.painted("tag-2-") == ["موسكو"]
        write_note(reading, annotation, "عاصمة")
        expect(reading.html).to_have_attribute("data-saved", "false")
        line.mend()
        reading.wait_until_saved()
        annotation.refresh_from_db()
        assert (annotation.tag.slug, annotation.note, annotation.version) == (Tag.ACTOR, "عاصمة", 3)
        expect(reading.note(annotation)).to_have_class("note")
        reading.check_shown(annotation)

    def changes_survive_a_reload_and_are_shown_as_unsaved(self, reading, annotation, line):
        line.cut()
        retag(reading, annotation, Tag.LOCATION)
        write_note(reading, annotation, "عاصمة روسيا")
        reading.reload()
        expect(reading.note(annotation)).to_have_attribute("data-tag", Tag.LOCATION)
        expect(reading.note(annotation)).to_have_class("note is-unsaved")
        line.mend()
        reading.wait_until_saved()
        annotation.refresh_from_db()
        assert (annotation.tag.slug, annotation.note) == (Tag.LOCATION, "عاصمة روسيا")

    def an_edit_whose_answer_was_lost_is_made_once(self, reading, annotation, line):
        before = verbs(annotation)
        line.lose_the_answer()
        write_note(reading, annotation, "عاصمة")
        reading.wait_until_saved()
        assert verbs(annotation) == [*before, "edited"]

    def a_mark_made_and_deleted_and_another_arrive_in_order(self, reading, annotation, line):
        last = AnnotationEvent.objects.latest("pk").pk
        line.cut()
        reading.select("لافروف")
        reading.choose(Tag.ACTOR)
        card_of(reading, annotation).locator("button.danger").click()
        expect(reading.note(annotation)).to_have_count(0)
        reading.select("المهندسة")
        reading.choose(Tag.ACTOR)
        line.mend()
        reading.wait_until_saved()
        done = AnnotationEvent.objects.filter(pk__gt=last).order_by("pk").values_list("verb", "annotation__exact")
        assert list(done) == [("created", "لافروف"), ("deleted", "موسكو"), ("created", "المهندسة")]


def test_what_somebody_else_changed_is_not_overwritten(reading, annotation, line, reviewer, complaints):
    complaints.expect("status of 409")
    line.cut()
    write_note(reading, annotation, "ما كتبته")
    curation.edit(reviewer, annotation.pk, 1, note="ما كتبه المراجع")
    line.mend()
    card = reading.note(annotation).locator(".card")
    expect(card.locator("textarea[id^=note-]")).to_have_value("ما كتبته")
    expect(card.locator(".card-news")).to_contain_text("ما كتبه المراجع")
    expect(reading.notices.locator(".notice-text")).not_to_be_empty()
    reading.wait_until_saved()
    annotation.refresh_from_db()
    assert annotation.note == "ما كتبه المراجع"

    card.locator("textarea[id^=note-] ~ button").click()
    expect(reading.note(annotation)).to_have_attribute("data-version", "3")
    annotation.refresh_from_db()
    assert annotation.note == "ما كتبته"


def test_refusals_take_back_what_was_shown(page, context, reading, annotator, line, complaints, subtests):
    complaints.expect("status of 403")
    groups = list(annotator.groups.all())
    with subtests.test("what depends on a refused mark goes with it"):
        what_depends_on_a_refused_mark_goes_with_it(page, reading, annotator, line)
    annotator.groups.set(groups)
    with subtests.test("a fresh token passes after the old one was lost"):
        context.clear_cookies(name="csrftoken")
        annotation = reading.mark("موسكو", Tag.LOCATION)
        assert Annotation.objects.count() == 1
    with subtests.test("a refused deletion shows the mark again"):
        line.cut()
        card_of(reading, annotation).locator("button.danger").click()
        expect(reading.note(annotation)).to_have_count(0)
        annotator.groups.clear()
        line.mend()
        expect(reading.note(annotation)).to_have_count(1)
        reading.wait_until_saved()
        assert reading.painted() == ["موسكو"]


def what_depends_on_a_refused_mark_goes_with_it(page, reading, annotator, line):
    line.cut()
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    # It was tried, so it cannot be taken back here: the undo waits behind it.
    page.keyboard.press("Control+z")
    expect(reading.drafts).to_have_count(0)
    annotator.groups.clear()
    line.mend()
    reading.wait_until_saved()
    expect(reading.notices.locator(".notice-text")).to_contain_text("(1)")
    reading.check_nothing_stored()


def test_a_full_storage_is_said_and_the_mark_arrives_all_the_same(page, reading):
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    reading.mark("لافروف", Tag.ACTOR)
    expect(reading.notices.locator(".notice-text")).not_to_be_empty()


def test_a_storage_that_is_blocked_keeps_marks_until_the_page_is_left(page, reading, line):
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('blocked', 'SecurityError') } }")
    line.cut()
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    reading.select("المهندسة")
    reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    line.mend()
    expect(reading.notes).to_have_count(2)
    reading.wait_until_saved()
