"""The bounds of a stored mark: dragged by its handles, moved by keys, selected again."""

import re

import pytest
from playwright.sync_api import expect

from annotations import curation
from annotations.models import Annotation, Tag
from tests import factories

pytestmark = pytest.mark.browser

# name, mark, the end that is dragged, what the mark is afterwards
DRAGS = [
    ("a longer end", "المهندسة", "end", "المهندسة رنا الحلواني"),
    ("a shorter end", "وزيرا الري", "end", "وزيرا"),
    ("a start inside a word", "ولافروف", "start", "لافروف"),
    ("a Latin end", "Green", "end", "Green Fields"),
    ("over a joined emoji", "أهل الحي", "end", "أهل الحي 👨\u200d👩\u200d👧\u200d👦"),
    ("diacritics", "الوَفْدُ", "end", "الوَفْدُ مَدِينَةَ"),
]

class Bounds:
    """A mark whose ends are moved."""

    def __init__(self, reading, annotation) -> None:
        self.reading, self.page, self.annotation = reading, reading.page, annotation
        self.start, self.end = reading.page.locator(".handle-start"), reading.page.locator(".handle-end")

    def focus(self) -> "Bounds":
        self.reading.chip(self.annotation).focus()
        expect(self.start).to_be_visible()
        expect(self.end).to_be_visible()
        return self

    def press(self, *keys: str) -> "Bounds":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def edit(self) -> "Bounds":
        self.focus().press("KeyE")
        expect(self.end).to_be_focused()
        return self

    def drag(self, handle, exact: str, *, end: bool, release: bool = True) -> None:
        """Drag a handle to one end of ``exact``, by its knob."""
        points = self.reading.reach(*self.reading.span_of(exact))
        box = handle.bounding_box()
        knob = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] - 8}
        line = points[1 if end else 0]
        # The knob hangs below the line that it means.
        offset = self.page.evaluate(
            """([y, end, start, stop]) => {
              const { top, height } = [...hands.rangeOf(start, stop).getClientRects()].at(end ? -1 : 0);
              return y - (top + height / 2);
            }""",
            [knob["y"], end, self.annotation.start, self.annotation.end],
        )
        self.page.mouse.move(**knob)
        self.page.mouse.down()
        self.page.mouse.move(line["x"], line["y"] + offset, steps=6)
        if release:
            self.page.mouse.up()

    def check(self, exact: str, occurrence: int = 1) -> Annotation:
        """Check that the mark has moved to ``exact``, in the database, the list and the paint."""
        start, end = self.reading.span_of(exact, occurrence)
        expect(self.reading.note(self.annotation)).to_have_attribute("data-start", str(start))
        expect(self.reading.note(self.annotation)).to_have_attribute("data-end", str(end))
        self.reading.wait_until_saved()
        self.annotation.refresh_from_db()
        assert self.annotation.exact == exact
        self.reading.check_shown(self.annotation)
        return self.annotation

    def check_unchanged(self) -> None:
        version, exact = self.annotation.version, self.annotation.exact
        self.reading.wait_until_saved()
        self.annotation.refresh_from_db()
        assert (self.annotation.version, self.annotation.exact) == (version, exact)
        self.reading.check_shown(self.annotation)


@pytest.fixture
def make_bounds(page, annotator, article, log_in, open_article):
    def make_bounds(exact: str, tag: str = Tag.ACTOR, by=annotator):
        annotation = factories.make_annotation(by, article, exact, tag)
        log_in(annotator)
        return Bounds(open_article(page, article), annotation)

    return make_bounds


