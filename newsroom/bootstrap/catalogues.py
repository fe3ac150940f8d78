"""Translation catalogues: each ``.po`` compiled to ``.mo`` by Babel, without the gettext tools."""

import os
import sys
from pathlib import Path

from newsroom.bootstrap.messages import SetupError
from newsroom.bootstrap.places import BASE_DIR
from newsroom.bootstrap.processes import run_captured

LOCALE_DIR = BASE_DIR / "newsroom" / "locale"


def compile_stale(locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Compile the catalogues that changed since they were last compiled; return those.

    A compiled file carries the time of its source, so that a source put back
    to an older state counts as changed as well.
    """
    stale = [source for source in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns != source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    changed_at = source.stat().st_mtime_ns
    # Written aside and renamed: another process may be reading the old one.
    temporary = source.with_suffix(f".{os.getpid()}.mo")
    command = [sys.executable, "-m", "babel.messages.frontend", "compile", "-i", source, "-o", temporary]
    done = run_captured([*command, "-l", source.parent.parent.name])
    if not done.is_ok:
        temporary.unlink(missing_ok=True)
        raise SetupError(f"The translations in {source} could not be compiled: {done.last_line}")
    os.utime(temporary, ns=(changed_at, changed_at))
    temporary.replace(source.with_suffix(".mo"))
