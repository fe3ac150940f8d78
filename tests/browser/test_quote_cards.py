"""The card of a quote: its speaker, its kind, its parts and its cue."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser.axe import check
from tests.browser.texts import SAID, SPEAKER
from tests.browser.ties import ties

pytestmark = pytest.mark.browser

CUE = "وقالت"


@pytest.fixture
def linked(annotator, article, speaker) -> Annotation:
    return factories.make_annotation(annotator, article, SAID, Tag.QUOTE, speaker=speaker.pk)


def open_card(reading, annotation):
    reading.chip(annotation).click()
    card = reading.note(annotation).locator(".card")
    expect(card).to_be_visible()
    return card


class TestCard:
    @pytest.fixture
    def reading(self, linked, reading):
        return reading

    def test_shows_the_speaker_and_unlinks_it(self, page, reading, linked):
        card = open_card(reading, linked)
        expect(card.locator(".card-quotation a")).to_have_text(SPEAKER)
        check(page)
        card.get_by_role("button", name="فك الربط").click()
        expect(reading.chip(linked).locator(".chip-text")).to_have_text(SAID)
        reading.wait_until_saved()
        assert ties(linked) == {}

    def test_says_the_kind(self, reading, linked):
        card = open_card(reading, linked)
        card.get_by_role("button", name="مباشر", exact=True).click()
        expect(reading.note(linked)).to_have_attribute("data-kind", "direct")
        reading.wait_until_saved()
        linked.refresh_from_db()
        assert linked.kind == Annotation.Kind.DIRECT

    def test_adds_a_part_over_an_attribution(self, page, reading, linked, strip):
        open_card(reading, linked).locator("[data-link=part]").click()
        reading.drag("بحسب بيان الشركة")
        part = reading.check_stored("بحسب بيان الشركة", Tag.QUOTE)
        assert ties(part) == {"continues": SAID}
        expect(reading.note(part)).to_have_attribute("data-continues", str(linked.pk))
        expect(strip).to_be_hidden()

        reading.chip(part).hover()
        assert sorted(reading.painted("spot")) == sorted([SAID, SPEAKER, "بحسب بيان الشركة"])
        open_card(reading, part).get_by_role("button", name="افصله").click()
        expect(reading.note(part)).not_to_have_attribute("data-continues", str(linked.pk))
        reading.wait_until_saved()
        assert ties(part) == {}

    def test_takes_the_cue(self, page, reading, linked):
        open_card(reading, linked).locator("[data-link=cue]").click()
        reading.drag(CUE)
        expect(reading.note(linked)).to_have_attribute("data-cue-start", str(reading.span_of(CUE)[0]))
        reading.wait_until_saved()
        assert ties(linked) == {"speaker": SPEAKER, "cue": CUE}
        expect(reading.notes).to_have_count(2)
        reading.chip(linked).hover()
        assert reading.painted("spot-cue") == [CUE]
        assert CUE not in reading.painted("tag-")

        page.keyboard.press("Control+z")
        expect(reading.note(linked)).not_to_have_attribute("data-cue-start", str(reading.span_of(CUE)[0]))
        reading.wait_until_saved()
        assert ties(linked) == {"speaker": SPEAKER}

    def test_of_a_speaker_that_is_hovered_shows_what_it_says(self, reading, linked, speaker):
        reading.chip(speaker).hover()
        assert reading.painted("spot-faint") == [SAID]
        assert SPEAKER in reading.painted("spot")


def test_on_a_phone_the_card_asks_at_the_bottom(new_context, log_in, annotator, article, linked, open_article):
    context = new_context(viewport={"width": 390, "height": 700}, has_touch=True)
    log_in(annotator, context)
    reading = open_article(context.new_page(), article)
    open_card(reading, linked).locator("[data-link=speaker]").tap()
    strip = reading.page.locator("#speaker-strip")
    expect(strip).to_be_visible()
    box = strip.bounding_box()
    assert box["y"] + box["height"] > 650
    assert min(button.bounding_box()["height"] for button in strip.locator("button").all()) >= 44
    strip.locator("[data-number='0']").tap()
    expect(reading.note(linked)).to_have_attribute("data-speaker", "unnamed")
