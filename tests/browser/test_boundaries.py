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
def make_mark(annotator, article):
    def make_mark(exact: str, tag: str = Tag.ACTOR, by=annotator) -> Annotation:
        return factories.make_annotation(by, article, exact, tag)

    return make_mark


@pytest.fixture
def open_with(page, annotator, article, log_in, open_article):
    """Open one page on which the bounds of all ``marks`` can be moved."""

    def open_with(*marks: Annotation) -> list[Bounds]:
        log_in(annotator)
        reading = open_article(page, article)
        return [Bounds(reading, mark) for mark in marks]

    return open_with


class TestHandles:
    def test_stand_and_go_with_the_focus(self, make_mark, open_with, second_annotator, subtests):
        arabic, latin, foreign = open_with(
            make_mark("المهندسة"),
            make_mark("Green Fields", Tag.LOCATION),
            make_mark("بلدية الميناء", Tag.LOCATION, by=second_annotator),
        )
        with subtests.test("are not offered for the mark of another person"):
            foreign.reading.chip(foreign.annotation).focus()
            foreign.press("KeyE")
            expect(foreign.page.locator(".handle")).to_have_count(0)
        with subtests.test("paint at once and store on letting go, and move no letter"):
            self.paint_at_once_and_store_on_letting_go(arabic)
        with subtests.test("stand at the ends, the start at the right in Arabic"):
            self.stand_at_the_ends_the_start_at_the_right_in_arabic(arabic)
        with subtests.test("stand at the left and right of a Latin name"):
            latin.focus()
            assert latin.start.bounding_box()["x"] < latin.end.bounding_box()["x"]
        with subtests.test("appear after a click on the mark and go with the next one"):
            for word, expectation in (("المركزي", "hidden"), ("المهندسة", "visible"), ("المركزي", "hidden")):
                arabic.reading.click(word)
                getattr(expect(arabic.end), f"to_be_{expectation}")()

    def paint_at_once_and_store_on_letting_go(self, bounds):
        before = bounds.reading.letter_boxes()
        bounds.focus()
        bounds.drag(bounds.end, "المهندسة رنا", end=True, release=False)
        assert bounds.reading.letter_boxes() == before
        assert bounds.reading.painted("tag-2-") == ["المهندسة رنا"]
        assert Annotation.objects.get(pk=bounds.annotation.pk).exact == "المهندسة"
        bounds.page.mouse.up()
        bounds.check("المهندسة رنا")

    def stand_at_the_ends_the_start_at_the_right_in_arabic(self, bounds):
        bounds.focus()
        start, end = bounds.start.bounding_box(), bounds.end.bounding_box()
        assert start["x"] > end["x"]
        assert (start["width"], end["width"]) == (24, 24)
        left, right = bounds.page.evaluate(
            "span => { const r = hands.rangeOf(...span).getBoundingClientRect(); return [r.left, r.right] }",
            [bounds.annotation.start, bounds.annotation.end],
        )
        assert abs(start["x"] + 12 - right) < 2
        assert abs(end["x"] + 12 - left) < 2

    def test_are_dragged(self, make_mark, open_with, article, subtests):
        *all_bounds, quote = open_with(
            *(make_mark(exact) for _name, exact, *_ in DRAGS), make_mark("بحسب بيان الشركة", Tag.QUOTE)
        )
        for (name, _exact, handle, wanted), bounds in zip(DRAGS, all_bounds, strict=True):
            with subtests.test(name):
                bounds.focus()
                bounds.drag(getattr(bounds, handle), wanted, end=handle == "end")
                bounds.check(wanted)
                expect(bounds.reading.notices.first).to_be_visible()
        with subtests.test("into another block"):
            start = article.text.index("بحسب بيان")
            end = article.text.index("شركة Green") + len("شركة")
            wanted = article.text[start:end]
            quote.focus().drag(quote.end, wanted, end=True)
            quote.check(wanted)


