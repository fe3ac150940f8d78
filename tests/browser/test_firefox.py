"""Journeys in Firefox: its own selection, its own carets and its own paint, the same annotations.

Playwright drives Debian's Firefox by WebDriver BiDi.  (The ``chromium`` in the
names of these tests is what pytest-playwright calls every test with a page.)
All browser tests can be tried in it by hand: ``pytest tests/browser --browser firefox``.
Three journeys, since a page costs more here than all that is done on it.
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


def test_journey_with_the_mouse(reading, walk):
    assert "Firefox/" in reading.page.evaluate("navigator.userAgent")
    before = reading.letter_boxes()
    # A click into a mark goes to its note, so the clicks come before the marks around them.
    steps = [
        drag_over_several_blocks_and_back,
        double_and_triple_click,
        drag_over_a_part_of_a_word,
        drag_across_seams_and_after_emoji,
        everything_selected_at_once,
    ]
    walk(steps, reading)
    assert reading.letter_boxes() == before


def drag_over_several_blocks_and_back(reading):
    exact = f"{texts.PROCLITICS[-10:]}\n\n{texts.QUOTE[:13]}"
    reading.select(exact, backward=True)
    reading.choose(Tag.ACTOR)
    reading.check_stored(exact, Tag.ACTOR)
    assert len(reading.painted("tag-2-")) == 2


def double_and_triple_click(reading):
    reading.click("البنك", times=2)
    reading.choose(Tag.ACTOR)
    reading.check_stored("البنك", Tag.ACTOR)

    reading.click("ولافروف", times=2)
    reading.page.keyboard.press("[")
    expect(reading.picked).to_have_text("«لافروف»")
    reading.choose(Tag.LOCATION)
    reading.check_stored("لافروف", Tag.LOCATION)

    reading.click("Green", times=3)
    reading.choose(Tag.LOCATION)
    reading.check_stored(texts.MIXED, Tag.LOCATION)


def drag_over_a_part_of_a_word(reading):
    reading.mark("لافروف", Tag.ACTOR)
    reading.mark("موسكو", Tag.LOCATION)
    reading.mark("دِينَةَ", Tag.LOCATION)


def drag_across_seams_and_after_emoji(reading):
    needles = ["قبل الشتاء» (Reuters) بحسب", "شركة Green Fields عقدا", "reen Fi", "احتفل أهل الحي", "🇯🇴 الأردن"]
    for needle in needles:
        reading.mark(needle, Tag.LOCATION)


def everything_selected_at_once(reading):
    reading.page.keyboard.press("Control+a")
    expect(reading.toolbar).to_be_in_viewport(ratio=0.9)
    reading.choose(Tag.ACTOR)
    reading.check_stored(texts.ARTICLE, Tag.ACTOR)


def test_journey_by_the_notes(speaker, reading, walk):
    walk([cursor_marks_by_keys_alone, quote_and_its_speaker, click_on_a_mark_focuses_its_note], reading)


def cursor_marks_by_keys_alone(reading):
    page = reading.page
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


def quote_and_its_speaker(reading):
    reading.select(SAID)
    reading.page.keyboard.press("1")
    expect(reading.page.locator("#speaker-strip")).to_be_visible()
    reading.click("رنا")
    quote = reading.check_stored(SAID, Tag.QUOTE)
    expect(reading.chip(quote).locator(".chip-text")).to_have_text(SPEAKER)
    reading.wait_until_saved()
    assert Relation.objects.live().get(source=quote).target == Annotation.objects.get(exact=SPEAKER)


def click_on_a_mark_focuses_its_note(reading):
    place = reading.mark("تدمر", Tag.LOCATION)
    reading.click("الميناء")
    assert reading.focused_note is None
    reading.click("تدمر")
    assert reading.focused_note == str(place.pk)
    reading.page.keyboard.press("Enter")
    expect(reading.note(place).locator(".card")).to_be_visible()


def test_journey_without_a_connection_and_back(reading, annotator, line, complaints, subtests):
    complaints.expect("NetworkError", "Cross-Origin", "NS_ERROR", "net::ERR")
    complaints.expect("style-src-elem")  # Playwright has one of its own for a screenshot
    with subtests.test("mark_made_without_a_connection_is_sent_later"):
        annotation = mark_made_without_a_connection_is_sent_later(reading, line)
    with subtests.test("undo_redo_and_reload"):
        undo_redo_and_reload(reading, annotation)
    for needle, tag in (("موسكو", Tag.LOCATION), ("أمر", Tag.QUOTE)):
        factories.make_annotation(annotator, reading.article, needle, tag)
    reading.reload()
    with subtests.test("undo_redo_and_reload, seen after the reload"):
        reading.check_shown(Annotation.objects.select_related("tag").get(pk=annotation.pk))
    with subtests.test("marks_inside_words_are_seen_and_take_no_ink"):
        marks_inside_words_are_seen_and_take_no_ink(reading)


def mark_made_without_a_connection_is_sent_later(reading, line) -> Annotation:
    line.cut()
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.drafts).to_have_count(1)
    assert not Annotation.objects.exists()
    line.mend()
    reading.page.evaluate("dispatchEvent(new Event('online'))")
    annotation = reading.check_stored("لافروف", Tag.ACTOR)
    assert Annotation.objects.count() == 1
    return annotation


def undo_redo_and_reload(reading, annotation):
    reading.page.keyboard.press("Control+z")
    expect(reading.notes).to_have_count(0)
    reading.wait_until_saved()
    assert reading.painted() == []
    reading.reload()
    reading.page.keyboard.press("Control+Shift+z")
    expect(reading.note(annotation)).to_have_count(1)
    reading.wait_until_saved()
    assert Annotation.objects.count() == 1


def marks_inside_words_are_seen_and_take_no_ink(reading):
    page = reading.page
    expect(reading.notes).to_have_count(3)
    boxes = [page.evaluate(BOX, reading.span_of(word)) for word in ("ولافروف", "لـموسكو", "الأمر", "صباحا")]
    marked = page.screenshot()
    page.evaluate("CSS.highlights.clear()")
    plain = page.screenshot()

    *words, unmarked = ink.compare(page.context.new_page(), plain, marked, boxes)
    assert [word.lost for word in words] == [0, 0, 0]
    assert min(word.changed for word in words) > 0.05
    assert unmarked.changed == 0
