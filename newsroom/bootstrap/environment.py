"""The project's own ``.venv``: made, filled, repaired and entered.

A process outside it makes it where it is missing and re-executes itself in it;
a process inside it installs what its command needs.  ``var/venv-unfinished``
exists while either is under way, so that an interrupted set-up is recognised.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from newsroom.bootstrap import packages
from newsroom.bootstrap.locking import exclusive
from newsroom.bootstrap.messages import SetupError, say
from newsroom.bootstrap.places import BASE_DIR, VAR_DIR, VENV_DIR
from newsroom.bootstrap.processes import Finished, run_captured

OLDEST_PYTHON = (3, 11)
LOCK = VAR_DIR / "setup.lock"
UNFINISHED = VAR_DIR / "venv-unfinished"
ROOM_FOR_PIP = 40_000_000  # bytes; an empty environment with pip 26 takes 25 MB
# Set across one re-execution: a second one in a row means that .venv does not lead into itself.
RE_EXECUTED = "HAWASHI_RE_EXECUTED"


@dataclass(frozen=True)
class Requirements:
    """A set of packages: its files, of which the last includes the others and goes to pip."""

    name: str
    files: tuple[Path, ...]

    @property
    def stamp(self) -> Path:
        return VENV_DIR / f"hawashi-{self.name}.stamp"

    def fingerprint(self) -> str:
        """Return a digest that changes with the files' content and with the running Python."""
        digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sysconfig.get_platform()}".encode())
        for file in self.files:
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def are_installed(self) -> bool:
        return self.stamp.is_file() and self.stamp.read_text().strip() == self.fingerprint()

    def remember(self) -> None:
        self.stamp.write_text(self.fingerprint() + "\n")


RUNTIME = Requirements("runtime", (BASE_DIR / "requirements.txt",))
TESTS = Requirements("tests", (*RUNTIME.files, BASE_DIR / "tests" / "requirements.txt"))


def enter(requirements: Requirements) -> None:
    """Return once this process runs in ``.venv`` with ``requirements``; until then it re-executes itself.

    Raises ``SetupError`` with one sentence where that cannot be had.
    """
    if not _is_inside():
        if os.environ.pop(RE_EXECUTED, None):
            raise SetupError(f"The environment in {VENV_DIR} is damaged: delete that folder and start again.")
        _make_if_needed()
        os.environ[RE_EXECUTED] = "1"
        _re_execute()
    os.environ.pop(RE_EXECUTED, None)
    if not _is_ready(requirements):
        _fill(requirements)
        # A new process sees the new packages, wherever they were put.
        _re_execute()


def venv_python() -> Path:
    """Return the interpreter of ``.venv``, whether it exists or not."""
    return VENV_DIR / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_inside() -> bool:
    return VENV_DIR.is_dir() and VENV_DIR.samefile(sys.prefix)


def _is_whole() -> bool:
    has_python = os.access(venv_python(), os.X_OK)
    return has_python and (VENV_DIR / "pyvenv.cfg").is_file() and not UNFINISHED.exists()


def _is_ready(requirements: Requirements) -> bool:
    return not UNFINISHED.exists() and requirements.are_installed()


def _make_if_needed() -> None:
    if _is_whole():
        _refuse_old_python()
        return
    with _locked():
        if not _is_whole():
            _make()


def _refuse_old_python() -> None:
    lines = (VENV_DIR / "pyvenv.cfg").read_text(errors="replace").splitlines()
    settings = dict(line.replace(" ", "").split("=", 1) for line in lines if "=" in line)
    version = settings.get("version", settings.get("version_info", ""))
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    if numbers and tuple(numbers) < OLDEST_PYTHON:
        raise SetupError(f"{VENV_DIR} was made with Python {version}, too old: delete that folder and start again.")


def _fill(requirements: Requirements) -> None:
    with _locked():
        if _is_ready(requirements):  # another process was first
            return
        if not _is_whole() or not packages.has_pip(venv_python()):
            _make()
        is_first = not RUNTIME.stamp.exists()
        with _unfinished():
            try:
                packages.install(venv_python(), requirements.files[-1], is_first=is_first)
            except packages.NothingChanged as failure:
                # Nothing was touched: whatever worked before works still.
                UNFINISHED.unlink()
                raise SetupError(str(failure)) from None
            RUNTIME.remember()
            requirements.remember()


def _make() -> None:
    """Make an empty ``.venv``, over the remains of a half-made one."""
    _require_modules()
    if VENV_DIR.is_symlink():
        raise SetupError(f"{VENV_DIR} is a link, and what it leads to is not ours to clear: remove it and start again.")
    say("Making a Python environment in .venv…")
    # Inside a virtual environment, this one even, the interpreter that it was made from.
    python = getattr(sys, "_base_executable", None) or sys.executable
    with _unfinished():
        made = run_captured([python, "-m", "venv", "--clear", VENV_DIR], close_fds=False)
        if not made.is_ok:
            raise SetupError(f"The Python environment {VENV_DIR} could not be made: {_reason(made)}")


def _reason(made: Finished) -> str:
    # `venv` keeps to itself what its pip said, and a full disk is the usual cause.
    is_full = shutil.disk_usage(BASE_DIR).free < ROOM_FOR_PIP
    return "the disk is full." if is_full else made.last_line


def _require_modules() -> None:
    # An `ensurepip` folder without code counts as missing: its spec has no origin.
    specs = [find_spec(name) for name in ("venv", "ensurepip")]
    if not all(spec and spec.origin for spec in specs):
        major, minor = sys.version_info[:2]
        raise SetupError(
            "This Python lacks the modules venv and ensurepip: install them "
            f"(Debian and Ubuntu: apt install python3-venv, or python{major}.{minor}-venv) and start again."
        )


@contextmanager
def _unfinished() -> Iterator[None]:
    UNFINISHED.parent.mkdir(parents=True, exist_ok=True)
    UNFINISHED.touch()
    yield
    UNFINISHED.unlink()


def _locked():
    return exclusive(LOCK, waiting="Another command is setting up the environment; waiting for it…")


def _re_execute() -> None:
    """Start this very command anew with the interpreter of ``.venv``; never return."""
    command = [str(venv_python()), *sys.orig_argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there, execv returns to the shell before the command has ended
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)
