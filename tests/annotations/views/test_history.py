"""The pages of the log, undoing an action from them, going back to an earlier state."""

import uuid

import pytest
from django.utils import timezone

from annotations import curation, event_log
from annotations.cursors import seal
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def edited(annotator, mark) -> Annotation:
    """An actor that became a location, with a note."""
    return curation.edit(annotator, mark.pk, 1, tag="location", note="ملاحظة").annotation


@pytest.fixture
def first(edited) -> AnnotationEvent:
    return edited.events.get(verb="created")


def pages_of(mark: Annotation) -> list[str]:
    action = mark.events.order_by("-pk").first().action_id
    return [
        f"/annotations/{mark.pk}/history/", f"/articles/{mark.article_id}/history/", "/people/layla/history/",
        "/history/", f"/history/actions/{action}/",
    ]  # fmt: skip


def test_each_page_says_who_changed_what_from_what_to_what(as_annotator, edited):
    for address in pages_of(edited):
        response = as_annotator.get(address)
        page = response.content.decode()
        assert response.status_code == 200, address
        assert "layla" in page
        assert '<del dir="auto">جهة</del>' in page, address
        assert '<ins dir="auto">مكان</ins>' in page
        assert "ملاحظة" in page
        assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("verb", ["created", "edited"])
def test_each_page_is_filtered_by_what_was_done(as_annotator, edited, verb):
    for address in pages_of(edited)[:4]:
        page = as_annotator.get(address, {"verb": verb}).content.decode()
        assert page.count('data-verb="') == page.count(f'data-verb="{verb}"') == 1, address


def test_each_page_is_filtered_by_day(as_annotator, edited):
    for address in pages_of(edited)[:4]:
        assert 'data-verb="' not in as_annotator.get(address, {"day": "2020-02-29"}).content.decode(), address
        today = timezone.localdate().isoformat()
        assert 'data-verb="' in as_annotator.get(address, {"day": today}).content.decode(), address


@pytest.mark.parametrize(
    "query", ["verb=x", "day=2026-02-30", "day=0001-01-01", "day=9999-12-31", "day=٢٠٢٦-٠١-٠١x", "before=x", "before=-1",
              "before=" + "9" * 30, "before=xx", "verb=%00"]
)  # fmt: skip
def test_a_broken_address_is_refused(as_annotator, edited, query):
    for address in pages_of(edited)[:4]:
        assert as_annotator.get(f"{address}?{query}").status_code == 422, address


@pytest.mark.parametrize("query", ["before=0", "before=999999999", "day=2026-01-01&before=5", "day=9998-12-31"])
def test_an_address_beyond_the_log_is_an_empty_page_or_the_newest(as_annotator, edited, query):
    for address in pages_of(edited)[:4]:
        assert as_annotator.get(f"{address}?{query}").status_code == 200, address


def test_older_entries_follow_under_a_sealed_number(as_annotator, annotator, article, monkeypatch):
    """Numbers of events are those of the whole site, and tell how much others did in between."""
    monkeypatch.setattr(event_log, "PAGE_SIZE", 2)
    marks = [factories.make_annotation(annotator, article, word) for word in ("وزير", "نظيره", "السلام")]
    for address in (f"/articles/{article.pk}/history/", "/people/layla/history/", "/history/"):
        page = as_annotator.get(address, {"verb": "created"})
        older = page.context["older"]
        assert older.startswith("x")
        assert f"?verb=created&amp;before={older}" in page.content.decode()
        [entry] = as_annotator.get(address, {"verb": "created", "before": older}).context["page"].entries
        assert entry.event.annotation_id == marks[0].pk


def test_the_number_of_somebody_elses_event_tells_nothing(client, annotator, second_annotator, article, mark):
    article.collection.settings.mode = "blind"
    article.collection.settings.save()
    client.force_login(second_annotator)
    factories.make_annotation(second_annotator, article, "وزير")
    unseen, beyond = mark.events.get().pk, 10**9
    answers = [client.get("/history/", {"before": number}).context["page"].entries for number in (unseen, beyond)]
    assert answers == [[], []]


