"""Edit, delete, restore, verdicts and undo over HTTP."""

import uuid

import pytest

from annotations import curation
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

VERDICTS = ["approve", "reject", "reopen"]
CHANGES = ["", "delete/", "restore/", *(f"{verdict}/" for verdict in VERDICTS)]
FORMS = pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])


def at(mark, change: str = "") -> str:
    return f"/annotations/{mark.pk}/{change}"


def stored(mark) -> Annotation:
    return Annotation.objects.get(pk=mark.pk)


def undo_of(mark) -> str:
    return f"/annotations/actions/{AnnotationEvent.objects.filter(annotation=mark).latest('pk').action_id}/undo/"


def test_htmx_gets_the_changed_item_and_the_way_back(as_annotator, mark):
    response = as_annotator.post(at(mark), {"version": 1, "tag": "location", "note": "انظر"}, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'data-annotation="{mark.pk}" data-tag="location"' in page
    assert 'data-version="2"' in page
    assert f'data-undo="{undo_of(mark)}"' in page
    assert response.headers["Cache-Control"] == "private, no-store"
    assert (stored(mark).tag.slug, stored(mark).note) == ("location", "انظر")


def test_new_bounds_move_the_item_to_the_list_of_its_block(as_annotator, mark, article):
    start = article.text.index("وكالات")
    bounds = {"version": 1, "start": start, "end": start + 6, "exact": "وكالات"}
    response = as_annotator.post(at(mark), bounds, headers=HTMX)
    assert f'data-list="notes-{article.text.index("المصدر")}"' in response.content.decode()


def test_a_script_that_wants_json_gets_json(as_annotator, mark):
    response = as_annotator.post(at(mark), {"version": 1, "note": "انظر"}, headers=JSON)
    (changed,) = response.json()["annotations"]
    assert (changed["note"], changed["version"], changed["deleted"]) == ("انظر", 2, False)


def test_a_plain_form_is_led_back_to_the_place_and_told(as_annotator, mark, article):
    response = as_annotator.post(at(mark), {"version": 1, "note": "انظر"}, headers=PLAIN)
    assert (response.status_code, response.url) == (303, f"/articles/{article.pk}/#n-{mark.pk}")
    assert 'class="message-success"' in as_annotator.get(response.url).content.decode()


def test_a_deleted_item_is_taken_out_of_the_list_and_comes_back(as_annotator, mark):
    gone = as_annotator.post(at(mark, "delete/"), {"version": 1}, headers=HTMX).content.decode()
    assert f'<li data-removed="{mark.pk}" data-version="2"></li>' in gone
    assert stored(mark).is_deleted
    back = as_annotator.post(at(mark, "restore/"), {"version": 2}, headers=HTMX).content.decode()
    assert f'data-annotation="{mark.pk}"' in back
    assert not stored(mark).is_deleted


@pytest.mark.parametrize(
    ("verdict", "status"), [("approve", "approved"), ("reject", "rejected"), ("reopen", "pending")]
)
def test_a_verdict_is_stored_and_shown(as_reviewer, reviewer, mark, verdict, status):
    if verdict == "reopen":
        curation.approve(reviewer, mark.pk, None)
    version = stored(mark).version
    response = as_reviewer.post(at(mark, f"{verdict}/"), {"version": version, "reason": "لا"}, headers=HTMX)
    assert f'data-status="{status}" data-version="{version + 1}"' in response.content.decode()
    assert stored(mark).reason == ("لا" if verdict == "reject" else "")


def test_an_author_who_moves_an_approved_mark_sees_it_pending(as_annotator, reviewer, mark):
    curation.approve(reviewer, mark.pk, 1)
    response = as_annotator.post(at(mark), {"version": 2, "tag": "location"}, headers=HTMX)
    assert 'data-status="pending"' in response.content.decode()


@pytest.mark.parametrize("change", CHANGES)
def test_a_visitor_is_asked_to_log_in_and_not_redirected(client, mark, change):
    for headers in (HTMX, JSON, PLAIN):
        assert client.post(at(mark, change), {"version": 1, "note": "x"}, headers=headers).status_code == 401
    assert stored(mark).version == 1


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("person", ["second_annotator", "reader"])
def test_others_are_refused(request, client, mark, change, person):
    client.force_login(request.getfixturevalue(person))
    for headers in (HTMX, JSON, PLAIN):
        assert client.post(at(mark, change), {"version": 1, "note": "x"}, headers=headers).status_code == 403
    assert stored(mark).version == 1


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_author_does_not_judge(as_annotator, mark, verdict):
    assert as_annotator.post(at(mark, f"{verdict}/"), {"version": 1}, headers=HTMX).status_code == 403


@pytest.mark.parametrize("change", CHANGES[1:])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_changes(as_reviewer, mark, change, method):
    assert getattr(as_reviewer, method)(at(mark, change)).status_code == 405


@pytest.mark.parametrize("change", CHANGES)
def test_an_unknown_annotation_is_not_found(as_reviewer, change):
    response = as_reviewer.post(f"/annotations/{new_uuid7()}/{change}", {"version": 1, "note": "x"}, headers=HTMX)
    assert response.status_code == 404


@pytest.mark.parametrize(
    "name", ["1", "x", "01980000-0000-7000-8000-00000000000", "٠1980000-0000-7000-8000-000000000001"]
)
def test_what_is_no_uuid_is_no_address(as_reviewer, name):
    assert as_reviewer.post(f"/annotations/{name}/delete/", {"version": 1}).status_code == 404
    assert as_reviewer.post(f"/annotations/actions/{name}/undo/").status_code == 404


@pytest.mark.parametrize("change", CHANGES)
def test_a_stale_version_shows_the_present_in_every_form(as_reviewer, reviewer, mark, change):
    curation.edit(reviewer, mark.pk, 1, tag="location")
    sent = {"version": 1, "note": "متأخرة"}
    by_htmx = as_reviewer.post(at(mark, change), sent, headers=HTMX)
    by_json = as_reviewer.post(at(mark, change), sent, headers=JSON)
    plain = as_reviewer.post(at(mark, change), sent, headers=PLAIN)
    assert [response.status_code for response in (by_htmx, by_json, plain)] == [409] * 3
    assert 'data-refusal="stale"' in by_htmx.content.decode()
    assert 'data-tag="location"' in by_htmx.content.decode()
    error = by_json.json()["error"]
    assert (error["status"], error["code"], bool(error["message"])) == (409, "stale", True)
    assert (error["annotation"]["tag"], error["annotation"]["version"]) == ("location", 2)
    assert mark.exact in plain.content.decode()
    assert (stored(mark).version, stored(mark).note) == (2, "")


@pytest.mark.parametrize("change", [change for change in CHANGES if change != "restore/"])
def test_a_deleted_annotation_is_gone(as_reviewer, reviewer, mark, change):
    curation.delete(reviewer, mark.pk, 1)
    for headers in (HTMX, JSON, PLAIN):
        assert as_reviewer.post(at(mark, change), {"version": 2, "note": "x"}, headers=headers).status_code == 410


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_needs_the_version_that_was_seen(as_reviewer, mark, change):
    for version in ({}, *({"version": bad} for bad in ("", "x", "-1", "١", "1.0", "9" * 400, "\0"))):
        response = as_reviewer.post(at(mark, change), {"note": "x"} | version, headers=HTMX)
        assert (version, response.status_code) == (version, 422)
    assert stored(mark).version == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"tag": "none"}, 422),
        ({"tag": ""}, 422),
        ({"tag": "\0"}, 422),
        ({"start": 0}, 422),
        ({"start": 0, "end": 4}, 422),
        ({"start": " ", "end": 4, "exact": "وزير"}, 422),
        ({"start": "٠", "end": "٤", "exact": "وزير"}, 422),
        ({"start": 4, "end": 0, "exact": "وزير"}, 422),
        ({"start": 0, "end": 99_999, "exact": "وزير"}, 422),
        ({"start": 0, "end": 4, "exact": "أمير"}, 409),
        ({"start": 0, "end": 4, "exact": "ش" * 1_000_000}, 413),
        ({"note": "ش" * 1_000_000}, 413),
        ({"note": "\0"}, 422),
        ({"note": "x", "action": "x"}, 422),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_bad_edit_is_refused_and_changes_nothing(as_annotator, mark, change, status):
    for headers in (HTMX, JSON, PLAIN):
        response = as_annotator.post(at(mark), {"version": 1} | change, headers=headers)
        assert response.status_code == status
    assert as_annotator.post(at(mark), {"version": 1} | change, headers=JSON).json()["error"]["message"]
    assert stored(mark).version == 1


