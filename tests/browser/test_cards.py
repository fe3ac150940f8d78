"""The card of an annotation, in the list beside the text: what it shows, and what can be done there."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag

pytestmark = pytest.mark.browser


class TestCard:
    @pytest.fixture
    def reading(self, actor, reading):
        return reading

    @pytest.fixture
    def card(self, reading, actor):
        reading.chip(actor).click()
        card = reading.note(actor).locator(".card")
        expect(card).to_be_visible()
        return card

    def test_is_opened_closed_and_used(self, reading, actor, walk):
        card = reading.note(actor).locator(".card")
        steps = [
            self.opens_at_its_chip_and_moves_no_line,
            self.escape_closes_it_and_gives_the_focus_back,
            self.second_click_closes_it,
            self.digits_typed_into_the_note_tag_nothing,
            self.keeps_a_note,
            self.deletes_and_brings_back,
            self.changes_the_tag,
        ]
        walk(steps, reading, actor, card)

    def open(self, reading, actor, card):
        if not card.count():
            reading.chip(actor).click()
        expect(card).to_be_visible()

    def opens_at_its_chip_and_moves_no_line(self, reading, actor, card):
        before = reading.letter_boxes()
        reading.chip(actor).click()
        expect(card.locator("blockquote")).to_have_text("أهل تدمر")
        assert reading.letter_boxes() == before

    def escape_closes_it_and_gives_the_focus_back(self, reading, actor, card):
        card.locator("textarea[id^=note-]").focus()
        reading.page.keyboard.press("Escape")
        expect(card).to_have_count(0)
        expect(reading.chip(actor)).to_be_focused()

    def second_click_closes_it(self, reading, actor, card):
        self.open(reading, actor, card)
        reading.chip(actor).click()
        expect(card).to_have_count(0)

    def digits_typed_into_the_note_tag_nothing(self, reading, actor, card):
        self.open(reading, actor, card)
        card.locator("textarea[id^=note-]").focus()
        reading.page.keyboard.press("Digit2")
        expect(card.locator("textarea[id^=note-]")).to_have_value("2")
        assert Annotation.objects.count() == 1

    def keeps_a_note(self, reading, actor, card):
        self.open(reading, actor, card)
        card.locator("textarea[id^=note-]").fill("سكان المدينة\nلا بلديتها")
        card.locator("textarea[id^=note-] ~ button").click()
        expect(reading.note(actor)).to_have_attribute("data-version", str(actor.version + 1))
        reading.wait_until_saved()

        actor.refresh_from_db()
        assert actor.note.replace("\r\n", "\n") == "سكان المدينة\nلا بلديتها"
        reading.reload()
        reading.chip(actor).click()
        expect(card.locator("textarea[id^=note-]")).to_have_value("سكان المدينة\nلا بلديتها")

    def deletes_and_brings_back(self, reading, actor, card):
        self.open(reading, actor, card)
        card.locator("button.danger").click()
        expect(reading.note(actor)).to_have_count(0)
        assert reading.painted() == []
        reading.wait_until_saved()
        actor.refresh_from_db()
        assert actor.deleted_at is not None

        reading.notices.locator(".notice-undo").click()
        expect(reading.note(actor)).to_have_count(1)
        reading.wait_until_saved()
        actor = Annotation.objects.select_related("tag").get(pk=actor.pk)
        assert actor.deleted_at is None
        reading.check_shown(actor)

    def changes_the_tag(self, reading, actor, card):
        self.open(reading, actor, card)
        card.locator("button[name=tag][value=location]").click()
        expect(reading.note(actor)).to_have_attribute("data-tag", Tag.LOCATION)
        reading.wait_until_saved()

        actor = Annotation.objects.select_related("tag").get(pk=actor.pk)
        assert actor.tag.slug == Tag.LOCATION
        reading.check_shown(actor)
        assert reading.painted("tag-2-") == []

    def test_shows_what_another_person_made_of_it_meanwhile(self, reading, actor, card, reviewer, complaints):
        complaints.expect("status of 409")
        Annotation.objects.filter(pk=actor.pk).update(version=actor.version + 1, tag=Tag.objects.get(slug=Tag.LOCATION))
        card.locator("textarea[id^=note-]").fill("ملاحظة")
        card.locator("textarea[id^=note-] ~ button").click()

        expect(reading.note(actor)).to_have_attribute("data-tag", Tag.LOCATION)
        expect(reading.notices).to_be_visible()
        actor.refresh_from_db()
        assert actor.note == ""

    def test_of_another_person_offers_no_change(self, page, actor, second_annotator, article, log_in, open_article):
        log_in(second_annotator)
        reading = open_article(page, article)
        reading.chip(actor).click()
        expect(reading.note(actor).locator(".card")).to_be_visible()
        # What is left is the discussion, which is everybody's.
        expect(reading.note(actor).locator(".card button:not(.thread button)")).to_have_count(0)


def test_approval_by_a_reviewer_reaches_the_annotator(reading, annotator, reviewer, new_context, log_in, open_article):
    annotation = reading.mark("أهل تدمر", Tag.ACTOR)
    desk = new_context()
    log_in(reviewer, desk)
    review = open_article(desk.new_page(), reading.article)
    review.chip(annotation).click()
    review.note(annotation).locator("form[action$='/approve/'] button").click()
    expect(review.note(annotation)).to_have_attribute("data-status", "approved")
    expect(review.page.locator("#tally-approved")).to_have_text("1")

    reading.reload()
    expect(reading.note(annotation)).to_have_attribute("data-status", "approved")
    annotation.refresh_from_db()
    reading.check_shown(annotation)
    assert annotation.reviewer == reviewer