class TestHandles:
    def test_stand_at_the_ends_the_start_at_the_right_in_arabic(self, make_bounds):
        bounds = make_bounds("المهندسة رنا").focus()
        start, end = bounds.start.bounding_box(), bounds.end.bounding_box()
        assert start["x"] > end["x"]
        assert (start["width"], end["width"]) == (24, 24)
        left, right = bounds.page.evaluate(
            "span => { const r = hands.rangeOf(...span).getBoundingClientRect(); return [r.left, r.right] }",
            [bounds.annotation.start, bounds.annotation.end],
        )
        assert abs(start["x"] + 12 - right) < 2
        assert abs(end["x"] + 12 - left) < 2

    def test_stand_at_the_left_and_right_of_a_latin_name(self, make_bounds):
        bounds = make_bounds("Green Fields").focus()
        assert bounds.start.bounding_box()["x"] < bounds.end.bounding_box()["x"]

    def test_appear_after_a_click_on_the_mark_and_go_with_the_next_one(self, make_bounds):
        bounds = make_bounds("المهندسة رنا")
        bounds.reading.click("المهندسة")
        expect(bounds.end).to_be_visible()
        bounds.reading.click("المركزي")
        expect(bounds.end).to_be_hidden()

    def test_are_not_offered_for_the_mark_of_another_person(self, make_bounds, second_annotator):
        bounds = make_bounds("المهندسة رنا", by=second_annotator)
        bounds.reading.chip(bounds.annotation).focus()
        bounds.press("KeyE")
        expect(bounds.page.locator(".handle")).to_have_count(0)

    def test_are_dragged(self, make_bounds, annotator, article, subtests):
        marks = [factories.make_annotation(annotator, article, exact, Tag.ACTOR) for _name, exact, *_ in DRAGS]
        reading = make_bounds("تدمر", Tag.LOCATION).reading
        for (name, _exact, handle, wanted), mark in zip(DRAGS, marks, strict=True):
            with subtests.test(name):
                bounds = Bounds(reading, mark).focus()
                bounds.drag(getattr(bounds, handle), wanted, end=handle == "end")
                bounds.check(wanted)
                expect(reading.notices.first).to_be_visible()

    def test_are_dragged_into_another_block(self, make_bounds, article):
        bounds = make_bounds("بحسب بيان الشركة", Tag.QUOTE).focus()
        start = article.text.index("بحسب بيان")
        end = article.text.index("شركة Green") + len("شركة")
        wanted = article.text[start:end]
        bounds.drag(bounds.end, wanted, end=True)
        bounds.check(wanted)

    def test_paint_at_once_and_store_on_letting_go(self, make_bounds):
        bounds = make_bounds("المهندسة").focus()
        bounds.drag(bounds.end, "المهندسة رنا", end=True, release=False)
        assert bounds.reading.painted("tag-2-") == ["المهندسة رنا"]
        assert Annotation.objects.get().exact == "المهندسة"
        bounds.page.mouse.up()
        bounds.check("المهندسة رنا")

    def test_move_no_letter(self, make_bounds):
        bounds = make_bounds("المهندسة")
        before = bounds.reading.letter_boxes()
        bounds.focus()
        bounds.drag(bounds.end, "المهندسة رنا", end=True, release=False)
        assert bounds.reading.letter_boxes() == before


