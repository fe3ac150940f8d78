"""``POST /annotations/<uuid>/link/``, and what create and edit say of a quote."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import curation, linking
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

QUOTE = "المحصول جيد هذا العام"
PART = "سنزرع بسوريا قمحا"
CUE = "قال"


@pytest.fixture
def head(annotator, article):
    return factories.make_annotation(annotator, article, QUOTE, "quote")


@pytest.fixture
def part(annotator, article):
    return factories.make_annotation(annotator, article, PART, "quote")


def at(annotation, change: str = "link/") -> str:
    return f"/annotations/{annotation.pk}/{change}"


def span(article, exact: str) -> dict:
    start = article.text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def stored(annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def item(page: str, annotation) -> str:
    """Return the list item of the annotation in an answer."""
    return next(each for each in page.split("<li ") if f'data-annotation="{annotation.pk}"' in each)


def test_a_speaker_is_linked_and_shown(as_annotator, head, mark):
    response = as_annotator.post(at(head), {"role": "speaker", "target": mark.pk, "version": 1}, headers=HTMX)
    page = item(response.content.decode(), head)
    assert response.status_code == 200
    assert f'data-speaker="{mark.pk}"' in page
    assert 'data-version="2"' in page and f'data-text="{QUOTE}"' in page
    assert f'<bdi class="chip-text">{mark.exact}</bdi> <small class="chip-role">القائل</small>' in page
    assert f"<bdi>{QUOTE}</bdi>" in page


def test_an_empty_target_takes_the_link_away(as_annotator, annotator, head, mark):
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    page = as_annotator.post(at(head), {"role": "speaker", "target": "", "version": 2}, headers=HTMX).content.decode()
    assert "data-speaker" not in page
    assert stored(head).links == {}


def test_an_unnamed_source_takes_the_place_of_the_speaker_and_back(as_annotator, annotator, head, mark):
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    page = as_annotator.post(
        at(head), {"role": "speaker", "target": "unnamed", "version": 2}, headers=HTMX
    ).content.decode()
    assert 'data-speaker="unnamed"' in page
    assert stored(head).links == {}
    as_annotator.post(at(head), {"role": "speaker", "target": mark.pk, "version": 3}, headers=HTMX)
    assert (stored(head).links, stored(head).speaker_unnamed) == ({"speaker": mark.pk}, False)


def test_kind_and_unnamed_are_edited(as_annotator, head):
    page = as_annotator.post(at(head, ""), {"kind": "direct", "unnamed": "1", "version": 1}, headers=HTMX)
    assert 'data-kind="direct" data-speaker="unnamed"' in page.content.decode()
    as_annotator.post(at(head, ""), {"kind": "", "unnamed": "0", "version": 2}, headers=HTMX)
    assert (stored(head).kind, stored(head).speaker_unnamed) == ("", False)


def test_a_quote_is_made_with_its_speaker_in_one_action(as_annotator, article, mark):
    pk = new_uuid7()
    sent = {"id": pk, "tag": "quote", "speaker": mark.pk, "kind": "mixed"} | span(article, QUOTE)
    response = as_annotator.post(f"/articles/{article.pk}/annotations/", sent, headers=HTMX)
    assert response.status_code == 201
    assert f'data-kind="mixed" data-speaker="{mark.pk}"' in response.content.decode()
    assert as_annotator.post(f"/articles/{article.pk}/annotations/", sent, headers=HTMX).status_code == 200
    other = sent | {"speaker": ""}
    assert as_annotator.post(f"/articles/{article.pk}/annotations/", other, headers=HTMX).status_code == 409


def test_a_quote_is_made_with_an_unnamed_source_and_a_part_with_its_head(as_annotator, article, head):
    address = f"/articles/{article.pk}/annotations/"
    sent = {"tag": "quote", "speaker": "unnamed"} | span(article, "جيد هذا")
    assert as_annotator.post(address, sent, headers=JSON).json()["annotations"][0]["speaker"] == "unnamed"
    sent = {"tag": "quote", "continues": head.pk} | span(article, PART)
    page = as_annotator.post(address, sent, headers=HTMX).content.decode()
    assert f'data-continues="{head.pk}"' in page
    assert "تتمة" in page


def test_a_cue_is_marked_and_linked_in_one_action(as_annotator, article, head):
    sent = {"role": "cue", "version": 1, "action": uuid.uuid4()} | span(article, CUE)
    page = as_annotator.post(at(head), sent, headers=HTMX).content.decode()
    cue = Annotation.objects.get(tag__slug="cue")
    start = article.text.index(CUE)
    assert f'data-cue="{cue.pk}" data-cue-start="{start}" data-cue-end="{start + 3}"' in page
    assert page.count("<li ") == 1
    assert AnnotationEvent.objects.filter(action_id=sent["action"]).count() == 2
    assert as_annotator.post(at(head), sent, headers=HTMX).status_code == 200
    assert Annotation.objects.count() == 2


def test_a_new_speaker_is_marked_and_linked_in_one_action(as_annotator, article, head):
    pk = new_uuid7()
    sent = {"role": "speaker", "version": 1, "id": pk} | span(article, "وزير الزراعة")
    page = as_annotator.post(at(head), sent, headers=HTMX).content.decode()
    assert (f'data-speaker="{pk}"' in page, f'data-annotation="{pk}" data-tag="actor"' in page) == (True, True)
    undo = f"/annotations/actions/{AnnotationEvent.objects.latest('pk').action_id}/undo/"
    page = as_annotator.post(undo, headers=HTMX).content.decode()
    assert f'data-removed="{pk}"' in page
    assert "data-speaker" not in item(page, head)
    redo = f"/annotations/actions/{AnnotationEvent.objects.latest('pk').action_id}/undo/"
    assert f'data-speaker="{pk}"' in as_annotator.post(redo, headers=HTMX).content.decode()


@pytest.mark.parametrize("change", ["delete/", "", "restore/"])
def test_what_shows_a_changed_speaker_comes_with_it(as_annotator, annotator, article, head, mark, change):
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    if change == "restore/":
        curation.delete(annotator, mark.pk, 1)
    sent = {"version": stored(mark).version} | (span(article, "سامر") if change == "" else {})
    page = item(as_annotator.post(at(mark, change), sent, headers=HTMX).content.decode(), head)
    assert (f'data-speaker="{mark.pk}"' in page) == (change != "delete/")
    assert 'data-version="2"' in page


def test_a_verdict_brings_nothing_else(as_reviewer, annotator, head, mark):
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    page = as_reviewer.post(at(mark, "approve/"), {"version": 1}, headers=HTMX).content.decode()
    assert page.count("<li ") == 1


def test_a_linked_end_cannot_be_retagged(as_annotator, annotator, head, mark):
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    for annotation, version in ((mark, 1), (head, 2)):
        response = as_annotator.post(at(annotation, ""), {"tag": "location", "version": version}, headers=JSON)
        error = response.json()["error"]
        assert (response.status_code, error["code"]) == (409, "linked")
        other = head if annotation is mark else mark
        assert other.exact[:10] in error["message"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({}, 422, id="no role"),
        pytest.param({"role": "friend"}, 422, id="unknown role"),
        pytest.param({"role": "speaker", "target": "x"}, 422, id="no uuid"),
        pytest.param({"role": "cue", "target": "unnamed"}, 422, id="unnamed cue"),
        pytest.param({"role": "speaker", "target": new_uuid7()}, 422, id="unknown target"),
        pytest.param({"role": "speaker", "start": 1, "end": 2}, 422, id="half a mark"),
        pytest.param({"role": "continues", "start": 0, "end": 4, "exact": "وزير"}, 422, id="a new head"),
        pytest.param({"role": "speaker", "start": 0, "end": 4, "exact": "أمير"}, 409, id="text differs"),
        pytest.param({"role": "speaker", "target": "", "version": 9}, 409, id="stale"),
        pytest.param({"role": "speaker", "target": "", "version": ""}, 422, id="no version"),
    ],
)
def test_a_bad_link_is_refused_and_changes_nothing(as_annotator, head, sent, status):
    for headers in (HTMX, JSON, PLAIN):
        assert as_annotator.post(at(head), {"version": 1} | sent, headers=headers).status_code == status
    assert (stored(head).version, Annotation.objects.count()) == (1, 1)


@pytest.mark.parametrize(("person", "status"), [(None, 401), ("reader", 403), ("second_annotator", 403)])
def test_others_do_not_link(request, client, head, mark, person, status):
    if person:
        client.force_login(request.getfixturevalue(person))
    sent = {"role": "speaker", "target": mark.pk, "version": 1}
    assert client.post(at(head), sent, headers=HTMX).status_code == status
    assert stored(head).links == {}


def test_only_a_post_links(as_reviewer, head):
    assert as_reviewer.get(at(head)).status_code == 405


def test_a_plain_form_is_led_back_to_the_quote(as_annotator, head, mark, article):
    response = as_annotator.post(at(head), {"role": "speaker", "target": mark.pk, "version": 1}, headers=PLAIN)
    assert (response.status_code, response.url) == (303, f"/articles/{article.pk}/#n-{head.pk}")


def test_the_reading_page_shows_links_with_one_query(
    as_annotator, annotator, article, head, part, mark
):
    def queries() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as captured:
            page = as_annotator.get(f"/articles/{article.pk}/").content.decode()
        return len(captured), page

    before, _page = queries()
    linking.link(annotator, head.pk, 1, "speaker", mark.pk)
    linking.link(annotator, part.pk, 1, "continues", head.pk)
    after, page = queries()
    assert after == before
    assert (f'data-speaker="{mark.pk}"' in page, f'data-continues="{head.pk}"' in page) == (True, True)
