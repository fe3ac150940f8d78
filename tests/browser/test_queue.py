"""An annotator's way through the queue."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Assignment, Tag
from tests import factories
from tests.annotations.work import make_assignment
from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture
def assignment(article, annotator):
    return make_assignment(article, annotator)


def test_finishing_waits_until_every_mark_is_stored_and_leads_on(
    page, assignment, annotator, reading, line, complaints, questions
):
    other = make_assignment(factories.make_article("مقال آخر\n\nنصه"), annotator).article
    complaints.expect("net::ERR_FAILED")
    reading.wait_until_saved()
    line.cut()
    reading.drag("لافروف")
    reading.choose(Tag.ACTOR)
    expect(page.locator("html")).to_have_attribute("data-saved", "false")
    page.locator("[data-finish] button").click()
    expect(page.locator("[data-finish] [role=status]")).to_be_visible()
    assert not Annotation.objects.exists()
    line.mend()
    expect(page.locator('#assignment[data-status="finished"]')).to_be_visible()
    assert Annotation.objects.get().exact == "لافروف"
    assert Assignment.objects.get(pk=assignment.pk).status == "finished"
    expect(page.locator(".pens")).to_be_hidden()
    check(page)
    page.locator("#assignment a[rel=next]").click()
    expect(page).to_have_url(re.compile(f"{other.get_absolute_url()}$"))


def test_the_queue_changes_in_place_and_says_what_happened(page, live_server, article, assignment, annotator, log_in):
    log_in(annotator)
    page.goto(f"{live_server.url}/queue/")
    page.get_by_role("button", name="إنجاز").press("Enter")
    said = page.locator(".work-said")
    expect(said).to_be_focused()
    expect(said).to_contain_text(article.headline)
    expect(page.locator("#queue-count")).to_be_empty()
    check(page)
    said.get_by_role("button").click()
    expect(page.locator("#queue-count")).to_have_text("1")
    expect(page.locator('[data-status="started"] .task')).to_have_count(1)
