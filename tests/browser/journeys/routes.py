"""The way of the word cursor from one word to another, as a practised hand finds it.

The eye goes to the paragraph first, then to its beginning or end, to the line, and to the word; a way that goes back and
forth between these may be shorter, but nobody finds it.

What the keys do is told here once more, from what a person sees: lines, paragraphs, the side that the text goes to.
Where the cursor does something else, a journey arrives at the wrong word and fails.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

SIDES = {True: {+1: "ArrowLeft", -1: "ArrowRight"}, False: {+1: "ArrowRight", -1: "ArrowLeft"}}


PARAGRAPH, EDGE, LINE, WORD = range(4)


@dataclass(frozen=True)
class Place:
    """A word by its index, how fine the steps have become, and the column that steps from line to line keep to."""

    word: int
    fineness: int = PARAGRAPH
    column: float | None = None


class Map:
    """The words of the page, as ``hands.words()`` tells them."""

    def __init__(self, words: list[dict]) -> None:
        self.words = words
        self.lines: list[list[int]] = []
        for index, word in enumerate(words):
            before = words[index - 1] if index else None
            is_same_line = before and before["block"] == word["block"] and abs(before["top"] - word["top"]) < 4
            if is_same_line:
                self.lines[-1].append(index)
            else:
                self.lines.append([index])
        self.line_of = {index: number for number, line in enumerate(self.lines) for index in line}

    def word_at(self, offset: int) -> int:
        """Return the word that holds the code point ``offset``."""
        return next(index for index, word in enumerate(self.words) if word["start"] <= offset < word["end"])

    def route(self, origin: int, target: int) -> list[str]:
        """Return the keys that move the cursor from one word to another, as few as possible."""
        return self._shortest(origin, target, self._moves)

    def stretch(self, origin: int, target: int) -> list[str]:
        """Return the keys that let a selection grow from one word up to another."""
        return [f"Shift+{key}" for key in self._shortest(origin, target, self._steps)]

    def _shortest(self, origin: int, target: int, moves) -> list[str]:
        first = Place(origin)
        queue, seen = deque([(first, [])]), {first}
        while queue:
            place, keys = queue.popleft()
            if place.word == target:
                return keys
            for key, reached in moves(place):
                if reached.fineness >= place.fineness and reached not in seen:
                    seen.add(reached)
                    queue.append((reached, [*keys, key]))
        raise AssertionError("no way leads to the word")

    def _steps(self, place: Place) -> Iterator[tuple[str, Place]]:
        """Give the ways by word and by line."""
        at = place.word
        for step in (+1, -1):
            if 0 <= at + step < len(self.words):
                yield SIDES[self.words[at]["isRtl"]][step], Place(at + step, WORD)
            line = self.line_of[at] + step
            if 0 <= line < len(self.lines):
                column = self._middle(at) if place.column is None else place.column
                nearest = min(self.lines[line], key=lambda each: abs(self._middle(each) - column))
                yield "ArrowDown" if step > 0 else "ArrowUp", Place(nearest, LINE, column)

    def _moves(self, place: Place) -> Iterator[tuple[str, Place]]:
        """Give all ways, those by paragraph too."""
        yield from self._steps(place)
        block = [index for index, word in enumerate(self.words) if word["block"] == self.words[place.word]["block"]]
        yield "Home", Place(block[0], EDGE)
        yield "End", Place(block[-1], EDGE)
        if block[-1] + 1 < len(self.words):
            yield "PageDown", Place(block[-1] + 1)
        if place.word != block[0]:
            yield "PageUp", Place(block[0])

    def _middle(self, at: int) -> float:
        return (self.words[at]["left"] + self.words[at]["right"]) / 2
