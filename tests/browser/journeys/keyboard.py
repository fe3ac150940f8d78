"""The whole article without a mouse: the word cursor, the tags' digits, and the panel of all mentions."""

from playwright.sync_api import expect

from annotations.models import Tag
from tests.browser.journeys.hand import Hand
from tests.browser.journeys.marks import Name, Said
from tests.browser.journeys.routes import Map

DIGITS = {Tag.QUOTE: "Digit1", Tag.ACTOR: "Digit2", Tag.LOCATION: "Digit3"}


class KeyboardHand(Hand):
    def mark_everything(self) -> None:
        """Go through the text once; a quote comes after the names in it, which may be who says it."""
        self.press("KeyT")
        expect(self.page.locator(".cursor")).to_be_visible()
        self.map = Map(self.page.evaluate("hands.words()"))
        for _start, thing in sorted(self.order(), key=lambda pair: pair[0]):
            if isinstance(thing, Name):
                self.mark_name(thing)
            else:
                self.mark_quote(thing)
        self.reading.wait_until_saved()

    def order(self):
        for name in self.work.names:
            yield self.work.mentions(name)[0][0], name
        for quote in self.work.quotes:
            yield self.work.parts(quote)[0][1], quote

    def mark_name(self, name: Name) -> None:
        first, *others = self.work.mentions(name)
        self.mark(name.tag, *first)
        # Two keys instead of a walk.
        if others:
            self.press("KeyA")
            self.choose_mentions(name)

    def mark_quote(self, quote: Said) -> None:
        first, *others = self.work.parts(quote)
        self.mark(Tag.QUOTE, *first)
        self.say_who(quote)
        if quote.cue:
            self.select(*self.work.cue(quote))
            self.press("KeyC")
        for part in others:
            self.select(*part)
            self.press("KeyM")
            self.wait_for(Tag.QUOTE, *part)

    def mark(self, tag: str, start: int, end: int) -> None:
        if self.is_one_word(start, end):
            self.go_to(start)
        else:
            self.select(start, end)
        self.press(DIGITS[tag])
        self.wait_for(tag, start, end)

    def is_one_word(self, start: int, end: int) -> bool:
        word = self.map.words[self.map.word_at(start)]
        return (word["start"], word["end"]) == (start, end)

    def go_to(self, offset: int) -> None:
        self.press(*self.map.route(self.place, self.map.word_at(offset)))
        word = self.map.words[self.map.word_at(offset)]
        expect(self.page.locator("#cursor-said")).to_have_text(self.work.text[word["start"] : word["end"]])

    def select(self, start: int, end: int) -> None:
        """Select by the shorter way: the whole quotation by a key, or from the nearer end to the other one.

        Of a single word with a proclitic one key selects the rest.
        """
        first, last = self.map.word_at(start), self.map.word_at(end - 1)
        text, place = self.work.text, self.place
        if text[start - 1] in '"«' and text[end] in '"»':
            near = min(range(first, last + 1), key=lambda at: len(self.map.route(place, at)))
            self.press(*self.map.route(place, near), "Digit1")
        else:
            alone = ["Space"] if self.is_one_word(start, end) else ["BracketLeft"]
            ways = [
                self.map.route(place, origin) + (self.map.stretch(origin, target) or alone)
                for origin, target in ((first, last), (last, first))
            ]
            self.press(*min(ways, key=len))
        self.cut_to(text[start:end])

    def cut_to(self, wanted: str) -> None:
        """Take the proclitic away, if one is there."""
        picked = self.page.locator("#picked-text")
        expect(picked).to_be_visible()
        if picked.text_content() != f"«{wanted}»":
            self.press("BracketLeft")
        expect(picked).to_have_text(f"«{wanted}»")

    @property
    def place(self) -> int:
        """The word that the ring is at."""
        expect(self.page.locator(".cursor")).to_be_visible()
        return self.page.evaluate("hands.wordInRing()")

    def choose_all(self) -> None:
        self.press("KeyA")

    def toggle(self, lines: list[int]) -> None:
        at = 0
        for line in lines:
            self.press(*["ArrowDown"] * (line - at), "Space")
            at = line
