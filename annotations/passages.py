"""The lines of a text around a mark, each with the offset of its first code point: what a reviewer reads."""

from dataclasses import dataclass
from itertools import pairwise

from newsroom.spans import Span, is_grapheme_boundary, trim

# Of a longer paragraph, so many code points beside the mark are shown.
WIDTH = 700
USUAL_GAP = "\n\n"


@dataclass(frozen=True)
class Line:
    """A part of the text as it stands there; ``gap`` is what separates it from the next one, if unusual."""

    offset: int
    text: str
    is_cut_before: bool = False
    is_cut_after: bool = False
    gap: str | None = None

    def parts(self, mark: Span) -> tuple[str, str, str]:
        """Return what stands before, in and after a mark."""
        start = min(max(mark.start - self.offset, 0), len(self.text))
        end = min(max(mark.end - self.offset, start), len(self.text))
        return self.text[:start], self.text[start:end], self.text[end:]


def lines_around(text: str, mark: Span) -> list[Line]:
    """Return the lines that the mark touches; the work depends on them, not on the length of the text."""
    found, start = [], text.rfind("\n", 0, mark.start) + 1
    while start < mark.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start < end and (kept := trim(text, Span(start, end))):
            found.append(_near(text, kept, mark))
        start = end + 1
    spans = [(span.start, span.end) for span, _before, _after in found]
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    return [
        Line(span.start, span.cut(text), before, after, None if gap == USUAL_GAP else gap)
        for (span, before, after), gap in zip(found, [*gaps, USUAL_GAP], strict=True)
    ]


def _near(text: str, line: Span, mark: Span) -> tuple[Span, bool, bool]:
    """Return the part of a line that is near the mark, and whether it was cut at its two ends."""
    start, end = line.start, line.end
    if mark.start - start > WIDTH:
        start = _space_from(text, mark.start - WIDTH, min(mark.start, line.end))
    if end - mark.end > WIDTH:
        end = _space_before(text, mark.end + WIDTH, max(mark.end, line.start))
    return Span(start, end), start > line.start, end < line.end


def _space_from(text: str, offset: int, limit: int) -> int:
    """Return the first place from ``offset`` on where a word begins; at most ``limit``."""
    while offset < limit and not (text[offset - 1].isspace() and is_grapheme_boundary(text, offset)):
        offset += 1
    return offset


def _space_before(text: str, offset: int, limit: int) -> int:
    """Return the last place up to ``offset`` where a word ends; at least ``limit``."""
    while offset > limit and not (text[offset].isspace() and is_grapheme_boundary(text, offset)):
        offset -= 1
    return offset
