"""The word cursor and the keys of the notes: reading and marking without a mouse."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser import texts
from tests.browser.keyboard import Hands

pytestmark = pytest.mark.browser

LATIN = "Ministers met in Geneva. They left on Friday."

# name, the word it begins at, keys, what is selected then.  No two at one place: a click into a mark goes to its note.
EXTENDED = [
    ("a word on", "المهندسة", ["Shift+ArrowLeft"], "المهندسة رنا"),
    ("a word back", "الصرف", ["Shift+ArrowRight"], "سعر الصرف"),
    ("over the anchor", "هذا", ["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight"], "ثابت هذا"),
    ("without the proclitic", "ولافروف", ["Space", "KeyO", "Control+Shift+ArrowLeft"], "لافروف"),
    ("without lam and tatweel", "لـموسكو", ["Space", "KeyO", *["Control+Shift+ArrowLeft"] * 2], "موسكو"),
    ("graphemes take their marks", "مَدِينَةَ", ["Control+Shift+ArrowRight"], "مَدِينَ"),
    ("joined emoji", "الحي", ["Shift+ArrowLeft"], "الحي 👨\u200d👩\u200d👧\u200d👦"),
    ("Latin words in an Arabic block", "Green", ["Shift+ArrowLeft"], "Green Fields"),
    ("a quotation", "سيبنى", [*["Shift+ArrowLeft"] * 6], "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"),
    ("to the end of the block", "وأكد", ["Shift+End"], texts.NO_BREAK_SPACE[:-1]),
    ("over two blocks", "المصدر", ["Shift+ArrowRight"], "الشهر.\n\nالمصدر"),
]


@pytest.fixture
def hands(reading):
    return Hands(reading)


class TestCursor:
    def test_goes_by_keys_from_where_tab_left_it(self, hands, walk):
        steps = [
            self.tab_reaches_the_text_in_one_stop,
            self.left_goes_on_in_arabic,
            self.words_leave_punctuation_out,
            self.emoji_and_flags_are_words_of_their_own,
            self.sentences_paragraphs_and_edges,
            self.moves_no_letter_and_splits_no_text,
            self.is_hidden_by_the_mouse_and_by_escape,
        ]
        walk(steps, hands)

    def tab_reaches_the_text_in_one_stop(self, hands):
        hands.enter().at("وزيرا")
        expect(hands.page.locator("#article-text")).to_be_focused()

    def left_goes_on_in_arabic(self, hands):
        hands.enter_at_the_start().press("ArrowLeft", "ArrowLeft").at("والنقل").press("ArrowRight").at("الري")

    def words_leave_punctuation_out(self, hands):
        hands.enter_at_the_start().press("Control+ArrowDown", "Control+ArrowDown").at("وقالت")
        hands.press("ArrowLeft", "ArrowLeft", "ArrowLeft").at("الحلواني").press("ArrowLeft").at("سيبنى")

    def emoji_and_flags_are_words_of_their_own(self, hands):
        hands.enter_at_the_start().press(*["PageDown"] * 4).at("🌾")
        hands.press(*["ArrowLeft"] * 4).at("👨\u200d👩\u200d👧\u200d👦")

    def sentences_paragraphs_and_edges(self, hands):
        hands.enter().press("Control+End").at("وكالات").press("Control+Home").at("وزيرا")
        hands.press("End").at("السلام").press("Home").at("وزيرا")
        hands.press("PageDown").at("وصل").press("ArrowLeft", "PageUp").at("وصل").press("PageUp").at("وزيرا")
        hands.press("Control+ArrowLeft").at("وصل").press("Control+ArrowRight").at("وزيرا")

    def moves_no_letter_and_splits_no_text(self, hands):
        hands.press("Escape")
        expect(hands.ring).to_be_hidden()
        before = hands.reading.letter_boxes()
        hands.enter_at_the_start().press("PageDown", "ArrowLeft", "Shift+ArrowLeft")
        assert hands.reading.letter_boxes() == before
        hands.reading.check_text_is_whole()
        hands.press("Escape")

    def is_hidden_by_the_mouse_and_by_escape(self, hands):
        hands.enter().press("Escape")
        expect(hands.ring).to_be_hidden()
        hands.enter()
        hands.page.mouse.click(5, 700)
        expect(hands.ring).to_be_hidden()

    def test_comes_by_its_key_and_to_where_the_mouse_clicked(self, hands, walk):
        steps = [
            self.a_key_leads_to_the_text,
            self.arrows_scroll_as_long_as_no_cursor_is_shown,
            self.starts_where_the_mouse_clicked,
        ]
        walk(steps, hands)

    def a_key_leads_to_the_text(self, hands):
        hands.press("KeyT").at("وزيرا")
        hands.press("ArrowLeft").at("الري")
        hands.page.locator("#keys-help").focus()
        expect(hands.ring).to_be_hidden()
        hands.press("KeyT").at("الري")

    def arrows_scroll_as_long_as_no_cursor_is_shown(self, hands):
        hands.reading.click("المركزي")
        hands.press("ArrowDown")
        expect(hands.ring).to_be_hidden()

    def starts_where_the_mouse_clicked(self, hands):
        hands.reading.click("المركزي")
        hands.press("ArrowLeft").at("أن")

    def test_scrolls_to_the_cursor(self, page, annotator, log_in, open_article, long_article):
        log_in(annotator)
        hands = Hands(open_article(page, long_article)).enter().press("Control+End").at("المحادثات")
        box = hands.ring.bounding_box()
        assert 0 < box["y"] < page.viewport_size["height"]


class TestInLatinAndLongBlocks:
    @pytest.fixture
    def article(self, live_server):
        return factories.make_article(f"{texts.HEADLINE}\n\n{LATIN}\n\n{texts.PROCLITICS} {texts.QUOTE}")

    def test_cursor_goes_the_way_of_the_eye(self, hands, walk):
        walk([self.left_goes_back_in_latin, self.up_and_down_keep_to_the_column, self.selects_in_a_latin_block], hands)

    def left_goes_back_in_latin(self, hands):
        hands.enter().press("Control+ArrowDown").at("Ministers")
        hands.press("ArrowRight", "ArrowRight").at("in").press("ArrowLeft").at("met")
        hands.press("Control+ArrowRight").at("They").press("End").at("Friday")
        # From the last word of a Latin block the same key leads on, and back in the Arabic one below it.
        hands.press("ArrowRight").at("وصل").press("ArrowRight").at("Friday")

    def up_and_down_keep_to_the_column(self, hands):
        hands.enter_at_the_start().press("PageDown", "PageDown").at("وصل").press("ArrowLeft", "ArrowLeft")
        first = hands.ring.bounding_box()
        hands.press("ArrowDown")
        below = hands.ring.bounding_box()
        assert 20 < below["y"] - first["y"] < 80
        assert abs(below["x"] + below["width"] / 2 - first["x"] - first["width"] / 2) < 80
        hands.press("ArrowUp")
        assert abs(hands.ring.bounding_box()["y"] - first["y"]) < 5

    def selects_in_a_latin_block(self, hands):
        hands.enter_at_the_start().press("PageDown", "Shift+ArrowRight", "Shift+ArrowRight", "Digit1")
        hands.reading.check_stored("Ministers met in", Tag.QUOTE)


class TestSelecting:
    def test_extends_and_stores(self, hands, subtests):
        for name, needle, keys, exact in EXTENDED:
            with subtests.test(name):
                hands.go_to(needle).press(*keys)
                expect(hands.reading.picked).to_have_text(f"«{exact}»")
                hands.press("Digit2")
                hands.reading.check_stored(exact, Tag.ACTOR)

    def test_by_keys_alone_stores_what_was_meant(self, hands, walk):
        steps = [
            self.one_key_takes_the_word_without_its_proclitic,
            self.escape_lets_the_selection_go_and_keeps_the_cursor,
            self.digit_takes_the_word_at_the_cursor,
            self.keys_count_by_their_place_on_an_arabic_layout,
            self.quick_keys_lose_nothing,
            self.pen_waits_for_enter,
        ]
        walk(steps, hands)

    def one_key_takes_the_word_without_its_proclitic(self, hands):
        hands.go_to("ولافروف").press("BracketLeft")
        expect(hands.reading.picked).to_have_text("«لافروف»")
        hands.press("Digit2")
        hands.reading.check_stored("لافروف", Tag.ACTOR)

    def escape_lets_the_selection_go_and_keeps_the_cursor(self, hands):
        hands.enter_at_the_start().press("Shift+ArrowLeft", "Escape")
        expect(hands.reading.toolbar).to_be_hidden()
        expect(hands.ring).to_be_visible()
        hands.press("ArrowLeft").at("والنقل")

    def digit_takes_the_word_at_the_cursor(self, hands):
        hands.enter_at_the_start().press("PageDown", "PageDown", *["ArrowLeft"] * 3, "Digit2")
        hands.reading.check_stored("الحلواني", Tag.ACTOR)
        # And goes on from there.
        hands.press("ArrowLeft").at("سيبنى")

    def keys_count_by_their_place_on_an_arabic_layout(self, hands):
        hands.enter_at_the_start().press("PageDown", "PageDown", "PageDown").at("ووقعت")
        session = hands.page.context.new_cdp_session(hands.page)
        for code, key in (("Digit3", "٣"), ("KeyN", "ى")):
            for kind in ("keyDown", "keyUp"):
                session.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": key, "text": key})
        annotation = hands.reading.check_stored("ووقعت", Tag.LOCATION)
        assert annotation.start == hands.reading.article.text.index("ووقعت")

    def quick_keys_lose_nothing(self, hands):
        hands.enter_at_the_start().press("PageDown", "Digit3", "ArrowLeft")
        # So quickly that the next words are selected before the page has let go of those just marked.
        hands.press_at_once("Digit2", "ArrowLeft", "Shift+ArrowLeft").press("Digit3")
        hands.reading.check_stored("وصل", Tag.LOCATION)
        hands.reading.check_stored("الوفد", Tag.ACTOR)
        hands.reading.check_stored("صباحا ولافروف", Tag.LOCATION)

    def pen_waits_for_enter(self, hands):
        stored = Annotation.objects.count()
        hands.page.locator("[data-pen=actor]").click()
        hands.enter_at_the_start().press("PageDown", "Shift+ArrowLeft", "Shift+ArrowLeft")
        expect(hands.reading.picked).to_have_text("«وصل الوفد صباحا»")
        hands.press("Enter")
        hands.reading.check_stored("وصل الوفد صباحا", Tag.ACTOR)
        assert Annotation.objects.count() == stored + 1


class TestNotes:
    @pytest.fixture
    def marks(self, annotator, article):
        return [
            factories.make_annotation(annotator, article, "لافروف", Tag.ACTOR),
            factories.make_annotation(annotator, article, "موسكو", Tag.LOCATION),
            factories.make_annotation(annotator, article, "تدمر", Tag.LOCATION),
        ]

    @pytest.fixture
    def hands(self, marks, reading):
        return Hands(reading)

    def test_are_reached_opened_and_deleted_by_keys(self, hands, marks, walk):
        steps = [
            self.next_and_previous,
            self.next_from_the_cursor,
            self.enter_opens_the_card_of_the_word_and_escape_leads_back,
            self.delete_with_a_way_back,
            self.letters_typed_into_a_note_are_letters,
        ]
        walk(steps, hands, marks)

    def next_and_previous(self, hands, marks):
        hands.press("KeyN")
        expect(hands.reading.chip(marks[0])).to_be_focused()
        hands.press("KeyN", "KeyN")
        expect(hands.reading.chip(marks[2])).to_be_focused()
        hands.press("KeyN", "KeyP")
        expect(hands.reading.chip(marks[1])).to_be_focused()

    def next_from_the_cursor(self, hands, marks):
        hands.enter_at_the_start().press("PageDown", "PageDown", "KeyN")
        expect(hands.reading.chip(marks[2])).to_be_focused()

    def enter_opens_the_card_of_the_word_and_escape_leads_back(self, hands, marks):
        hands.enter_at_the_start().press("PageDown", *["ArrowLeft"] * 3, "Enter")
        expect(hands.reading.note(marks[0]).locator(".card")).to_be_visible()
        hands.press("Escape")
        expect(hands.reading.note(marks[0]).locator(".card")).to_have_count(0)
        hands.press("Escape").at("ولافروف")
        expect(hands.page.locator("#article-text")).to_be_focused()
        expect(hands.ring).to_be_visible()

    def delete_with_a_way_back(self, hands, marks):
        hands.enter_at_the_start().press("KeyN", "Delete")
        expect(hands.reading.note(marks[0])).to_have_count(0)
        expect(hands.reading.chip(marks[1])).to_be_focused()
        hands.reading.notices.locator(".notice-undo").click()
        expect(hands.reading.note(marks[0])).to_be_visible()
        hands.reading.wait_until_saved()
        assert Annotation.objects.live().count() == 3

    def letters_typed_into_a_note_are_letters(self, hands, marks):
        hands.enter_at_the_start().press("KeyN", "Enter")
        field = hands.reading.note(marks[0]).locator("textarea[id^=note-]")
        field.focus()
        hands.press("KeyN", "KeyE", "Backspace")
        expect(field).to_have_value("n")
        expect(field).to_be_focused()


@pytest.fixture
def other(second_annotator, article):
    return factories.make_annotation(second_annotator, article, "تدمر", Tag.LOCATION)


def test_another_persons_mark_is_not_deleted(other, page, reading):
    Hands(reading).press("KeyN", "Delete", "KeyE")
    expect(reading.chip(other)).to_be_focused()
    expect(page.locator(".handle")).to_have_count(0)
    assert Annotation.objects.live().count() == 1
