"""The sets of several annotators on one text, put side by side: what they agree on, and what is to be decided.

Pure: plain values in, plain values out.  Offsets are code points, ranges half-open.  ``agreement`` measures two
annotators; this groups the marks of any number, so that a person can decide each group.  The bars for "the same
thing" are those of :mod:`annotations.agreement.alignment`.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from annotations.agreement.coverage import length_of, shared_length, union
from annotations.agreement.pairing import HALF, overlapping, pair_up
from annotations.agreement.readings import QUOTE, Quote, Span
from annotations.agreement.speakers import has_same_speaker


class Piece(NamedTuple):
    """One thing that one annotator marked: a mark, or a quote with all its parts.

    ``ids`` name its marks, that of the head first, then those of the later ``parts`` in text order.  ``speaker`` is
    the span of an actor, ``"unnamed"``, or ``None`` where nothing was answered.
    """

    ids: tuple[str, ...]
    tag: str
    parts: tuple[Span, ...]
    speaker: Span | Literal["unnamed"] | None = None
    kind: str = ""

    @property
    def hull(self) -> Span:
        return min(start for start, _ in self.parts), max(end for _, end in self.parts)


class Difference(StrEnum):
    """How the pieces of one item differ."""

    MISSING = "missing"
    TAG = "tag"
    PARTS = "parts"
    BOUNDARY = "boundary"
    SPEAKER = "speaker"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Item:
    """What is decided as one: at most one piece of each annotator, in the order in which the annotators came."""

    pieces: Mapping[Hashable, Piece]
    missing: tuple[Hashable, ...]
    differences: tuple[Difference, ...]

    @property
    def is_agreed(self) -> bool:
        return not self.differences

    @property
    def start(self) -> int:
        return min(piece.hull[0] for piece in self.pieces.values())

    @property
    def end(self) -> int:
        return max(piece.hull[1] for piece in self.pieces.values())

    @property
    def ids(self) -> list[str]:
        """The ids of all marks in it."""
        return [name for piece in self.pieces.values() for name in piece.ids]

    @property
    def key(self) -> str:
        """The id of its first mark, which is in no other item."""
        return next(iter(self.pieces.values())).ids[0]

    @property
    def can_merge(self) -> bool:
        """Whether its pieces have one tag and different bounds, so that their union is something new."""
        return len({piece.tag for piece in self.pieces.values()}) == 1 and not set(self.differences).isdisjoint(
            (Difference.BOUNDARY, Difference.PARTS)
        )


class _Rule(NamedTuple):
    """Which pieces may be the same thing: by the share of what they cover that is common, and by their tags."""

    at_least: float
    has_same_tag: bool


# In this order, so that a tag difference takes no mark away from a better partner.
_RULES = (_Rule(HALF, True), _Rule(HALF, False), _Rule(0.0, True))

_Group = dict[Hashable, Piece]


def compare_sets(text: str, sets: Mapping[Hashable, Iterable[Piece]]) -> list[Item]:
    """Return the items of all annotators' sets in text order: by start, longer ones first, then tag and ids.

    One annotator after the other is matched, one to one, with what the ones before have marked.
    """
    groups: list[_Group] = []
    for annotator, pieces in sets.items():
        free = sorted(pieces, key=_place)
        for rule in _RULES:
            free = _join(groups, annotator, free, rule)
        groups += ({annotator: piece} for piece in free)
    items = (_item(text, group, list(sets)) for group in groups)
    return sorted(items, key=lambda item: (item.start, -item.end, next(iter(item.pieces.values())).tag, item.key))


def merged_parts(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """Return all that the pieces cover: of a quote part by part, of anything else as one span."""
    spans = sorted(span for piece in pieces for span in piece.parts)
    if pieces[0].tag == QUOTE:
        return tuple(union(spans))
    return ((spans[0][0], max(end for _, end in spans)),)


def _join(groups: list[_Group], annotator: Hashable, free: list[Piece], rule: _Rule) -> list[Piece]:
    """Put pieces of ``annotator`` into the groups that the rule pairs them with; return those that are left."""
    members = sorted(
        ((piece, index) for index, group in enumerate(groups) if annotator not in group for piece in group.values()),
        key=lambda member: (_place(member[0]), member[1]),
    )
    shares: dict[tuple[int, int], float] = {}
    for _, i, j in overlapping([piece.hull for piece in free], [piece.hull for piece, _ in members]):
        member, index = members[j]
        share = _share(free[i], member)
        if share > 0 and share >= rule.at_least and (free[i].tag == member.tag) == rule.has_same_tag:
            shares[i, index] = max(share, shares.get((i, index), 0))
    chosen = pair_up((share, i, index) for (i, index), share in shares.items())
    for i, index in chosen:
        groups[index][annotator] = free[i]
    taken = {i for i, _ in chosen}
    return [piece for i, piece in enumerate(free) if i not in taken]


def _place(piece: Piece) -> tuple:
    start, end = piece.hull
    return start, -end, piece.tag, piece.parts, piece.ids


def _share(first: Piece, second: Piece) -> float:
    """Return the share in common of what two pieces cover, 0..1."""
    ours, theirs = union(sorted(first.parts)), union(sorted(second.parts))
    shared = shared_length(ours, theirs)
    return shared / (length_of(ours) + length_of(theirs) - shared)


def _item(text: str, group: _Group, annotators: list[Hashable]) -> Item:
    pieces = {annotator: group[annotator] for annotator in annotators if annotator in group}
    missing = tuple(annotator for annotator in annotators if annotator not in group)
    return Item(pieces, missing, tuple(_differences(text, list(pieces.values()), is_missing=bool(missing))))


def _differences(text: str, pieces: list[Piece], *, is_missing: bool) -> Iterable[Difference]:
    quotes = [piece for piece in pieces if piece.tag == QUOTE]
    if is_missing:
        yield Difference.MISSING
    if len({piece.tag for piece in pieces}) > 1:
        yield Difference.TAG
    if len({len(piece.parts) for piece in pieces}) > 1:
        yield Difference.PARTS
    elif len({piece.parts for piece in pieces}) > 1:
        yield Difference.BOUNDARY
    if any(not has_same_speaker(_said(quotes[0]), _said(other), text) for other in quotes[1:]):
        yield Difference.SPEAKER
    # Who has not said the kind contradicts nobody.
    if len({piece.kind for piece in quotes} - {""}) > 1:
        yield Difference.KIND


def _said(piece: Piece) -> Quote:
    return Quote(piece.parts, piece.speaker)
