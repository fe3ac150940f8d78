"""The checks of a span against the text it marks."""

from annotations.refusals import CutsGrapheme, OutOfBounds, TextDiffers
from newsroom.spans import Span, is_grapheme_boundary


def check_mark(text: str, start: int, end: int, exact: str) -> None:
    """Raise the refusal that fits unless ``text[start:end] == exact`` at grapheme boundaries.

    Offsets are code points.  ``exact`` is what the person saw; a form sends its
    line ends as CRLF (HTML standard, form submission), which counts as LF.
    """
    if not 0 <= start < end <= len(text):
        raise OutOfBounds()
    if Span(start, end).cut(text) != normalise_seen(exact):
        raise TextDiffers()
    if not (is_grapheme_boundary(text, start) and is_grapheme_boundary(text, end)):
        raise CutsGrapheme()


def normalise_seen(exact: str) -> str:
    """Return ``exact`` with the line ends that a form rewrote put back to LF."""
    return exact.replace("\r\n", "\n")
