"""Marking with the mouse: what the hand drags over is what is stored, to the code point."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests.browser import texts

pytestmark = pytest.mark.browser


# name, what is dragged over, tag.  Quotes come last: behind one, an actor would be its speaker.
DRAGS = [
    ("whole word", "المهندسة", Tag.ACTOR),
    ("name after a proclitic", "لافروف", Tag.ACTOR),
    ("name after proclitic and tatweel", "موسكو", Tag.LOCATION),
    ("word without its article", "وفد", Tag.ACTOR),
    ("Latin name in an Arabic line", "Green Fields", Tag.ACTOR),
    ("first Latin word", "Green", Tag.ACTOR),
    ("second Latin word", "Fields", Tag.ACTOR),
    ("within Latin words", "reen Fi", Tag.ACTOR),
    ("between brackets at the seam", "Reuters", Tag.ACTOR),
    ("after an emoji", "احتفل أهل الحي", Tag.ACTOR),
    ("after a joined emoji", "بالمشروع", Tag.ACTOR),
    ("joined emoji at the end", "الحي 👨\u200d👩\u200d👧\u200d👦", Tag.ACTOR),
    ("after a flag", "الأردن", Tag.LOCATION),
    ("flag at the start", "🇯🇴 الأردن", Tag.LOCATION),
    ("diacritised word", "حَلَبَ", Tag.LOCATION),
    ("part of a diacritised word", "دِينَةَ", Tag.LOCATION),
    ("up to the last character of a block", "المصدر : وكالات", Tag.ACTOR),
    ("from the first character of the article", "وزيرا الري", Tag.ACTOR),
    ("quotation", "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء", Tag.QUOTE),
    ("from English to Arabic", "Green Fields عقدا", Tag.QUOTE),
    ("from Arabic to English", "شركة Green Fields", Tag.QUOTE),
    ("from Arabic through English to Arabic", "شركة Green Fields عقدا", Tag.QUOTE),
    ("across the seam of two directions", "قبل الشتاء» (Reuters) بحسب", Tag.QUOTE),
    ("digits before a word", "25 مليونا", Tag.QUOTE),
]


TRIMMED = [
    ("colon and space behind", "رنا الحلواني: ", "رنا الحلواني", Tag.ACTOR),
    ("space before", " رنا الحلواني", "رنا الحلواني", Tag.LOCATION),
    ("no-break spaces", "\u00a0البنك المركزي\u00a0", "البنك المركزي", Tag.ACTOR),
]


def test_drag_stores_exactly_what_it_covers(reading, subtests):
    """One page for all of them: a page costs more than ten drags."""
    for name, dragged, exact, tag in TRIMMED:
        with subtests.test(f"what the hand took along at the ends is trimmed: {name}"):
            reading.select(dragged)
            expect(reading.picked).to_have_text(f"«{exact}»")
            reading.choose(tag)
            reading.check_stored(exact, tag)
    for name, needle, tag in DRAGS:
        with subtests.test(name):
            reading.mark(needle, tag)


class TestWaysOfTheMouse:
    def test_take_what_they_mean(self, reading, walk):
        """A click into a mark goes to its note, so the clicks come first; behind a quote, an actor is its speaker."""
        steps = [
            self.double_click_takes_the_word,
            self.triple_click_takes_the_paragraph,
            self.backward_drag,
            self.drag_over_several_blocks,
            self.backward_drag_over_several_blocks,
            self.drag_that_ends_below_the_article,
            self.drag_that_ends_above_the_article,
            self.drag_that_ends_in_the_margin_stays_in_the_text,
            self.select_all,
        ]
        walk(steps, reading)

    def double_click_takes_the_word(self, reading):
        reading.click("البنك", times=2)
        reading.choose(Tag.ACTOR)
        reading.check_stored("البنك", Tag.ACTOR)

    def triple_click_takes_the_paragraph(self, reading):
        reading.click("احتفل", times=3)
        reading.choose(Tag.LOCATION)
        reading.check_stored(texts.EMOJI, Tag.LOCATION)

    def backward_drag(self, reading):
        reading.select("لافروف بين أعضائه", backward=True)
        reading.choose(Tag.ACTOR)
        reading.check_stored("لافروف بين أعضائه", Tag.ACTOR)

    def drag_over_several_blocks(self, reading):
        start = reading.article.text.index("بحسب بيان")
        end = reading.article.text.index("مع بلدية")
        exact = reading.article.text[start:end].strip()
        annotation = reading.mark(exact, Tag.QUOTE)

        assert annotation.exact.count("\n\n") == 1
        assert len(reading.painted("tag-1-")) == 2

    def backward_drag_over_several_blocks(self, reading):
        exact = f"{texts.PROCLITICS[-10:]}\n\n{texts.QUOTE[:13]}"
        reading.select(exact, backward=True)
        reading.choose(Tag.QUOTE)
        reading.check_stored(exact, Tag.QUOTE)

    def drag_that_ends_below_the_article(self, reading):
        start, _ = reading.reach(*reading.span_of(f"سعر الصرف ثابت هذا الشهر.\n\n{texts.SOURCE_LINE}"))
        reading.drag_between(start, {"x": 640, "y": 890})
        reading.choose(Tag.QUOTE)
        reading.check_stored(f"سعر الصرف ثابت هذا الشهر.\n\n{texts.SOURCE_LINE}", Tag.QUOTE)

    def drag_that_ends_above_the_article(self, reading):
        _, end = reading.reach(0, 10)
        reading.drag_between(end, {"x": 640, "y": 5})
        reading.choose(Tag.QUOTE)
        reading.check_stored(reading.article.text[:10].strip(), Tag.QUOTE)

    def drag_that_ends_in_the_margin_stays_in_the_text(self, reading):
        reading.page.keyboard.press("Escape")
        other = reading.mark("المهندسة", Tag.ACTOR)
        first, last = reading.reach(*reading.span_of("رنا الحلواني"))
        chip = reading.chip(other).bounding_box()
        reading.drag_between(first, {"x": chip["x"] + 5, "y": last["y"]})
        reading.choose(Tag.QUOTE)
        reading.wait_until_saved()

        annotation = Annotation.objects.get(tag__slug=Tag.QUOTE, start=reading.span_of("رنا الحلواني")[0])
        reading.check_shown(annotation)
        assert annotation.exact.startswith("رنا الحلواني")
        assert annotation.exact in texts.QUOTE

    def select_all(self, reading):
        reading.page.keyboard.press("Control+a")
        expect(reading.toolbar).to_be_visible()
        reading.choose(Tag.QUOTE)
        reading.check_stored(texts.ARTICLE, Tag.QUOTE)


class TestMarksOnMarks:
    def test_are_each_stored_listed_and_painted(self, reading, walk):
        steps = [
            self.marks_of_one_tag_that_overlap_are_painted_apart,
            self.nested_actor_in_a_quote,
            self.three_tags_on_one_word,
        ]
        walk(steps, reading)

    def marks_of_one_tag_that_overlap_are_painted_apart(self, reading):
        reading.mark("المهندسة رنا", Tag.ACTOR)
        reading.mark("رنا الحلواني", Tag.ACTOR)

        assert reading.painted("tag-2-0") == ["المهندسة رنا"]
        assert reading.painted("tag-2-1") == ["رنا الحلواني"]

    def nested_actor_in_a_quote(self, reading):
        quote = reading.mark("سيبنى الجسر بسواعد أهل تدمر قبل الشتاء", Tag.QUOTE)
        inner = reading.mark("أهل تدمر", Tag.ACTOR)

        reading.check_shown(quote)
        assert quote.start < inner.start < inner.end < quote.end
        ids = [note.get_attribute("data-annotation") for note in reading.notes.all()]
        assert len(ids) == 4
        assert ids[2:] == [str(quote.pk), str(inner.pk)]

    def three_tags_on_one_word(self, reading):
        marks = [reading.mark("تدمر", tag) for tag in (Tag.LOCATION, Tag.QUOTE, Tag.ACTOR)]

        for annotation in marks:
            reading.check_shown(annotation)
        slugs = [note.get_attribute("data-tag") for note in reading.notes.all()]
        assert len(slugs) == 7
        assert slugs[4:] == [Tag.QUOTE, Tag.ACTOR, Tag.LOCATION]


def test_toolbar_stays_on_the_screen(page, annotator, long_article, log_in, open_article):
    """The selection ends beyond it."""
    log_in(annotator)
    reading = open_article(page, long_article)
    page.keyboard.press("Control+a")
    expect(reading.toolbar).to_be_in_viewport(ratio=0.9)


class TestToolbar:
    def test_comes_and_goes_and_stores_by_digit_keys(self, reading, walk):
        steps = [
            self.digit_keys_mean_nothing_without_a_selection,
            self.toolbar_names_the_word_that_is_cut,
            self.escape_puts_the_toolbar_away,
            self.click_beside_the_selection_puts_the_toolbar_away,
            self.digit_keys_work_on_an_arabic_keyboard,
            self.digit_keys_tag_the_selection,
        ]
        walk(steps, reading)

    def digit_keys_mean_nothing_without_a_selection(self, reading):
        reading.page.keyboard.press("Digit2")
        reading.check_nothing_stored()

    def toolbar_names_the_word_that_is_cut(self, reading):
        reading.select("لافروف")
        expect(reading.picked).to_have_text("«لافروف»")
        expect(reading.page.locator("#picked-word")).to_have_text("ولافروف")

    def escape_puts_the_toolbar_away(self, reading):
        reading.select("تدمر")
        reading.page.keyboard.press("Escape")

        expect(reading.toolbar).to_be_hidden()
        assert reading.page.evaluate("getSelection().isCollapsed")
        reading.page.keyboard.press("Digit2")
        reading.check_nothing_stored()

    def click_beside_the_selection_puts_the_toolbar_away(self, reading):
        reading.select("تدمر")
        reading.click("وصل")
        expect(reading.toolbar).to_be_hidden()

    def digit_keys_work_on_an_arabic_keyboard(self, reading):
        reading.select("الميناء")
        session = reading.page.context.new_cdp_session(reading.page)
        for kind in ("keyDown", "keyUp"):
            # Playwright's own keyboard is American.
            session.send("Input.dispatchKeyEvent", {"type": kind, "code": "Digit2", "key": "٢", "text": "٢"})
        reading.check_stored("الميناء", Tag.ACTOR)

    def digit_keys_tag_the_selection(self, reading):
        for key, tag in [("3", Tag.LOCATION), ("2", Tag.ACTOR), ("1", Tag.QUOTE)]:
            reading.select("تدمر")
            reading.page.keyboard.press(f"Digit{key}")
            reading.check_stored("تدمر", tag)


class TestPen:
    @pytest.fixture
    def pen(self, reading):
        pen = reading.page.locator("[data-pen=actor]")
        pen.click()
        expect(pen).to_have_attribute("aria-pressed", "true")
        return pen

    def test_tags_what_the_mouse_takes_until_it_is_put_away(self, reading, pen, walk):
        steps = [
            self.double_click_tags_the_word,
            self.triple_click_tags_the_paragraph_only,
            self.tags_every_selection_at_once,
            self.leaves_the_focus_where_it_was_inside_another_mark,
            self.is_put_away_by_escape,
        ]
        walk(steps, reading, pen)

    def double_click_tags_the_word(self, reading, pen):
        reading.click("صباحا", times=2)
        expect(reading.notes).to_have_count(1)
        reading.check_stored("صباحا", Tag.ACTOR)

    def triple_click_tags_the_paragraph_only(self, reading, pen):
        reading.click("المركزي", times=3)
        expect(reading.notes).to_have_count(2)
        reading.check_stored(texts.NO_BREAK_SPACE, Tag.ACTOR)
        assert Annotation.objects.count() == 2

    def tags_every_selection_at_once(self, reading, pen):
        for needle in ("لافروف", "رنا الحلواني"):
            reading.drag(needle)
            expect(reading.toolbar).to_be_hidden()
            reading.check_stored(needle, Tag.ACTOR)

    def leaves_the_focus_where_it_was_inside_another_mark(self, reading, pen):
        for needle in ("بيان الشركة", "بيان"):
            reading.drag(needle)
            reading.check_stored(needle, Tag.ACTOR)
        assert reading.focused_note is None

    def is_put_away_by_escape(self, reading, pen):
        stored = Annotation.objects.count()
        reading.page.keyboard.press("Escape")
        expect(pen).to_have_attribute("aria-pressed", "false")
        reading.drag("تدمر")
        expect(reading.toolbar).to_be_visible()
        expect(reading.drafts).to_have_count(0)
        expect(reading.notes).to_have_count(stored)
        assert Annotation.objects.count() == stored


def test_reader_without_an_account_is_asked_to_log_in(page, article, open_article):
    reading = open_article(page, article)
    reading.drag("تدمر")
    expect(reading.toolbar.locator("a")).to_be_visible()
    page.keyboard.press("Digit2")
    reading.check_nothing_stored()


def test_person_without_the_right_is_told_so(page, reader, article, log_in, open_article):
    log_in(reader)
    reading = open_article(page, article)
    reading.drag("تدمر")
    expect(reading.toolbar.locator(".toolbar-hint")).to_be_visible()
    page.keyboard.press("Digit2")
    reading.check_nothing_stored()
