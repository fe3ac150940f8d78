"""Comfort of reading: what is shown, the text alone, what is pending, invisible characters, paper."""

import pytest
from playwright.sync_api import expect

from annotations import curation
from annotations.models import Tag
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture
def annotations(annotator, second_annotator, reviewer, article):
    quote = factories.make_annotation(annotator, article, "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء", Tag.QUOTE)
    actor = factories.make_annotation(annotator, article, "أهل تدمر", Tag.ACTOR)
    place = factories.make_annotation(second_annotator, article, "موسكو", Tag.LOCATION)
    curation.approve(reviewer, actor.pk, None)
    return quote, actor, place


@pytest.fixture
def menu(page, annotations, reading):
    reading.wait_until_saved()
    page.locator("#view-menu > summary").click()
    expect(page.locator("#filter b").first).not_to_be_empty()
    return page.locator("#view-menu")


@pytest.fixture
def shown(page):
    return page.locator("#article-text li[data-annotation]:visible")


class TestFilter:
    def test_leaves_out_and_is_taken_off(self, page, menu, reading, shown, annotator, second_annotator, subtests):
        with subtests.test("counts what is there"):
            assert menu.locator("#filter b").all_inner_texts() == ["1", "1", "1", "2", "1", "0"]
        with subtests.test("only mine"):
            menu.locator("[name=author]").select_option(str(annotator.pk))
            expect(shown).to_have_count(2)
            self.show_all(page, reading, shown)
        with subtests.test("by status and author"):
            self.by_status_and_author(self.opened(menu), reading, shown, second_annotator)
            self.show_all(page, reading, shown)
        with subtests.test("by tag"):
            self.by_tag(page, self.opened(menu), reading, shown)
        with subtests.test("has no barriers"):
            check(page)
        with subtests.test("lasts for the session and is taken off"):
            reading.reload()
            expect(shown).to_have_count(2)
            self.show_all(page, reading, shown)
            reading.reload()
            expect(shown).to_have_count(3)
        with subtests.test("a new mark that it leaves out is stored all the same"):
            self.a_new_mark_that_it_leaves_out_is_stored_all_the_same(page, self.opened(menu), reading)

    def opened(self, menu):
        if menu.get_attribute("open") is None:
            menu.locator("summary").first.click()
        expect(menu.locator("#filter b").first).not_to_be_empty()
        return menu

    def show_all(self, page, reading, shown):
        page.keyboard.press("Escape")
        page.locator("#filter-note [data-show-all]").click()
        expect(shown).to_have_count(3)
        expect(page.locator("#filter-note")).to_be_hidden()
        assert len(reading.painted()) == 3

    def by_tag(self, page, menu, reading, shown):
        menu.locator("[name=tag][value=quote]").uncheck()
        expect(shown).to_have_count(2)
        expect(reading.notes).to_have_count(3)
        assert sorted(reading.painted()) == ["أهل تدمر", "موسكو"]
        expect(page.locator("#filter-note")).to_contain_text("2 من 3")

    def by_status_and_author(self, menu, reading, shown, second_annotator):
        menu.locator("[name=status][value=approved]").uncheck()
        expect(shown).to_have_count(2)
        menu.locator("[name=author]").select_option(str(second_annotator.pk))
        expect(shown).to_have_count(1)
        assert reading.painted() == ["موسكو"]

    def a_new_mark_that_it_leaves_out_is_stored_all_the_same(self, page, menu, reading):
        menu.locator("[name=tag][value=location]").uncheck()
        page.keyboard.press("Escape")
        reading.select("الميناء")
        reading.choose(Tag.LOCATION)
        reading.wait_until_saved()
        expect(reading.notes).to_have_count(4)
        expect(page.locator("#filter-note")).to_contain_text("2 من 4")


class TestTextOnlyAndPending:
    def test_keys_go_round_and_fold_all_else_away(self, page, annotations, reading, shown, subtests):
        reading.wait_until_saved()
        reading.wait_for_tools()
        with subtests.test("pending marks go round"):
            quote, _, place = annotations
            seen = []
            for key in ("KeyU", "KeyU", "KeyU", "Shift+KeyU"):
                page.keyboard.press(key)
                seen.append(reading.focused_note)
            assert seen == [str(pk) for pk in (place.pk, quote.pk, place.pk, quote.pk)]
            page.keyboard.press("Escape")
        with subtests.test("text only folds all else away and back"):
            self.folds_all_else_away_and_back(page, reading, shown)
        with subtests.test("marks may be made in the text alone"):
            page.locator("#view-menu > summary").click()
            self.marks_may_be_made_in_it(page, page.locator("#view-menu"), reading)

    def folds_all_else_away_and_back(self, page, reading, shown):
        page.keyboard.press("KeyF")
        for hidden in ("#site-header", ".pens", ".meta", "ol.notes >> nth=0"):
            expect(page.locator(hidden)).to_be_hidden()
        assert len(reading.painted()) == 3
        check(page)
        page.keyboard.press("Escape")
        expect(page.locator("#site-header")).to_be_visible()
        expect(shown).to_have_count(3)

    def marks_may_be_made_in_it(self, page, menu, reading):
        menu.locator("[data-view=focus]").click()
        reading.select("المهندسة")
        page.keyboard.press("Escape")
        expect(reading.toolbar).to_be_hidden()
        expect(page.locator("#site-header")).to_be_hidden()
        page.locator("#leave-focus").click()
        expect(page.locator("#site-header")).to_be_visible()

    def test_says_when_there_is_nothing_pending(self, page, reading):
        reading.wait_until_saved()
        page.keyboard.press("KeyU")
        expect(reading.notices).to_have_count(1)


class TestInvisibles:
    def test_get_a_shape_and_lose_it(self, page, live_server, annotator, log_in, open_article):
        article = factories.make_article("عنوان\n\nقال\u200f «نعم»\u00a0ثم لـموسكو 👩\u200d👧 وعاد")
        log_in(annotator)
        reading = open_article(page, article)
        reading.wait_until_saved()
        boxes = reading.letter_boxes()
        page.keyboard.press("KeyI")
        expect(page.locator(".invisibles i")).to_have_text(["RLM", "ZWJ"])
        assert reading.painted("invisible") == ["\u00a0", "ـ"]
        assert reading.letter_boxes() == boxes
        reading.check_text_is_whole()
        check(page)
        page.keyboard.press("KeyI")
        expect(page.locator(".invisibles")).to_have_count(0)
        assert reading.painted("invisible") == []


class TestPaper:
    @pytest.mark.own_page
    def test_holds_text_notes_and_legend_and_nothing_else(self, page, annotations, reading, shown):
        reading.wait_until_saved()
        page.emulate_media(media="print")
        for hidden in ("#site-header", ".pens", "#view-menu", "#tag-toolbar"):
            expect(page.locator(hidden)).to_be_hidden()
        expect(page.locator(".legend dt")).to_have_count(3)
        expect(page.locator(".legend")).to_be_visible()
        expect(shown).to_have_count(3)
