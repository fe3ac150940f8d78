"""An article's text: what may be stored, its blocks, and a mark in its sentence.

Offsets are code points, ranges half-open.  A block is what the page shows as one
paragraph; blocks are cut at line feeds only, since ``str.splitlines`` would also cut at
U+0085, U+2028 and others, which a text may hold inside a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from newsroom.arabic.folding import fold_text
from newsroom.arabic.words import SENTENCE_MARK
from newsroom.spans import Span, is_grapheme_boundary, trim, widen_to_graphemes

HEADLINE = "headline"
CAPTION = "caption"
PARAGRAPH = "paragraph"
SOURCE_LINE = "source"

# Headlines of the Arabic Wikinews and of the seed article have at most 100 code points.  A first line above
# this is a text without a headline, and large bold type would make it unreadable.
_LONGEST_HEADLINE = 300

# A photograph stands between headline and lead: its credit is one of the three blocks after it.
_LAST_CREDIT_BLOCK = 3
_LONGEST_CAPTION = 300

_SOURCE_BLOCKS = 2  # the last two: a link or a correction may follow the source
_LONGEST_SOURCE_LINE = 100
# Matched against the folded line, so that diacritics and tatweel do not matter.
_SOURCE = regex.compile(
    r"[(\[«]? \s*"
    r"(?: المصدر"  # the source
    r" | المصادر )"  # the sources
    r"\s* [:：\-–—] \s* \w",
    regex.VERBOSE,
)

_ARABIC_LETTER = regex.compile(r"[\p{Script=Arabic}&&\p{L}]", regex.V1)
_LATIN_LETTER = regex.compile(r"\p{Script=Latin}")

_FORBIDDEN = re.compile("[\0\ud800-\udfff]")

# The end of a sentence, between its mark and the white space.
_SENTENCE_END = regex.compile(rf"(?<={SENTENCE_MARK})(?=\s)")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text with something in it, and what it is: one of the names above."""

    span: Span
    name: str


def normalise_line_ends(text: str) -> str:
    """Return ``text`` with line feeds for CRLF and CR, and without one leading byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def find_forbidden(text: str) -> tuple[int, str] | None:
    """Return the code point offset and the name of the first character that cannot be stored, or ``None``.

    PostgreSQL refuses NUL, and a lone surrogate has no UTF-8.
    """
    if not (found := _FORBIDDEN.search(text)):
        return None
    point = ord(found[0])
    return found.start(), f"lone surrogate U+{point:04X}" if point else "NUL"


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in order.

    Every line gives one block, trimmed of ``EDGE_CHARACTERS`` except where that would cut
    a grapheme cluster; a line of nothing else gives none.  So each other code point
    of the text is in exactly one block.  Names are guesses for display only:

    * headline: the first block, unless it is over 300 code points;
    * caption: in an Arabic article, a line in Latin letters among the three blocks after the
      headline (agencies credit photographs in English), and the Arabic line directly below
      it if a blank line or the end sets that off from the article;
    * source: a short line such as ``المصدر : وكالات`` as one of the last two blocks;
    * paragraph: everything else.
    """
    spans = list(_line_spans(text))
    names = [PARAGRAPH] * len(spans)
    if spans and len(spans[0]) <= _LONGEST_HEADLINE:
        names[0] = HEADLINE
    for index in _source_lines(text, spans):
        names[index] = SOURCE_LINE
    for index in _captions(text, spans):
        names[index] = CAPTION
    return [Block(span, name) for span, name in zip(spans, names, strict=True)]


def headline_of(text: str) -> str:
    """Return the first block of ``text``, headline or not, for use as its title; ``''`` if there is none."""
    first = next(_line_spans(text), None)
    return first.cut(text) if first else ""


def passage_around(text: str, span: Span, width: int = 90) -> tuple[str, str, str]:
    """Return what stands before ``span``, the span's own text, and what stands after it.

    Joined, the three show a mark in its sentence.  Before and after reach to the end of the
    sentence or of the line; where that is more than ``width`` code points away, to
    the last word boundary within, with ``…`` for the rest.  No grapheme cluster is
    cut, and the work depends on ``width``, not on the length of the text.
    """
    return _before(text, span.start, width), span.cut(text), _after(text, span.end, width)


