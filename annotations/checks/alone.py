"""Checks of one mark in its text.

Each returns what it found, as details for the message, or ``None``.  What a mark should
cover instead is said as ``start`` and ``end``: code points of the article, half-open.
"""

from functools import cached_property, lru_cache

from annotations.checks.marks import QUOTE, Mark
from newsroom.arabic.edges import trim_stray
from newsroom.arabic.folding import fold_text
from newsroom.arabic.quotations import quotations_of
from newsroom.arabic.words import proposed_cut, word_around
from newsroom.spans import Span, is_grapheme_boundary

NAMES = ("actor", "location")
SHOWN_LENGTH = 40


def quote_without_speaker(mark: Mark, text: str) -> dict | None:
    """Nobody is said to speak a quote, nor that its source is not named."""
    return {} if mark.tag == QUOTE and not mark.is_spoken else None


def unbalanced_quote_marks(mark: Mark, text: str) -> dict | None:
    """A quote has only one of a pair of quotation marks, or the text lacks the other one."""
    if mark.tag != QUOTE:
        return None
    for line in _lines(mark, text):
        for quotation in quotations_of(line.cut(text)):
            outer = quotation.outer.shift(line.start)
            first, last = outer.start, outer.end - 1
            if quotation.is_repaired and outer.overlaps(mark.span):
                return {"text": outer.cut(text)[:SHOWN_LENGTH]}
            if not quotation.is_repaired and (mark.start <= first < mark.end) != (mark.start <= last < mark.end):
                return {"text": outer.cut(text)[:SHOWN_LENGTH]}
    return None


def stray_edge(mark: Mark, text: str) -> dict | None:
    """A mark begins or ends with white space, or with punctuation that belongs to the sentence around it."""
    lines = _lines(mark, text)
    if not lines:
        return {}
    first, last = _trimmed(mark, lines[0], text), _trimmed(mark, lines[-1], text)
    if first is None or last is None:
        return {}
    start, end = first.start, last.end
    if (start, end) == (mark.start, mark.end):
        return None
    stray = text[mark.start : start] + text[end : mark.end]
    return {"stray": stray[:SHOWN_LENGTH], **_instead(text, start, end)}


def proclitic_inside(mark: Mark, text: str) -> dict | None:
    """A name begins with a conjunction or preposition that is only written together with it."""
    if mark.tag not in NAMES:
        return None
    first = word_around(text, mark.start)
    # A word that begins before the mark was cut on purpose; what is left is looked at all the same.
    if first is None or first.end <= mark.start:
        return None
    word = text[mark.start : min(first.end, mark.end)]
    cut = proposed_cut(word, words_in(text))
    if not cut or mark.start + cut >= mark.end:
        return None
    start = mark.start + cut
    return {"proclitic": text[mark.start : start], "rest": text[start : mark.end][:SHOWN_LENGTH]} | _instead(
        text, start, mark.end
    )


def across_paragraphs(mark: Mark, text: str) -> dict | None:
    """A mark goes over the end of a paragraph."""
    # Both ends may be long: only what lies between them is looked at.
    return {} if text.find("\n", mark.start, mark.end) >= 0 else None


class WordsIn:
    """The folded words of a text, as far as anybody asks: to know them all costs 100 ms in 200,000 code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        return fold_text(self.text)

    def __contains__(self, word: str) -> bool:
        at = self.folded.find(word)
        while at >= 0:
            before, after = self.folded[at - 1 : at], self.folded[at + len(word) : at + len(word) + 1]
            if not before.isalnum() and not after.isalnum():
                return True
            at = self.folded.find(word, at + 1)
        return False


@lru_cache(maxsize=1)
def words_in(text: str) -> WordsIn:
    """Return the words of a text; those of the last one are kept, since its marks come one after the other."""
    return WordsIn(text)


def _lines(mark: Mark, text: str) -> list[Span]:
    """Return the lines of the text that the mark touches."""
    lines, start = [], text.rfind("\n", 0, mark.start) + 1
    while start < mark.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start < end and mark.start < end:
            lines.append(Span(start, end))
        start = end + 1
    return lines


def _trimmed(mark: Mark, line: Span, text: str) -> Span | None:
    """Return what is left of the mark in one line."""
    start, end = max(mark.start, line.start), min(mark.end, line.end)
    kept = trim_stray(line.cut(text), Span(start - line.start, end - line.start))
    return kept and kept.shift(line.start)


def _instead(text: str, start: int, end: int) -> dict:
    """Return bounds to propose, if they can be stored."""
    fits = start < end and is_grapheme_boundary(text, start) and is_grapheme_boundary(text, end)
    return {"start": start, "end": end} if fits else {}