def test_visitors_are_asked_to_log_in(client, edited, first):
    for address in [*pages_of(edited), f"/annotations/{edited.pk}/revert/?event={first.pk}"]:
        assert client.get(address).status_code == 302
        assert client.get(address, headers=HTMX).status_code == 401


def test_in_a_blind_collection_others_find_nothing(client, second_annotator, article, edited, first):
    article.collection.settings.mode = "blind"
    article.collection.settings.save()
    client.force_login(second_annotator)
    annotation, of_article, person, day, action = pages_of(edited)
    for address in (annotation, action, f"/annotations/{edited.pk}/revert/?event={first.pk}"):
        assert client.get(address).status_code == 404
    for address in (of_article, person, day):
        page = client.get(address).content.decode()
        assert 'data-verb="' not in page
        assert edited.exact not in page
    revert = {"version": 2, "event": first.pk}
    assert client.post(f"/annotations/{edited.pk}/revert/", revert, headers=HTMX).status_code == 404


def test_what_is_not_there_is_not_found(as_annotator):
    for address in (
        f"/annotations/{new_uuid7()}/history/", "/articles/999999/history/", "/people/nobody/history/",
        "/people/%00/history/", f"/history/actions/{uuid.uuid4()}/", f"/annotations/{new_uuid7()}/revert/?event=1",
    ):  # fmt: skip
        assert as_annotator.get(address).status_code == 404, address


def test_other_methods_are_refused(as_annotator, edited):
    for address in pages_of(edited):
        assert as_annotator.post(address).status_code == 405
    assert as_annotator.get(f"/history/actions/{uuid.uuid4()}/undo/").status_code == 405


def test_what_people_wrote_is_never_markup(as_reviewer, reviewer, annotator):
    article = factories.make_article(f"عنوان {HOSTILE} خبر")
    mark = factories.make_annotation(annotator, article, HOSTILE, note=HOSTILE)
    curation.reject(reviewer, mark.pk, 1, HOSTILE)
    for address in pages_of(mark):
        assert "<script>alert" not in as_reviewer.get(address).content.decode()


def test_a_deleted_annotation_keeps_its_history_and_comes_back_from_it(as_annotator, annotator, edited):
    curation.delete(annotator, edited.pk, 2)
    page = as_annotator.get(f"/annotations/{edited.pk}/history/").content.decode()
    assert f'action="/annotations/{edited.pk}/restore/"' in page
    assert as_annotator.post(f"/annotations/{edited.pk}/restore/", {"version": 3}).status_code == 303
    edited.refresh_from_db()
    assert not edited.is_deleted


