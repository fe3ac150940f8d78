"""From the paths a person names to the bytes of each file, whatever stands in the way."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.importing.refusals import Reason, Refused

STANDARD_INPUT = "-"
TEXT_ENDING = ".txt"

# The longest reportage has some 200,000 characters, 0.4 MB in UTF-8; a book about 1.5 MB.  What is
# larger is a dump of many articles, which as one text would be of no use and slow to show.
LIMIT_MIB = 5
LIMIT = LIMIT_MIB * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read, or standard input if it has no path; or why it is not read."""

    path: Path | None
    refused: Refused | None = None

    def read(self) -> bytes:
        """Return the content, at most ``LIMIT`` bytes.  Raises ``Refused``."""
        if self.refused:
            raise self.refused
        try:
            return _read_file(self.path) if self.path else _read_standard_input()
        except OSError as error:
            raise _unreadable(error) from error


def find_entries(paths: Iterable[str]) -> Iterator[Entry]:
    """Yield every file that ``paths`` name, in their order, and sorted within a folder.

    A file that is named is taken whatever its ending.  In folders only ``*.txt``
    counts: other files come with that reason, hidden ones not at all.
    """
    for path in paths:
        yield from [Entry(None)] if path == STANDARD_INPUT else _entries_of(path)


def _entries_of(name: str) -> Iterator[Entry]:
    path = Path(name)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
        yield Entry(path, Refused(Reason.NO_SUCH_PATH))
    except OSError as error:
        yield Entry(path, _unreadable(error))
    else:
        yield from _texts_in(path) if is_folder else [Entry(path)]


def _texts_in(folder: Path) -> Iterator[Entry]:
    """Yield the entries of ``folder``; if none of them is a text, that the folder holds none."""
    has_text = False
    for entry in _walk(folder):
        has_text = has_text or not (entry.refused and entry.refused.is_harmless)
        yield entry
    if not has_text:
        yield Entry(folder, Refused(Reason.NO_TEXT_FILES))


def _walk(folder: Path) -> Iterator[Entry]:
    """Yield the files below ``folder``, depth first.  Links are followed, but no folder is entered twice."""
    entered = set()
    waiting = [folder]  # and no recursion: folders nest deeper than Python's stack
    while waiting:
        path = waiting.pop()
        try:
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield _file_in_folder(path)
            elif (state.st_dev, state.st_ino) in entered:
                yield Entry(path, Refused(Reason.FOLDER_AGAIN))
            else:
                entered.add((state.st_dev, state.st_ino))
                waiting += sorted(_visible_in(path), reverse=True)
        except OSError as error:
            yield Entry(path, _unreadable(error))


def _file_in_folder(path: Path) -> Entry:
    if path.suffix.lower() == TEXT_ENDING:
        return Entry(path)
    return Entry(path, Refused(Reason.OTHER_ENDING))


def _visible_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def _read_file(path: Path) -> bytes:
    # Opening a FIFO would wait for somebody to write; O_NONBLOCK does not, and regular files ignore it.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, so that what is checked is what is read
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise Refused(Reason.NOT_A_FILE)
        if state.st_size > LIMIT:
            raise _too_large()
        return _read_limited(file)


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise Refused(Reason.EMPTY)
    return _read_limited(sys.stdin.buffer)


def _read_limited(file) -> bytes:
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise _too_large()
    return data


def _too_large() -> Refused:
    return Refused(Reason.TOO_LARGE, limit=LIMIT_MIB)


def _unreadable(error: OSError) -> Refused:
    return Refused(Reason.UNREADABLE, error=error.strerror or str(error))
