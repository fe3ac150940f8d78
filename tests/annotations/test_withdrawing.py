"""An article on legal request: its words are nowhere any more, and the log stays whole."""

import json
import uuid
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from annotations import bulk_runs, curation, discussion, triggers, undoing
from annotations.exchange.store import Choice, read_articles
from annotations.integrity import find_faults
from annotations.models import Annotation, AnnotationEvent, Assignment, BulkRun
from annotations.refusals import AlreadyWithdrawn, NoReason, NotAllowed, Refusal
from annotations.withdrawing import withdraw
from newsroom.backup import tables
from newsroom.importing.refusals import Reason
from newsroom.importing.store import Status, store_article
from newsroom.models import Article, Withdrawal
from tests import factories

SECRETS = ("سامر", "الحلواني", "المحصول", "سوريا", "sealed")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def actor(annotator, article):
    return factories.make_annotation(annotator, article, "سامر الحلواني", note="sealed note")


@pytest.fixture
def worked_on(actor, article, annotator, reviewer, administrator):
    """An article with marks, a link, verdicts, a deleted mark, comments, work and an entry in the admin's log."""
    factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=actor.pk)
    place = factories.make_annotation(annotator, article, "سوريا", "location")
    curation.reject(reviewer, actor.pk, None, "sealed reason")
    curation.delete(annotator, place.pk, None)
    discussion.add(reviewer, actor.pk, "sealed comment on سامر")
    LogEntry.objects.log_actions(administrator.pk, [article], 2)
    return article


@pytest.fixture
def withdrawn(worked_on, administrator):
    withdraw(administrator, worked_on.pk, "طلب محكمة")
    return worked_on


def test_no_word_of_it_is_in_any_table(withdrawn):
    for model in tables.models_in_order():
        for row in tables.rows_of(model):
            written = json.dumps(row, ensure_ascii=False)
            assert not any(secret in written for secret in SECRETS), model


def test_the_log_keeps_who_did_what_and_gets_a_last_event_of_each(worked_on, administrator):
    fields = ("pk", "annotation_id", "verb", "by_id", "by_name", "at", "action_id")
    before = list(AnnotationEvent.objects.order_by("pk").values_list(*fields))
    withdraw(administrator, worked_on.pk, "طلب محكمة")
    after = list(AnnotationEvent.objects.order_by("pk").values_list(*fields))
    assert after[: len(before)] == before
    assert [(verb, by) for _pk, _annotation, verb, by, *_ in after[len(before) :]] == [("withdrawn", administrator.pk)] * 3
    assert not Annotation.objects.live().exists()


class TestRunsOfManyMarks:
    """What a moderator wrote of a change of many annotations, some of them of the article."""

    @pytest.fixture
    def elsewhere(self, annotator):
        return factories.make_annotation(annotator, factories.make_article("وصل عمر"), "عمر")

    def begin(self, by, *marks) -> BulkRun:
        written = {"reason": "sealed reason", "back": "/admin/annotations/annotation/?q=سامر"}
        return bulk_runs.start(by, "reject", {mark.pk: mark.version for mark in marks}, uuid.uuid4(), **written)

    def read(self, run) -> tuple:
        run.refresh_from_db()
        return run.state, run.reason, run.back, run.selection

    def test_what_changed_a_mark_of_it_loses_its_words(self, actor, elsewhere, article, reviewer, administrator):
        run = bulk_runs.step(self.begin(reviewer, actor, elsewhere), 60)
        assert (run.state, run.changed) == ("finished", 2)
        withdraw(administrator, article.pk, "طلب محكمة")
        assert self.read(run) == ("finished", "", "", "")
        elsewhere.refresh_from_db()
        assert (elsewhere.status, elsewhere.reason) == ("rejected", "sealed reason")

    def test_what_was_about_to_ends(self, actor, elsewhere, article, reviewer, administrator):
        run = self.begin(reviewer, elsewhere, actor)
        withdraw(administrator, article.pk, "طلب محكمة")
        assert self.read(run) == ("cancelled", "", "", "")
        assert bulk_runs.step(run, 60).position == 0

    def test_what_is_about_other_articles_stays(self, elsewhere, article, reviewer, administrator):
        run = self.begin(reviewer, elsewhere)
        before = self.read(run)
        withdraw(administrator, article.pk, "طلب محكمة")
        assert self.read(run) == before
        assert before[:2] == ("running", "sealed reason")


def test_the_database_is_sound_and_guarded_afterwards(withdrawn):
    assert list(find_faults()) == []
    assert triggers.check_triggers(None, ["default"]) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AnnotationEvent.objects.update(by_name="x")


def test_a_failure_on_the_way_changes_nothing(worked_on, administrator, monkeypatch):
    monkeypatch.setattr("annotations.withdrawing._forget_beside", lambda article: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        withdraw(administrator, worked_on.pk, "طلب محكمة")
    assert triggers.check_triggers(None, ["default"]) == []
    worked_on.refresh_from_db()
    assert (worked_on.text, worked_on.withdrawn_at) == (factories.TEXT, None)
    assert "سامر الحلواني" in {event.after["exact"] for event in AnnotationEvent.objects.all()}


def test_who_why_and_when_are_kept(withdrawn, administrator):
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.article_id, withdrawal.by, withdrawal.reason) == (withdrawn.pk, administrator, "طلب محكمة")


def test_the_same_text_is_not_imported_again(withdrawn):
    other = factories.make_collection("أخرى")
    for collection in (None, other):
        outcome = store_article(factories.TEXT, collection=collection)
        assert (outcome.status, outcome.refused.reason) == (Status.REFUSED, Reason.WITHDRAWN)
        assert outcome.refused.details == {"id": withdrawn.pk}


