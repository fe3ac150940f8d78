"""Style sheets are joined, so that a page's first paint waits for one of them, not for ten."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from newsroom.bootstrap.places import BASE_DIR

SOURCES = BASE_DIR / "static" / "css"
PART = re.compile(r'@import "([a-z]+\.css)";')


def collected(name: str) -> str:
    with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:
        return file.read().decode()


@pytest.mark.parametrize(
    ("sheet", "parts"),
    [
        ("site.css", ["tokens.css", "base.css", "header.css"]),
        ("reading.css", ["tokens.css", "base.css", "header.css", "reader.css", "notes.css", "highlights.css", "toolbar.css"]),
    ],
)
def test_sheet_holds_what_it_imports_in_order(sheet, parts):
    joined = collected(f"css/{sheet}")
    places = [joined.index((SOURCES / part).read_text().rstrip()) for part in parts]
    assert places == sorted(places)
    assert "@import" not in joined


def test_the_reading_page_has_what_every_page_has():
    assert PART.findall((SOURCES / "reading.css").read_text())[:3] == PART.findall((SOURCES / "site.css").read_text())


def test_modules_import_each_other_by_hashed_names():
    names = re.findall(r'from "\./([\w.]+)"', collected("js/reader.js"))
    assert len(names) > 5
    assert [name for name in names if not re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)] == []


def test_highlights_are_those_of_the_text_only():
    """One rule for any element, and Chromium computes its highlight for every element of the page."""
    rules = [line.strip() for sheet in SOURCES.glob("*.css") for line in sheet.read_text().splitlines() if "::highlight(" in line]
    assert len(rules) > 50
    assert [rule for rule in rules if not rule.startswith("[data-offset]::highlight(")] == []