class TestGoingBack:
    def test_is_offered_where_it_would_change_something_to_whoever_may(self, client, request, edited, first):
        for person, may in (("annotator", True), ("reviewer", True), ("second_annotator", False), ("reader", False)):
            user = request.getfixturevalue(person)
            client.force_login(user)
            offers = f"/annotations/{edited.pk}/revert/?event={seal(first.pk, user, edited.article_id)}"
            page = client.get(f"/annotations/{edited.pk}/history/").content.decode()
            assert (offers in page) == may, person
            assert page.count("/revert/?event=") == may
            assert client.get(offers).status_code == (200 if may else 403)

    def test_is_shown_before_it_is_done(self, as_annotator, edited, first):
        page = as_annotator.get(f"/annotations/{edited.pk}/revert/?event={first.pk}").content.decode()
        assert '<del dir="auto">مكان</del>' in page
        assert '<ins dir="auto">جهة</ins>' in page
        assert 'name="version" value="2"' in page
        assert edited.events.count() == 2

    def test_leads_to_the_history_where_it_can_be_undone(self, as_annotator, edited, first):
        response = as_annotator.post(f"/annotations/{edited.pk}/revert/", {"version": 2, "event": first.pk})
        assert (response.status_code, response.url) == (303, f"/annotations/{edited.pk}/history/")
        event = edited.events.get(verb="restored")
        assert f'href="/history/actions/{event.action_id}/"' in as_annotator.get(response.url).content.decode()
        as_annotator.post(f"/history/actions/{event.action_id}/undo/")
        edited.refresh_from_db()
        assert edited.tag.slug == "location"

    def test_answers_a_script_with_the_item(self, as_annotator, edited, first):
        data = {"version": 2, "event": first.pk}
        page = as_annotator.post(f"/annotations/{edited.pk}/revert/", data, headers=HTMX).content.decode()
        assert f'data-annotation="{edited.pk}" data-tag="actor"' in page
        assert "data-undo=" in page

    @pytest.mark.parametrize("headers", [HTMX, JSON, {}], ids=["htmx", "json", "plain"])
    def test_is_refused_with_a_reason(self, as_annotator, annotator, article, edited, first, headers):
        url = f"/annotations/{edited.pk}/revert/"

        def status(**data) -> int:
            return as_annotator.post(url, {"version": 2, "event": first.pk} | data, headers=headers).status_code

        assert status(version=1) == 409
        assert status(version="") == status(event="") == status(event="x") == status(event="9" * 30) == 422
        assert status(event=999999) == 404
        factories.make_annotation(annotator, article, edited.exact)
        assert status() == 409
        assert edited.events.count() == 2

    def test_is_refused_to_whoever_may_not_edit(self, client, second_annotator, edited, first):
        client.force_login(second_annotator)
        url = f"/annotations/{edited.pk}/revert/"
        assert client.post(url, {"version": 2, "event": first.pk}, headers=HTMX).status_code == 403

    def test_says_of_the_present_state_that_nothing_would_change(self, as_annotator, edited):
        event = edited.events.get(verb="edited")
        page = as_annotator.get(f"/annotations/{edited.pk}/revert/?event={event.pk}").content.decode()
        assert 'name="version"' not in page


class TestUndoingFromTheHistory:
    @pytest.fixture
    def action(self, reviewer, annotator, article) -> uuid.UUID:
        """Samira approved three marks at once."""
        words = ("وزير", "نظيره", "السلام")
        ids = [factories.make_annotation(annotator, article, word).pk for word in words]
        return curation.judge_many(reviewer, ids, "approved").action_id

    def test_the_day_shows_a_bulk_action_once_and_leads_to_all_of_it(self, as_reviewer, action):
        page = as_reviewer.get("/history/", {"verb": "approved"}).content.decode()
        assert page.count('data-verb="approved"') == 1
        assert f'href="/history/actions/{action}/"' in page
        assert as_reviewer.get(f"/history/actions/{action}/").content.decode().count('data-verb="approved"') == 3

    def test_it_is_undone_as_one(self, as_reviewer, action):
        response = as_reviewer.post(f"/history/actions/{action}/undo/")
        assert response.status_code == 303
        assert set(Annotation.objects.values_list("status", flat=True)) == {"pending"}
        again = as_reviewer.get(response.url).content.decode()
        assert again.count('data-verb="undone"') == 3
        undo = AnnotationEvent.objects.filter(verb="undone").values_list("action_id", flat=True).first()
        assert response.url == f"/history/actions/{undo}/"
        as_reviewer.post(f"/history/actions/{undo}/undo/")
        assert set(Annotation.objects.values_list("status", flat=True)) == {"approved"}

    def test_it_is_offered_once_and_to_whoever_did_it(self, as_reviewer, administrator, action):
        offered = f'action="/history/actions/{action}/undo/"'
        assert offered in as_reviewer.get(f"/history/actions/{action}/").content.decode()
        as_reviewer.post(f"/history/actions/{action}/undo/")
        assert offered not in as_reviewer.get(f"/history/actions/{action}/").content.decode()
        as_reviewer.force_login(administrator)
        assert offered not in as_reviewer.get(f"/history/actions/{action}/").content.decode()
        assert as_reviewer.post(f"/history/actions/{action}/undo/").status_code == 404

    def test_what_somebody_changed_since_stops_it(self, as_reviewer, annotator, action):
        mark = Annotation.objects.first()
        curation.edit(annotator, mark.pk, None, tag="location")
        assert as_reviewer.post(f"/history/actions/{action}/undo/").status_code == 409
        assert Annotation.objects.filter(status="approved").count() == 2
