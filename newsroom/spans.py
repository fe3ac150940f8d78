"""Spans of a text and the units they are counted in.

Every offset of the site is a Unicode code point of ``Article.text``, as the Web
Annotation Data Model (section 4.2.5) has it, and every range is half-open.  Browsers
count UTF-16 code units; ``to_code_units`` and ``to_code_points`` are the border between
the two, and ``static/js/offsets.js`` is their twin in the page.  What a reader takes
for one character is a third count, the extended grapheme cluster of Unicode
Standard Annex #29; no stored span may cut one.
"""

from dataclasses import dataclass

import regex

# Unicode White_Space (PropList.txt), complete.
WHITE_SPACE = frozenset(
    "\t\n\u000b\u000c\r "
    "\u0085\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

# Unicode Bidi_Control (PropList.txt), complete.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# What a span never starts or ends with.  U+200B is ZERO WIDTH SPACE, U+FEFF a stray byte order
# mark.  The joiners U+200C and U+200D stay: they shape the letter beside them.
EDGE_CHARACTERS = WHITE_SPACE | BIDI_CONTROLS | frozenset("\u200b\ufeff")

_EDGE = "".join(sorted(EDGE_CHARACTERS))
_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """The half-open range ``[start, end)`` of code points in some text; never empty.

    Spans are ordered by start, then end.  Raises ``ValueError`` unless both are
    integers and ``0 <= start < end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        # ``type`` and not ``isinstance``: True is an int, but no offset.
        if type(self.start) is not int or type(self.end) is not int:
            raise ValueError(f"a span needs whole numbers, not {self.start!r} and {self.end!r}")
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start} and {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Return whether both have a code point in common; spans that only touch do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether every code point of ``other`` is in this span; a span contains itself."""
        return self.start <= other.start and other.end <= self.end

    def cut(self, text: str) -> str:
        """Return what ``text`` has at this span; short or empty where the text ends earlier, as slices are."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """Return the span moved by ``by`` code points; raises ``ValueError`` below 0."""
        return Span(self.start + by, self.end + by)


def trim(text: str, span: Span) -> Span | None:
    """Return ``span`` without the ``EDGE_CHARACTERS`` at its two ends, or ``None`` when nothing is left.

    A span that reaches past the end of the text is cut to it.  Trimming can take the
    base from under a combining mark (NO-BREAK SPACE + damma): ``widen_to_graphemes`` comes after.
    """
    inside = span.cut(text)
    kept = inside.lstrip(_EDGE)
    if not (length := len(kept.rstrip(_EDGE))):
        return None
    start = span.start + len(inside) - len(kept)
    return Span(start, start + length)


def to_code_units(text: str, offset: int) -> int:
    """Return the UTF-16 code unit offset of the code point ``offset`` in ``text``.

    Raises ``ValueError`` outside ``0..len(text)``.
    """
    _check_inside(offset, len(text))
    # A lone surrogate is refused at import (newsroom.text.find_forbidden); here it counts as one unit.
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def to_code_points(text: str, offset: int) -> int:
    """Return the code point offset of the UTF-16 code unit ``offset`` in ``text``.

    Raises ``ValueError`` beyond the ends of the text or in the middle of a surrogate pair.
    """
    if offset < 0:
        raise ValueError(f"code unit {offset} is outside the text")
    # A code point takes at least one unit, so the first ``offset`` of them are enough.
    units = text[:offset].encode("utf-16-le", "surrogatepass")
    if len(units) < 2 * offset:
        raise ValueError(f"code unit {offset} is outside the text")
    points = len(units[: 2 * offset].decode("utf-16-le", "surrogatepass"))
    if to_code_units(text, points) != offset:
        raise ValueError(f"code unit {offset} is in the middle of a surrogate pair")
    return points


def is_grapheme_boundary(text: str, offset: int) -> bool:
    """Return whether no grapheme cluster of ``text`` goes across the code point ``offset``.

    Raises ``ValueError`` outside ``0..len(text)``.  The rules of UAX #29 (section 3.1.1) look at
    the code point after the offset, and before it at one code point, or at one run: of
    regional indicators (GB12, GB13), of Extend after a pictograph (GB11), of an Indic
    conjunct (GB9c).  ``\\X`` applies them with what stands before ``pos`` in view, so
    matching from one code point earlier to one later decides; the work does not grow
    with the text (3 µs in 200,000 code points), only with such a run.
    """
    _check_inside(offset, len(text))
    if offset in (0, len(text)):
        return True
    return _CLUSTER.match(text, offset - 1, offset + 1).end() == offset


def widen_to_graphemes(text: str, span: Span) -> Span:
    """Return the smallest span around ``span`` that cuts no grapheme cluster of ``text``.

    Raises ``ValueError`` if the span reaches past the end of the text.
    """
    _check_inside(span.end, len(text))
    start = span.start
    # Backwards step by step: the reversed matcher, (?r)\X, judges some clusters differently.
    while not is_grapheme_boundary(text, start):
        start -= 1
    return Span(start, _CLUSTER.match(text, span.end - 1).end())


def _check_inside(offset: int, length: int) -> None:
    if not 0 <= offset <= length:
        raise ValueError(f"code point {offset} is outside 0..{length}")
