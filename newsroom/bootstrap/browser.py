"""Find or install a Chromium and a Firefox that start, and a font that shows Arabic."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.bootstrap import apt
from newsroom.bootstrap.messages import SetupError, say
from newsroom.bootstrap.processes import Finished, run_captured

# Debian's Chromium without windows: the same engine, and the suite takes a fifth less time.
SHELL = "chromium-headless-shell"
FONT = "Noto Naskh Arabic"
FONT_PACKAGE = "fonts-noto-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
# Asks Playwright itself: its folders are named after a revision and a platform.
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


@dataclass(frozen=True)
class Browser:
    """A browser of the tests: how it is called, where it may be, how it is installed."""

    title: str
    variable: str  # of the environment: the path that a person wants to be used
    names: tuple[str, ...]  # on PATH
    applications: tuple[str, ...]  # on macOS
    package: str  # of Debian
    how_to: str
    is_playwrights: bool = False  # Playwright has one that can be used too
    oldest: int = 0

    def on_path(self) -> Iterator[str]:
        """Yield the paths of those that are on PATH."""
        yield from filter(None, map(shutil.which, self.names))


CHROMIUM = Browser(
    title="Chromium",
    variable="CHROMIUM",
    names=(SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    applications=("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",),
    package="chromium",
    how_to=(
        f"The browser tests need Chromium: install it (Debian: apt install chromium {FONT_PACKAGE}; elsewhere Google "
        "Chrome, or .venv/bin/python -m playwright install --with-deps chromium), or set CHROMIUM to its path."
    ),
    is_playwrights=True,
)
# Playwright's own Firefox is another program, with patches and another protocol: the tests drive the one people have.
FIREFOX = Browser(
    title="Firefox",
    variable="FIREFOX",
    names=("firefox-esr", "firefox"),
    applications=("/Applications/Firefox.app/Contents/MacOS/firefox",),
    package="firefox-esr",
    how_to=(
        "The browser tests need Firefox 140 or newer: install it (Debian: apt install firefox-esr; elsewhere from "
        "firefox.com), or set FIREFOX to its path."
    ),
    oldest=140,  # the first with CSS.highlights
)


def provide(browser: Browser) -> str:
    """Return the path of a ``browser`` that starts; install one where none is and it is possible.

    Raises ``SetupError`` with what to install otherwise, or if the path that
    the environment names does not start.
    """
    if browser is CHROMIUM:
        _prefer_shell()
    return _find(browser) or _install(browser)


def _prefer_shell() -> None:
    """Install the Chromium without windows where that is easy; any other will do as well."""
    is_asked = not os.environ.get(CHROMIUM.variable) and not shutil.which(SHELL)
    if is_asked and apt.is_possible() and apt.knows(SHELL):
        apt.install(SHELL)


def provide_font() -> None:
    """Install a font that shows Arabic where none is; raise ``SetupError`` where that is not possible."""
    if sys.platform != "linux" or _has_font(f":family={FONT}"):
        return
    if apt.is_possible() and apt.install(FONT_PACKAGE).is_ok:
        return
    if not _has_font(":lang=ar"):
        raise SetupError(f"The browser tests need a font for Arabic: install {FONT} (Debian: {FONT_PACKAGE}).")


def _find(browser: Browser) -> str | None:
    given = os.environ.get(browser.variable)
    if given:
        if not _is_usable(given, browser):
            age = f" ({browser.oldest} or newer)" if browser.oldest else ""
            wanted = f"no {browser.title}{age} that starts"
            raise SetupError(f"{browser.variable} is set to {given}, which is {wanted}: correct or unset it.")
        return given
    return next((path for path in _candidates(browser) if _is_usable(path, browser)), None)


def _candidates(browser: Browser) -> Iterator[str]:
    yield from browser.on_path()
    yield from browser.applications
    if browser.is_playwrights:
        asked = run_captured([sys.executable, "-c", ASK_PLAYWRIGHT])
        if asked.is_ok:
            yield asked.last_line


def _is_usable(path: str, browser: Browser) -> bool:
    """Tell whether the browser runs: Ubuntu's may be a stub for a snap, Playwright's may lack libraries."""
    try:
        answer = run_captured([path, "--version"], timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.is_ok and (not browser.oldest or _version_in(answer.output) >= browser.oldest)


def _version_in(output: str) -> int:
    """Return the first part of the version in ``Mozilla Firefox 153.7.0esr``, 0 if there is none."""
    found = re.search(r"(\d+)\.\d", output)
    return int(found[1]) if found else 0


def _install(browser: Browser) -> str:
    reasons = []
    for install in _ways_to_install(browser):
        reasons.append(install())
        found = _find(browser)
        if found:
            return found
    details = "; ".join(reason.last_line for reason in reasons if not reason.is_ok)
    raise SetupError(f"{browser.how_to} (Tried: {details})" if details else browser.how_to)


def _ways_to_install(browser: Browser):
    if browser.is_playwrights:
        yield _install_playwrights
    if apt.is_possible():
        yield lambda: apt.install(browser.package)


def _install_playwrights() -> Finished:
    say("Installing Chromium with Playwright…")
    return run_captured([sys.executable, "-m", "playwright", "install", "chromium"])


def _has_font(pattern: str) -> bool:
    if shutil.which("fc-list"):
        return bool(run_captured(["fc-list", pattern, "file"]).output.strip())
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(True for folder in folders for _ in folder.rglob(f"{FONT.replace(' ', '')}*"))
