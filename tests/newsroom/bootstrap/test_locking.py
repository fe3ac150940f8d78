"""One set-up at a time."""

import subprocess
import sys

from newsroom.bootstrap.locking import exclusive
from newsroom.bootstrap.places import BASE_DIR

WAIT_FOR_LOCK = """
import sys
from pathlib import Path
from newsroom.bootstrap.locking import exclusive
with exclusive(Path(sys.argv[1]), waiting="waiting"):
    print("mine", flush=True)
"""


def start_other(lock):
    command = [sys.executable, "-c", WAIT_FOR_LOCK, str(lock)]
    return subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)


def test_a_second_process_waits_for_the_first(tmp_path):
    lock = tmp_path / "var" / "setup.lock"
    with exclusive(lock, waiting="not said"):
        other = start_other(lock)
        assert other.stdout.readline() == "waiting\n"
        assert other.poll() is None
    output, _ = other.communicate(timeout=10)
    assert output == "mine\n"


def test_a_lock_let_go_is_free(tmp_path, capsys):
    for _ in range(2):
        with exclusive(tmp_path / "lock", waiting="waiting"):
            assert capsys.readouterr().out == ""
