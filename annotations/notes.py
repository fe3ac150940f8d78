"""Margin notes: the blocks of an article, each with the annotations that start in it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Q

from annotations.models import Annotation, Tag
from annotations.quotations import Quotation, links_of, quotation_of
from newsroom.text import HEADLINE, Block, split_blocks

# A note shows its text, but not pages of it; the whole is in the article.
SHOWN_LENGTH = 300
# static/js/ranges.js knows it too: a page says only what differs.
USUAL_GAP = "\n\n"
STATUS_NAMES = dict(Annotation.Status.choices)


class Note(NamedTuple):
    """What a list item shows of an annotation.  Offsets are code points, half-open."""

    id: str
    tag: Tag
    start: int
    end: int
    text: str
    status: str
    version: int
    author_id: int
    author: str
    has_note: bool
    # Of the head of a quote that has a kind, speaker or cue, and of a later part.
    quotation: Quotation | None = None
    # How many comments on it are open.
    comments: int = 0

    @property
    def status_name(self) -> str:
        return str(STATUS_NAMES[self.status])


@dataclass(frozen=True)
class Row:
    """A block of the text, the text itself, and the notes beside it in text order."""

    block: Block
    text: str
    # What stands between this block and the next one; ``None`` where it is the usual blank line.
    gap: str | None
    notes: list[Note] = field(default_factory=list)

    @property
    def element(self) -> str:
        return "h1" if self.block.name == HEADLINE else "p"


def rows_of(
    article, annotations, tags: Iterable[Tag], seen: Q | None = None, comments: dict | None = None
) -> list[Row]:
    """Return the article block by block, each of the ``annotations`` in the row where it starts.

    ``seen`` is the condition of the targets of relations that the notes may show; ``comments`` are
    the numbers of open ones by annotation.
    """
    blocks = split_blocks(article.text)
    if not blocks:
        return []
    gaps = [article.text[block.span.end : after.span.start] for block, after in pairwise(blocks)]
    rows = [
        Row(block, block.span.cut(article.text), None if gap == USUAL_GAP else gap)
        for block, gap in zip(blocks, [*gaps, USUAL_GAP], strict=True)
    ]
    starts = [row.block.span.start for row in rows]
    for note in notes_of(article, annotations, tags, seen, comments):
        rows[_row_index(starts, note.start)].notes.append(note)
    return rows


def block_offset(text: str, start: int) -> int:
    """Return the offset of the block that ``start`` lies in, which names the list of its notes.

    A mark between two blocks belongs to the one before; 0 in a text without blocks.
    """
    return block_offsets(text, [start])[0]


def block_offsets(text: str, starts: list[int]) -> list[int]:
    """Return ``block_offset`` of each of ``starts``; the text is split once."""
    blocks = [block.span.start for block in split_blocks(text)] or [0]
    return [blocks[_row_index(blocks, start)] for start in starts]


def _row_index(starts: list[int], start: int) -> int:
    return max(0, bisect_right(starts, start) - 1)


def notes_of(
    article, annotations, tags: Iterable[Tag], seen: Q | None = None, comments: dict | None = None
) -> list[Note]:
    """Return the notes of the article's ``annotations`` in text order; ``tags`` are all there are.

    Plain values and three small look-ups instead of joined objects: on 2,000
    annotations this is the larger part of the page's time.
    """
    tags, comments = {tag.pk: tag for tag in tags}, comments or {}
    values = annotations.in_text_order().values_list(
        "id", "tag_id", "start", "end", "exact", "status", "version", "author_id", "note",
        "kind", "speaker_unnamed",
    )  # fmt: skip
    rows = list(values)
    authors = {user.pk: str(user) for user in get_user_model().objects.filter(pk__in={row[7] for row in rows})}
    links = links_of([article.pk], seen=seen)
    return [
        Note(
            str(pk), tags[tag_id], start, end, shorten(exact), status, version, author_id, authors[author_id],
            bool(note), quotation_of(kind, is_unnamed, links.get(pk)) if kind or is_unnamed or pk in links else None,
            comments.get(pk, 0),
        )
        for pk, tag_id, start, end, exact, status, version, author_id, note, kind, is_unnamed in rows
    ]  # fmt: skip


def note_of(annotation: Annotation, links: dict | None = None, comments: dict | None = None) -> Note:
    """Return the note of one annotation.

    ``links`` are those of ``links_of``; if they are not given, all are read, for who may know of all.
    ``comments`` are the numbers of open ones by annotation.
    """
    if links is None:
        links = links_of([annotation.article_id], [annotation.pk])
    return Note(
        id=str(annotation.pk),
        tag=annotation.tag,
        start=annotation.start,
        end=annotation.end,
        text=shorten(annotation.exact),
        status=annotation.status,
        version=annotation.version,
        author_id=annotation.author_id,
        author=str(annotation.author),
        has_note=bool(annotation.note),
        quotation=quotation_of(annotation.kind, annotation.speaker_unnamed, links.get(annotation.pk)),
        comments=(comments or {}).get(annotation.pk, 0),
    )


def shorten(exact: str) -> str:
    """Return ``exact``, cut after ``SHOWN_LENGTH`` code points."""
    return exact if len(exact) <= SHOWN_LENGTH else f"{exact[:SHOWN_LENGTH]}…"
