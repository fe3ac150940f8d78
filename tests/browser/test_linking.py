"""A quote is one object: two gestures tie it to who says it."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Relation, Tag
from tests import factories
from tests.browser.axe import check
from tests.browser.texts import SAID, SPEAKER
from tests.browser.ties import ties

pytestmark = pytest.mark.browser

PLACE = "تدمر"
LINK = "**/annotations/*/link/"
CREATE = "**/articles/*/annotations/"


@pytest.fixture
def quote(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, SAID, Tag.QUOTE)


@pytest.fixture
def far_actor(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, "الوفد", Tag.ACTOR)


def tag_quote(reading, strip):
    reading.select(SAID)
    reading.page.keyboard.press("1")
    expect(strip).to_be_visible()


def walk_into_paragraph(page, words: int) -> None:
    """Move the cursor from the first word of the article to the quote's paragraph, and ``words`` on in it."""
    for key in ["ArrowRight", "Control+Home", "PageDown", "PageDown", *["ArrowLeft"] * words]:
        page.keyboard.press(key)


def undo_all(reading, left: int) -> None:
    """Undo what was done to the page until ``left`` marks are left of it, none of them tied."""
    page = reading.page
    reading.wait_until_saved()
    page.keyboard.press("Escape")
    for _ in range(4):  # a mark and what ties it, twice
        if reading.notes.count() > left:
            page.keyboard.press("Control+z")
            reading.wait_until_saved()
    expect(page.locator("#speaker-strip")).to_be_hidden()
    assert Annotation.objects.live().count() == left
    assert not Relation.objects.live().exists()


def check_speaker(reading, text=SPEAKER) -> Annotation:
    """Check that the quote is said by ``text``, in the margin and in the database, and return it."""
    reading.wait_until_saved()
    quote = Annotation.objects.live().get(exact=SAID)
    assert ties(quote) == {"speaker": text}
    expect(reading.chip(quote).locator(".chip-text")).to_have_text(text)
    expect(reading.chip(quote).locator(".chip-role")).to_be_visible()
    expect(reading.chip(quote)).to_contain_text(SAID)
    return quote


class TestTwoGestures:
    @pytest.fixture(autouse=True)
    def actors(self, speaker, far_actor):
        """Actors stand in the article before it is opened."""

    def test_tie_a_quote_to_its_speaker(self, reading, strip, subtests):
        for step in (
            self.are_no_duty,
            self.may_be_put_off,
            self.by_keys_the_nearest_actor_comes_first,
            self.by_a_click_on_the_strip,
            self.by_a_click_into_the_text,
            self.by_a_click_on_the_chip,
            self.by_a_key_after_a_click_beside_the_actor,
            self.of_somebody_unnamed,
            self.with_an_actor_that_is_marked_for_it,
            self.with_an_actor_that_is_selected_again,
            self.are_undone_one_by_one,
            self.are_told_to_who_hears_the_page,
            self.with_the_pen_in_hand,
        ):
            with subtests.test(step.__name__):
                step(reading, strip)
                undo_all(reading, left=2)

    def test_without_a_connection_are_sent_in_their_order(self, page, reading, strip, complaints):
        complaints.expect("net::ERR_FAILED")
        reading.select("المهندسة")
        page.keyboard.press("Escape")
        for address in (CREATE, LINK):
            page.route(address, lambda route: route.abort())
        tag_quote(reading, strip)
        reading.select("بيان الشركة")
        page.keyboard.press("2")
        expect(reading.drafts).to_have_count(2)
        draft = page.locator("li[data-draft][data-tag=quote]")
        expect(draft.locator(".chip-text")).to_have_text("بيان الشركة")
        assert not Annotation.objects.filter(exact=SAID).exists()

        for address in (CREATE, LINK):
            page.unroute(address)
        page.evaluate("dispatchEvent(new Event('online'))")
        check_speaker(reading, "بيان الشركة")
        expect(reading.drafts).to_have_count(0)

    def by_keys_the_nearest_actor_comes_first(self, reading, strip):
        tag_quote(reading, strip)
        expect(strip.locator(".strip-choices bdi")).to_have_text([SPEAKER, "الوفد"])
        assert reading.painted("spot") == [SAID]

        reading.page.keyboard.press("1")

        check_speaker(reading)
        expect(strip).to_be_hidden()

    def by_a_click_on_the_strip(self, reading, strip):
        tag_quote(reading, strip)
        strip.get_by_role("button", name=SPEAKER).click()
        check_speaker(reading)

    def by_a_click_into_the_text(self, reading, strip):
        tag_quote(reading, strip)
        reading.click("رنا")
        check_speaker(reading)

    def by_a_click_on_the_chip(self, reading, strip):
        tag_quote(reading, strip)
        reading.chip(Annotation.objects.get(exact="الوفد")).click()
        check_speaker(reading, "الوفد")
        expect(reading.page.locator(".card")).to_have_count(0)

    def by_a_key_after_a_click_beside_the_actor(self, reading, strip):
        tag_quote(reading, strip)
        reading.click("بسواعد")
        reading.page.keyboard.press("1")
        check_speaker(reading)

    def of_somebody_unnamed(self, reading, strip):
        tag_quote(reading, strip)
        reading.page.keyboard.press("0")
        reading.wait_until_saved()
        quote = Annotation.objects.live().get(exact=SAID)
        assert quote.speaker_unnamed
        expect(reading.note(quote)).to_have_attribute("data-speaker", "unnamed")

    def with_an_actor_that_is_marked_for_it(self, reading, strip):
        tag_quote(reading, strip)
        reading.select("بيان الشركة")
        expect(strip.locator(".strip-wait")).to_be_visible()
        expect(strip.locator(".strip-choices")).to_be_hidden()
        reading.page.keyboard.press("2")
        check_speaker(reading, "بيان الشركة")

    def with_an_actor_that_is_selected_again(self, reading, strip):
        tag_quote(reading, strip)
        reading.select(SPEAKER)
        reading.page.keyboard.press("2")
        quote = check_speaker(reading)
        assert Relation.objects.live().get(source=quote).target == Annotation.objects.get(exact=SPEAKER)

    def are_no_duty(self, reading, strip):
        tag_quote(reading, strip)
        reading.mark(PLACE, Tag.LOCATION)
        expect(strip).to_be_hidden()
        tag = reading.mark("البنك المركزي", Tag.ACTOR)
        assert not Relation.objects.exists()
        reading.check_shown(tag)

    def may_be_put_off(self, reading, strip):
        tag_quote(reading, strip)
        reading.page.keyboard.press("Escape")
        expect(strip).to_be_hidden()
        assert reading.painted("spot") == []
        reading.wait_until_saved()
        assert not Relation.objects.exists()

    def are_undone_one_by_one(self, reading, strip):
        tag_quote(reading, strip)
        reading.page.keyboard.press("1")
        quote = check_speaker(reading)

        reading.page.keyboard.press("Control+z")
        expect(reading.chip(quote).locator(".chip-text")).to_have_text(SAID)
        reading.wait_until_saved()
        assert ties(quote) == {}
        reading.page.keyboard.press("Control+z")
        expect(reading.note(quote)).to_have_count(0)

        reading.page.keyboard.press("Control+Shift+z")
        expect(reading.note(quote)).to_be_visible()
        reading.page.keyboard.press("Control+Shift+z")
        check_speaker(reading)

    def with_the_pen_in_hand(self, reading, strip):
        reading.page.locator("[data-pen=quote]").click()
        reading.drag(SAID)
        expect(strip).to_be_visible()
        reading.page.keyboard.press("1")
        check_speaker(reading)

    def are_told_to_who_hears_the_page(self, reading, strip):
        tag_quote(reading, strip)
        expect(reading.page.locator("#strip-said")).to_contain_text(f"1: {SPEAKER}")
        expect(strip).to_have_attribute("aria-label", "القائل؟")
        check(reading.page)


