"""Where the bars of a chart stand, in units of its ``viewBox``; a chart is an SVG that a template writes.

Bars grow from where a line of writing begins: in Arabic from the right.  A text anchored at its ``start`` does so by
itself under ``direction: rtl``; places along x are turned round here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 280
# A line of text with the bar below it, large enough for a finger.
ROW = 36
BASELINE, BAR_TOP, BAR_HEIGHT = 15, 20, 9
# A column takes the room of a day; above them stands the largest number, below them the first and the last day.
COLUMN_TOP, COLUMN_ROOM, AXIS_ROOM = 18, 76, 20
GAP = 3
# Something is more than nothing, however much more the largest one is.
LEAST = 2


@dataclass(frozen=True)
class Item:
    """One number of a chart: what it counts, how it is written, and the page that shows what was counted."""

    label: str
    number: int
    written: str
    address: str
    # For the colour: a tag's, or a verdict's.
    look: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle of a chart."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """What the templates draw; ``name`` makes the ids in it."""

    name: str
    title: str
    description: str
    items: Sequence[Item]
    is_rtl: bool

    width = WIDTH

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"

    @property
    def start(self) -> int:
        """The x where a line begins."""
        return WIDTH if self.is_rtl else 0

    @property
    def end(self) -> int:
        return WIDTH - self.start

    @property
    def largest(self) -> Item | None:
        return max(self.items, key=lambda item: item.number, default=None)

    @property
    def total(self) -> int:
        return sum(item.number for item in self.items)

    def _x(self, from_start: float, width: float) -> float:
        return round(WIDTH - from_start - width if self.is_rtl else from_start, 2)

    def _length(self, item: Item, room: float) -> float:
        largest = self.largest.number
        return max(round(room * item.number / largest, 2), LEAST) if item.number else 0


class Bars(Chart):
    """Rows, each a text with a bar below it."""

    @property
    def height(self) -> int:
        return ROW * len(self.items)

    @property
    def rows(self) -> list[dict]:
        return [self._row(item, place * ROW) for place, item in enumerate(self.items)]

    def _row(self, item: Item, top: int) -> dict:
        length = self._length(item, WIDTH)
        return {
            "item": item,
            "area": Box(0, top, WIDTH, ROW),
            "track": Box(0, top + BAR_TOP, WIDTH, BAR_HEIGHT),
            "bar": Box(self._x(0, length), top + BAR_TOP, length, BAR_HEIGHT),
            "baseline": top + BASELINE,
        }


class Columns(Chart):
    """Days side by side, the oldest where a line begins."""

    height = COLUMN_TOP + COLUMN_ROOM + AXIS_ROOM
    floor = COLUMN_TOP + COLUMN_ROOM
    axis_baseline = height - 5
    top_baseline = 12

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def last(self) -> Item:
        return self.items[-1]

    @property
    def columns(self) -> list[dict]:
        room = WIDTH / len(self.items)
        return [self._column(item, place * room, room) for place, item in enumerate(self.items)]

    def _column(self, item: Item, from_start: float, room: float) -> dict:
        length = self._length(item, COLUMN_ROOM)
        return {
            "item": item,
            "area": Box(self._x(from_start, room), COLUMN_TOP, round(room, 2), COLUMN_ROOM),
            "bar": Box(self._x(from_start + GAP / 2, room - GAP), self.floor - length, room - GAP, length),
        }
