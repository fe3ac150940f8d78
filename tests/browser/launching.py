"""How the browsers are found and started, by the tests and by the benchmarks."""

import os
from pathlib import Path

import pytest

from newsroom.bootstrap.browser import CHROMIUM, FIREFOX, Browser

LAUNCH_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to start as root without it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    # A process for each context, not two for each page: fifty tests took 41 s in place of 49, with the line above.
    "--renderer-process-limit=1",
]
HANDS = Path(__file__).with_name("hands.js")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


def launch_options(name: str, playwrights: str) -> dict:
    """Return what Playwright needs to start ``chromium`` or ``firefox``; ``playwrights`` is its own Chromium's path."""
    if name == "firefox":
        # The one that people have, by WebDriver BiDi.
        return {"channel": "moz-firefox", "executable_path": find_browser(FIREFOX)}
    return {"executable_path": find_browser(CHROMIUM, playwrights), "args": LAUNCH_ARGUMENTS}


def find_browser(browser: Browser, *others: str) -> str:
    """Return the browser's path: the one that the environment names, one on PATH, or of ``others``; fail without."""
    given = os.environ.get(browser.variable)
    candidates = [given] if given else [*browser.on_path(), *others]
    path = next((path for path in candidates if path and Path(path).exists()), None)
    return path or pytest.fail(browser.how_to, pytrace=False)
