"""A whole article, annotated completely: by mouse, and by keyboard alone.

The article is the one that the project began from, or where that is not there, since it may not be shipped, an
invented one.  The number of actions stands in the report (``-s`` shows it).
"""

import pytest

from tests import factories
from tests.browser.journeys import river, seed
from tests.browser.journeys.keyboard import KeyboardHand
from tests.browser.journeys.mouse import MouseHand

pytestmark = pytest.mark.browser

WORKS = {"seed article": seed.work(), "invented article": river.work()}


@pytest.fixture(params=[pytest.param(work, id=name) for name, work in WORKS.items() if work][:1])
def work(request):
    return request.param


@pytest.fixture
def article(live_server, work):
    return factories.make_article(work.text)


@pytest.mark.parametrize(
    ("hand", "most"), [pytest.param(MouseHand, 1.6, id="mouse"), pytest.param(KeyboardHand, 4.5, id="keyboard")]
)
def test_is_annotated_completely(reading, article, annotator, work, hand, most, record_property):
    hand = hand(reading, work)
    hand.mark_everything()
    work.check_stored(article, annotator)
    reading.check_text_is_whole()
    each = hand.actions / work.size
    told = f"{hand.actions} actions for {work.size} annotations ({each:.2f} each): {dict(hand.done)}"
    record_property("actions", told)
    print(told)
    assert each <= most
