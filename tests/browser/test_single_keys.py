"""Single characters as keys can be switched off: then they count only where the focus is on what they act on."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser

NAME = "رنا الحلواني"


@pytest.fixture
def switched_off(context, live_server):
    context.add_cookies([{"name": "single_keys", "value": "off", "url": live_server.url}])


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, NAME, Tag.ACTOR)


@pytest.mark.usefixtures("switched_off")
class TestSwitchedOff:
    def test_a_digit_tags_no_selection_of_the_mouse(self, page, reading):
        reading.select(NAME)
        expect(reading.toolbar.locator("kbd").first).to_be_hidden()
        for key in ("Digit2", "BracketRight", "KeyM", "KeyK"):
            page.keyboard.press(key)
        expect(reading.toolbar).to_be_visible()
        expect(reading.picked).to_have_text(f"«{NAME}»")
        reading.check_nothing_stored()
        reading.choose(Tag.ACTOR)
        reading.check_stored(NAME, Tag.ACTOR)

    def test_letters_lead_nowhere(self, page, mark, reading):
        for key in ("KeyN", "KeyT", "KeyF", "Shift+Slash", "KeyU"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body")
        expect(page.locator("html")).not_to_have_class("is-focus")
        expect(page.locator("dialog.help")).to_have_count(0)

    def test_digits_answer_no_question_that_the_mouse_asked(self, page, mark, reading):
        reading.select("سيبنى الجسر")
        reading.choose(Tag.QUOTE)
        strip = page.locator("#speaker-strip")
        expect(strip).to_be_visible()
        page.keyboard.press("Digit1")
        expect(strip).to_be_visible()
        strip.get_by_role("button", name=NAME).click()
        expect(page.locator("li[data-tag=quote][data-speaker]")).to_have_count(1)

    def test_they_count_at_the_cursor(self, page, reading):
        page.locator("#keys-help").focus()
        for key in ("Tab", "PageDown", "Digit3"):
            page.keyboard.press(key)
        reading.check_stored("وصل", Tag.LOCATION)

    def test_they_count_on_a_note(self, page, mark, reading):
        reading.chip(mark).focus()
        page.keyboard.press("KeyE")
        expect(page.locator(".handle-end")).to_be_focused()

    def test_other_keys_count(self, page, reading):
        reading.select(NAME)
        reading.choose(Tag.ACTOR)
        reading.check_stored(NAME, Tag.ACTOR)
        page.keyboard.press("Control+z")
        expect(reading.notes).to_have_count(0)
        reading.wait_until_saved()
        reading.select(NAME)
        page.keyboard.press("Escape")
        expect(reading.toolbar).to_be_hidden()


def test_the_sheet_switches_them_off_and_on(page, reading):
    page.keyboard.press("Shift+Slash")
    switch = page.locator("dialog.help .help-switch")
    off = switch.get_by_role("button", name="في النص وعند الحواشي فقط")
    off.click()
    expect(off).to_have_attribute("aria-pressed", "true")
    expect(reading.html).to_have_attribute("data-single-keys", "off")
    check(page)
    page.keyboard.press("Escape")
    reading.reload()
    expect(reading.html).to_have_attribute("data-single-keys", "off")
    page.keyboard.press("Shift+Slash")
    expect(page.locator("dialog.help")).to_have_count(0)

    page.locator("#keys-help").click()
    expect(off).to_have_attribute("aria-pressed", "true")
    switch.get_by_role("button", name="مفعّلة").click()
    page.keyboard.press("Escape")
    reading.select(NAME)
    page.keyboard.press("Digit2")
    reading.check_stored(NAME, Tag.ACTOR)
    assert Annotation.objects.count() == 1
