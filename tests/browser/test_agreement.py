"""The pages of agreement on a phone."""

import pytest

from tests.annotations.readers import read_differently
from tests.annotations.work import join, make_collection
from tests.browser.axe import check

pytestmark = [pytest.mark.browser, pytest.mark.own_page]


def test_have_no_barriers_and_fit_a_phone(page, live_server, annotator, second_annotator, administrator, log_in):
    collection = make_collection()
    join(collection, annotator, second_annotator)
    read_differently(collection, annotator, second_annotator)
    log_in(administrator)
    page.set_viewport_size({"width": 390, "height": 800})
    address = f"{live_server.url}/collections/{collection.pk}/agreement/"
    for each in (address, f"{address}{annotator.pk}/{second_annotator.pk}/"):
        page.goto(each)
        page.locator("#meanings summary").click()
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
