"""What cannot be used in the environment: one sentence that says so, and no traceback."""

import os
import subprocess
import sys

import pytest

from newsroom.bootstrap.places import BASE_DIR


def check(**variables) -> subprocess.CompletedProcess:
    """Return what ``manage.py check`` ends with under these variables."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=BASE_DIR, env=environment | variables, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        pytest.param({"DATABASE_URL": "garbage"}, "DATABASE_URL names no database", id="no database"),
        pytest.param({"DATABASE_URL": "sqlite://"}, "DATABASE_URL names no file", id="database in memory"),
        pytest.param({"DATABASE_URL": "sqlite:////proc/none/db.sqlite3"}, "/proc/none", id="folder not to be made"),
        pytest.param({"LOGIN_FAILURE_LIMIT": "x"}, "'x'", id="no number"),
        pytest.param({"TIME_ZONE": "Nowhere/X"}, "Nowhere/X", id="no time zone"),
        pytest.param({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is 'LOUD'", id="no level of the log"),
        pytest.param({"SECRET_KEY": "short"}, "SECRET_KEY is too short", id="short secret"),
    ],
)
def test_says_what_is_wrong(variables, said):
    done = check(**variables)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
