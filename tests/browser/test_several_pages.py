"""One person with several pages open, and several people at one browser."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.own_context, pytest.mark.usefixtures("insisting")]

CREATE = "**/articles/*/annotations/"


def lose(route) -> None:
    route.abort()


def mark_in_vain(reading, needle="لافروف") -> str:
    reading.select(needle)
    reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    return reading.drafts.get_attribute("data-draft")


def test_a_mark_that_waited_is_not_shown_in_another_article(page, reading, open_article):
    page.route(CREATE, lose)
    mark_id = mark_in_vain(reading)
    page.goto("about:blank")
    page.unroute(CREATE)
    other = open_article(page, factories.make_article("خبر آخر\n\nنص لا شأن له بالأول، ولكنه طويل بما يكفي."))
    other.wait_until_saved()
    assert [str(annotation.pk) for annotation in Annotation.objects.all()] == [mark_id]
    expect(other.notes).to_have_count(0)
    assert other.painted() == []


def test_a_mark_that_another_page_sent_is_shown_as_stored(page, context, reading, open_article):
    # The first page asks again only after a while: the second one is faster.
    page.clock.install()
    page.route(CREATE, lose)
    mark_id = mark_in_vain(reading)
    second = open_article(context.new_page(), reading.article)
    second.wait_until_saved()

    expect(reading.drafts).to_have_count(0)
    expect(reading.save_state).to_have_attribute("data-state", "saved")
    assert str(reading.check_stored("لافروف", Tag.ACTOR).pk) == mark_id


def test_a_change_of_a_note_does_not_hide_that_a_mark_waits(page, annotator, article, reading):
    annotation = reading.mark("موسكو", Tag.LOCATION)
    page.clock.install()
    page.route(CREATE, lose)
    mark_in_vain(reading)
    reading.chip(annotation).click()
    reading.note(annotation).locator("button[name=tag][value=actor]").click()
    expect(reading.note(annotation)).to_have_attribute("data-tag", Tag.ACTOR)
    expect(reading.html).to_have_attribute("data-saved", "false")
    expect(reading.save_state).not_to_have_attribute("data-state", "saved")


def test_nothing_is_stored_under_the_name_of_whoever_logged_in_meanwhile(
    reading, annotator, second_annotator, log_in, complaints
):
    complaints.expect("status of 401")
    annotation = reading.mark("موسكو", Tag.LOCATION)
    reading.chip(annotation).click()
    log_in(second_annotator)
    reading.select("لافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.save_state).to_have_attribute("data-state", "login")
    assert list(Annotation.objects.all()) == [annotation]

    log_in(annotator)
    reading.reload()
    assert reading.check_stored("لافروف", Tag.ACTOR).author == annotator