class TestKeys:
    def test_letters_and_words(self, make_bounds):
        bounds = make_bounds("المهندسة").edit()
        bounds.press("Shift+ArrowLeft", "ArrowRight")
        assert bounds.reading.painted("tag-2-") == ["المهندسة رن"]
        bounds.press("ArrowLeft", "Enter")
        bounds.check("المهندسة رنا")
        expect(bounds.reading.chip(bounds.annotation)).to_be_focused()

    def test_the_other_end(self, make_bounds):
        bounds = make_bounds("لـموسكو", Tag.LOCATION).edit()
        bounds.press("Tab", "ArrowLeft", "ArrowLeft", "Enter")
        bounds.check("موسكو")

    def test_a_latin_name_in_an_arabic_block(self, make_bounds):
        bounds = make_bounds("Green").edit()
        bounds.press("Shift+ArrowLeft", "Enter")
        bounds.check("Green Fields")

    def test_graphemes_take_their_marks(self, make_bounds):
        bounds = make_bounds("مَدِينَةَ").edit()
        bounds.press("ArrowRight", "Enter")
        bounds.check("مَدِينَ")

    def test_an_end_stops_before_the_other(self, make_bounds):
        bounds = make_bounds("رنا").edit()
        bounds.press(*["ArrowRight"] * 6, "Enter")
        occurrence = bounds.reading.article.text[: bounds.annotation.start].count("ر") + 1
        bounds.check("ر", occurrence)

    def test_escape_leaves_everything_as_it_was(self, make_bounds):
        bounds = make_bounds("المهندسة").edit()
        bounds.press("Shift+ArrowLeft", "Escape")
        bounds.check_unchanged()
        expect(bounds.reading.chip(bounds.annotation)).to_be_focused()

    def test_from_the_card(self, make_bounds):
        bounds = make_bounds("المهندسة")
        bounds.reading.chip(bounds.annotation).click()
        bounds.page.locator("[data-bounds=keys]").click()
        expect(bounds.end).to_be_focused()
        bounds.press("Shift+ArrowLeft", "Enter")
        bounds.check("المهندسة رنا")

    def test_an_approved_mark_becomes_pending(self, make_bounds, reviewer):
        bounds = make_bounds("المهندسة")
        bounds.annotation = curation.approve(reviewer, bounds.annotation.pk, bounds.annotation.version).annotation
        bounds.reading.reload()
        bounds.edit().press("Shift+ArrowLeft", "Enter")
        assert bounds.check("المهندسة رنا").status == Annotation.Status.PENDING

    def test_a_refusal_puts_the_paint_back_and_says_why(self, make_bounds, complaints, reviewer):
        complaints.expect("status of 409")
        bounds = make_bounds("المهندسة").edit()
        bounds.annotation = curation.approve(reviewer, bounds.annotation.pk, bounds.annotation.version).annotation
        bounds.press("Shift+ArrowLeft", "Enter")
        expect(bounds.reading.notices).to_be_visible()
        expect(bounds.reading.note(bounds.annotation)).to_have_attribute("data-status", "approved")
        bounds.check_unchanged()

    def test_unsaved_bounds_look_unsaved(self, make_bounds, complaints):
        complaints.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
        bounds = make_bounds("المهندسة").edit()
        bounds.page.context.set_offline(True)
        bounds.press("Shift+ArrowLeft", "Enter")
        expect(bounds.reading.note(bounds.annotation)).to_have_class(re.compile("is-unsaved"))
        expect(bounds.reading.save_state).to_have_attribute("data-state", "waiting")
        assert bounds.reading.painted("tag-2-") == ["المهندسة رنا"]
        bounds.page.context.set_offline(False)
        bounds.check("المهندسة رنا")
        expect(bounds.reading.note(bounds.annotation)).not_to_have_class(re.compile("is-unsaved"))

    def test_undo_brings_the_old_bounds_back(self, make_bounds):
        bounds = make_bounds("المهندسة").edit()
        bounds.press("Shift+ArrowLeft", "Enter")
        bounds.check("المهندسة رنا")
        bounds.reading.notices.locator(".notice-undo").click()
        bounds.check("المهندسة")


class TestSelectingAgain:
    def test_by_mouse(self, make_bounds):
        bounds = make_bounds("المهندسة")
        bounds.reading.chip(bounds.annotation).click()
        bounds.page.locator("[data-bounds=again]").click()
        expect(bounds.reading.notices).to_be_visible()
        bounds.reading.drag("رنا الحلواني")
        bounds.check("رنا الحلواني")
        expect(bounds.reading.toolbar).to_be_hidden()

    def test_by_keys(self, make_bounds):
        bounds = make_bounds("المهندسة").focus()
        bounds.press("KeyR", "ArrowLeft", "Shift+ArrowLeft")
        expect(bounds.page.locator("#take-bounds")).to_be_visible()
        expect(bounds.reading.toolbar.locator("[data-tag=actor]")).to_be_hidden()
        bounds.press("Enter")
        bounds.check("رنا الحلواني")

    def test_escape_gives_it_up(self, make_bounds):
        bounds = make_bounds("المهندسة").focus()
        bounds.press("KeyR", "Escape")
        expect(bounds.reading.chip(bounds.annotation)).to_be_focused()
        bounds.reading.select("رنا الحلواني")
        expect(bounds.reading.toolbar.locator("[data-tag=actor]")).to_be_visible()
        bounds.check_unchanged()
