"""Two people talk about an annotation without leaving the page, and its history leads back to an earlier state."""

import pytest
from playwright.sync_api import expect

from annotations import curation, discussion
from annotations.models import Annotation, Comment, Tag
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture
def mark(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, "تدمر", Tag.LOCATION)


def test_a_comment_is_answered_and_resolved_in_the_card(
    page, annotator, reviewer, article, mark, log_in, open_article, complaints
):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    discussion.add(reviewer, mark.pk, "يا @layla: أهي المدينة؟")
    log_in(annotator)
    reading = open_article(page, article)
    expect(reading.chip(mark).locator(".chip-talk")).to_contain_text("1")
    expect(page.locator(".mention-dot")).to_be_attached()
    reading.chip(mark).click()
    thread = page.locator(f"#thread-{mark.pk}")
    thread.locator("textarea[name=text]").fill("نعم\nهي المدينة")
    check(page)
    # Without a connection what was written stays in its field.
    page.context.set_offline(True)
    thread.get_by_role("button", name="علّق").click()
    expect(reading.notices).to_be_visible()
    page.context.set_offline(False)
    expect(thread.locator("textarea[name=text]")).to_have_value("نعم\nهي المدينة")
    thread.get_by_role("button", name="علّق").click()
    expect(thread.locator(".comment")).to_have_count(2)
    expect(reading.chip(mark).locator(".chip-talk")).to_contain_text("2")
    assert Comment.objects.get(author=annotator).text == "نعم\nهي المدينة"
    thread.get_by_role("button", name="حُلّ").click()
    expect(reading.chip(mark).locator(".chip-talk")).to_have_count(0)
    expect(thread.locator(".comment.is-resolved")).to_have_count(2)
    expect(reading.note(mark).locator(".card")).to_be_visible()
    assert not Comment.objects.unresolved().exists()


def test_the_history_leads_back_and_forth_and_has_no_barriers(page, live_server, annotator, reviewer, mark, log_in):
    curation.edit(annotator, mark.pk, 1, tag="actor", note="سكان المدينة")
    curation.reject(reviewer, mark.pk, 2, "هي المدينة")
    discussion.add(reviewer, mark.pk, "@layla انظري السجل")
    log_in(annotator)
    page.goto(f"{live_server.url}/annotations/{mark.pk}/history/")
    check(page)
    page.get_by_role("link", name="استرجع هذه الحالة…").last.click()
    check(page)
    page.get_by_role("button", name="استرجع هذه الحالة").click()
    expect(page.locator(".messages")).to_be_visible()
    mark.refresh_from_db()
    assert (mark.tag.slug, mark.note, mark.status) == ("location", "", "pending")
    page.get_by_role("link", name="تراجع…").first.click()
    check(page)
    page.get_by_role("button", name="تراجع عنه كله").click()
    expect(page.locator(".messages")).to_be_visible()
    mark.refresh_from_db()
    assert (mark.tag.slug, mark.note, mark.status) == ("actor", "سكان المدينة", "rejected")
    for address in ("/comments/", "/history/", f"/annotations/{mark.pk}/comments/"):
        page.goto(live_server.url + address)
        check(page)
