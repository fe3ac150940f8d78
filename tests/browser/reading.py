"""The reading page as a person uses it: with the eye, the mouse and the keyboard."""

import re

from playwright.sync_api import Locator, Page, expect

from annotations.models import Annotation, Tag

# A hand does not jump: the browser sees the way of the mouse.
STEPS = 3


class ReadingPage:
    def __init__(self, page: Page, address: str, article) -> None:
        self.page = page
        self.article = article
        self.url = f"{address}{article.get_absolute_url()}"
        self.html = page.locator("html")
        self.toolbar = page.locator("#tag-toolbar")
        self.picked = page.locator("#picked-text")
        self.notices = page.locator("#notices .notice")
        self.save_state = page.locator("#save-state")
        self.notes = page.locator("#article-text li[data-annotation]")
        self.drafts = page.locator("#article-text li[data-draft]")

    def open(self) -> "ReadingPage":
        self.page.goto(self.url)
        return self

    def reload(self) -> "ReadingPage":
        self.page.reload()
        return self

    # What the hand does

    def drag(self, needle: str, occurrence: int = 1, *, backward: bool = False) -> None:
        """Drag the mouse over the n-th ``needle`` of the text."""
        start, end = self.span_of(needle, occurrence)
        self.drag_between(*(self.reach(start, end)[:: -1 if backward else 1]))

    def select(self, needle: str, occurrence: int = 1, *, backward: bool = False) -> None:
        """Drag over ``needle`` and wait for the toolbar."""
        self.drag(needle, occurrence, backward=backward)
        expect(self.toolbar).to_be_visible()

    def drag_between(self, first: dict, last: dict) -> None:
        """Press at one point, go to the other, let go."""
        self.page.mouse.move(**first)
        self.page.mouse.down()
        self.page.mouse.move(**last, steps=STEPS)
        self.page.mouse.up()

    def click(self, needle: str, occurrence: int = 1, *, times: int = 1) -> None:
        """Click ``times`` times into the middle of the n-th ``needle``."""
        first, last = self.reach(*self.span_of(needle, occurrence))
        x, y = (first["x"] + last["x"]) / 2, (first["y"] + last["y"]) / 2
        if times > 1 and self.page.context.browser.browser_type.name == "firefox":
            self.page.mouse.click(x, y)
            self.page.evaluate("([x, y, times]) => hands.clickAgain(x, y, times)", [x, y, times])
            return
        for number in range(1, times + 1):
            self.page.mouse.move(x, y)
            self.page.mouse.down(click_count=number)
            self.page.mouse.up(click_count=number)

    def reach(self, start: int, end: int) -> list[dict]:
        """Scroll to a span, in code points, and return the points of its two ends."""
        return self.page.evaluate("([start, end]) => hands.reach(start, end)", [start, end])

    def choose(self, tag: str) -> None:
        """Press the toolbar's button of a tag."""
        self.toolbar.locator(f"button[data-tag={tag}]").click()

    def mark(self, needle: str, tag: str, occurrence: int = 1) -> Annotation:
        """Drag over ``needle``, choose a tag, and return what was stored, after every check of it."""
        self.select(needle, occurrence)
        self.choose(tag)
        return self.check_stored(needle, tag, occurrence)

    # What the eye sees

    def span_of(self, needle: str, occurrence: int = 1) -> tuple[int, int]:
        """Return the span of the n-th ``needle``, in code points, half-open."""
        start = [found.start() for found in re.finditer(re.escape(needle), self.article.text)][occurrence - 1]
        return start, start + len(needle)

    def note(self, annotation) -> Locator:
        return self.page.locator(f"#n-{annotation.pk}")

    def chip(self, annotation) -> Locator:
        return self.note(annotation).locator("a.chip")

    def painted(self, prefix: str = "tag-") -> list[str]:
        return self.page.evaluate("prefix => hands.painted(prefix)", prefix)

    def letter_boxes(self) -> list:
        return self.page.evaluate("hands.letterBoxes()")

    @property
    def focused_note(self) -> str | None:
        """The id of the annotation whose list item has the focus."""
        return self.page.evaluate("hands.focusedNote()")

    def is_on_screen(self, annotation) -> bool:
        return self.page.evaluate("([start, end]) => hands.isOnScreen(start, end)", [annotation.start, annotation.end])

    # What must hold

    def wait_for_tools(self) -> None:
        """Touch the page and wait for what comes then."""
        self.page.mouse.move(1, 1)
        self.page.evaluate("hands.waitForTools()")

    def wait_until_saved(self) -> None:
        expect(self.html).to_have_attribute("data-saved", "true")

    def check_stored(self, exact: str, tag: str, occurrence: int = 1) -> Annotation:
        """Check that ``exact`` is stored, listed and painted once, and return its annotation."""
        start, end = self.span_of(exact, occurrence)
        listed = self.page.locator(f"li[data-annotation][data-tag={tag}][data-start='{start}'][data-end='{end}']")
        expect(listed).to_have_count(1)
        self.wait_until_saved()
        annotation = Annotation.objects.select_related("tag").get(pk=listed.get_attribute("data-annotation"))
        assert (annotation.start, annotation.end, annotation.exact) == (start, end, exact)
        self.check_shown(annotation)
        return annotation

    def check_shown(self, annotation: Annotation) -> None:
        """Check that the list and the paint say what is stored, and the text is whole."""
        assert annotation.exact == self.article.text[annotation.start : annotation.end]
        said = {name: getattr(annotation, name) for name in ("start", "end", "status", "version")}
        said |= {"annotation": annotation.pk, "tag": annotation.tag.slug}
        # All at once: each question to the browser takes a while.
        attributes = "".join(f"[data-{name}='{value}']" for name, value in said.items())
        expect(self.page.locator(f"#n-{annotation.pk}{attributes}")).to_have_count(1)
        prefix = f"tag-{annotation.tag.colour_token}-"
        painted, blocks = self.page.evaluate("prefix => [hands.painted(prefix), hands.blocks()]", prefix)
        assert [part for part in annotation.exact.split("\n\n") if part not in painted] == []
        self._check_blocks(blocks)

    def check_text_is_whole(self) -> None:
        """Check that every block holds one text node with its part of the article."""
        self._check_blocks(self.page.evaluate("hands.blocks()"))

    def _check_blocks(self, blocks: list) -> None:
        assert {count for count, _offset, _text in blocks} == {1}
        for _count, offset, text in blocks:
            assert text == self.article.text[offset : offset + len(text)]
        assert "".join(text for *_, text in blocks) == self.article.text.replace("\n", "")

    def check_nothing_stored(self) -> None:
        assert not Annotation.objects.exists()
        assert self.painted() == []
        expect(self.notes).to_have_count(0)
        expect(self.drafts).to_have_count(0)


TAGS = (Tag.QUOTE, Tag.ACTOR, Tag.LOCATION)