class TestKeyboard:
    def test_links_a_stored_quote(self, quote, speaker, far_actor, reading, strip, subtests):
        for step in (
            self.from_the_note_in_focus,
            self.takes_the_actor_that_the_focus_has_gone_to,
            self.goes_from_the_card_to_the_answers_and_back,
        ):
            with subtests.test(step.__name__):
                step(reading, strip, quote)
                reading.page.keyboard.press("Control+z")
                expect(reading.chip(quote).locator(".chip-text")).to_have_text(SAID)
                reading.wait_until_saved()
                assert ties(quote) == {}

    def from_the_note_in_focus(self, reading, strip, quote):
        reading.chip(quote).focus()
        reading.page.keyboard.press("l")
        expect(strip).to_be_visible()
        reading.page.keyboard.press("1")
        check_speaker(reading)
        assert reading.focused_note == str(quote.pk)

    def takes_the_actor_that_the_focus_has_gone_to(self, reading, strip, quote):
        reading.chip(quote).focus()
        reading.page.keyboard.press("l")
        expect(strip).to_be_visible()
        reading.chip(Annotation.objects.get(exact="الوفد")).focus()
        reading.page.keyboard.press("l")
        check_speaker(reading, "الوفد")

    def goes_from_the_card_to_the_answers_and_back(self, reading, strip, quote):
        reading.chip(quote).focus()
        reading.page.keyboard.press("Enter")
        reading.note(quote).locator("[data-link=speaker]").focus()
        reading.page.keyboard.press("Enter")
        expect(strip.get_by_role("button", name=SPEAKER)).to_be_focused()
        reading.page.keyboard.press("Enter")
        check_speaker(reading)
        assert reading.focused_note == str(quote.pk)

    def test_marks_names_at_the_cursor(self, reading, strip, subtests):
        with subtests.test("does not take a name inside the quote for its speaker"):
            tag_quote(reading, strip)
            walk_into_paragraph(reading.page, words=4)
            reading.page.keyboard.press("2")
            expect(reading.notes).to_have_count(2)
            reading.wait_until_saved()
            assert not Relation.objects.exists()
        undo_all(reading, left=0)
        with subtests.test("marks the speaker at the cursor"):
            tag_quote(reading, strip)
            walk_into_paragraph(reading.page, words=1)
            expect(strip.locator(".strip-wait")).to_be_visible()
            reading.page.keyboard.press("2")
            expect(reading.page.locator("li[data-tag=quote][data-speaker]")).to_have_count(1)
            reading.wait_until_saved()
            relation = Relation.objects.select_related("target").get()
            assert (relation.role, relation.target.exact) == (Relation.Role.SPEAKER, "المهندسة")


def test_refusal_is_said_and_takes_the_link_back(quote, speaker, page, reading, complaints):
    complaints.expect("status of 409")
    Annotation.objects.filter(pk=quote.pk).update(version=quote.version + 1)
    reading.chip(quote).focus()
    page.keyboard.press("l")
    page.keyboard.press("1")
    expect(reading.notices.locator(".notice-text")).not_to_be_empty()
    reading.wait_until_saved()
    expect(reading.chip(quote).locator(".chip-text")).to_have_text(SAID)
    assert not Relation.objects.exists()
