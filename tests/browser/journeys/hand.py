"""What both journeys have in common: the page, the work, and the count of what the hand has done."""

from collections import Counter

from playwright.sync_api import Locator, expect

from annotations.models import Tag
from tests.browser.journeys.marks import UNNAMED, Name, Said, Work
from tests.browser.reading import ReadingPage


class Hand:
    """A person at the page; every key press, click and drag counts one, a key held with Shift or Ctrl no more."""

    def __init__(self, reading: ReadingPage, work: Work) -> None:
        self.reading, self.page, self.work = reading, reading.page, work
        self.done: Counter[str] = Counter()
        self.strip = self.page.locator("#speaker-strip")
        self.panel = self.page.locator("#occurrences")

    @property
    def actions(self) -> int:
        return self.done.total()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.done["keys"] += len(keys)

    def wait_for(self, tag: str, start: int, end: int) -> Locator:
        """Wait until a mark is stored, and return its note."""
        note = self.page.locator(f"li[data-annotation][data-tag={tag}][data-start='{start}'][data-end='{end}']")
        expect(note).to_have_count(1)
        return note

    def left(self, name: Name) -> list[tuple[int, int]]:
        """Return the mentions that are not marked yet."""
        marked = self.page.evaluate(
            "tag => [...document.querySelectorAll(`#article-text li[data-tag=${tag}]`)].map((item) =>"
            " [Number(item.dataset.start), Number(item.dataset.end)])",
            name.tag,
        )
        return [span for span in self.work.mentions(name) if list(span) not in marked]

    def choose_mentions(self, name: Name) -> None:
        """Choose in the open panel what is meant, by the shorter way, and store it."""
        expect(self.panel).to_be_visible()
        wanted = set(self.left(name))
        lines = self.page.evaluate(
            "[...document.querySelectorAll('#occurrences li')].map((line) =>"
            " [Number(line.dataset.start), Number(line.dataset.end), line.querySelector('[type=checkbox]').checked])"
        )
        assert wanted <= {(start, end) for start, end, _chosen in lines}, name
        wrong = [at for at, (start, end, chosen) in enumerate(lines) if chosen != ((start, end) in wanted)]
        wrong_after_all = [at for at, (start, end, _chosen) in enumerate(lines) if (start, end) not in wanted]
        if 1 + len(wrong_after_all) < len(wrong):
            self.choose_all()
            wrong = wrong_after_all
        self.toggle(wrong)
        self.press("Enter")
        for span in wanted:
            self.wait_for(name.tag, *span)

    def choose_all(self) -> None:
        raise NotImplementedError

    def toggle(self, lines: list[int]) -> None:
        raise NotImplementedError

    def say_who(self, quote: Said) -> None:
        """Answer the question who says the quote that was marked just now, if it is still asked."""
        start, end = self.work.parts(quote)[0]
        self.wait_for(Tag.QUOTE, start, end)
        expect(self.strip).to_be_visible()
        names = self.strip.locator(".strip-choices bdi").all_text_contents()
        if quote.speaker == UNNAMED:
            self.press("Digit0")
        else:
            self.press(f"Digit{names.index(quote.speaker) + 1}")
        expect(self.strip).to_be_hidden()
