"""Where a corrected mark lies."""

import regex

from newsroom.spans import Span, is_grapheme_boundary


def nearest(text: str, exact: str, start: int) -> Span | None:
    """Return the occurrence of ``exact`` in ``text`` that begins nearest to ``start``, or ``None``.

    Offsets are code points.  An occurrence that cuts a grapheme cluster (a letter
    without its diacritics) cannot be stored, and counts only where there is no other.
    """
    if not exact:
        return None
    found = regex.finditer(regex.escape(exact), text, overlapped=True)
    spans = (Span(match.start(), match.end()) for match in found)
    return min(spans, key=lambda span: (_cuts(text, span), abs(span.start - start)), default=None)


def _cuts(text: str, span: Span) -> bool:
    return not (is_grapheme_boundary(text, span.start) and is_grapheme_boundary(text, span.end))
