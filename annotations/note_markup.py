"""The markup of an article's rows and of their margin notes, built by string formatting.

A page holds thousands of notes: through the template engine 2,000 of them took
0.3 s, this takes a tenth.  Everything that a person or a file supplied is escaped.
"""

from collections.abc import Iterable

# Django's own makes a new SafeString of each piece, which costs more than the escaping.
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.notes import Note, Row
from annotations.quotations import UNNAMED, Quotation


def rows_markup(rows: Iterable[Row]) -> SafeString:
    """Return the blocks of the text, each with the list of its notes beside it."""
    writer, list_name = NoteWriter(), escape(_("Annotations"))
    return SafeString("".join(_row_markup(row, writer, list_name) for row in rows))


def item_markup(note: Note, list_offset: int | None = None) -> SafeString:
    """Return the closed list item of ``note``; ``list_offset`` names its list where it is sent alone."""
    return SafeString(NoteWriter().item(note, list_offset))


def attributes(note: Note, list_offset: int | None = None, more_classes: str = "") -> SafeString:
    """Return the attributes of the list item: the state that the page's script reads; offsets in code points."""
    return SafeString(NoteWriter().attributes(note, list_offset, more_classes))


def chip_markup(note: Note) -> SafeString:
    """Return the link that shows the note: sign and text for the eye, all of it in words for a screen reader."""
    return SafeString(NoteWriter().chip(note))


class NoteWriter:
    """Writes list items.  What depends on tag, author and status alone is made once for all that it writes."""

    def __init__(self) -> None:
        self.known: dict[tuple, str] = {}
        self.names = _names()

    def item(self, note: Note, list_offset: int | None = None) -> str:
        return f"<li{self.attributes(note, list_offset)}>{self.chip(note)}</li>"

    def attributes(self, note: Note, list_offset: int | None = None, more_classes: str = "") -> str:
        quotation = "" if note.quotation is None else _quotation_attributes(note, note.quotation)
        place = "" if list_offset is None else f' data-list="notes-{list_offset}"'
        return (
            f' id="n-{note.id}" class="note{more_classes}" data-annotation="{note.id}"'
            f"{self._once(_tag_attributes, note, note.tag.slug)}"
            f' data-start="{note.start}" data-end="{note.end}" data-status="{note.status}"'
            f' data-version="{note.version}" data-author="{note.author_id}"{quotation}{place}'
        )

    def chip(self, note: Note) -> str:
        pencil = '<span class="chip-note" aria-hidden="true">✎</span>' if note.has_note else ""
        return (
            f'<a class="chip" href="/annotations/{note.id}/">{self._once(_sign, note, note.tag.slug)}'
            f"{_shown_text(note, self.names)}{pencil}"
            f"{self._once(_words, note, note.tag.slug, note.author, note.status)}"
            f"{self._once(_talk, note, note.comments) if note.comments else ''}</a>"
        )

    def _once(self, write, note: Note, *key: str) -> str:
        """Return ``write(note)``, which depends on ``key`` alone."""
        if (known := self.known.get((write, key))) is None:
            known = self.known[write, key] = write(note)
        return known


def _quotation_attributes(note: Note, quotation: Quotation) -> str:
    """Return what the page's script reads of a quote; its text, since the chip may show its speaker instead."""
    kind, is_unnamed, speaker, continues, cue = quotation
    written = f' data-kind="{kind}"' if kind else ""
    if is_unnamed or speaker:
        written += f' data-speaker="{UNNAMED if is_unnamed else speaker.id}" data-text="{escape(note.text)}"'
    if continues:
        written += f' data-continues="{continues.id}"'
    if cue:
        # A cue has no note of its own: this is where it stands.
        written += f' data-cue="{cue.id}" data-cue-start="{cue.start}" data-cue-end="{cue.end}"'
    return written


def _names() -> dict[str, str]:
    """Return the words of a chip about a quote."""
    names = {"continued": _("continued"), "unnamed": _("unnamed source"), "speaker": _("speaker"), "comma": _(", ")}
    return {key: escape(name) for key, name in names.items()}


def _shown_text(note: Note, names: dict[str, str]) -> str:
    """Return the note's text; of a quote who said it, with the text itself for a screen reader only."""
    text, quotation = escape(note.text), note.quotation
    if quotation is not None and quotation.continues:
        return f'<bdi class="chip-text">{text}</bdi>{_role(names["continued"])}'
    if quotation is not None and quotation.is_unnamed:
        source = f'<span class="chip-text">{names["unnamed"]}</span>'
    elif quotation is not None and quotation.speaker:
        source = f'<bdi class="chip-text">{escape(quotation.speaker.text)}</bdi>{_role(names["speaker"])}'
    else:
        return f'<bdi class="chip-text">{text}</bdi>'
    return f'{source}<span class="vh">{names["comma"]}<bdi>{text}</bdi>{names["comma"]}</span>'


def _role(name: str) -> str:
    return f' <small class="chip-role">{name}</small>'


def _row_markup(row: Row, writer: NoteWriter, list_name: str) -> str:
    offset = row.block.span.start
    gap = "" if row.gap is None else f' data-gap="{escape(row.gap)}"'
    notes = "".join(writer.item(note) for note in row.notes)
    return (
        f'<div class="row row-{row.block.name}" id="b-{offset}">'
        f'<{row.element} dir="auto" data-offset="{offset}"{gap}>{escape(row.text)}</{row.element}>'
        f'<ol class="notes" id="notes-{offset}" aria-label="{list_name}">{notes}</ol></div>\n'
    )


def _tag_attributes(note: Note) -> str:
    tag = note.tag
    return f' data-tag="{escape(tag.slug)}" data-colour="{tag.colour_token}" data-order="{tag.order}"'


def _sign(note: Note) -> str:
    return f'<span class="sign" aria-hidden="true">{escape(note.tag.sign)}</span>'


def _talk(note: Note) -> str:
    """Return how many comments are open; static/js/talk.js writes it too."""
    words = ngettext("%(count)s open comment", "%(count)s open comments", note.comments) % {"count": note.comments}
    return (
        f'<span class="chip-talk"><span aria-hidden="true">{note.comments}</span>'
        f'<span class="vh">{escape(_(", "))}{escape(words)}</span></span>'
    )


def _words(note: Note) -> str:
    """Return all that the chip says by its looks, for a screen reader."""
    comma = _(", ")
    names = f"{escape(note.tag.name)}{comma}<bdi>{escape(note.author)}</bdi>{comma}{escape(note.status_name)}"
    return f'<span class="vh">{names}</span>'