class TestKeys:
    def test_move_the_ends(self, make_mark, open_with, reviewer, subtests):
        """One actor, whose paint is looked at; the others are places."""
        places = ["لـموسكو", "Green", "مَدِينَةَ", "رنا", "البنك", "الوفد", "الجسر"]
        marks = [make_mark("المهندسة"), *(make_mark(place, Tag.LOCATION) for place in places)]
        marks[-1] = curation.approve(reviewer, marks[-1].pk, marks[-1].version).annotation
        actor, proclitic, latin, marked, short, kept, card, approved = open_with(*marks)
        with subtests.test("undo brings the old bounds back"):
            actor.edit().press("Shift+ArrowLeft", "Enter")
            actor.check("المهندسة رنا")
            actor.reading.notices.locator(".notice-undo").click()
            actor.check("المهندسة")
        with subtests.test("letters and words"):
            actor.edit().press("Shift+ArrowLeft", "ArrowRight")
            assert actor.reading.painted("tag-2-") == ["المهندسة رن"]
            actor.press("ArrowLeft", "Enter")
            actor.check("المهندسة رنا")
            expect(actor.reading.chip(actor.annotation)).to_be_focused()
        with subtests.test("the other end"):
            proclitic.edit().press("Tab", "ArrowLeft", "ArrowLeft", "Enter")
            proclitic.check("موسكو")
        with subtests.test("a Latin name in an Arabic block"):
            latin.edit().press("Shift+ArrowLeft", "Enter")
            latin.check("Green Fields")
        with subtests.test("graphemes take their marks"):
            marked.edit().press("ArrowRight", "Enter")
            marked.check("مَدِينَ")
        with subtests.test("an end stops before the other"):
            short.edit().press(*["ArrowRight"] * 6, "Enter")
            short.check("ر", short.reading.article.text[: short.annotation.start].count("ر") + 1)
        with subtests.test("escape leaves everything as it was"):
            kept.edit().press("Shift+ArrowLeft", "Escape")
            kept.check_unchanged()
            expect(kept.reading.chip(kept.annotation)).to_be_focused()
        with subtests.test("from the card"):
            card.reading.chip(card.annotation).click()
            card.page.locator("[data-bounds=keys]").click()
            expect(card.end).to_be_focused()
            card.press("Shift+ArrowLeft", "Enter")
            card.check("الوفد صباحا")
        with subtests.test("an approved mark becomes pending"):
            approved.edit().press("Shift+ArrowLeft", "Enter")
            assert approved.check("الجسر في").status == Annotation.Status.PENDING

    def test_refused_and_unsent_bounds_are_told_apart(self, make_mark, open_with, complaints, reviewer, subtests):
        complaints.expect("status of 409", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
        refused, unsent = open_with(make_mark("البنك", Tag.LOCATION), make_mark("المهندسة"))
        with subtests.test("a refusal puts the paint back and says why"):
            refused.edit()
            before = refused.annotation
            refused.annotation = curation.approve(reviewer, before.pk, before.version).annotation
            refused.press("Shift+ArrowLeft", "Enter")
            expect(refused.reading.notices).to_be_visible()
            expect(refused.reading.note(refused.annotation)).to_have_attribute("data-status", "approved")
            refused.check_unchanged()
        with subtests.test("unsaved bounds look unsaved"):
            self.unsaved_bounds_look_unsaved(unsent.edit())

    def unsaved_bounds_look_unsaved(self, bounds):
        bounds.page.context.set_offline(True)
        bounds.press("Shift+ArrowLeft", "Enter")
        expect(bounds.reading.note(bounds.annotation)).to_have_class(re.compile("is-unsaved"))
        expect(bounds.reading.save_state).to_have_attribute("data-state", "waiting")
        assert bounds.reading.painted("tag-2-") == ["المهندسة رنا"]
        bounds.page.context.set_offline(False)
        bounds.check("المهندسة رنا")
        expect(bounds.reading.note(bounds.annotation)).not_to_have_class(re.compile("is-unsaved"))


def test_bounds_are_selected_again(make_mark, open_with, subtests):
    bounds, other = open_with(make_mark("المهندسة"), make_mark("البنك"))
    with subtests.test("by mouse"):
        bounds.reading.chip(bounds.annotation).click()
        bounds.page.locator("[data-bounds=again]").click()
        expect(bounds.reading.notices).to_be_visible()
        bounds.reading.drag("رنا الحلواني")
        bounds.check("رنا الحلواني")
        expect(bounds.reading.toolbar).to_be_hidden()
    with subtests.test("escape gives it up"):
        other.focus().press("KeyR", "Escape")
        expect(other.reading.chip(other.annotation)).to_be_focused()
        other.reading.select("Green Fields")
        expect(other.reading.toolbar.locator("[data-tag=actor]")).to_be_visible()
        other.check_unchanged()
        other.press("Escape")
    with subtests.test("by keys"):
        other.focus().press("KeyR", "ArrowLeft", "Shift+ArrowLeft")
        expect(other.page.locator("#take-bounds")).to_be_visible()
        expect(other.reading.toolbar.locator("[data-tag=actor]")).to_be_hidden()
        other.press("Enter")
        other.check("المركزي\u00a0أن")
