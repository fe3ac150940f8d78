"""The whole article by mouse: a pen for each tag, drags over names, one click and two keys for all mentions of a name."""

from playwright.sync_api import expect

from annotations.models import Tag
from tests.browser.journeys.hand import Hand
from tests.browser.journeys.marks import Name, Said


class MouseHand(Hand):
    def mark_everything(self) -> None:
        for tag in (Tag.ACTOR, Tag.LOCATION):
            self.take_pen(tag)
            for name in self.work.names:
                if name.tag == tag:
                    self.mark_name(name)
        self.take_pen(Tag.QUOTE)
        for quote in self.work.quotes:
            self.mark_quote(quote)
        self.reading.wait_until_saved()

    def take_pen(self, tag: str) -> None:
        self.page.locator(f"[data-pen={tag}]").click()
        self.done["clicks"] += 1

    def mark_name(self, name: Name) -> None:
        first, *others = self.work.mentions(name)
        self.drag(*first)
        note = self.wait_for(name.tag, *first)
        # A click on the mark, a key for the panel, and one to store what it holds.
        if len(others) > 3:
            self.click(*first)
            self.expect_focus_on(note)
            self.press("KeyA")
            self.choose_mentions(name)
        for span in self.left(name):
            self.drag(*span)
            self.wait_for(name.tag, *span)

    def mark_quote(self, quote: Said) -> None:
        first, *others = self.work.parts(quote)
        self.mark_part(*first)
        self.say_who(quote)
        for part in others:
            self.press("KeyM")
            self.drag(*part)
            self.wait_for(Tag.QUOTE, *part)
        if quote.cue:
            self.press("KeyC")
            self.drag(*self.work.cue(quote))

    def mark_part(self, start: int, end: int) -> None:
        """Drag over what is short or has no marks; a click and a key take a whole quotation."""
        text = self.work.text
        if " " in text[start:end] and text[start - 1] in '"«' and text[end] in '"»':
            self.click(start, end)
            self.press("KeyQ")
        else:
            self.drag(start, end)

    def drag(self, start: int, end: int) -> None:
        self.reading.drag_between(*self.reading.reach(start, end))
        self.done["drags"] += 1

    def click(self, start: int, end: int) -> None:
        """Click into the middle of the first word."""
        text = self.work.text[start:end]
        word = text.split()[0]
        first, last = self.reading.reach(start, start + len(word))
        self.page.mouse.click((first["x"] + last["x"]) / 2, (first["y"] + last["y"]) / 2)
        self.done["clicks"] += 1

    def expect_focus_on(self, note) -> None:
        expect(note.locator("a.chip")).to_be_focused()

    def choose_all(self) -> None:
        self.panel.locator("[data-all]").click()
        self.done["clicks"] += 1

    def toggle(self, lines: list[int]) -> None:
        for at in lines:
            self.panel.locator("li input[type=checkbox]").nth(at).click()
            self.done["clicks"] += 1