def _line_spans(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start < end and (kept := trim(text, Span(start, end))):
            # A line feed is a cluster of its own (UAX #29, GB4 and GB5): widening stays in the line.
            yield widen_to_graphemes(text, kept)
        start = end + 1


def _source_lines(text: str, spans: list[Span]) -> Iterator[int]:
    for index in range(max(1, len(spans) - _SOURCE_BLOCKS), len(spans)):
        if len(spans[index]) <= _LONGEST_SOURCE_LINE and _SOURCE.match(fold_text(spans[index].cut(text))):
            yield index


def _captions(text: str, spans: list[Span]) -> Iterator[int]:
    if not spans or not _is_arabic(spans[0].cut(text)):
        return
    # Never the last block: a caption stands above the article, an agency's name below it.
    for index in range(1, min(_LAST_CREDIT_BLOCK + 1, len(spans) - 1)):
        if _is_latin(spans[index].cut(text)):
            yield index
            if _is_caption_below(text, spans, index + 1):
                yield index + 1


def _is_caption_below(text: str, spans: list[Span], index: int) -> bool:
    """Return whether the block stands on the line after the one before it, apart from what follows."""
    if len(spans[index]) > _LONGEST_CAPTION or not _is_arabic(spans[index].cut(text)):
        return False
    is_last = index + 1 == len(spans)
    return _lines_between(text, spans, index) == 1 and (is_last or _lines_between(text, spans, index + 1) > 1)


def _lines_between(text: str, spans: list[Span], index: int) -> int:
    """Return how many line feeds stand between the block and the one before it."""
    return text.count("\n", spans[index - 1].end, spans[index].start)


def _is_arabic(line: str) -> bool:
    return _ARABIC_LETTER.search(line) is not None


def _is_latin(line: str) -> bool:
    return _LATIN_LETTER.search(line) is not None and not _is_arabic(line)


def _before(text: str, end: int, width: int) -> str:
    limit = max(0, end - width)
    floor = max(limit, text.rfind("\n", limit, end) + 1)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, floor, end)]
    if ends or floor == 0 or text[floor - 1] == "\n":
        return text[_skip_space(text, ends[-1] if ends else floor, end) : end]
    start = floor
    while start < end and not (text[start - 1].isspace() and is_grapheme_boundary(text, start)):
        start += 1
    if start == end:  # one long word
        start = floor
        while start < end and not is_grapheme_boundary(text, start):
            start += 1
    return _ELLIPSIS + text[_skip_space(text, start, end) : end]


def _after(text: str, start: int, width: int) -> str:
    limit = min(len(text), start + width)
    line_end = text.find("\n", start, limit)
    reach = limit if line_end < 0 else line_end
    # One code point further: the white space that ends a sentence may be the next.
    if found := _SENTENCE_END.search(text, start, min(len(text), reach + 1)):
        return text[start : found.start()]
    if reach == len(text) or text[reach] == "\n":
        return text[start : _drop_space(text, start, reach)]
    end = reach
    while end > start and not text[end].isspace():
        end -= 1
    if end == start:  # one long word
        end = reach
    return text[start : _drop_space(text, start, end)] + _ELLIPSIS


def _skip_space(text: str, start: int, end: int) -> int:
    """Return the first offset in ``start..end`` after white space, or the start of its grapheme cluster."""
    skipped = start
    while skipped < end and text[skipped].isspace():
        skipped += 1
    while skipped > start and not is_grapheme_boundary(text, skipped):
        skipped -= 1
    return skipped


def _drop_space(text: str, start: int, end: int) -> int:
    """Return the last grapheme boundary in ``start..end`` with no white space before it."""
    while end > start and (text[end - 1].isspace() or not is_grapheme_boundary(text, end)):
        end -= 1
    return end