def test_a_reason_of_a_megabyte_is_too_large(as_reviewer, mark):
    response = as_reviewer.post(at(mark, "reject/"), {"version": 1, "reason": "ش" * 1_000_000}, headers=HTMX)
    assert response.status_code == 413


def test_restoring_onto_a_living_twin_is_refused_and_shows_it(as_annotator, annotator, article, mark):
    curation.delete(annotator, mark.pk, 1)
    twin = factories.make_annotation(annotator, article, mark.exact)
    response = as_annotator.post(at(mark, "restore/"), {"version": 2}, headers=HTMX)
    assert response.status_code == 409
    assert f'data-annotation="{twin.pk}"' in response.content.decode()


def test_a_request_sent_again_is_not_done_again(as_annotator, mark):
    sent = {"version": 1, "note": "انظر", "action": uuid.uuid4()}
    answers = [as_annotator.post(at(mark), sent, headers=HTMX).status_code for _ in range(2)]
    assert (answers, stored(mark).version) == ([200, 200], 2)


def test_an_undo_brings_back_every_annotation_it_touched(as_reviewer, reviewer, annotator, article, mark):
    other = factories.make_annotation(annotator, article, "لافروف")
    curation.judge_many(reviewer, [mark.pk, other.pk], "approved")
    response = as_reviewer.post(undo_of(mark), headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count('data-status="pending"') == 2
    assert page.count("<li ") == 2
    assert "data-undo=" in page


def test_an_undo_of_a_creation_takes_the_item_out(as_annotator, mark):
    response = as_annotator.post(undo_of(mark), headers=HTMX)
    assert f'data-removed="{mark.pk}"' in response.content.decode()


def test_an_undo_answers_in_every_form(as_annotator, annotator, mark, article):
    curation.edit(annotator, mark.pk, 1, note="انظر")
    by_json = as_annotator.post(undo_of(mark), headers=JSON)
    assert by_json.json()["annotations"][0]["note"] == ""
    plain = as_annotator.post(undo_of(mark), headers=PLAIN)
    assert (plain.status_code, plain.url) == (303, f"/articles/{article.pk}/#n-{mark.pk}")
    assert stored(mark).note == "انظر"


def test_an_undo_of_what_moved_on_is_refused(as_annotator, annotator, reviewer, mark):
    curation.edit(annotator, mark.pk, 1, note="انظر")
    address = undo_of(mark)
    curation.approve(reviewer, mark.pk, 2)
    response = as_annotator.post(address, headers=HTMX)
    assert response.status_code == 409
    assert 'data-status="approved"' in response.content.decode()


@FORMS
def test_an_action_of_somebody_else_is_not_found(as_reviewer, mark, headers):
    assert as_reviewer.post(undo_of(mark), headers=headers).status_code == 404
    assert as_reviewer.post(f"/annotations/actions/{uuid.uuid4()}/undo/", headers=headers).status_code == 404
    assert not stored(mark).is_deleted


@FORMS
def test_undo_needs_an_account_and_a_post(client, mark, headers):
    assert client.post(undo_of(mark), headers=headers).status_code == 401
    assert client.get(undo_of(mark), headers=headers).status_code == 405


def test_an_undo_with_a_bad_name_is_refused(as_annotator, mark):
    assert as_annotator.post(undo_of(mark), {"action": "x"}, headers=HTMX).status_code == 422
    assert not stored(mark).is_deleted
