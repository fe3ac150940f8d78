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
    def test_is_exact_and_lasts(self, reading, walk):
        steps = [
            self.present_leaves_the_line_hidden,
            self.takes_a_lam_alef_whole_with_a_boundary_before_the_alef,
            self.takes_a_lam_alef_whole_with_a_boundary_behind_the_lam,
            self.moves_no_letter,
            self.survives_a_reload,
        ]
        walk(steps, reading)

    def present_leaves_the_line_hidden(self, reading):
        expect(reading.page.locator("#no-highlights")).to_be_hidden()

    def takes_a_lam_alef_whole_with_a_boundary_before_the_alef(self, reading):
        self.mark_in_a_lam_alef(reading, "أهله")
        assert reading.painted() == ["لأهله"]

    def takes_a_lam_alef_whole_with_a_boundary_behind_the_lam(self, reading):
        self.mark_in_a_lam_alef(reading, "إن السل")
        assert sorted(reading.painted()) == sorted(["لأهله", "إن السلا"])

    def mark_in_a_lam_alef(self, reading, needle):
        start, end = reading.span_of(needle)
        marks = Annotation.objects.count() + 1
        reading.page.evaluate("([start, end]) => hands.select(start, end)", [start, end])
        expect(reading.toolbar).to_be_visible()
        reading.choose(Tag.ACTOR)
        expect(reading.notes).to_have_count(marks)
        reading.wait_until_saved()

        annotation = Annotation.objects.get(start=start)
        assert (annotation.start, annotation.end, annotation.exact) == (start, end, needle)
        assert Annotation.objects.count() == marks
        reading.check_text_is_whole()

    def moves_no_letter(self, reading):
        before = reading.letter_boxes()
        for needle, tag in [
            ("لافروف", Tag.ACTOR),  # within a word, joined to what stands before it
            ("وسكو", Tag.LOCATION),
            ("مَدِينَةَ", Tag.LOCATION),
            ("جس", Tag.QUOTE),  # joined on both sides
            ("السلام", Tag.QUOTE),
            (SAID, Tag.QUOTE),
        ]:
            reading.mark(needle, tag)
        assert reading.letter_boxes() == before

    def survives_a_reload(self, reading):
        before = sorted(reading.painted())

        reading.reload().wait_until_saved()

        marks = Annotation.objects.select_related("tag").exclude(exact__in=["أهله", "إن السل"])
        assert len(marks) == 6
        for annotation in marks:
            reading.check_shown(annotation)
        assert sorted(reading.painted()) == before

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


class TestPlaceAndNote:
    def test_lead_to_each_other(self, quote, actor, place, reading, walk):
        steps = [
            self.pointing_at_a_chip_makes_its_place_stand_out,
            self.focus_on_a_chip_makes_its_place_stand_out,
            self.click_beside_all_marks_focuses_none,
            self.more_clicks_go_from_the_innermost_mark_outwards_and_round,
            self.click_beside_all_marks_focuses_none,
            self.click_on_a_mark_focuses_its_note,
        ]
        walk(steps, reading, (quote, actor, place))

    def pointing_at_a_chip_makes_its_place_stand_out(self, reading, marks):
        reading.chip(marks[1]).hover()
        assert reading.painted("spot") == ["أهل تدمر"]
        reading.page.mouse.move(2, 700)
        assert reading.painted("spot") == []

    def focus_on_a_chip_makes_its_place_stand_out(self, reading, marks):
        reading.chip(marks[0]).focus()
        assert reading.painted("spot") == [SAID]

    def click_beside_all_marks_focuses_none(self, reading, marks):
        reading.click("الميناء")
        assert reading.focused_note is None

    def more_clicks_go_from_the_innermost_mark_outwards_and_round(self, reading, marks):
        quote, actor, place = marks
        seen = []
        for _ in range(4):
            reading.click("تدمر")
            seen.append(reading.focused_note)
        assert seen == [str(mark.pk) for mark in (place, actor, quote, place)]
        expect(reading.page.locator("li.is-under")).to_have_count(3)

    def click_on_a_mark_focuses_its_note(self, reading, marks):
        reading.click("سيبنى")
        assert reading.focused_note == str(marks[0].pk)


