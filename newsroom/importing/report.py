"""What the import says: a line for every file, then the counts."""

import os
import re
from collections import Counter

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.importing.refusals import Reason, Refused
from newsroom.importing.run import Line
from newsroom.importing.store import Status
from newsroom.models import Collection, Source

HEADLINE_LENGTH = 80

_SENTENCES = {
    Reason.NO_SUCH_PATH: gettext_lazy("there is no such file or folder"),
    Reason.NOT_A_FILE: gettext_lazy("this is a device or a pipe, not a file"),
    Reason.UNREADABLE: gettext_lazy("it cannot be read: %(error)s"),
    Reason.TOO_LARGE: gettext_lazy("it is larger than %(limit)s MiB"),
    Reason.NO_TEXT_FILES: gettext_lazy("there is no .txt file in this folder"),
    Reason.OTHER_ENDING: gettext_lazy("in folders only .txt files are read; name this one to import it"),
    Reason.FOLDER_AGAIN: gettext_lazy("this link leads to a folder that is read already"),
    Reason.EMPTY: gettext_lazy("it is empty"),
    Reason.BINARY: gettext_lazy("it is not text"),
    Reason.KNOWN_FORMAT: gettext_lazy("it is not plain text but %(format)s; save it as text first"),
    Reason.TRUNCATED: gettext_lazy("it is cut off in the middle of a character (%(encoding)s, byte %(offset)s)"),
    Reason.BROKEN: gettext_lazy("it is damaged: not valid %(encoding)s at byte %(offset)s"),
    Reason.UNKNOWN_ENCODING: gettext_lazy(
        "its encoding is in doubt: not UTF-8 at byte %(offset)s and not clearly windows-1256; save it as UTF-8"
    ),
    Reason.FORBIDDEN: gettext_lazy("it contains %(character)s at character %(offset)s, which cannot be stored"),
    Reason.INVALID: gettext_lazy("a detail is not valid: %(error)s"),
    Reason.WITHDRAWN: gettext_lazy("this text was withdrawn (article %(id)s) and is not imported again"),
    Reason.DATABASE: gettext_lazy("the database refused it: %(error)s"),
}

# Controls and separators that would break the line, and bidi controls that would reorder it.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def describe(line: Line) -> str:
    """Return the one line about a file."""
    outcome = line.outcome
    values = {
        "file": _printable_name(line.name) if line.name else _("standard input"),
        "encoding": line.encoding,
        "id": outcome.article_id,
        "headline": printable(Truncator(outcome.headline).chars(HEADLINE_LENGTH)),
        "reason": explain(outcome.refused) if outcome.refused else "",
    }
    return _pattern(line) % values


def explain(refused: Refused) -> str:
    """Return the sentence for people, without a full stop, so that it can follow a colon.

    Offsets count from 0, as in the rest of the program and in a hex editor.
    """
    return printable(str(_SENTENCES[refused.reason]) % refused.details)


def describe_made(made: Source | Collection) -> str:
    """Return the line about a source or a collection that the import made."""
    name = {"name": printable(made.name)}
    return _("New source: %(name)s") % name if isinstance(made, Source) else _("New collection: %(name)s") % name


def summarise(counts: Counter) -> str:
    """Return the last line, from how many lines :func:`tally` gave each name."""
    return _("Imported: %(imported)s. Duplicates: %(duplicates)s. Refused: %(refused)s. Ignored: %(ignored)s.") % {
        name: counts[name] for name in ("imported", "duplicates", "refused", "ignored")
    }


def tally(line: Line) -> str:
    """Return under which name of :func:`summarise` the line counts."""
    if line.outcome.refused:
        return "ignored" if line.outcome.refused.is_harmless else "refused"
    return "imported" if line.outcome.status is Status.IMPORTED else "duplicates"


def printable(text: str) -> str:
    r"""Return ``text`` on one line, with what cannot be shown as ``\x1b`` or ``\u202e``."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _printable_name(name: str) -> str:
    # Bytes that are no UTF-8 come as lone surrogates (PEP 383): shown as the bytes they are.
    return printable(os.fsencode(name).decode("utf-8", "backslashreplace"))


def _pattern(line: Line) -> str:
    match tally(line):
        case "imported":
            return _("%(file)s: imported as article %(id)s (%(encoding)s): %(headline)s")
        case "duplicates":
            return _("%(file)s: duplicate of article %(id)s: %(headline)s")
        case "ignored":
            return _("%(file)s: ignored: %(reason)s")
        case _:
            return _("%(file)s: refused: %(reason)s")
