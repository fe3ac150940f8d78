"""Quotations of a paragraph.

Quote marks of Arabic news come in all shapes (« » “ ” „ " '), straight ones have no side, and
one of a pair is often missing.  ``quotations_of`` decides by what stands beside a mark, pairs
the marks, and repairs what stays alone.  ``static/js/quotations.js`` is the twin in
the page.  Everything takes one block (no line feed); offsets are its code points.
"""

from dataclasses import dataclass

import regex

from newsroom.arabic.letters import TATWEEL
from newsroom.arabic.words import sentences_of, words_of
from newsroom.spans import BIDI_CONTROLS, Span, trim

_FAMILIES = {
    **dict.fromkeys("«»‹›", "guillemets"),
    **dict.fromkeys("“”„‟\"", "double"),
    **dict.fromkeys("‘’‚'", "single"),
}
QUOTE_MARKS = frozenset(_FAMILIES)
_OPENING, _CLOSING = frozenset("«‹“„‟‘‚"), frozenset("»›”’")
_STRAIGHT = frozenset("\"'")

_OPENS_AFTER = frozenset("([{<:-–—/،؛,;=" + TATWEEL)
_CLOSES_BEFORE = frozenset(")]}>:-–—/،؛,;.!?؟…")
# What is written together with the opening mark: و"الجزيرة", بـ«المعتدلة».
_GLUED = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[وف]?[بلكس]?(?:ال)?$")
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_CLAUSE_MARK = regex.compile(r"[،؛:.!?؟…,;]")
_ENDS_BLOCK = regex.compile(rf"""["»”{"".join(BIDI_CONTROLS)}]*[ .]*""")
_REACH = 4  # the longest proclitics before a mark (وبال)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quote marks; ``outer`` is with the marks, as far as there are any.

    ``is_repaired`` where a mark is missing and its place is a guess.
    """

    span: Span
    outer: Span
    is_repaired: bool


def quotations_around(text: str, offset: int) -> list[Quotation]:
    """Return the quotations that ``offset`` lies in, marks included, the innermost first."""
    around = [found for found in quotations_of(text) if found.outer.start <= offset <= found.outer.end]
    return sorted(around, key=lambda found: len(found.outer))


def quotation_around(text: str, offset: int, *, may_be_one_word: bool = False) -> Quotation | None:
    """Return the innermost quotation of more than one word around ``offset``, or ``None``.

    A single word in quote marks is rarely speech ("المعتدلة"): on request it is the answer where nothing longer is.
    """
    around = quotations_around(text, offset)
    longer = [found for found in around if len(words_of(found.span.cut(text))) > 1]
    return next(iter(longer or (around if may_be_one_word else [])), None)


def quotations_of(text: str) -> list[Quotation]:
    """Return the quotations of a block by start, the outer before the inner.

    An opening mark without its pair reaches to the end of the block if it is the block's first
    character (each paragraph of a long quotation begins with one), else to the end of its sentence, at most to the
    clause before the next opening mark (… تسوية، قائلا "…).  A closing mark without its pair
    reaches back to the start of the block if it is the first mark and ends the block, else
    to the last colon or the start of its sentence.  Single marks (' ’) without a pair are apostrophes.
    """
    return _Pairing(text, _marks_of(text)).quotations()


def _marks_of(text: str) -> list[tuple[int, bool, bool]]:
    """Return each quote mark: where it is, whether it looks opening, whether it looks closing."""
    marks = []
    for offset, character in enumerate(text):
        if character in QUOTE_MARKS and not _is_apostrophe(text, offset):
            before, after = _neighbour(text, offset, -1), _neighbour(text, offset, +1)
            starts = before == "" or before.isspace() or before in _OPENS_AFTER or _is_glued(text, offset)
            ends = after == "" or after.isspace() or after in _CLOSES_BEFORE
            marks.append((offset, starts and not ends, ends and not (before == "" or before.isspace())))
    return marks


def _is_apostrophe(text: str, offset: int) -> bool:
    if _FAMILIES[text[offset]] != "single" or not 0 < offset < len(text) - 1:
        return False
    return bool(_LETTER.match(text[offset - 1]) and _LETTER.match(text[offset + 1])) and not _is_glued(text, offset)


def _is_glued(text: str, offset: int) -> bool:
    before = text[max(0, offset - _REACH - 1) : offset]
    found = _GLUED.search(before)
    return bool(found and found[0])


def _neighbour(text: str, offset: int, step: int) -> str:
    """Return the next character that is no quote mark and no bidi control; "" at an end of the block."""
    offset += step
    while 0 <= offset < len(text) and (text[offset] in QUOTE_MARKS or text[offset] in BIDI_CONTROLS):
        offset += step
    return text[offset] if 0 <= offset < len(text) else ""


class _Pairing:
    """One walk over the marks of a block, with the opening ones that wait for their pair."""

    def __init__(self, text: str, marks: list[tuple[int, bool, bool]]) -> None:
        self.text, self.marks = text, marks
        self.waiting: list[int] = []
        self.found: list[Quotation] = []

    def quotations(self) -> list[Quotation]:
        for index, (offset, _opens, _closes) in enumerate(self.marks):
            if self._is_opening(index):
                self._open(offset)
            else:
                self._close(offset)
        for offset in self.waiting:
            self._add_unclosed(offset)
        return sorted(self.found, key=lambda found: (found.outer.start, -found.outer.end))

    def _is_opening(self, index: int) -> bool:
        offset, opens, closes = self.marks[index]
        character = self.text[offset]
        partner = self._partner_of(character)
        if character in _STRAIGHT:
            if opens or closes:
                # قال" نعم ": spaced wrongly; where the next one closes as well, this one opens.
                return opens or (partner is None and self._next_closes(index))
            return partner is None
        if character in _OPENING:
            # „so“, and »so«: the other way round.
            return not (closes and partner is not None and self.text[partner] not in _OPENING - {"„"})
        return opens and partner is None

    def _next_closes(self, index: int) -> bool:
        family = _FAMILIES[self.text[self.marks[index][0]]]
        following = [mark for mark in self.marks[index + 1 :] if _FAMILIES[self.text[mark[0]]] == family]
        return bool(following) and following[0][2]

    def _partner_of(self, character: str) -> int | None:
        """Return the last waiting mark of the same family, or ``None``."""
        family = _FAMILIES[character]
        return next((offset for offset in reversed(self.waiting) if _FAMILIES[self.text[offset]] == family), None)

    def _open(self, offset: int) -> None:
        partner = self._partner_of(self.text[offset])
        if partner is not None and self.text[offset] in _STRAIGHT and self.text[partner] in _STRAIGHT:
            # Nobody nests straight marks of one kind: the first was never closed.
            self.waiting.remove(partner)
            self._add_unclosed(partner)
        self.waiting.append(offset)

    def _close(self, offset: int) -> None:
        partner = self._partner_of(self.text[offset])
        if partner is None:
            self._add_unopened(offset)
            return
        self.waiting.remove(partner)
        self._add(partner + 1, offset, Span(partner, offset + 1), is_repaired=False)

    def _add_unclosed(self, offset: int) -> None:
        if _FAMILIES[self.text[offset]] == "single":
            return
        text = self.text
        if trim(text[: offset + 1], Span(0, offset + 1)).start == offset and self._next_opening(offset) is None:
            end = len(text)
        else:
            end = next((span.end for span in sentences_of(text) if span.end > offset + 1), len(text))
            following = self._next_opening(offset)
            if following is not None and following < end:
                clauses = [found.start() for found in _CLAUSE_MARK.finditer(text, offset + 1, following)]
                end = clauses[-1] if clauses else following
        while end > offset + 1 and (text[end - 1].isspace() or text[end - 1] in ".،؛:"):
            end -= 1
        if end > offset + 1:
            self._add(offset + 1, end, Span(offset, end), is_repaired=True)

    def _add_unopened(self, offset: int) -> None:
        text = self.text
        if _FAMILIES[text[offset]] == "single":
            return
        earlier = [mark for mark, *_ in self.marks if mark < offset]
        floor = max((found.outer.end for found in self.found if found.outer.end <= offset), default=0)
        if earlier or not _ENDS_BLOCK.fullmatch(text, offset + 1):
            starts = [span.start for span in sentences_of(text) if span.start < offset]
            colons = [found.end() for found in regex.finditer(r":(?=\s)", text[:offset])]
            floor = max([floor, *starts[-1:], *colons[-1:]])
        self._add(floor, offset, Span(floor, offset + 1), is_repaired=True)

    def _next_opening(self, offset: int) -> int | None:
        family = _FAMILIES[self.text[offset]]
        later = (mark for mark, opens, _ in self.marks if mark > offset and opens)
        return next((mark for mark in later if _FAMILIES[self.text[mark]] == family), None)

    def _add(self, start: int, end: int, outer: Span, *, is_repaired: bool) -> None:
        kept = trim(self.text, Span(start, end)) if start < end else None
        if kept:
            self.found.append(Quotation(kept, outer, is_repaired))