def test_chip_and_link_scroll_to_their_place(page, annotator, long_article, log_in, open_article, subtests):
    sentence = long_article.text.split("\n\n")[20]
    pairs = [(texts.HEADLINE, Tag.QUOTE), (sentence, Tag.QUOTE), ("لافروف", Tag.ACTOR)]
    marks = factories.make_annotations(annotator, long_article, *pairs)
    log_in(annotator)
    reading = open_article(page, long_article)
    with subtests.test("chip scrolls to its place"):
        for annotation in (marks[2], marks[0], marks[1]):
            # As a screen reader or a key does it: the focus alone does not scroll.
            reading.chip(annotation).evaluate("chip => chip.focus({ preventScroll: true })")
            assert reading.is_on_screen(annotation)
            assert reading.painted("spot") == [annotation.exact]
    with subtests.test("link to an annotation leads to it"):
        page.goto("about:blank")
        page.goto(f"{reading.url}#n-{marks[2].pk}")
        reading.wait_until_saved()
        expect(reading.chip(marks[2])).to_be_focused()
        expect(reading.chip(marks[2])).to_be_in_viewport()


class TestFoldedNotes:
    """More notes than fit beside their block."""

    WORDS = ("وزيرا", "الري", "والنقل", "يبحثان", "مشروع", "الجسر", "مرفأ", "السلام")

    @pytest.fixture
    def marks(self, annotator, article):
        tags = (Tag.QUOTE, Tag.ACTOR, Tag.LOCATION)
        return factories.make_annotations(annotator, article, *((word, tag) for word in self.WORDS for tag in tags))

    def test_stay_in_the_list_until_they_unfold(self, marks, reading, subtests):
        for step in (
            self.stay_in_the_list,
            self.unfold_by_their_button,
            self.unfold_by_a_click_on_their_place,
            self.unfold_by_their_address,
        ):
            with subtests.test(step.__name__):
                expect(reading.page.locator("#notes-0 .more button")).to_be_visible()
                expect(reading.chip(marks[-1])).to_be_hidden()
                step(reading, marks)

    def stay_in_the_list(self, reading, marks):
        expect(reading.notes).to_have_count(len(marks))
        assert len(reading.painted()) == len(marks)

    def unfold_by_their_button(self, reading, marks):
        reading.page.locator("#notes-0 .more button").click()
        expect(reading.chip(marks[-1])).to_be_visible()
        expect(reading.page.locator("#notes-0 .more")).to_be_hidden()
        reading.reload()

    def unfold_by_a_click_on_their_place(self, reading, marks):
        reading.click(self.WORDS[-1])
        assert reading.focused_note in [str(mark.pk) for mark in marks[-3:]]
        reading.reload()

    def unfold_by_their_address(self, reading, marks):
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

    def test_is_read_and_marked_by_touch(self, quote, actor, reading, subtests):
        with subtests.test("tap on a mark leads to its note"):
            first, last = reading.reach(actor.start, actor.end)
            reading.page.touchscreen.tap((first["x"] + last["x"]) / 2, first["y"])
            expect(reading.chip(actor)).to_be_focused()
            expect(reading.chip(actor)).to_be_in_viewport()
        with subtests.test("page is no wider than the screen"):
            reading.chip(actor).tap()
            expect(reading.note(actor).locator(".card")).to_be_visible()
            assert reading.page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
            reading.chip(actor).tap()
            expect(reading.note(actor).locator(".card")).to_have_count(0)
        with subtests.test("selection by touch brings the toolbar to the thumb"):
            self.selection_by_touch_brings_the_toolbar_to_the_thumb(reading)

    def selection_by_touch_brings_the_toolbar_to_the_thumb(self, reading):
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
