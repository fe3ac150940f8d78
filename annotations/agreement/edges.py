"""Spans that differ only at their edges: by a proclitic, punctuation or space."""

from collections import Counter
from collections.abc import Iterable

import regex

from annotations.agreement.readings import Span
from newsroom.arabic.folding import fold_text
from newsroom.arabic.words import proclitic_cuts, word_around

# Whatever belongs to no word: white space, punctuation, quote marks, direction marks.
_LEADING = regex.compile(r"[^\p{L}\p{M}\p{N}]*")
# Backwards from the end: a search forwards would try every place of a long quote.
_TRAILING = regex.compile(r"(?r)[^\p{L}\p{M}\p{N}]*")


def without_edges(text: str, span: Span) -> Span:
    """Return the span that ``span`` shares with all that differ from it at the edges only.

    What is no letter, mark or digit at either end is left out.  A start behind what may be proclitics
    (``proclitic_cuts``) moves out to the beginning of its word, so that ولافروف and لافروف become one;
    which of the two is right is not asked.  A span without letters stays as it is.
    """
    start, end = span
    first = _LEADING.match(text, start, end).end()
    if first == end:
        return span
    last = _TRAILING.match(text, start, end).start()
    word = word_around(text, first)
    if word is not None and word.start < first and first - word.start in proclitic_cuts(word.cut(text)):
        first = word.start
    return first, last


def count_alike(text: str, first: Iterable[Span], second: Iterable[Span]) -> int:
    """Return how many pairs of spans, one from each side, are the same without their edges."""
    ours = Counter(without_edges(text, span) for span in first)
    theirs = Counter(without_edges(text, span) for span in second)
    return (ours & theirs).total()


def names_at(text: str, span: Span) -> frozenset[str]:
    """Return what the name at ``span`` may be, folded: as it is, and without each run of possible proclitics."""
    start, end = without_edges(text, span)
    written = text[start:end]
    word = word_around(text, start)
    cuts = proclitic_cuts(word.cut(text)) if word is not None and word.start == start else []
    return frozenset(fold_text(written[cut:]) for cut in (0, *cuts) if cut < len(written))
