"""A Chromium with an annotator in it, and what it tells of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from newsroom.bootstrap.browser import CHROMIUM, provide
from newsroom.bootstrap.places import BASE_DIR
from tests.browser.launching import DESKTOP, LAUNCH_ARGUMENTS

HANDS = BASE_DIR / "tests" / "browser" / "hands.js"
PROBE = Path(__file__).with_name("probe.js")
# Milliseconds; a page of a busy machine is slow, not wrong.
PATIENCE = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide(CHROMIUM), args=LAUNCH_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def new_annotator(browser: Browser, address: str, session: str) -> BrowserContext:
    """Return a context with an empty cache, logged in, whose pages are measured by ``probe.js``."""
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    context.add_init_script(path=HANDS)
    context.add_init_script(path=PROBE)
    return context


def warm_up(browser: Browser, address: str, session: str, path: str) -> None:
    """Load a page once and forget it: the server has its templates, the browser its fonts."""
    context = new_annotator(browser, address, session)
    open_until_painted(context.new_page(), f"{address}{path}")
    context.close()


def open_until_painted(page: Page, url: str) -> dict:
    """Load ``url`` and return the probe's figures of the load."""
    page.goto(url)
    return page.evaluate("probe.describeLoad()")


def measure_processor(page: Page, url: str) -> float:
    """Load ``url`` and return the processor milliseconds of the page's main thread: others' work does not count."""
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    open_until_painted(page, url)
    metrics = client.send("Performance.getMetrics")["metrics"]
    return 1000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
