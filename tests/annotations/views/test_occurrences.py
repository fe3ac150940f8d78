"""All mentions: the checklist, and the marks that come of it."""

import html
import re
import uuid

import pytest

from annotations.forms import EXACT_LIMIT, MARKS_LIMIT
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

TEXT = "رنا الحلو في البيت\n\nوصلت رنا الحلو ثم عادت الحلو، ولرنا الحلو حقل"
NAME = "رنا الحلو"
ACTION = "01980000-0000-7000-8000-0000000000aa"


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, NAME)


@pytest.fixture
def url(article) -> str:
    return f"/articles/{article.pk}/annotations/many/"


def starts(exact: str = NAME) -> list[int]:
    return [found.start() for found in re.finditer(exact, TEXT)]


def form(*places: int, exact: str = NAME, **fields) -> dict:
    return {
        "action": ACTION,
        "tag": "actor",
        "id": [f"01980000-0000-7000-8000-{place:012d}" for place in places],
        "start": list(places),
        "end": [place + len(exact) for place in places],
        "exact": [exact] * len(places),
    } | fields


class TestChecklist:
    def test_is_a_fragment_for_htmx(self, as_annotator, mark):
        response = as_annotator.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX)
        page = response.content.decode()
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        assert page.startswith('<form id="occurrences"')
        assert re.findall(r'<li data-start="(\d+)"', page) == [str(s) for s in [*starts()[1:2], starts("الحلو،")[0], starts()[2]]]
        assert len(re.findall(r'name="chosen" value="[^"]+" checked', page)) == 2
        assert "وصلت <mark>رنا الحلو</mark> ثم عادت" in page

    def test_is_a_page_for_everybody_else(self, as_annotator, mark):
        response = as_annotator.get(f"/annotations/{mark.pk}/occurrences/")
        assert response.status_code == 200
        assert b"<!doctype html>" in response.content
        assert b'<form id="occurrences"' in response.content

    def test_leaves_out_ones_own_marks_but_not_those_of_others(self, as_annotator, mark, article, annotator, second_annotator):
        factories.make_annotation(annotator, article, NAME, occurrence=2)
        factories.make_annotation(second_annotator, article, NAME, occurrence=3)
        page = as_annotator.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).content.decode()
        assert re.findall(r'<li data-start="(\d+)"', page) == [str(s) for s in [starts("الحلو،")[0], starts()[2]]]

    def test_of_somebody_elses_mark(self, client, second_annotator, mark):
        client.force_login(second_annotator)
        page = client.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).content.decode()
        assert page.count("<li data-start") == 3

    def test_says_that_there_is_nothing(self, as_annotator, annotator, article):
        lonely = factories.make_annotation(annotator, article, "البيت")
        page = as_annotator.get(f"/annotations/{lonely.pk}/occurrences/", headers=HTMX).content.decode()
        assert "occurrences-none" in page and "<li data-start" not in page

    def test_escapes_what_the_article_says(self, as_annotator, annotator):
        article = factories.make_article('رنا <b>"هنا"</b> رنا <script>')
        mark = factories.make_annotation(annotator, article, "رنا")
        page = as_annotator.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).content.decode()
        assert "<script" not in page and html.escape("<b>") in page

    def test_nobody_is_asked_to_log_in(self, client, mark):
        assert client.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).status_code == 401
        assert client.get(f"/annotations/{mark.pk}/occurrences/").status_code == 302

    def test_a_reader_may_not(self, client, reader, mark):
        client.force_login(reader)
        assert client.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).status_code == 403

    def test_missing_deleted_and_wrong_method(self, as_annotator, mark):
        as_annotator.post(f"/annotations/{mark.pk}/delete/", {"version": 1}, headers=HTMX)
        assert as_annotator.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).status_code == 410
        assert as_annotator.get(f"/annotations/{uuid.UUID(int=1)}/occurrences/", headers=HTMX).status_code == 404
        assert as_annotator.post(f"/annotations/{mark.pk}/occurrences/", headers=HTMX).status_code == 405

    def test_costs_few_queries(self, as_annotator, mark, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            as_annotator.get(f"/annotations/{mark.pk}/occurrences/", headers=HTMX)


class TestCreateMany:
    def test_stores_all_and_offers_one_undo(self, as_annotator, url):
        response = as_annotator.post(url, form(*starts()), headers=HTMX)
        page = response.content.decode()
        assert response.status_code == 201
        assert response.headers["Cache-Control"] == "private, no-store"
        assert page.count("<li ") == 3
        assert f'data-undo="/annotations/actions/{ACTION}/undo/"' in page
        assert set(AnnotationEvent.objects.values_list("action_id", flat=True)) == {uuid.UUID(ACTION)}
        assert as_annotator.post(f"/annotations/actions/{ACTION}/undo/", headers=HTMX).content.count(b"data-removed") == 3

    def test_sent_again_it_answers_alike(self, as_annotator, url):
        as_annotator.post(url, form(*starts()), headers=HTMX)
        response = as_annotator.post(url, form(*starts()), headers=HTMX)
        assert (response.status_code, response.content.count(b"<li ")) == (200, 3)
        assert Annotation.objects.count() == 3

    def test_reports_what_it_refuses(self, as_annotator, url, mark):
        response = as_annotator.post(url, form(*starts()), headers=JSON)
        answer = response.json()
        assert response.status_code == 201
        assert [annotation["start"] for annotation in answer["annotations"]] == starts()[1:]
        assert [(each["id"], each["code"]) for each in answer["refused"]] == [(form(*starts())["id"][0], "already_marked")]
        page = as_annotator.post(url, form(*starts()), headers=HTMX).content.decode()
        assert 'data-code="already_marked"' in page

    def test_refuses_where_nothing_is_left(self, as_annotator, url, mark):
        response = as_annotator.post(url, form(starts()[0]), headers=HTMX)
        assert response.status_code == 409
        assert f'data-annotation="{mark.pk}"' in response.content.decode()

    def test_a_plain_form_sends_what_it_shows_and_what_is_chosen(self, as_annotator, url, article):
        sent = form(*starts())
        sent["chosen"] = ["", sent["id"][1]]
        response = as_annotator.post(url, sent, headers=PLAIN)
        assert (response.status_code, response.url) == (303, f"/articles/{article.pk}/#n-{sent['id'][1]}")
        assert [annotation.start for annotation in Annotation.objects.all()] == [starts()[1]]

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            pytest.param({"chosen": [""]}, 422, id="nothing chosen"),
            pytest.param({"tag": ""}, 422, id="no tag"),
            pytest.param({"tag": "nonsense"}, 422, id="unknown tag"),
            pytest.param({"start": [0]}, 422, id="a start is missing"),
            pytest.param({"start": ["x", "y", "z"]}, 422, id="no numbers"),
            pytest.param({"id": ["x", "y", "z"]}, 422, id="no identifiers"),
            pytest.param({"action": "x"}, 422, id="no action"),
            pytest.param({"exact": ["", "", ""]}, 422, id="no text"),
            pytest.param({"exact": ["رنى الحلو"] * 3}, 409, id="another text"),
            pytest.param({"end": [9000, 9001, 9002]}, 422, id="outside"),
            pytest.param({"exact": ["ش" * (EXACT_LIMIT + 1)] * 3}, 413, id="too large"),
        ],
    )
    def test_refuses_bad_input(self, as_annotator, url, fields, status):
        response = as_annotator.post(url, form(*starts()) | fields, headers=HTMX)
        assert response.status_code == status
        assert 'role="alert"' in response.content.decode()
        assert not Annotation.objects.exists()

    def test_refuses_too_many(self, as_annotator, annotator, db):
        article = factories.make_article("رنا " * (MARKS_LIMIT + 1))
        sent = form(*range(0, 4 * (MARKS_LIMIT + 1), 4), exact="رنا")
        url = f"/articles/{article.pk}/annotations/many/"
        assert as_annotator.post(url, sent, headers=HTMX).status_code == 422
        fewer = {name: value[:-1] if isinstance(value, list) else value for name, value in sent.items()}
        assert as_annotator.post(url, fewer, headers=HTMX).status_code == 201
        assert Annotation.objects.count() == MARKS_LIMIT

    def test_nobody_and_a_reader_may_not(self, client, reader, url):
        assert client.post(url, form(*starts()), headers=HTMX).status_code == 401
        client.force_login(reader)
        assert client.post(url, form(*starts()), headers=HTMX).status_code == 403
        assert not Annotation.objects.exists()

    def test_missing_article_and_wrong_method(self, as_annotator, url, article):
        assert as_annotator.get(url).status_code == 405
        assert as_annotator.post(f"/articles/{article.pk + 1}/annotations/many/", form(0), headers=HTMX).status_code == 404

    def test_an_identifier_is_made_where_none_is_sent(self, as_annotator, url):
        assert as_annotator.post(url, form(*starts(), id=["", "", ""]), headers=JSON).status_code == 201
        assert {annotation.pk.version for annotation in Annotation.objects.all()} == {7}
