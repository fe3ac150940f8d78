"""The further parts of a quote and its cue, by keys: of what is selected, or of the next selection."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Relation, Tag
from tests import factories
from tests.browser.texts import SAID, SPEAKER
from tests.browser.ties import ties

pytestmark = pytest.mark.browser

PART = "بيان الشركة"
CUE = "وقالت"


@pytest.fixture
def quote(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, SAID, Tag.QUOTE)


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def check_part(reading, head) -> None:
    part = reading.check_stored(PART, Tag.QUOTE)
    assert ties(part) == {Relation.Role.CONTINUES: SAID}
    expect(reading.note(part)).to_have_attribute("data-continues", str(head.pk))
    expect(reading.page.locator("#speaker-strip")).to_be_hidden()


def check_cue(reading, head) -> None:
    expect(reading.note(head)).to_have_attribute("data-cue-start", str(reading.span_of(CUE)[0]))
    reading.wait_until_saved()
    assert ties(head)[Relation.Role.CUE] == CUE


def undo(reading, left: int, times: int = 1) -> None:
    """Undo what was done until ``left`` marks are left, none of them tied."""
    reading.wait_until_saved()
    press(reading.page, "Escape", "Escape", *["Control+z"] * times)
    expect(reading.notes).to_have_count(left)
    reading.wait_until_saved()
    assert not Relation.objects.live().exists()


class TestOfAStoredQuote:
    def test_is_tied_and_undone(self, quote, reading, walk):
        steps = [
            self.next_selection_is_a_part_from_the_note_in_focus,
            self.next_selection_is_given_up_by_escape,
            self.what_is_selected_becomes_a_part,
            self.what_is_selected_becomes_a_cue,
            self.next_selection_is_a_cue_by_keys_alone,
        ]
        walk(steps, reading, quote)

    def next_selection_is_given_up_by_escape(self, reading, quote):
        reading.chip(quote).focus()
        press(reading.page, "KeyM", "Escape")
        reading.select(PART)
        press(reading.page, "Digit2")
        reading.check_stored(PART, Tag.ACTOR)
        assert not Relation.objects.live().exists()
        undo(reading, left=1)

    def next_selection_is_a_part_from_the_note_in_focus(self, reading, quote):
        reading.chip(quote).focus()
        press(reading.page, "KeyM")
        expect(reading.notices.locator(".notice-text")).to_contain_text("حدّد")
        reading.drag(PART)
        check_part(reading, quote)
        undo(reading, left=1)

    def what_is_selected_becomes_a_part(self, reading, quote):
        reading.select(PART)
        press(reading.page, "KeyM")
        check_part(reading, quote)
        undo(reading, left=1)

    def what_is_selected_becomes_a_cue(self, reading, quote):
        reading.select(CUE)
        press(reading.page, "KeyC")
        expect(reading.notices.locator(".notice-text").last).to_have_text(f"فعل القول للاقتباس «{SAID}»")
        check_cue(reading, quote)
        expect(reading.toolbar).to_be_hidden()
        self.undo_cue(reading, quote)

    def next_selection_is_a_cue_by_keys_alone(self, reading, quote):
        reading.chip(quote).focus()
        # The cursor comes to the quote's first word; the cue stands three before it.
        press(reading.page, "KeyC", *["ArrowRight"] * 4, "Space")
        expect(reading.picked).to_have_text(f"«{CUE}»")
        press(reading.page, "Enter")
        check_cue(reading, quote)
        assert reading.focused_note == str(quote.pk)
        self.undo_cue(reading, quote)

    def undo_cue(self, reading, quote):
        press(reading.page, "Control+z")
        expect(reading.note(quote)).not_to_have_attribute("data-cue-start", str(reading.span_of(CUE)[0]))
        reading.wait_until_saved()
        assert not Relation.objects.live().exists()


class TestOfTheNextSelection:
    def test_belongs_to_the_quote_just_marked(self, page, annotator, article, speaker, reading, subtests):
        with subtests.test("of the quote whose speaker is asked for"):
            reading.select(SAID)
            press(page, "Digit1")
            expect(page.locator("#speaker-strip")).to_be_visible()
            press(page, "KeyM")
            expect(page.locator("#speaker-strip")).to_be_hidden()
            reading.drag(PART)
            check_part(reading, reading.check_stored(SAID, Tag.QUOTE))
        undo(reading, left=1, times=2)
        with subtests.test("of the last quote after its speaker"):
            reading.select(SAID)
            press(page, "Digit1")
            expect(page.locator("#speaker-strip")).to_be_visible()
            press(page, "Digit1", "KeyC")
            reading.drag(CUE)
            quote = reading.check_stored(SAID, Tag.QUOTE)
            check_cue(reading, quote)
            assert ties(quote) == {"speaker": SPEAKER, "cue": CUE}


class TestOfWhatIsSelected:
    def test_means_the_nearest_quote_and_its_head(self, annotator, article, quote, page, request, subtests):
        factories.make_annotation(annotator, article, "(Reuters)", Tag.QUOTE, continues=quote.pk)
        other = factories.make_annotation(annotator, article, "السلام بلا عمل وعد لا يدوم", Tag.QUOTE)
        reading = request.getfixturevalue("reading")
        with subtests.test("a part of a part belongs to the head"):
            reading.select(PART)
            press(page, "KeyM")
            check_part(reading, quote)
        with subtests.test("means the nearest quote"):
            reading.select("إن", occurrence=1)
            press(page, "KeyC")
            expect(reading.note(other)).to_have_attribute("data-cue-start", str(reading.span_of("إن")[0]))
            # What is still on its way would be stored for the next test.
            reading.wait_until_saved()

    def test_does_nothing_without_a_quote_of_ones_own(self, page, second_annotator, article, reading, subtests):
        with subtests.test("does nothing without a quote"):
            reading.select(CUE)
            press(page, "KeyC", "KeyM")
            expect(reading.toolbar).to_be_visible()
            reading.check_nothing_stored()
        factories.make_annotation(second_annotator, article, SAID, Tag.QUOTE)
        reading.reload()
        with subtests.test("another person's quote is left alone"):
            reading.select(CUE)
            press(page, "KeyC")
            expect(reading.toolbar).to_be_visible()
            assert Annotation.objects.count() == 1
