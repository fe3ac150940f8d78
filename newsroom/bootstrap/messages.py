"""What the terminal says: progress on stdout, one clear sentence on stderr when something is missing."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence for the person at the terminal."""


def say(message: str) -> None:
    """Print progress at once, even into a pipe; what the terminal cannot show is replaced."""
    _write(sys.stdout, message)


def complain(message: str) -> None:
    """Print why the command ends."""
    _write(sys.stderr, message)


def _write(stream, message: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(message.encode(encoding, "replace").decode(encoding), file=stream, flush=True)


@contextmanager
def clear_os_errors() -> Iterator[None]:
    """Turn what the operating system refuses into a ``SetupError``."""
    try:
        yield
    except OSError as error:
        raise SetupError(describe_os_error(error)) from error


def describe_os_error(error: OSError) -> str:
    """Return one sentence about ``error`` that names the file."""
    place = f" {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: cannot write{place}. Free some space and start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"No permission to write{place}. "
            "Start it as the owner of the project folder, or clone it to a folder of your own."
        )
    return f"{error.strerror or error}{':' if place else ''}{place}."
