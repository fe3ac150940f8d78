"""Marking by touch, as far as emulation goes: the selection that a long press makes is set by script."""

import pytest
from playwright.sync_api import expect

from annotations.models import Tag
from tests import factories

pytestmark = pytest.mark.browser

FINGER = 44


@pytest.fixture
def kept_context(kept_phone):
    return kept_phone


def hold(reading, needle: str) -> None:
    """Select as a long press and its handles do."""
    start, end = reading.span_of(needle)
    reading.reach(start, end)
    reading.page.evaluate("span => hands.select(...span)", [start, end])
    expect(reading.toolbar).to_be_visible()


def test_toolbar_stands_at_the_bottom_with_targets_for_fingers(reading):
    hold(reading, "رنا الحلواني")
    expect(reading.picked).to_have_text("«رنا الحلواني»")
    box = reading.toolbar.bounding_box()
    assert box["y"] > 844 / 2
    assert box["y"] + box["height"] <= 844
    for button in reading.toolbar.locator("button[data-tag]").all():
        assert button.bounding_box()["height"] >= FINGER


def test_tap_on_a_tag_stores_the_selection(reading, subtests):
    for exact in ["رنا الحلواني", "موسكو", "Green Fields", "مَدِينَةَ حَلَبَ", "الأردن"]:
        with subtests.test(exact):
            hold(reading, exact)
            reading.toolbar.locator("button[data-tag=actor]").tap()
            reading.check_stored(exact, Tag.ACTOR)


def test_selection_grows_before_it_is_tagged(reading):
    hold(reading, "رنا")
    hold(reading, "رنا الحلواني")
    expect(reading.picked).to_have_text("«رنا الحلواني»")
    reading.toolbar.locator("button[data-tag=quote]").tap()
    reading.check_stored("رنا الحلواني", Tag.QUOTE)


def test_buttons_above_the_text_are_for_fingers(reading):
    for button in reading.page.locator(".pens button:visible").all():
        box = button.bounding_box()
        assert min(box["height"], box["width"]) >= FINGER


class TestBounds:
    @pytest.fixture
    def mark(self, annotator, article):
        return factories.make_annotation(annotator, article, "رنا", Tag.ACTOR)

    @pytest.fixture
    def reading(self, mark, reading):
        first, _ = reading.reach(mark.start, mark.end)
        reading.page.touchscreen.tap(first["x"] - 4, first["y"])
        expect(reading.page.locator(".handle-end")).to_be_visible()
        return reading

    def test_a_tap_on_the_mark_shows_handles_for_fingers(self, reading):
        for handle in reading.page.locator(".handle").all():
            box = handle.bounding_box()
            assert min(box["height"], box["width"]) >= FINGER

    def test_a_finger_drags_a_handle(self, reading, mark):
        session = reading.page.context.new_cdp_session(reading.page)
        _, last = reading.reach(*reading.span_of("رنا الحلواني"))
        box = reading.page.locator(".handle-end").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 16
        line = reading.page.evaluate(
            "span => { const { top, height } = hands.rangeOf(...span).getBoundingClientRect(); return top + height / 2 }",
            [mark.start, mark.end],
        )

        def touch(kind: str, *points) -> None:
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

        touch("touchStart", {"x": x, "y": y})
        for part in (0.3, 0.6, 1):
            touch("touchMove", {"x": x + (last["x"] - x) * part, "y": y + (last["y"] - line) * part})
        touch("touchEnd")

        expect(reading.note(mark)).to_have_attribute("data-version", "2")
        mark.refresh_from_db()
        assert mark.exact == "رنا الحلواني"
        reading.check_shown(mark)

    def test_select_again_waits_for_a_press(self, reading, mark):
        reading.chip(mark).tap()
        reading.page.locator("[data-bounds=again]").tap()
        hold(reading, "رنا الحلواني")
        again = reading.page.locator("#take-bounds")
        assert again.bounding_box()["height"] >= FINGER
        again.tap()
        expect(reading.note(mark)).to_have_attribute("data-version", "2")
        mark.refresh_from_db()
        assert mark.exact == "رنا الحلواني"
