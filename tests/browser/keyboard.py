"""The keyboard in the hands of somebody who reads and marks without a mouse."""

from playwright.sync_api import expect


class Hands:
    """The keyboard, and what the cursor says."""

    def __init__(self, reading) -> None:
        self.reading, self.page = reading, reading.page
        self.said = reading.page.locator("#cursor-said")
        self.ring = reading.page.locator(".cursor")

    def press(self, *keys: str) -> "Hands":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def press_at_once(self, *keys: str) -> "Hands":
        self.page.evaluate("keys => hands.pressAtOnce(keys)", keys)
        return self

    def at(self, words: str) -> "Hands":
        expect(self.said).to_have_text(words)
        return self

    def go_to(self, needle: str, occurrence: int = 1) -> "Hands":
        """Click into a word and wake the cursor there."""
        self.reading.click(needle, occurrence)
        return self.press("Shift+ArrowLeft", "Shift+ArrowRight", "Escape")

    def enter(self) -> "Hands":
        """Come to the text by Tab."""
        self.page.locator("#keys-help").focus()
        self.press("Tab")
        expect(self.ring).to_be_visible()
        return self

    def enter_at_the_start(self) -> "Hands":
        return self.enter().press("Control+Home").at("وزيرا")
