"""A mark in its sentence, without loading the text around it.

A list of a hundred marks may stand in a hundred texts of 200,000 code points.  So the
database cuts a window around each mark, and the sentence is looked for in that.
"""

from django.db.models import F, IntegerField
from django.db.models.functions import Greatest, Least, Substr
from django.utils.html import format_html

from newsroom.spans import Span, is_grapheme_boundary
from newsroom.text import passage_around

# ``passage_around`` looks 90 code points to either side, and a little further for what it would cut.
MARGIN = 120
# Of a longer mark, a list shows the beginning.
LONGEST_MARK = 160
ELLIPSIS = "…"


def with_passages(annotations):
    """Add ``window`` to each row, the text around its mark, and ``window_start``, its offset in code points."""
    start = Greatest(F("start") - MARGIN, 0, output_field=IntegerField())
    mark_end = Least(F("end"), F("start") + LONGEST_MARK, output_field=IntegerField())
    return annotations.annotate(window_start=start).annotate(
        # SUBSTR counts code points from 1, on SQLite and on PostgreSQL.
        window=Substr("article__text", F("window_start") + 1, mark_end + MARGIN - F("window_start"))
    )


def passage_of(annotation) -> tuple[str, str, str]:
    """Return before, mark and after of a row of :func:`with_passages`; a long mark ends in an ellipsis."""
    start = annotation.start - annotation.window_start
    if annotation.end - annotation.start <= LONGEST_MARK:
        return passage_around(annotation.window, Span(start, annotation.end - annotation.window_start))
    end = start + LONGEST_MARK
    while not is_grapheme_boundary(annotation.window, end):
        end -= 1
    before, mark, _after = passage_around(annotation.window, Span(start, end))
    return before, mark + ELLIPSIS, ""


def show_passage(passage: tuple[str, str, str], colour_token: int) -> str:
    """Return the passage as HTML with the mark in a ``<mark>``.

    The mark is part of a word as often as not, so nothing around it may take room or isolate it: no
    ``<bdi>``, padding or change of the font, which would cut joined letters apart.
    """
    return format_html(
        '<span class="passage" dir="auto">{}<mark class="tag-{}">{}</mark>{}</span>',
        passage[0], colour_token, *passage[1:],
    )  # fmt: skip
