"""Keyset paging over articles, newest first: page 300 costs what page 1 costs."""

import datetime
import re
from dataclasses import dataclass

PAGE_SIZE = 20
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
# Microseconds since 1970 (any date of four-digit years may lie before it), then the id.
CURSOR = re.compile(r"(-?[0-9]{1,17})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Page:
    """Some articles, and the cursors of what lies beyond them (``None`` at an end)."""

    articles: list
    newer: str | None
    older: str | None


def write_cursor(article) -> str:
    """Return the place of ``article`` in the list, for an address."""
    return f"{(article.sorted_at - EPOCH) // MICROSECOND}.{article.pk}"


def read_cursor(cursor: str) -> tuple[datetime.datetime, int]:
    """Return ``(sorted_at, id)``; raise ``ValueError`` for anything that is no cursor."""
    match = CURSOR.fullmatch(cursor)
    if not match:
        raise ValueError("not a cursor")
    try:
        return EPOCH + int(match[1]) * MICROSECOND, int(match[2])
    except OverflowError as error:
        raise ValueError("not a date") from error


def page_of(articles, *, after: str = "", before: str = "") -> Page:
    """Return the page after (older) or before (newer) a cursor; the first page without one."""
    if before and not after:
        found = list(articles.newer_than(*read_cursor(before)).order_by("sorted_at", "id")[: PAGE_SIZE + 1])
        shown, has_newer, has_older = found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE, True
    else:
        rest = articles.older_than(*read_cursor(after)) if after else articles
        found = list(rest.newest_first()[: PAGE_SIZE + 1])
        shown, has_newer, has_older = found[:PAGE_SIZE], bool(after), len(found) > PAGE_SIZE
    if not shown:
        # A cursor with nothing beyond it is an old one: the list begins again.
        return page_of(articles) if after or before else Page([], None, None)
    return Page(
        shown,
        write_cursor(shown[0]) if has_newer else None,
        write_cursor(shown[-1]) if has_older else None,
    )
