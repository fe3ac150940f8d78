"""Selecting: what was meant instead of what the mouse took, and what stands at the seams of two directions."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser import texts
from tests.browser.seams import SEAMS, SELECTIONS

pytestmark = pytest.mark.browser


def as_pair(selection):
    return selection if isinstance(selection, tuple) else (selection, selection)


def test_seams_of_two_directions_store_what_the_toolbar_shows(page, annotator, log_in, open_article):
    """One page for all of them: a page costs more than ten drags."""
    log_in(annotator)
    article = factories.make_article(SEAMS)
    reading = open_article(page, article)
    shown = []
    for dragged, _expected in map(as_pair, SELECTIONS):
        reading.select(dragged)
        shown.append(reading.picked.inner_text())
        page.keyboard.press("Digit2")
        # The note that arrives may move the text under the hand.
        reading.wait_until_saved()
    assert shown == [f"«{expected}»" for _dragged, expected in map(as_pair, SELECTIONS)]

    stored = Annotation.objects.order_by("id")
    assert [f"«{annotation.exact}»" for annotation in stored] == shown
    for annotation in stored:
        assert annotation.exact == article.text[annotation.start : annotation.end]


@pytest.fixture
def choice(reading):
    return lambda name: reading.toolbar.locator(f"[data-choice={name}]")


CUT_OFF = [
    ("colon", "رنا الحلواني:", "رنا الحلواني", ":"),
    ("full stop", "بيان الشركة.", "بيان الشركة", "."),
    ("mark without its pair", "الشتاء»", "الشتاء", "»"),
    ("no-break spaces", "\u00a0البنك المركزي\u00a0", "البنك المركزي", "NBSP…NBSP"),
]
QUOTED = "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"


class TestToolbar:
    def test_shows_what_is_selected_and_what_is_cut_off(self, reading, choice, walk, subtests):
        steps = [
            self.key_means_nothing_outside_a_quotation,
            self.picked_text_is_isolated_from_the_toolbar,
            self.proclitic_is_offered_for_the_first_of_several_words,
            self.proclitic_is_not_offered_for_a_name_that_only_begins_like_one,
            self.button_proposes_the_whole_quotation,
            self.keys_narrow_and_widen_and_come_back_the_same_way,
            self.keys_take_the_next_word_and_give_it_back,
            self.keys_work_on_an_arabic_keyboard,
        ]
        walk(steps, reading, choice)
        reading.page.keyboard.press("Escape")
        reading.check_nothing_stored()
        walk(
            [self.button_takes_the_word_without_its_proclitic, self.key_takes_the_word_without_its_proclitic],
            reading,
            choice,
        )
        for name, dragged, exact, dropped in CUT_OFF:
            with subtests.test(f"what is cut off is shown and can be kept: {name}"):
                self.keep_what_is_cut_off(reading, choice, dragged, exact, dropped)

    def key_means_nothing_outside_a_quotation(self, reading, choice):
        reading.click("أعضائه")
        for key in ("KeyQ", "Digit1"):
            reading.page.keyboard.press(key)
        expect(reading.toolbar).to_be_hidden()
        reading.check_nothing_stored()

    def picked_text_is_isolated_from_the_toolbar(self, reading, choice):
        """Latin at its end must not pull what follows to its other side."""
        reading.select("شركة Green Fields")
        isolation = reading.picked.evaluate("element => getComputedStyle(element).unicodeBidi")
        assert (isolation, reading.picked.evaluate("element => element.tagName")) == ("isolate", "BDI")

    def proclitic_is_offered_for_the_first_of_several_words(self, reading, choice):
        reading.select("ولافروف بين أعضائه")
        choice("bare").click()
        expect(reading.picked).to_have_text("«لافروف بين أعضائه»")

    def proclitic_is_not_offered_for_a_name_that_only_begins_like_one(self, reading, choice):
        reading.click("بلدية", times=2)
        expect(reading.picked).to_have_text("«بلدية»")
        expect(choice("bare")).to_be_hidden()

    def button_proposes_the_whole_quotation(self, reading, choice):
        reading.select("أهل تدمر")
        choice("quotation").click()
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        expect(choice("quotation")).to_be_hidden()

    def keys_narrow_and_widen_and_come_back_the_same_way(self, reading, choice):
        reading.click("بسواعد", times=2)
        sentence = texts.QUOTE
        widened = [QUOTED, sentence]
        for expected in widened:
            reading.page.keyboard.press("BracketRight")
            expect(reading.picked).to_have_text(f"«{expected}»")
        reading.page.keyboard.press("BracketRight")
        for expected in [QUOTED, "بسواعد", "سواعد", "واعد"]:
            reading.page.keyboard.press("BracketLeft")
            expect(reading.picked).to_have_text(f"«{expected}»")
        for expected in ["سواعد", "بسواعد"]:
            reading.page.keyboard.press("BracketRight")
            expect(reading.picked).to_have_text(f"«{expected}»")

    def keys_take_the_next_word_and_give_it_back(self, reading, choice):
        reading.click("رنا", times=2)
        for key, expected in [
            ("Shift+BracketRight", "رنا الحلواني"),
            ("Shift+BracketLeft", "رنا"),
            ("Shift+BracketLeft", "رن"),
            ("Shift+BracketRight", "رنا"),
        ]:
            reading.page.keyboard.press(key)
            expect(reading.picked).to_have_text(f"«{expected}»")

    def keys_work_on_an_arabic_keyboard(self, reading, choice):
        reading.click("ولافروف", times=2)
        session = reading.page.context.new_cdp_session(reading.page)
        for kind in ("keyDown", "keyUp"):
            session.send("Input.dispatchKeyEvent", {"type": kind, "code": "BracketLeft", "key": "ج", "text": "ج"})
        expect(reading.picked).to_have_text("«لافروف»")

    def button_takes_the_word_without_its_proclitic(self, reading, choice):
        reading.click("ولافروف", times=2)
        expect(reading.picked).to_have_text("«ولافروف»")
        expect(choice("bare").locator("bdi")).to_have_text("لافروف")

        choice("bare").click()
        expect(reading.picked).to_have_text("«لافروف»")
        expect(choice("bare")).to_be_hidden()
        assert reading.page.evaluate("getSelection().toString()") == "لافروف"
        reading.choose(Tag.ACTOR)
        reading.check_stored("لافروف", Tag.ACTOR)

    def key_takes_the_word_without_its_proclitic(self, reading, choice):
        reading.click("لـموسكو", times=2)
        reading.page.keyboard.press("BracketLeft")
        expect(reading.picked).to_have_text("«موسكو»")
        reading.page.keyboard.press("Digit3")
        reading.check_stored("موسكو", Tag.LOCATION)

    def keep_what_is_cut_off(self, reading, choice, dragged, exact, dropped):
        reading.select(dragged)
        expect(reading.picked).to_have_text(f"«{exact}»")
        expect(choice("undropped").locator("bdi")).to_have_text(dropped)

        choice("undropped").click()
        assert reading.picked.text_content() == f"«{dragged}»"
        reading.choose(Tag.ACTOR)
        reading.check_stored(dragged, Tag.ACTOR)


def check_whole_and_undo(reading) -> None:
    """Check that the whole quotation is stored, and make the page as it was."""
    reading.check_stored(QUOTED, Tag.QUOTE)
    for key in ("Escape", "Escape", "Control+z"):
        reading.page.keyboard.press(key)
    expect(reading.notes).to_have_count(0)
    reading.wait_until_saved()


class TestQuotation:
    def test_is_proposed_and_stored_whole(self, reading, walk):
        steps = [
            self.key_of_the_tag_after_a_click_proposes_the_whole,
            self.tag_after_a_double_click_proposes_the_whole,
            self.quotation_marks_around_the_whole_are_cut_off,
            self.pen_takes_the_whole_at_the_key,
            self.other_tags_keep_the_word,
            self.click_on_a_mark_inside_still_proposes_the_whole,
            self.part_that_was_dragged_over_is_tagged_as_it_is,
        ]
        walk(steps, reading)

    def key_of_the_tag_after_a_click_proposes_the_whole(self, reading):
        reading.click("بسواعد")
        reading.page.keyboard.press("Digit1")
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        expect(reading.notes).to_have_count(0)
        reading.page.keyboard.press("Digit1")
        check_whole_and_undo(reading)

    def tag_after_a_double_click_proposes_the_whole(self, reading):
        reading.click("بسواعد", times=2)
        reading.choose(Tag.QUOTE)
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        reading.choose(Tag.QUOTE)
        check_whole_and_undo(reading)

    def quotation_marks_around_the_whole_are_cut_off(self, reading):
        reading.select(f"«{QUOTED}»")
        reading.choose(Tag.QUOTE)
        check_whole_and_undo(reading)

    def pen_takes_the_whole_at_the_key(self, reading):
        reading.page.locator("[data-pen=quote]").click()
        reading.click("بسواعد")
        reading.page.keyboard.press("KeyQ")
        check_whole_and_undo(reading)
        expect(reading.page.locator("[data-pen=quote]")).to_have_attribute("aria-pressed", "false")

    def other_tags_keep_the_word(self, reading):
        reading.click("تدمر", times=2)
        reading.choose(Tag.LOCATION)
        reading.check_stored("تدمر", Tag.LOCATION)

    def click_on_a_mark_inside_still_proposes_the_whole(self, reading):
        reading.click("تدمر")
        reading.page.keyboard.press("KeyQ")
        expect(reading.picked).to_have_text(f"«{QUOTED}»")

    def part_that_was_dragged_over_is_tagged_as_it_is(self, reading):
        # A press inside a selection would begin to carry it off.
        reading.page.keyboard.press("Escape")
        expect(reading.toolbar).to_be_hidden()
        reading.select("أهل تدمر")
        reading.choose(Tag.QUOTE)
        reading.check_stored("أهل تدمر", Tag.QUOTE)


def test_word_and_quotation_in_other_texts(page, annotator, log_in, open_article, subtests):
    log_in(annotator)
    text = 'وقال: "لا نعرف بعد شيئا، مضيفا "سنخبركم غدا".\n\nعاد وباء كوفيد-19 إلى المدينة.'
    reading = open_article(page, factories.make_article(text))
    with subtests.test("double click takes the word to its hyphen"):
        reading.click("كوفيد", times=2)
        expect(reading.picked).to_have_text("«كوفيد-19»")
        assert page.evaluate("getSelection().toString()") == "كوفيد-19"
        page.keyboard.press("Escape")
    with subtests.test("missing mark of a quotation is said"):
        reading.click("نعرف")
        page.keyboard.press("KeyQ")
        expect(reading.picked).to_have_text("«لا نعرف بعد شيئا»")
        expect(page.locator("#picked-repaired")).to_be_visible()
