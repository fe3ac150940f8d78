"""What agreement is computed from: articles and what each annotator marked in them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# The key of the built-in tag that speakers belong to.
QUOTE = "quote"
UNNAMED: Literal["unnamed"] = "unnamed"

# A range of code points.  A plain pair and not ``newsroom.spans.Span``: 50,000 of them are sorted, hashed and
# compared here, which a tuple does in C.
Span = tuple[int, int]


class Mark(NamedTuple):
    """A tag on the code points ``[start, end)``."""

    start: int
    end: int
    tag: str


class Quote(NamedTuple):
    """A quote as one object: its parts in text order and who says it.

    ``speaker`` is the span of the actor that was chosen, ``UNNAMED``, or ``None`` where nothing was answered.
    """

    parts: tuple[Span, ...]
    speaker: Span | Literal["unnamed"] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator marked in an article they finished.

    ``marks`` has every mark, the parts of quotes included; the same mark twice counts once.
    """

    marks: Iterable[Mark]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedArticle:
    """An article and the readings of those who finished it, by annotator.

    ``length`` is in code points.  Without ``text`` nothing that looks at letters is computed (span F1 without
    edges; two mentions of one name as the same speaker).  Raises ``ValueError`` for a span that is empty or not
    inside the article, a quote without parts, and a text of another length.
    """

    id: Hashable
    length: int
    readings: Mapping[Hashable, Reading] = field(repr=False)
    text: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.text is not None and len(self.text) != self.length:
            raise ValueError(f"article {self.id!r} has {len(self.text)} code points, not {self.length}")
        for reading in self.readings.values():
            for start, end, _ in reading.marks:
                self._check(start, end)
            for quote in reading.quotes:
                if not quote.parts:
                    raise ValueError(f"article {self.id!r} has a quote without parts")
                for start, end in quote.parts:
                    self._check(start, end)
                if quote.speaker not in (None, UNNAMED):
                    self._check(*quote.speaker)

    def _check(self, start: int, end: int) -> None:
        if not 0 <= start < end <= self.length:
            raise ValueError(f"article {self.id!r} of {self.length} code points has no span {start}..{end}")


def spans_by_tag(reading: Reading) -> dict[str, list[Span]]:
    """Return the spans of each tag that occurs, sorted by start, then end; none twice."""
    found: dict[str, set[Span]] = {}
    for start, end, tag in reading.marks:
        found.setdefault(tag, set()).add((start, end))
    return {tag: sorted(spans) for tag, spans in found.items()}
