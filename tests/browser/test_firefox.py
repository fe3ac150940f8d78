"""Journeys in Firefox: its own selection, its own carets and its own paint, the same annotations.

Playwright drives Debian's Firefox by WebDriver BiDi.  (The ``chromium`` in the
names of these tests is what pytest-playwright calls every test with a page.)
"""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Relation, Tag
from tests import factories
from tests.browser import texts
from tests.browser.launching import DESKTOP, HANDS, launch_options

pytestmark = pytest.mark.browser

QUOTE = "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"
SPEAKER = "رنا الحلواني"


@pytest.fixture(scope="session")
def kept_context(playwright, browser_context_args):
    """One Firefox for all of them: it takes seconds to start."""
    browser = playwright.firefox.launch(**launch_options("firefox", ""))
    context = browser.new_context(**{**browser_context_args, "viewport": DESKTOP})
    context.add_init_script(path=HANDS)
    yield context
    browser.close()


def test_drag_over_a_part_of_a_word(reading):
    assert "Firefox/" in reading.page.evaluate("navigator.userAgent")
    before = reading.letter_boxes()
    reading.mark("لافروف", Tag.ACTOR)
    reading.mark("موسكو", Tag.LOCATION)
    reading.mark("دِينَةَ", Tag.LOCATION)
    assert reading.letter_boxes() == before
