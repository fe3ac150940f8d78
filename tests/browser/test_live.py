"""Marks of others appear without a reload, and disturb nobody."""

import pytest
from playwright.sync_api import expect

from annotations import curation
from annotations.models import Tag
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.own_context]


@pytest.fixture
def theirs(reading, second_annotator):
    """A mark of somebody else that the page does not know yet."""
    return factories.make_annotation(second_annotator, reading.article, "موسكو", Tag.LOCATION)


def let_time_pass(page):
    # Not run_for: it would draw every frame of that time.
    page.clock.fast_forward(11_000)


@pytest.fixture(autouse=True)
def clock(page):
    page.clock.install()


def test_new_changed_and_deleted_marks_are_shown(page, reading, theirs, reviewer):
    expect(reading.notes).to_have_count(0)
    let_time_pass(page)
    reading.check_shown(theirs)
    curation.approve(reviewer, theirs.pk, 1)
    let_time_pass(page)
    expect(reading.note(theirs)).to_have_attribute("data-status", "approved")
    curation.delete(reviewer, theirs.pk, 2)
    let_time_pass(page)
    expect(reading.notes).to_have_count(0)
    assert reading.painted() == []


def test_the_selection_and_the_toolbar_stay(page, reading, theirs):
    reading.select("لافروف")
    let_time_pass(page)
    expect(reading.note(theirs)).to_have_count(1)
    assert page.evaluate("getSelection().toString()") == "لافروف"
    expect(reading.toolbar).to_be_visible()
    reading.choose(Tag.ACTOR)
    reading.check_stored("لافروف", Tag.ACTOR)


def test_the_focus_stays(page, reading, theirs, second_annotator):
    let_time_pass(page)
    reading.chip(theirs).focus()
    curation.edit(second_annotator, theirs.pk, 1, note="انظر")
    let_time_pass(page)
    expect(reading.note(theirs)).to_have_attribute("data-version", "2")
    assert reading.focused_note == str(theirs.pk)


def test_an_open_card_keeps_what_is_typed_and_says_what_happened(page, reading, reviewer, questions):
    mine = reading.mark("لافروف", Tag.ACTOR)
    reading.chip(mine).click()
    field = reading.note(mine).locator("textarea[id^=note-]")
    field.fill("وزير")
    curation.approve(reviewer, mine.pk, 1)
    let_time_pass(page)
    expect(reading.note(mine).locator(".card-news")).not_to_be_empty()
    expect(reading.note(mine)).to_have_attribute("data-status", "approved")
    expect(field).to_have_value("وزير")
    expect(field).to_be_focused()
    curation.delete(reviewer, mine.pk, 2)
    let_time_pass(page)
    expect(reading.note(mine).locator(".card-news")).to_contain_text("حُذفت")
    expect(field).to_have_value("وزير")
    assert reading.painted() == []
    field.press("Escape")
    expect(reading.note(mine)).to_have_count(0)


def test_an_open_card_without_anything_typed_shows_the_present(page, reading, theirs, second_annotator):
    let_time_pass(page)
    reading.chip(theirs).click()
    card = reading.note(theirs).locator(".card")
    expect(card).to_be_visible()
    curation.edit(second_annotator, theirs.pk, 1, note="عاصمة روسيا")
    let_time_pass(page)
    expect(card).to_contain_text("عاصمة روسيا")
    assert reading.focused_note == str(theirs.pk)


def test_a_quote_shows_that_its_speaker_was_deleted_by_somebody_else(page, reading, annotator, reviewer):
    speaker = factories.make_annotation(annotator, reading.article, "رنا الحلواني", Tag.ACTOR)
    words = "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"
    quote = factories.make_annotation(annotator, reading.article, words, Tag.QUOTE, speaker=speaker.pk)
    let_time_pass(page)
    shown = reading.chip(quote).locator(".chip-text").first
    expect(shown).to_have_text("رنا الحلواني")
    curation.delete(reviewer, speaker.pk, 1)
    let_time_pass(page)
    expect(shown).to_have_text(words)
    expect(reading.note(quote)).not_to_have_attribute("data-speaker", str(speaker.pk))


def test_own_marks_are_not_doubled(page, reading):
    reading.mark("لافروف", Tag.ACTOR)
    let_time_pass(page)
    reading.check_stored("لافروف", Tag.ACTOR)
    assert reading.painted() == ["لافروف"]


def test_faults_make_the_pauses_grow(page, reading, theirs, complaints):
    complaints.expect("net::ERR_FAILED")
    asked = []

    def cut(route):
        asked.append(route.request.url)
        return route.abort() if len(asked) < 4 else route.continue_()

    page.route("**/changes/*", cut)
    reading.wait_for_tools()
    for _ in range(8):
        let_time_pass(page)
    assert 2 <= len(asked) <= 3
    for _ in range(40):
        let_time_pass(page)
        # A question must be answered before the page's clock, which is much faster, goes on.
        page.wait_for_timeout(100)
        if reading.notes.count():
            break
    expect(reading.note(theirs)).to_have_count(1)


def test_nobody_there_is_asked_less_often(page, reading):
    page.clock.fast_forward(301_000)
    asked = []
    page.on("request", lambda request: asked.append(1) if "/changes/" in request.url else None)
    # Whoever is there is asked for in each of these.
    for _ in range(3):
        page.clock.fast_forward(35_000)
        page.wait_for_timeout(200)
    assert len(asked) <= 2
    with page.expect_request("**/changes/*", timeout=5_000):
        page.keyboard.press("Shift")
