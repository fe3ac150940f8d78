"""From the annotator's mouse to the reviewer's verdict in the administration, and back to the page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Annotation, Tag

pytestmark = pytest.mark.browser

CHANGELIST = reverse("admin:index") + "annotations/annotation/"


@pytest.fixture
def desk(new_context, reviewer, log_in):
    """The reviewer's own browser."""
    context = new_context()
    log_in(reviewer, context)
    return context.new_page()


def test_mark_is_found_and_approved_in_the_administration(reading, desk, reviewer, live_server):
    annotation = reading.mark("لافروف", Tag.ACTOR)
    assert reading.article.text[annotation.start - 1 : annotation.end] == "ولافروف"
    reading.reload().wait_until_saved()
    reading.check_shown(annotation)
    expect(reading.note(annotation)).to_have_attribute("data-status", "pending")

    desk.goto(live_server.url + CHANGELIST)
    row = desk.locator("#result_list tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("لافروف")
    row.locator("input.action-select").check()
    desk.select_option("select[name=action]", "approve")
    desk.locator("button[name=index]").click()
    expect(desk.locator(".messagelist")).to_be_visible()

    annotation.refresh_from_db()
    assert (annotation.status, annotation.reviewer) == (Annotation.Status.APPROVED, reviewer)
    reading.reload()
    expect(reading.note(annotation)).to_have_attribute("data-status", "approved")
    tick = reading.chip(annotation).evaluate("chip => getComputedStyle(chip, '::after').content")
    assert "✓" in tick
    expect(reading.page.locator("#tally-approved")).to_have_text("1")
    reading.check_shown(annotation)
