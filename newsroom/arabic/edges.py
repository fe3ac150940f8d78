"""What a selection does not begin or end with: punctuation and white space that the hand took along.

The twin of ``trimStray`` in ``static/js/quotations.js``; tests/cases/edges.json holds the cases that both pass.
Everything takes one block (no line feed); offsets are its code points.
"""

import regex

from newsroom.arabic.quotations import QUOTE_MARKS, quotations_of
from newsroom.spans import EDGE_CHARACTERS, Span, trim

_OPENING = dict(zip("([{", ")]}", strict=True))
_BRACKETS = frozenset("([{)]}")
_STOPS = frozenset(".!?؟…")
_SEPARATORS = frozenset("،,؛;:/–—-")
_DIGIT = regex.compile(r"\p{Nd}")
# Behind this a sentence begins, or speech.
_SPEECH_BEFORE = regex.compile(r"""(?:^|[.!?؟…][»”’"')\]]*\s+|:\s*)[«“„"'(\[]*$|[«“„"]$""")
# A dot after a single letter abbreviates.
_INITIAL = regex.compile(r"(?:^|[^\p{L}\p{M}])\p{L}$")
_REACH = 12  # a stop, the marks that close behind it, some spaces


def trim_stray(text: str, span: Span) -> Span | None:
    """Return ``span`` without white space, bidi controls, separators, and quote marks or brackets without their pair.

    The quote marks around the whole go too.  The mark that ends a sentence stays with
    what begins one, and with what stands in quote marks; behind a name it goes.  ``None``
    where there is only white space; where there is only punctuation, that stays.
    """
    whole = trim(text, span)
    if whole is None:
        return None
    start, end = whole.start, whole.end
    keeps_stop = bool(_SPEECH_BEFORE.search(text[max(0, start - _REACH) : start]))
    while start < end:
        stray = next((at for at in (start, end - 1) if _is_stray(text, at, start, end, keeps_stop=keeps_stop)), None)
        if stray is None:
            return Span(start, end)
        keeps_stop = keeps_stop or text[stray] in QUOTE_MARKS
        if stray == start:
            start += 1
        else:
            end -= 1
    return whole


def _is_stray(text: str, at: int, start: int, end: int, *, keeps_stop: bool) -> bool:
    """Tell whether the character at one end of ``[start, end)`` is no part of what was meant."""
    character = text[at]
    if character in EDGE_CHARACTERS:
        return True
    if character in QUOTE_MARKS:
        partner = _partner_of(text, at)
        return partner is None or not start <= partner < end or at + partner == start + end - 1
    if character in _BRACKETS:
        is_outwards = (character in _OPENING) == (at == start)
        return not is_outwards or not _is_paired(text[start:end], from_start=at == start)
    if at == start:
        # A minus, a decimal point.
        return character in _SEPARATORS | _STOPS and not _DIGIT.match(text, at + 1)
    if character in _STOPS:
        return not keeps_stop and not (character == "." and _INITIAL.search(text[max(0, at - 3) : at]))
    return character in _SEPARATORS


def _partner_of(text: str, offset: int) -> int | None:
    """Return where the other mark of a quotation is."""
    for quotation in quotations_of(text):
        first, last = quotation.outer.start, quotation.outer.end - 1
        if not quotation.is_repaired and offset in (first, last):
            return first + last - offset
    return None


def _is_paired(inside: str, *, from_start: bool) -> bool:
    """Tell whether the bracket at one end of ``inside`` has its pair there."""
    depth = 0
    for character in inside if from_start else reversed(inside):
        if character in _BRACKETS:
            depth += 1 if (character in _OPENING) == from_start else -1
        if depth == 0:
            return True
    return False
