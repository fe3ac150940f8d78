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


class TestOfTheNextSelection:
    def test_a_part_from_the_note_in_focus(self, page, quote, reading):
        reading.chip(quote).focus()
        press(page, "KeyM")
        expect(reading.notices.locator(".notice-text")).to_contain_text("حدّد")
        reading.drag(PART)
        check_part(reading, quote)

    def test_a_cue_by_keys_alone(self, page, quote, reading):
        reading.chip(quote).focus()
        # The cursor comes to the quote's first word; the cue stands three before it.
        press(page, "KeyC", *["ArrowRight"] * 4, "Space")
        expect(reading.picked).to_have_text(f"«{CUE}»")
        press(page, "Enter")
        check_cue(reading, quote)
        assert reading.focused_note == str(quote.pk)

    def test_of_the_quote_whose_speaker_is_asked_for(self, page, reading):
        reading.select(SAID)
        press(page, "Digit1")
        expect(page.locator("#speaker-strip")).to_be_visible()
        press(page, "KeyM")
        expect(page.locator("#speaker-strip")).to_be_hidden()
        reading.drag(PART)
        check_part(reading, reading.check_stored(SAID, Tag.QUOTE))

    def test_of_the_last_quote_after_its_speaker(self, page, annotator, article, reading):
        factories.make_annotation(annotator, article, SPEAKER, Tag.ACTOR)
        reading.reload()
        reading.select(SAID)
        press(page, "Digit1")
        expect(page.locator("#speaker-strip")).to_be_visible()
        press(page, "Digit1", "KeyC")
        reading.drag(CUE)
        quote = reading.check_stored(SAID, Tag.QUOTE)
        check_cue(reading, quote)
        assert ties(quote) == {"speaker": SPEAKER, "cue": CUE}

    def test_is_given_up_by_escape(self, page, quote, reading):
        reading.chip(quote).focus()
        press(page, "KeyM", "Escape")
        reading.select(PART)
        press(page, "Digit2")
        reading.check_stored(PART, Tag.ACTOR)
        assert not Relation.objects.exists()


class TestOfWhatIsSelected:
    def test_a_part(self, page, quote, reading):
        reading.select(PART)
        press(page, "KeyM")
        check_part(reading, quote)

    def test_a_part_of_a_part_belongs_to_the_head(self, page, annotator, article, quote, reading):
        factories.make_annotation(annotator, article, "(Reuters)", Tag.QUOTE, continues=quote.pk)
        reading.reload()
        reading.select(PART)
        press(page, "KeyM")
        check_part(reading, quote)

    def test_a_cue(self, page, quote, reading):
        reading.select(CUE)
        press(page, "KeyC")
        expect(reading.notices.locator(".notice-text")).to_have_text(f"فعل القول للاقتباس «{SAID}»")
        check_cue(reading, quote)
        expect(reading.toolbar).to_be_hidden()
        press(page, "Control+z")
        expect(reading.note(quote)).not_to_have_attribute("data-cue-start", str(reading.span_of(CUE)[0]))

    def test_means_the_nearest_quote(self, page, annotator, article, quote, reading):
        other = factories.make_annotation(annotator, article, "السلام بلا عمل وعد لا يدوم", Tag.QUOTE)
        reading.reload()
        reading.select("إن", occurrence=1)
        press(page, "KeyC")
        expect(reading.note(other)).to_have_attribute("data-cue-start", str(reading.span_of("إن")[0]))
        # What is still on its way would be stored for the next test.
        reading.wait_until_saved()

    def test_does_nothing_without_a_quote(self, page, reading):
        reading.select(CUE)
        press(page, "KeyC", "KeyM")
        expect(reading.toolbar).to_be_visible()
        reading.check_nothing_stored()

    def test_another_persons_quote_is_left_alone(self, page, second_annotator, article, reading):
        factories.make_annotation(second_annotator, article, SAID, Tag.QUOTE)
        reading.reload()
        reading.select(CUE)
        press(page, "KeyC")
        expect(reading.toolbar).to_be_visible()
        assert Annotation.objects.count() == 1
