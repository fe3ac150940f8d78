"""What the checks look at: marks of an article as plain values."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsroom.arabic.folding import fold_text
from newsroom.arabic.letters import TATWEEL, UNIFIED_LETTERS
from newsroom.spans import Span

QUOTE, CUE = "quote", "cue"
# Start and end, in code points.
Place = tuple[int, int]
# Longer ones are descriptions, and no name that could be tagged two ways.
LONGEST_NAME = 120
# The letters of Arabic (U+0628 to U+064A) to which no other one folds.  What is written in presentation forms, as
# hardly any text is, is missed until the next `check_annotations`.
_SPELT_ONE_WAY = frozenset(map(chr, range(0x0628, 0x064B))) - frozenset(UNIFIED_LETTERS) - {
    *UNIFIED_LETTERS.values(), TATWEEL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A live annotation.  Offsets are code points of its article, half-open."""

    id: uuid.UUID
    tag: str
    start: int
    end: int
    # Of a mark that is longer than ``LONGEST_NAME``, the beginning is enough to compare it with others.
    exact: str
    author_id: int
    is_gold: bool = False
    is_rejected: bool = False
    # A quote has a speaker, has a source that is not named, or continues another quote.
    is_spoken: bool = False
    is_pending: bool = True

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def counts(self) -> bool:
        """Whether others are compared with it."""
        return not (self.is_rejected or self.is_gold or self.tag == CUE)


def name_of(tag: str, exact: str) -> str | None:
    """Return the key under which the same name is found again, or ``None`` for what is no name."""
    if tag in (QUOTE, CUE) or len(exact) > LONGEST_NAME:
        return None
    return " ".join(fold_text(exact).split()) or None


def letters_of_all_spellings(name: str) -> set[str]:
    """Return letters that every spelling of the folded ``name`` has, so that a database can look for them."""
    return {letter for letter in name if letter in _SPELT_ONE_WAY}


@dataclass(slots=True)
class Neighbourhood:
    """The marks of one article that others are compared with, found by place and by name."""

    overlapping: dict[uuid.UUID, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    # Where each name stands, by tag.  Not the marks themselves: two hundred of one name would be compared each with each.
    by_name: dict[str, dict[str, set[Place]]] = field(default_factory=dict)

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Neighbourhood":
        made = cls()
        open_marks: list[Mark] = []
        for mark in sorted((mark for mark in marks if mark.counts), key=lambda each: (each.start, -each.end)):
            open_marks = [each for each in open_marks if each.end > mark.start]
            for other in open_marks:
                made.overlapping[other.id].append(mark)
                made.overlapping[mark.id].append(other)
            open_marks.append(mark)
            if (name := name_of(mark.tag, mark.exact)) is not None:
                made.by_name.setdefault(name, {}).setdefault(mark.tag, set()).add((mark.start, mark.end))
        return made

    def places_of(self, mark: Mark) -> dict[str, set[Place]]:
        """Return where the name of the mark stands, by tag; nothing if it is no name."""
        name = name_of(mark.tag, mark.exact)
        return {} if name is None else self.by_name.get(name, {})
