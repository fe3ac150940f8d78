"""What the page does when the server says no, says nothing, or forgets who is there."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from newsroom.models import Article
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("questions")]

LOST = "net::ERR_FAILED"


def stored(tag) -> list[str]:
    return list(Annotation.objects.filter(tag__slug=tag).values_list("exact", flat=True))


def mark_in_vain(reading, needle="لافروف", tag=Tag.ACTOR) -> str:
    """Mark ``needle``, see that it is shown as not stored, and return its id."""
    reading.select(needle)
    reading.choose(tag)
    expect(reading.drafts).to_have_count(1)
    expect(reading.html).to_have_attribute("data-saved", "false")
    assert sorted(reading.painted("tag-2-")) == sorted([*stored(tag), needle])
    assert needle not in stored(tag)
    return reading.drafts.get_attribute("data-draft")


def check_stored_once(reading, mark_id, needle="لافروف", tag=Tag.ACTOR):
    annotation = reading.check_stored(needle, tag)
    assert str(annotation.pk) == mark_id
    assert stored(tag).count(needle) == 1
    expect(reading.notes).to_have_count(Annotation.objects.count())
    expect(reading.drafts).to_have_count(0)
    assert sorted(reading.painted("tag-2-")) == sorted(stored(tag))


class TestWhatTheServerNeverTakes:
    """One action that always ends in a fault must not keep back all that was done after it."""

    def test_is_listed_and_can_be_given_up(self, reading, line, complaints):
        complaints.expect("status of 500")
        line.answer(500)
        for needle in ("لافروف", "موسكو"):
            reading.select(needle)
            reading.choose(Tag.ACTOR)
        menu = reading.page.locator("#waiting-menu")
        menu.locator("summary").click()
        expect(menu.locator("li bdi")).to_have_text(["لافروف", "موسكو"])
        discard = menu.locator("[data-discard]").first
        discard.click()
        expect(reading.drafts).to_have_count(2)
        line.mend()
        discard.click()
        reading.check_stored("موسكو", Tag.ACTOR)
        expect(reading.notes).to_have_count(1)
        expect(menu).to_be_hidden()
        assert [annotation.exact for annotation in Annotation.objects.all()] == ["موسكو"]


class TestRefusal:
    def test_of_a_twin_shows_the_one_that_is_there_and_leaves_others_alone(self, reading, complaints, subtests):
        complaints.expect("status of 409")
        first = reading.mark("لافروف", Tag.ACTOR)
        place = reading.mark("موسكو", Tag.LOCATION)
        reading.select("لافروف")
        reading.choose(Tag.ACTOR)
        with subtests.test("of a twin shows the one that is there"):
            expect(reading.notices.locator(".notice-text")).not_to_be_empty()
            reading.wait_until_saved()
            expect(reading.drafts).to_have_count(0)
            expect(reading.notes).to_have_count(2)
            assert sorted(reading.painted()) == ["لافروف", "موسكو"]
            assert list(Annotation.objects.order_by("start")) == [first, place]
        with subtests.test("of one mark leaves the others alone"):
            reading.mark("أهل تدمر", Tag.ACTOR)
            reading.check_shown(place)
            assert Annotation.objects.count() == 3

    def test_of_a_text_that_changed_takes_the_mark_away(self, reading, complaints):
        complaints.expect("status of 409")
        changed = reading.article.text.replace("ولافروف", "وسيرغيي")
        Article.objects.filter(pk=reading.article.pk).update(text=changed)
        reading.select("لافروف")
        reading.choose(Tag.ACTOR)

        expect(reading.notices.locator(".notice-text")).not_to_be_empty()
        reading.wait_until_saved()
        reading.check_nothing_stored()

    def test_of_a_right_taken_away_takes_the_mark_away(self, reading, annotator, complaints):
        complaints.expect("status of 403")
        annotator.groups.clear()
        reading.select("لافروف")
        reading.choose(Tag.ACTOR)

        expect(reading.notices.locator(".notice-text")).not_to_be_empty()
        reading.wait_until_saved()
        reading.check_nothing_stored()


class TestLostConnection:
    @pytest.fixture(autouse=True)
    def expected(self, complaints):
        complaints.expect(LOST)

    def test_keeps_marks_until_they_are_stored_once(self, reading, line, questions, walk):
        steps = [
            self.keeps_the_mark_and_sends_it_again_under_its_id,
            self.survives_a_reload,
            self.after_the_commit_makes_one_annotation,
            self.keeps_several_marks_in_their_order,
        ]
        walk(steps, reading, line, questions)

    def keeps_the_mark_and_sends_it_again_under_its_id(self, reading, line, questions):
        line.cut()
        mark_id = mark_in_vain(reading)
        expect(reading.save_state).to_have_attribute("data-state", "waiting")
        line.mend()
        check_stored_once(reading, mark_id)
        assert all(mark_id in body for body in line.sent)

    def survives_a_reload(self, reading, line, questions):
        line.cut()
        mark_id = mark_in_vain(reading, "البنك")
        reading.reload()
        assert questions == ["beforeunload"]
        expect(reading.drafts).to_have_count(1)
        expect(reading.html).to_have_attribute("data-saved", "false")
        assert sorted(reading.painted()) == sorted([*stored(Tag.ACTOR), "البنك"])
        line.mend()
        check_stored_once(reading, mark_id, "البنك")

    def after_the_commit_makes_one_annotation(self, reading, line, questions):
        line.sent.clear()
        line.lose_the_answer()
        reading.select("الوفد")
        reading.choose(Tag.ACTOR)
        expect(reading.drafts).to_have_count(1)
        mark_id = reading.drafts.get_attribute("data-draft")
        check_stored_once(reading, mark_id, "الوفد")
        assert len(line.sent) == 1
        assert mark_id in line.sent[0]

    def keeps_several_marks_in_their_order(self, reading, line, questions):
        before = Annotation.objects.count()
        line.cut()
        for needle in ("الميناء", "موسكو", "المهندسة"):
            reading.select(needle)
            reading.choose(Tag.ACTOR)
        expect(reading.drafts).to_have_count(3)
        line.mend()
        reading.page.evaluate("dispatchEvent(new Event('online'))")
        # A try that was on its way when the line was mended may have to run out first (30 s).
        expect(reading.notes).to_have_count(before + 3, timeout=45_000)
        reading.wait_until_saved()
        made = Annotation.objects.order_by("created_at").values_list("exact", flat=True)
        assert list(made)[before:] == ["الميناء", "موسكو", "المهندسة"]

    def test_of_one_person_is_not_sent_as_another(
        self, page, reading, line, annotator, second_annotator, log_in, open_article
    ):
        line.cut()
        mark_id = mark_in_vain(reading)
        expect(reading.save_state).to_have_attribute("data-state", "waiting")
        page.goto("about:blank")
        line.mend()

        log_in(second_annotator)
        reading = open_article(page, reading.article)
        reading.wait_until_saved()
        expect(reading.drafts).to_have_count(0)
        place = reading.mark("موسكو", Tag.LOCATION)
        assert list(Annotation.objects.all()) == [place]

        log_in(annotator)
        reading.reload()
        annotation = reading.check_stored("لافروف", Tag.ACTOR)
        assert (str(annotation.pk), annotation.author) == (mark_id, annotator)
        assert Annotation.objects.count() == 2


# What may answer in the server's place: a server at fault, and a captive portal's page, which looks like success.
ANSWERS = {500: "لافروف", 502: "البنك", 503: "الوفد", 200: "المهندسة"}


def test_fault_of_the_server_and_page_of_a_captive_portal_keep_the_mark(reading, line, complaints, subtests):
    complaints.expect("status of 500", "status of 502", "status of 503")
    for status, needle in ANSWERS.items():
        with subtests.test(f"answer {status}"):
            line.answer(status)
            mark_id = mark_in_vain(reading, needle)
            expect(reading.save_state).to_have_attribute("data-state", "waiting")
            line.mend()
            check_stored_once(reading, mark_id, needle)


class TestExpiredLogin:
    @pytest.fixture(autouse=True)
    def expected(self, complaints):
        complaints.expect("status of 401")

    def test_keeps_the_mark_until_the_person_is_back(self, page, context, reading, annotator):
        context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        mark_id = mark_in_vain(reading)
        reading.notices.locator("a.notice-login").click()
        page.fill("[name=username]", annotator.username)
        page.fill("[name=password]", factories.PASSWORD)
        page.locator("main form button").click()

        page.wait_for_url(reading.url)
        check_stored_once(reading, mark_id)

    def test_keeps_a_note_that_was_written(self, context, reading, log_in, annotator):
        annotation = reading.mark("لافروف", Tag.ACTOR)
        reading.chip(annotation).click()
        card = reading.note(annotation).locator(".card")
        card.locator("textarea[id^=note-]").fill("وزير")
        context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        card.locator("textarea[id^=note-] ~ button").click()
        expect(reading.notices.locator("a.notice-login")).to_be_visible()
        expect(reading.save_state).to_have_attribute("data-state", "login")
        expect(reading.note(annotation)).to_have_class("note is-unsaved")

        log_in(annotator)
        expect(reading.note(annotation)).to_have_attribute("data-version", str(annotation.version + 1))
        annotation.refresh_from_db()
        assert annotation.note == "وزير"
