"""Journeys in Firefox: its own selection, its own carets and its own paint, the same annotations.

Playwright drives Debian's Firefox by WebDriver BiDi.  (The ``chromium`` in the
names of these tests is what pytest-playwright calls every test with a page.)
All browser tests can be tried in it by hand: ``pytest tests/browser --browser firefox``.
"""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Relation, Tag
from tests import factories
from tests.browser import ink, texts
from tests.browser.launching import DESKTOP, HANDS, launch_options
from tests.browser.texts import SAID, SPEAKER

pytestmark = pytest.mark.browser

BOX = "([start, end]) => hands.rangeOf(start, end).getBoundingClientRect().toJSON()"


@pytest.fixture(scope="module")
def kept_context(playwright, browser_context_args):
    """One Firefox for all of them, since it takes seconds to start; even at rest it takes a part of a core."""
    browser = playwright.firefox.launch(**launch_options("firefox", ""))
    context = browser.new_context(**{**browser_context_args, "viewport": DESKTOP})
    context.add_init_script(path=HANDS)
    yield context
    browser.close()


def test_drag_over_a_part_of_a_word(reading):
    assert "Firefox/" in reading.page.evaluate("navigator.userAgent")
    before = reading.letter_boxes()
    reading.mark("لافروف", Tag.ACTOR)
    reading.mark("موسكو", Tag.LOCATION)
    reading.mark("دِينَةَ", Tag.LOCATION)
    assert reading.letter_boxes() == before


def test_marks_inside_words_are_seen_and_take_no_ink(page, context, reading, annotator, article, complaints):
    complaints.expect("style-src-elem")  # Playwright has one of its own for a screenshot
    for needle, tag in (("لافروف", Tag.QUOTE), ("موسكو", Tag.LOCATION), ("أمر", Tag.ACTOR)):
        factories.make_annotation(annotator, article, needle, tag)
    reading.reload()
    expect(reading.notes).to_have_count(3)
    boxes = [page.evaluate(BOX, reading.span_of(word)) for word in ("ولافروف", "لـموسكو", "الأمر", "صباحا")]
    marked = page.screenshot()
    page.evaluate("CSS.highlights.clear()")
    plain = page.screenshot()

    *words, unmarked = ink.compare(context.new_page(), plain, marked, boxes)
    assert [word.lost for word in words] == [0, 0, 0]
    assert min(word.changed for word in words) > 0.05
    assert unmarked.changed == 0


def test_drag_across_seams_and_after_emoji(reading):
    needles = ["قبل الشتاء» (Reuters) بحسب", "شركة Green Fields عقدا", "reen Fi", "احتفل أهل الحي", "🇯🇴 الأردن"]
    for needle in needles:
        reading.mark(needle, Tag.LOCATION)


def test_drag_over_several_blocks_and_back(reading):
    exact = f"{texts.PROCLITICS[-10:]}\n\n{texts.QUOTE[:13]}"
    reading.select(exact, backward=True)
    reading.choose(Tag.ACTOR)
    reading.check_stored(exact, Tag.ACTOR)
    assert len(reading.painted("tag-2-")) == 2


def test_double_and_triple_click(page, reading):
    reading.click("البنك", times=2)
    reading.choose(Tag.ACTOR)
    reading.check_stored("البنك", Tag.ACTOR)

    reading.click("ولافروف", times=2)
    page.keyboard.press("[")
    expect(reading.picked).to_have_text("«لافروف»")
    reading.choose(Tag.ACTOR)
    reading.check_stored("لافروف", Tag.ACTOR)

    reading.click("Green", times=3)
    reading.choose(Tag.LOCATION)
    reading.check_stored(texts.MIXED, Tag.LOCATION)


def test_everything_selected_at_once(page, reading):
    page.keyboard.press("Control+a")
    expect(reading.toolbar).to_be_in_viewport(ratio=0.9)
    reading.choose(Tag.ACTOR)
    reading.check_stored(texts.ARTICLE, Tag.ACTOR)


def test_quote_and_its_speaker(page, reading, annotator, article):
    speaker = factories.make_annotation(annotator, article, SPEAKER, Tag.ACTOR)
    reading.reload()
    reading.select(SAID)
    page.keyboard.press("1")
    expect(page.locator("#speaker-strip")).to_be_visible()
    reading.click("رنا")
    quote = reading.check_stored(SAID, Tag.QUOTE)
    expect(reading.chip(quote).locator(".chip-text")).to_have_text(SPEAKER)
    reading.wait_until_saved()
    assert Relation.objects.live().get(source=quote).target == speaker


def test_click_on_a_mark_focuses_its_note(page, reading):
    place = reading.mark("تدمر", Tag.LOCATION)
    reading.click("الميناء")
    assert reading.focused_note is None
    reading.click("تدمر")
    assert reading.focused_note == str(place.pk)
    page.keyboard.press("Enter")
    expect(reading.note(place).locator(".card")).to_be_visible()


def test_cursor_marks_by_keys_alone(page, reading):
    page.locator("#keys-help").focus()
    for key in ("Tab", "PageDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator("#cursor-said")).to_have_text("ولافروف")
    for key in ("Space", "KeyO", "Control+Shift+ArrowLeft", "Digit2"):
        page.keyboard.press(key)
    reading.check_stored("لافروف", Tag.ACTOR)
    for key in ("ArrowLeft", "Shift+ArrowLeft", "Digit3"):
        page.keyboard.press(key)
    reading.check_stored("بين أعضائه", Tag.LOCATION)


def test_undo_redo_and_reload(page, reading):
    annotation = reading.mark("لافروف", Tag.ACTOR)
    page.keyboard.press("Control+z")
    expect(reading.notes).to_have_count(0)
    reading.wait_until_saved()
    assert reading.painted() == []
    reading.reload()
    page.keyboard.press("Control+Shift+z")
    expect(reading.note(annotation)).to_have_count(1)
    reading.wait_until_saved()
    reading.reload()
    reading.check_shown(Annotation.objects.select_related("tag").get())


def test_mark_made_without_a_connection_is_sent_later(page, reading, line, complaints):
    complaints.expect("NetworkError", "Cross-Origin", "NS_ERROR", "net::ERR")
    line.cut()
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.drafts).to_have_count(1)
    assert not Annotation.objects.exists()
    line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    reading.check_stored("لافروف", Tag.ACTOR)
    assert Annotation.objects.count() == 1
