"""Finds the strings to translate in our code and templates; no gettext tools are needed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
# What templatize() leaves of a template, with the strings as calls among lines of X.
CALL = re.compile(
    r"""(?P<name>n?p?gettext(?:_noop)?)\((?P<arguments>(?:\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?)+)""", re.S
)
CODE_FOLDERS = ("newsroom", "annotations")
CATALOGUE = Path("newsroom") / "locale" / "ar" / "LC_MESSAGES" / "django.po"


def find_messages(root: Path = settings.BASE_DIR) -> Catalog:
    """Return a catalogue, without translations, of every string in the code and the templates below ``root``."""
    catalogue = Catalog(locale="ar", project="Hawashi", domain="django", charset="utf-8")
    for message, context in [*_in_code(root), *_in_templates(root)]:
        catalogue.add(message, context=context)
    return catalogue


def _in_code(root: Path) -> Iterator[tuple]:
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            with path.open("rb") as file:
                yield from _extracted(file)


def _in_templates(root: Path) -> Iterator[tuple]:
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        calls = "\n".join(f"{match['name']}({match['arguments'].rstrip(', ')})" for match in CALL.finditer(code))
        yield from _extracted(io.BytesIO(calls.encode()))


def _extracted(file) -> Iterator[tuple]:
    for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
        yield message, context


def read_catalogue(root: Path = settings.BASE_DIR) -> Catalog:
    """Return the Arabic catalogue as it is stored."""
    with (root / CATALOGUE).open("rb") as file:
        return read_po(file, locale="ar", domain="django")


def update(root: Path = settings.BASE_DIR) -> list[str]:
    """Add new strings to the catalogue, drop those that are gone, and return what waits for a translation."""
    found, stored = find_messages(root), read_catalogue(root)
    stored.update(found, no_fuzzy_matching=True)
    stored.obsolete.clear()
    # Babel would put its own lines and today's date into the header, a change in every change.
    header = (root / CATALOGUE).read_bytes().partition(b"\n\n")[0]
    body = io.BytesIO()
    write_po(body, stored, no_location=True, sort_output=True, width=110, omit_header=True)
    (root / CATALOGUE).write_bytes(header + b"\n\n" + body.getvalue().lstrip())
    return [str(message.id) for message in stored if message.id and not is_translated(message)]


def is_translated(message) -> bool:
    """Tell whether every form of ``message`` has words, and none is a guess."""
    forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return not message.fuzzy and all(forms)
