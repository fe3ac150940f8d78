"""Reading an article with its notes: paint, margin, and how each person likes the page."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser import texts
from tests.browser.launching import PHONE
from tests.browser.texts import SAID

pytestmark = pytest.mark.browser

# WCAG 2.2, success criterion 2.5.5, and what Apple and Google ask for.
SMALLEST_TARGET = 44


@pytest.fixture
def quote(annotator, article):
    return factories.make_annotation(annotator, article, SAID, Tag.QUOTE)


@pytest.fixture
def place(annotator, article):
    return factories.make_annotation(annotator, article, "تدمر", Tag.LOCATION)


class TestPaint:
    def test_survives_a_reload(self, reading):
        marks = [
            reading.mark(SAID, Tag.QUOTE),
            reading.mark("لافروف", Tag.ACTOR),
            reading.mark("موسكو", Tag.LOCATION),
        ]
        before = sorted(reading.painted())

        reading.reload().wait_until_saved()

        for annotation in marks:
            reading.check_shown(annotation)
        assert sorted(reading.painted()) == before

    def test_moves_no_letter(self, reading):
        before = reading.letter_boxes()
        for needle, tag in [
            ("لافروف", Tag.ACTOR),  # within a word, joined to what stands before it
            ("وسكو", Tag.LOCATION),
            ("جس", Tag.QUOTE),  # joined on both sides
            ("مَدِينَةَ", Tag.LOCATION),
            ("السلام", Tag.QUOTE),
        ]:
            reading.mark(needle, tag)
        assert reading.letter_boxes() == before

    @pytest.mark.parametrize(
        ("needle", "painted"),
        [
            pytest.param("أهله", "لأهله", id="boundary before the alef"),
            pytest.param("إن السل", "إن السلا", id="boundary behind the lam"),
        ],
    )
    def test_takes_a_lam_alef_whole(self, reading, needle, painted):
        start, end = reading.span_of(needle)
        reading.page.evaluate("([start, end]) => hands.select(start, end)", [start, end])
        expect(reading.toolbar).to_be_visible()
        reading.choose(Tag.ACTOR)
        expect(reading.notes).to_have_count(1)
        reading.wait_until_saved()

        annotation = Annotation.objects.get()
        assert (annotation.start, annotation.end, annotation.exact) == (start, end, needle)
        assert reading.painted() == [painted]
        reading.check_text_is_whole()

    def test_leaves_out_what_was_rejected(self, page, article, actor, reviewer, log_in, open_article):
        Annotation.objects.filter(pk=actor.pk).update(status=Annotation.Status.REJECTED)
        log_in(reviewer)
        reading = open_article(page, article)
        expect(reading.note(actor)).to_have_attribute("data-status", "rejected")
        assert reading.painted() == []

    @pytest.mark.own_page
    def test_missing_in_an_older_browser_is_said(self, page, article, annotator, actor, log_in, open_article):
        page.add_init_script("delete window.Highlight; delete CSS.highlights")
        log_in(annotator)
        reading = open_article(page, article)

        expect(page.locator("#no-highlights")).to_be_visible()
        reading.select("موسكو")
        reading.choose(Tag.LOCATION)
        expect(reading.notes).to_have_count(2)
        reading.wait_until_saved()
        assert Annotation.objects.filter(exact="موسكو", tag__slug=Tag.LOCATION).exists()
        reading.chip(actor).click()
        expect(reading.note(actor).locator(".card")).to_be_visible()

    def test_present_leaves_the_line_hidden(self, reading):
        expect(reading.page.locator("#no-highlights")).to_be_hidden()


class TestPlaceAndNote:
    @pytest.fixture
    def marks(self, quote, actor, place):
        return quote, actor, place

    @pytest.fixture
    def reading(self, marks, reading):
        return reading

    def test_click_on_a_mark_focuses_its_note(self, reading, quote):
        reading.click("سيبنى")
        assert reading.focused_note == str(quote.pk)

    def test_more_clicks_go_from_the_innermost_mark_outwards_and_round(self, reading, marks):
        quote, actor, place = marks
        seen = []
        for _ in range(4):
            reading.click("تدمر")
            seen.append(reading.focused_note)
        assert seen == [str(mark.pk) for mark in (place, actor, quote, place)]
        expect(reading.page.locator("li.is-under")).to_have_count(3)

    def test_click_beside_all_marks_focuses_none(self, reading):
        reading.click("الميناء")
        assert reading.focused_note is None

    def test_pointing_at_a_chip_makes_its_place_stand_out(self, reading, actor):
        reading.chip(actor).hover()
        assert reading.painted("spot") == ["أهل تدمر"]
        reading.page.mouse.move(2, 700)
        assert reading.painted("spot") == []

    def test_focus_on_a_chip_makes_its_place_stand_out(self, reading, quote):
        reading.chip(quote).focus()
        assert reading.painted("spot") == [SAID]


def test_chip_scrolls_to_its_place(page, annotator, long_article, log_in, open_article):
    sentence = long_article.text.split("\n\n")[20]
    marks = [
        factories.make_annotation(annotator, long_article, texts.HEADLINE, Tag.QUOTE),
        factories.make_annotation(annotator, long_article, sentence, Tag.QUOTE),
        factories.make_annotation(annotator, long_article, "لافروف", Tag.ACTOR),
    ]
    log_in(annotator)
    reading = open_article(page, long_article)
    for annotation in (marks[2], marks[0], marks[1]):
        # As a screen reader or a key does it: the focus alone does not scroll.
        reading.chip(annotation).evaluate("chip => chip.focus({ preventScroll: true })")
        assert reading.is_on_screen(annotation)
        assert reading.painted("spot") == [annotation.exact]


def test_link_to_an_annotation_leads_to_it(page, annotator, long_article, log_in, open_article):
    annotation = factories.make_annotation(annotator, long_article, "لافروف", Tag.ACTOR)
    log_in(annotator)
    reading = open_article(page, long_article)
    page.goto("about:blank")
    page.goto(f"{reading.url}#n-{annotation.pk}")
    reading.wait_until_saved()
    expect(reading.chip(annotation)).to_be_focused()
    expect(reading.chip(annotation)).to_be_in_viewport()


class TestFoldedNotes:
    """More notes than fit beside their block."""

    WORDS = ("وزيرا", "الري", "والنقل", "يبحثان", "مشروع", "الجسر", "مرفأ", "السلام")

    @pytest.fixture
    def marks(self, annotator, article):
        return [
            factories.make_annotation(annotator, article, word, tag)
            for word in self.WORDS
            for tag in (Tag.QUOTE, Tag.ACTOR, Tag.LOCATION)
        ]

    @pytest.fixture
    def reading(self, marks, reading):
        expect(reading.page.locator("#notes-0 .more button")).to_be_visible()
        expect(reading.chip(marks[-1])).to_be_hidden()
        return reading

    def test_stay_in_the_list(self, reading, marks):
        expect(reading.notes).to_have_count(len(marks))
        assert len(reading.painted()) == len(marks)

    def test_unfold_by_their_button(self, reading, marks):
        reading.page.locator("#notes-0 .more button").click()
        expect(reading.chip(marks[-1])).to_be_visible()
        expect(reading.page.locator("#notes-0 .more")).to_be_hidden()

    def test_unfold_by_a_click_on_their_place(self, reading, marks):
        reading.click(self.WORDS[-1])
        assert reading.focused_note in [str(mark.pk) for mark in marks[-3:]]

    def test_unfold_by_their_address(self, reading, marks):
        reading.page.goto(f"{reading.url}#n-{marks[-1].pk}")
        expect(reading.chip(marks[-1])).to_be_focused()


class TestPreferences:
    def test_light_and_text_size_are_kept(self, reading, live_server):
        page, html = reading.page, reading.html
        size = reading.page.locator("[data-offset='0']").evaluate("element => getComputedStyle(element).fontSize")
        paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        page.locator("details.menu:not([hidden]) > summary").first.click()
        page.locator("button[name=theme][value=dark]").click()
        page.locator("button[name=text_size][value=large]").click()
        expect(html).to_have_attribute("data-theme", "dark")
        expect(html).to_have_attribute("data-text-size", "large")

        reading.reload()
        expect(html).to_have_attribute("data-theme", "dark")
        expect(html).to_have_attribute("data-text-size", "large")
        expect(page.locator("[data-offset='0']")).not_to_have_css("font-size", size)
        expect(page.locator("body")).not_to_have_css("background-color", paper)
        page.goto(live_server.url)
        expect(html).to_have_attribute("data-theme", "dark")

    @pytest.mark.own_page
    def test_as_the_device_follows_it(self, reading):
        light = reading.page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        reading.page.emulate_media(color_scheme="dark")
        expect(reading.page.locator("body")).not_to_have_css("background-color", light)

    def test_english_interface_around_an_arabic_text(self, reading):
        page = reading.page
        expect(reading.html).to_have_attribute("dir", "rtl")
        page.locator(".language button").click()

        expect(reading.html).to_have_attribute("lang", "en")
        expect(reading.html).to_have_attribute("dir", "ltr")
        assert page.url == reading.url
        expect(page.locator("#article-text")).to_have_css("direction", "rtl")
        reading.wait_until_saved()
        reading.mark("لافروف", Tag.ACTOR)


class TestPhone:
    @pytest.fixture
    def kept_context(self, kept_phone):
        return kept_phone

    def test_selection_by_touch_brings_the_toolbar_to_the_thumb(self, reading):
        start, end = reading.span_of("لافروف")
        reading.reach(start, end)
        # Long press and handles belong to the system; the page sees the selection change.
        reading.page.evaluate("([start, end]) => hands.select(start, end)", [start, end])
        expect(reading.toolbar).to_be_visible()

        box = reading.toolbar.bounding_box()
        assert 0 <= PHONE["viewport"]["height"] - (box["y"] + box["height"]) <= 40
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["viewport"]["width"]
        for button in reading.toolbar.locator("button:visible").all():
            target = button.bounding_box()
            assert min(target["width"], target["height"]) >= SMALLEST_TARGET

        reading.toolbar.locator("button[data-tag=actor]").tap()
        reading.check_stored("لافروف", Tag.ACTOR)

    def test_tap_on_a_mark_leads_to_its_note(self, actor, reading):
        first, last = reading.reach(actor.start, actor.end)
        reading.page.touchscreen.tap((first["x"] + last["x"]) / 2, first["y"])
        expect(reading.chip(actor)).to_be_focused()
        expect(reading.chip(actor)).to_be_in_viewport()

    def test_page_is_no_wider_than_the_screen(self, quote, actor, reading):
        reading.chip(actor).tap()
        expect(reading.note(actor).locator(".card")).to_be_visible()
        assert reading.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
