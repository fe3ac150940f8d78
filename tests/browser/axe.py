"""What axe finds on a page."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# `preload` would copy what a style sheet imports, as Django's forms.css does, into a <style>: the CSP forbids it.
RUN = """rules => axe.run({ resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) })
  .then((results) => results.violations)"""
# What the night changes.  Everything else is the same by day.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# The administration's colours fade from one to the other.
SWITCH = """theme => {
  document.documentElement.dataset.theme = theme;
  return Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => {});
}"""


@cache
def script() -> str:
    return Axe().axe_script


def check(page: Page) -> None:
    """Assert that axe finds nothing on the page, by day and by night."""
    page.evaluate(script())
    for theme, rules in (("light", None), ("dark", OF_COLOURS)):
        page.evaluate(SWITCH, theme)
        assert [describe(violation) for violation in page.evaluate(RUN, rules)] == [], theme


def describe(violation: dict) -> str:
    nodes = [f"{node['target']}: {node['failureSummary']}" for node in violation["nodes"][:5]]
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(nodes)
