"""One outbox and several tabs: each entry is sent by one of them, and all show what came of it."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, AnnotationEvent, Tag
from tests.browser.launching import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("insisting")]

# A page served over plain http from another machine has no Web Locks.
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"


@pytest.fixture
def second(context, reading, open_article):
    return open_article(context.new_page(), reading.article)


def mark_in_vain(reading, needle):
    reading.page.bring_to_front()
    reading.select(needle)
    reading.choose(Tag.ACTOR)


@pytest.mark.usefixtures("kept_context")
class TestWhichTabSends:
    """With Web Locks, and with a lease in the storage in their place."""

    @pytest.fixture(params=["", NO_LOCKS], ids=["web locks", "a lease in the storage"])
    def kept_context(self, request, kept_contexts):
        return kept_contexts(f"tabs {request.param}", script=request.param, viewport=DESKTOP)

    def test_each_entry_is_sent_once_though_tabs_are_killed(
        self, context, reading, second, open_article, line, subtests
    ):
        with subtests.test("marks of both are each sent once and in order"):
            self.marks_of_both_are_each_sent_once_and_in_order(reading, second, line)
        with subtests.test("the other tab sends what a killed one left"):
            self.the_other_tab_sends_what_a_killed_one_left(reading, second, line)
        with subtests.test("a page killed after the commit leaves one annotation"):
            line.lose_the_answer()
            mark_in_vain(second, "الميناء")
            expect(second.drafts).to_have_count(1)
            second.page.close()
            third = open_article(context.new_page(), reading.article)
            third.check_stored("الميناء", Tag.ACTOR)
            assert Annotation.objects.count() == 6

    def marks_of_both_are_each_sent_once_and_in_order(self, reading, second, line):
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
        line.mend()

    def the_other_tab_sends_what_a_killed_one_left(self, reading, second, line):
        line.cut()
        mark_in_vain(reading, "البنك")
        expect(second.drafts).to_have_count(1)
        reading.page.close()
        line.mend()
        second.check_stored("البنك", Tag.ACTOR)
        assert Annotation.objects.count() == 5


def test_both_tabs_show_what_came_of_each_change(reading, second, annotator, complaints, subtests):
    with subtests.test("a refusal is shown in both"):
        complaints.expect("status of 403")
        groups = list(annotator.groups.all())
        annotator.groups.clear()
        mark_in_vain(reading, "موسكو")
        for tab in (reading, second):
            expect(tab.notices.locator(".notice-text")).not_to_be_empty()
            expect(tab.drafts).to_have_count(0)
            tab.wait_until_saved()
        annotator.groups.set(groups)
    with subtests.test("a mark appears in the other tab"):
        annotation = reading.mark("لافروف", Tag.ACTOR)
        expect(second.note(annotation)).to_have_attribute("data-annotation", str(annotation.pk))
        second.wait_until_saved()
    with subtests.test("a change is undone from the other tab"):
        second.page.bring_to_front()
        second.page.keyboard.press("Control+z")
        for tab in (reading, second):
            expect(tab.notes).to_have_count(0)
            tab.wait_until_saved()
