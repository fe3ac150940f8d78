"""``GET /annotations/<uuid>/``: one annotation with what can be done to it."""

import pytest

from annotations import curation
from annotations.identifiers import new_uuid7
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

HOSTILE = "<script>alert('١')</script>"

# person: may edit and delete, may judge, sees the way to the administration
SEES = {
    None: (False, False, False),
    "reader": (False, False, False),
    "second_annotator": (False, False, False),
    "annotator": (True, False, False),
    "reviewer": (True, True, True),
}


@pytest.fixture
def url(mark) -> str:
    return f"/annotations/{mark.pk}/"


def test_htmx_gets_the_open_item_alone(client, url, mark):
    response = client.get(url, headers=HTMX)
    page = response.content.decode()
    assert page.lstrip().startswith(f'<li id="n-{mark.pk}" class="note is-open"')
    assert f'id="card-{mark.pk}"' in page
    assert response.headers["Cache-Control"] == "private, no-store"


def test_everybody_else_gets_a_page_with_the_mark_in_its_sentence(client, url, mark):
    response = client.get(url, headers=PLAIN)
    page = response.content.decode()
    assert "<!doctype html>" in page
    assert f"<mark>{mark.exact}</mark>" in page
    assert f'class="note is-open" data-annotation="{mark.pk}"' in page
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("person", SEES, ids=str)
def test_a_person_is_offered_what_they_may_do(request, client, url, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    page = client.get(url, headers=HTMX).content.decode()
    may_edit, may_review, sees_administration = SEES[person]
    assert (f'action="{url}delete/"' in page, f'action="{url}"' in page) == (may_edit, may_edit)
    assert (f'action="{url}approve/"' in page, f'action="{url}reject/"' in page) == (may_review, may_review)
    assert ("/admin/annotations/annotation/" in page) == sees_administration


@pytest.mark.parametrize(
    ("verdict", "offered"),
    [("approve", {"reject", "reopen"}), ("reject", {"approve", "reopen"}), ("reopen", {"approve", "reject"})],
)
def test_a_reviewer_is_offered_every_verdict_but_the_one_that_stands(
    as_reviewer, reviewer, url, mark, verdict, offered
):
    getattr(curation, verdict)(reviewer, mark.pk, None)
    page = as_reviewer.get(url, headers=HTMX).content.decode()
    assert {name for name in ("approve", "reject", "reopen") if f'action="{url}{name}/"' in page} == offered


def test_a_visitor_reads_the_note_and_the_reason(client, url, annotator, reviewer, mark):
    curation.edit(annotator, mark.pk, 1, note="انظر الصفحة ٣")
    curation.reject(reviewer, mark.pk, 2, "ليست جهة")
    page = client.get(url, headers=HTMX).content.decode()
    assert "انظر الصفحة ٣" in page
    assert "ليست جهة" in page
    assert "samira" in page


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["htmx", "plain"])
@pytest.mark.parametrize("person", [None, "annotator", "reviewer"])
def test_what_people_wrote_is_never_markup(request, client, annotator, reviewer, headers, person):
    article = factories.make_article(f"عنوان {HOSTILE} خبر")
    mark = factories.make_annotation(annotator, article, HOSTILE, note=f"</textarea>{HOSTILE}")
    curation.reject(reviewer, mark.pk, 1, HOSTILE)
    if person:
        client.force_login(request.getfixturevalue(person))
    page = client.get(f"/annotations/{mark.pk}/", headers=headers).content.decode()
    assert "<script>alert" not in page
    assert page.count("</textarea>") == page.count("<textarea")
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])
def test_a_deleted_one_is_gone_and_an_unknown_one_not_found(client, url, annotator, mark, headers):
    curation.delete(annotator, mark.pk, 1)
    gone = client.get(url, headers=headers)
    assert gone.status_code == 410
    assert mark.exact not in gone.content.decode()
    assert client.get(f"/annotations/{new_uuid7()}/", headers=headers).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(as_annotator, url, method):
    assert getattr(as_annotator, method)(url).status_code == 405


def test_a_head_request_is_answered(client, url):
    response = client.head(url)
    assert (response.status_code, response.content) == (200, b"")


def test_a_closed_site_shows_nothing_to_visitors(client, url, settings, reader):
    settings.PUBLIC_READING = False
    assert client.get(url, headers=HTMX).status_code == 401
    assert client.get(url, headers=JSON).status_code == 401
    plain = client.get(url, headers=PLAIN)
    assert (plain.status_code, plain.url) == (302, f"/accounts/login/?next={url}")
    client.force_login(reader)
    assert client.get(url).status_code == 200
