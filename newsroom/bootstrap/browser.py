"""Find or install a Chromium that starts, and a font that shows Arabic."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from newsroom.bootstrap import apt
from newsroom.bootstrap.messages import SetupError, say
from newsroom.bootstrap.processes import run_captured

# Debian's Chromium without windows: the same engine, and the suite takes a fifth less time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
FONT = "Noto Naskh Arabic"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
# Asks Playwright itself: its folders are named after a revision and a platform.
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)
HOW_TO = (
    "The browser tests need Chromium: install it (Debian: apt install chromium fonts-noto-core; elsewhere Google "
    "Chrome, or .venv/bin/python -m playwright install --with-deps chromium), or set CHROMIUM to its path."
)


def provide() -> str:
    """Return the path of a Chromium that starts; install one where none is and it is possible.

    Raises ``SetupError`` with what to install otherwise, or if ``$CHROMIUM``
    does not start.
    """
    if not os.environ.get("CHROMIUM") and not shutil.which(SHELL) and apt.is_possible() and apt.knows(SHELL):
        apt.install(SHELL)  # where that fails, any other will do
    path = _find() or _install()
    _provide_font()
    return path


def _find() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        if not _starts(given):
            raise SetupError(f"CHROMIUM is set to {given}, which does not start: correct or unset it.")
        return given
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from MACOS
    asked = run_captured([sys.executable, "-c", ASK_PLAYWRIGHT])
    if asked.is_ok:
        yield asked.last_line


def _starts(path: str) -> bool:
    """Tell whether the browser runs: Ubuntu's chromium may be a stub, Playwright's may lack libraries."""
    try:
        return run_captured([path, "--version"], timeout=30).is_ok
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> str:
    say("Installing Chromium with Playwright…")
    reasons = [run_captured([sys.executable, "-m", "playwright", "install", "chromium"])]
    found = _find()
    if not found and apt.is_possible():
        reasons.append(apt.install("chromium", "fonts-noto-core"))
        found = _find()
    if not found:
        details = "; ".join(reason.last_line for reason in reasons if not reason.is_ok)
        raise SetupError(f"{HOW_TO} (Tried: {details})" if details else HOW_TO)
    return found


def _provide_font() -> None:
    if sys.platform != "linux" or _has_font(f":family={FONT}"):
        return
    if apt.is_possible() and apt.install("fonts-noto-core").is_ok:
        return
    if not _has_font(":lang=ar"):
        raise SetupError(f"The browser tests need a font for Arabic: install {FONT} (Debian: fonts-noto-core).")


def _has_font(pattern: str) -> bool:
    if shutil.which("fc-list"):
        return bool(run_captured(["fc-list", pattern, "file"]).output.strip())
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(True for folder in folders for _ in folder.rglob(f"{FONT.replace(' ', '')}*"))
