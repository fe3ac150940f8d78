"""One outbox and several tabs: each entry is sent by one of them, and all show what came of it."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, AnnotationEvent, Tag
from tests.browser.launching import DESKTOP

pytestmark = pytest.mark.browser

# A page served over plain http from another machine has no Web Locks.
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"


@pytest.fixture(params=["", NO_LOCKS], ids=["web locks", "a lease in the storage"], autouse=True)
def kept_context(request, kept_contexts):
    return kept_contexts(f"tabs {request.param}", script=request.param, viewport=DESKTOP)


@pytest.fixture(autouse=True)
def insisting(questions, complaints):
    complaints.expect("net::ERR_FAILED")


@pytest.fixture
def second(context, reading, open_article):
    return open_article(context.new_page(), reading.article)


def mark_in_vain(reading, needle):
    reading.page.bring_to_front()
    reading.select(needle)
    reading.choose(Tag.ACTOR)


def test_a_mark_appears_in_the_other_tab(reading, second):
    reading.page.bring_to_front()
    annotation = reading.mark("لافروف", Tag.ACTOR)
    expect(second.note(annotation)).to_have_attribute("data-annotation", str(annotation.pk))
    second.wait_until_saved()


def test_marks_of_both_are_each_sent_once_and_in_order(reading, second, line):
    line.cut()
    for tab, needle in [(reading, "لافروف"), (second, "موسكو"), (reading, "المهندسة"), (second, "أهل تدمر")]:
        mark_in_vain(tab, needle)
    for tab in (reading, second):
        expect(tab.drafts).to_have_count(4)
        expect(tab.html).to_have_attribute("data-saved", "false")
    line.mend_and_watch()
    for tab in (reading, second):
        tab.wait_until_saved()
        expect(tab.notes).to_have_count(4)
        expect(tab.drafts).to_have_count(0)
    made = AnnotationEvent.objects.order_by("pk").values_list("annotation__exact", flat=True)
    assert list(made) == ["لافروف", "موسكو", "المهندسة", "أهل تدمر"]
    assert len(line.passed) == 4


def test_the_other_tab_sends_what_a_killed_one_left(reading, second, line):
    line.cut()
    mark_in_vain(reading, "لافروف")
    expect(second.drafts).to_have_count(1)
    reading.page.close()
    line.mend()
    second.check_stored("لافروف", Tag.ACTOR)
    assert Annotation.objects.count() == 1


def test_a_page_killed_after_the_commit_leaves_one_annotation(context, reading, open_article, line):
    line.lose_the_answer()
    mark_in_vain(reading, "لافروف")
    expect(reading.drafts).to_have_count(1)
    article = reading.article
    reading.page.close()
    reading = open_article(context.new_page(), article)
    reading.check_stored("لافروف", Tag.ACTOR)
    assert Annotation.objects.count() == 1


def test_a_refusal_is_shown_in_both(reading, second, annotator, complaints):
    complaints.expect("status of 403")
    annotator.groups.clear()
    mark_in_vain(reading, "لافروف")
    for tab in (reading, second):
        expect(tab.notices.locator(".notice-text")).not_to_be_empty()
        expect(tab.drafts).to_have_count(0)
        tab.wait_until_saved()


def test_a_change_is_undone_from_the_other_tab(reading, second):
    reading.page.bring_to_front()
    annotation = reading.mark("لافروف", Tag.ACTOR)
    expect(second.note(annotation)).to_have_attribute("data-annotation", str(annotation.pk))
    second.page.bring_to_front()
    second.page.keyboard.press("Control+z")
    for tab in (reading, second):
        expect(tab.notes).to_have_count(0)
        tab.wait_until_saved()