def test_a_save_keeps_the_hash(withdrawn):
    article = Article.objects.get()
    known = article.content_hash
    article.save()
    assert Article.objects.get().content_hash == known


def test_the_page_says_that_it_is_gone(withdrawn, client, administrator):
    for person in (None, administrator):
        if person:
            client.force_login(person, backend=BACKEND)
        response = client.get(withdrawn.get_absolute_url())
        assert response.status_code == 410
        assert "error-page" in response.content.decode()


def test_nobody_learns_of_it_in_a_closed_collection(worked_on, administrator, client):
    closed = factories.make_collection("مغلقة", is_open=False)
    Article.objects.update(collection=closed)
    withdraw(administrator, worked_on.pk, "طلب محكمة")
    assert client.get(worked_on.get_absolute_url()).status_code == 404


def test_lists_search_queue_and_exports_leave_it_out(withdrawn, client, reviewer, annotator):
    client.force_login(reviewer, backend=BACKEND)
    address = withdrawn.get_absolute_url()
    for page in ("/", "/?q=سامر", "/review/", "/queue/", "/review/articles/"):
        response = client.get(page)
        assert response.status_code == 200
        assert address not in response.content.decode(), page
    assert list(read_articles(Choice())) == []
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("page", ["changes/?since=0", "history/"])
def test_what_belongs_to_the_article_is_not_found(withdrawn, client, administrator, page):
    client.force_login(administrator, backend=BACKEND)
    assert client.get(f"{withdrawn.get_absolute_url()}{page}").status_code in (404, 410)


def test_pages_that_still_list_its_log_answer(withdrawn, actor, client, administrator):
    client.force_login(administrator, backend=BACKEND)
    for page in (
        "/admin/annotations/annotation/?deleted=deleted", f"/admin/annotations/annotation/{actor.pk}/change/",
        "/admin/annotations/annotationevent/", "/admin/newsroom/withdrawal/", "/people/layla/history/",
        f"/annotations/{actor.pk}/history/", f"/annotations/{actor.pk}/", "/admin/newsroom/article/", "/admin/",
    ):  # fmt: skip
        response = client.get(page)
        assert response.status_code in (200, 302, 404, 410), page
        assert not any(secret in response.content.decode() for secret in SECRETS), page


def test_nothing_of_it_comes_back(withdrawn, actor, annotator, reviewer):
    place = Annotation.objects.get(tag__slug="location")
    deletion = AnnotationEvent.objects.get(annotation=place, verb="deleted").action_id
    for change in (
        lambda: curation.restore(annotator, place.pk, None),
        lambda: curation.approve(reviewer, actor.pk, None),
        lambda: undoing.undo(annotator, deletion),
        lambda: factories.make_annotation(annotator, withdrawn, "سوريا", "location"),
        lambda: discussion.add(reviewer, actor.pk, "x"),
    ):
        with pytest.raises((Refusal, Annotation.DoesNotExist, Article.DoesNotExist)):
            change()


def test_only_administrators_withdraw_and_once_and_with_a_reason(article, administrator, reviewer):
    with pytest.raises(NotAllowed):
        withdraw(reviewer, article.pk, "لا")
    with pytest.raises(NoReason):
        withdraw(administrator, article.pk, "  ")
    withdraw(administrator, article.pk, "طلب")
    with pytest.raises(AlreadyWithdrawn):
        withdraw(administrator, article.pk, "طلب")


def test_the_admin_asks_for_the_reason_first(worked_on, administrator, client):
    client.force_login(administrator, backend=BACKEND)
    data = {"action": "withdraw", "_selected_action": [worked_on.pk]}
    asked = client.post("/admin/newsroom/article/", data)
    assert (asked.status_code, Withdrawal.objects.count()) == (200, 0)
    assert worked_on.headline in asked.content.decode()
    data["confirmed"] = "yes"
    assert client.post("/admin/newsroom/article/", data | {"reason": " "}).status_code == 422
    done = client.post("/admin/newsroom/article/", data | {"reason": "طلب محكمة"})
    assert (done.status_code, Withdrawal.objects.get().by) == (302, administrator)


def test_the_admin_offers_it_to_nobody_else(article, reviewer, client):
    client.force_login(reviewer, backend=BACKEND)
    data = {"action": "withdraw", "_selected_action": [article.pk], "confirmed": "yes", "reason": "x"}
    client.post("/admin/newsroom/article/", data)
    assert not Withdrawal.objects.exists()


def test_the_command_asks_and_tells(article, administrator, monkeypatch):
    arguments = ["withdraw_article", str(article.pk), "--reason", "طلب", "--by", "huda"]
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError):
        call_command(*arguments, stdout=StringIO())
    for wrong in (["--by", "nobody"], ["--reason", " "]):
        with pytest.raises(CommandError):
            call_command(*arguments, *wrong, "--yes", stdout=StringIO())
    call_command(*arguments, "--yes", stdout=StringIO())
    assert Withdrawal.objects.exists()
    with pytest.raises(CommandError):
        call_command(*arguments, "--yes", stdout=StringIO())


if connection.vendor == "sqlite":  # PostgreSQL frees its pages in its own way

    def test_sqlite_overwrites_what_goes(withdrawn):
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_keys_that_are_none_are_told(administrator, client):
    client.force_login(administrator, backend=BACKEND)
    for key in ("x", "9" * 30):
        response = client.post("/admin/newsroom/article/", {"action": "withdraw", "_selected_action": [key]})
        assert response.status_code in (200, 302)
