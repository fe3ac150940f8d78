"""One sentence for the terminal."""

import errno
import io
import sys

import pytest

from newsroom.bootstrap.messages import SetupError, clear_os_errors, describe_os_error, say


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param(errno.ENOSPC, "The disk is full: cannot write /a/b. Free some space and start again.", id="full"),
        pytest.param(errno.EROFS, "No permission to write /a/b. Start it as the owner", id="read-only disk"),
        pytest.param(errno.EACCES, "No permission to write /a/b. Start it as the owner", id="another's folder"),
        pytest.param(errno.ENOTDIR, "not a folder: /a/b.", id="anything else"),
    ],
)
def test_describes_what_the_system_refused(number, sentence):
    assert describe_os_error(OSError(number, "not a folder", "/a/b")).startswith(sentence)


def test_turns_a_system_error_into_a_sentence():
    with pytest.raises(SetupError, match="disk is full"), clear_os_errors():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_prints_what_the_terminal_can_show(monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    say("حواشي is ready")
    assert terminal.buffer.getvalue() == b"????? is ready\n"
