"""``POST /articles/<id>/annotations/``: a new mark, or the reason why not."""

import uuid

import pytest
from django.test import Client

from annotations import curation
from annotations.forms import EXACT_LIMIT
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

ID = "01980000-0000-7000-8000-000000000001"
NAME = "سامر الحلواني"
BIG = "ش" * 1_000_000


@pytest.fixture
def url(article) -> str:
    return f"/articles/{article.pk}/annotations/"


def form(article, exact: str = NAME, /, **fields) -> dict:
    """Return what the page sends; ``None`` leaves a field out."""
    start = article.text.index(exact)
    sent = {"id": ID, "tag": "actor", "start": start, "end": start + len(exact), "exact": exact} | fields
    return {name: value for name, value in sent.items() if value is not None}


def test_htmx_gets_the_new_list_item(as_annotator, url, article, annotator):
    response = as_annotator.post(url, form(article, note="الوزير"), headers=HTMX)
    page = response.content.decode()
    start = article.text.index(NAME)
    assert response.status_code == 201
    assert f'<li id="n-{ID}" class="note" data-annotation="{ID}" data-tag="actor"' in page
    assert f'data-start="{start}" data-end="{start + len(NAME)}" data-status="pending" data-version="1"' in page
    assert f'data-author="{annotator.pk}" data-list="notes-{article.text.index("قال")}"' in page
    assert response.headers["Cache-Control"] == "private, no-store"
    stored = Annotation.objects.get()
    assert (stored.author, stored.note, stored.exact) == (annotator, "الوزير", NAME)


def test_a_script_that_wants_json_gets_json(as_annotator, url, article):
    response = as_annotator.post(url, form(article), headers=JSON)
    (stored,) = response.json()["annotations"]
    assert response.status_code == 201
    assert stored.items() >= {"id": ID, "tag": "actor", "exact": NAME, "author": "layla", "version": 1}.items()
    assert response.json()["action"] == str(AnnotationEvent.objects.get().action_id)


def test_a_plain_form_is_led_back_to_the_place(as_annotator, url, article):
    response = as_annotator.post(url, form(article), headers=PLAIN)
    assert (response.status_code, response.url) == (303, f"/articles/{article.pk}/#n-{ID}")


def test_a_plain_form_needs_no_identifier(as_annotator, url, article):
    response = as_annotator.post(url, form(article, id=None))
    assert response.status_code == 303
    assert Annotation.objects.get().pk.version == 7


def test_the_line_ends_of_a_form_do_not_matter(as_annotator, url, article):
    exact = "السلام\n\nقال"
    response = as_annotator.post(url, form(article, exact, exact=exact.replace("\n", "\r\n")), headers=HTMX)
    assert response.status_code == 201
    assert Annotation.objects.get().exact == exact


def test_both_encodings_of_a_form_are_read(as_annotator, url, article):
    body = "&".join(f"{name}={value}" for name, value in form(article).items()).replace(" ", "+").encode()
    response = as_annotator.post(url, body, content_type="application/x-www-form-urlencoded", headers=HTMX)
    assert response.status_code == 201


def test_the_same_request_again_gets_the_same_item(as_annotator, url, article):
    as_annotator.post(url, form(article), headers=HTMX)
    response = as_annotator.post(url, form(article), headers=HTMX)
    assert response.status_code == 200
    assert f'data-annotation="{ID}"' in response.content.decode()
    assert Annotation.objects.count() == 1


def test_the_same_request_after_a_correction_gets_the_present_item(as_annotator, url, article, reviewer):
    as_annotator.post(url, form(article), headers=HTMX)
    curation.edit(reviewer, ID, 1, tag="location")
    response = as_annotator.post(url, form(article), headers=HTMX)
    assert response.status_code == 200
    assert 'data-tag="location"' in response.content.decode()


def test_the_same_request_after_a_deletion_is_gone(as_annotator, url, article, annotator):
    as_annotator.post(url, form(article), headers=HTMX)
    curation.delete(annotator, ID, 1)
    response = as_annotator.post(url, form(article), headers=HTMX)
    assert response.status_code == 410
    assert ID not in response.content.decode()


@pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])
def test_an_identifier_of_another_mark_or_person_is_taken_and_not_shown(
    client, url, article, annotator, second_annotator, headers
):
    client.force_login(annotator)
    client.post(url, form(article))
    other_mark = client.post(url, form(article, "لافروف"), headers=headers)
    client.force_login(second_annotator)
    other_person = client.post(url, form(article), headers=headers)
    for response in (other_mark, other_person):
        assert response.status_code == 409
        assert NAME not in response.content.decode()
    assert "layla" not in other_person.content.decode()
    assert Annotation.objects.count() == 1


def test_a_twin_is_refused_and_shown(as_annotator, url, article, mark):
    response = as_annotator.post(url, form(article), headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'data-refusal="already_marked"' in page
    assert f'data-annotation="{mark.pk}"' in page


WRONG = {
    "arabic digits": ({"start": "٤٨", "end": "٦١"}, 422),
    "negative": ({"start": "-1"}, 422),
    "reversed": ({"start": 61, "end": 48}, 422),
    "empty": ({"start": 48, "end": 48}, 422),
    "beyond the text": ({"end": 5000}, 422),
    "huge": ({"end": "9" * 400}, 422),
    "no number": ({"start": "x"}, 422),
    "a fraction": ({"start": "48.0"}, 422),
    "spaces": ({"start": " "}, 422),
    "no start": ({"start": None}, 422),
    "no end": ({"end": None}, 422),
    "no tag": ({"tag": None}, 422),
    "unknown tag": ({"tag": "verb"}, 422),
    "tag of a kilometre": ({"tag": "q" * 1000}, 422),
    "nul in the tag": ({"tag": "actor\0"}, 422),
    "no text": ({"exact": None}, 422),
    "nul in the text": ({"exact": "سامر\0"}, 422),
    "nul in the note": ({"note": "\0"}, 422),
    "no uuid": ({"id": "1"}, 422),
    "nul in the id": ({"id": ID[:-1] + "\0"}, 422),
    "no uuid as action": ({"action": "x"}, 422),
    "another text": ({"exact": "سامر الحلوانى"}, 409),
    "text with a space more": ({"exact": NAME + " "}, 409),
    "note of a megabyte": ({"note": BIG}, 413),
    "text of a megabyte": ({"exact": BIG}, 413),
    "text just too long": ({"exact": "ش" * (EXACT_LIMIT + 1)}, 413),
}


@pytest.mark.parametrize(("change", "status"), WRONG.values(), ids=WRONG)
def test_bad_input_is_refused_with_a_message_and_nothing_is_stored(as_annotator, url, article, change, status):
    for headers in (HTMX, JSON, PLAIN):
        response = as_annotator.post(url, form(article, **change), headers=headers)
        assert response.status_code == status
        if headers == JSON:
            assert response.json()["error"]["message"]
        else:
            assert 'role="alert"' in response.content.decode()
    assert not Annotation.objects.exists()
    assert not AnnotationEvent.objects.exists()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("حَلب", 0, 1), ("أ👨\u200d👩 ب", 1, 2), ("أ🇲🇹", 1, 2)],
    ids=["letter from its diacritic", "joined emoji", "flag"],
)
def test_a_cut_grapheme_is_refused(as_annotator, text, start, end):
    article = factories.make_article(text)
    sent = {"id": ID, "tag": "location", "start": start, "end": end, "exact": text[start:end]}
    response = as_annotator.post(f"/articles/{article.pk}/annotations/", sent, headers=HTMX)
    assert response.status_code == 422
    assert 'data-refusal="cuts_grapheme"' in response.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_body_larger_than_any_form_is_refused_before_it_is_understood(as_annotator, url, content_type):
    part = '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
    head = part if content_type.startswith("multipart") else "note="
    body = (head + "x" * 5_000_000 + "\r\n--b--\r\n").encode()
    response = as_annotator.post(url, body, content_type=content_type, headers=HTMX)
    assert response.status_code == 413
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"tag": "actor"}'),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"start=%ff&tag=%ed%a0%80&exact=%00"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(1500))),
        ("", b"\x00"),
    ],
    ids=["json", "utf-16", "no utf-8", "no boundary", "cut off", "1500 fields", "no type"],
)
def test_a_body_that_is_no_form_is_refused(as_annotator, url, content_type, body):
    response = as_annotator.generic("POST", url, body, content_type, headers=HTMX)
    assert response.status_code in (400, 422)


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**30])
def test_an_unknown_article_is_not_found(as_annotator, article, number):
    assert as_annotator.post(f"/articles/{number}/annotations/", form(article), headers=HTMX).status_code == 404


@pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])
def test_a_visitor_is_asked_to_log_in_and_not_redirected(client, url, article, headers):
    response = client.post(url, form(article), headers=headers)
    assert response.status_code == 401
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])
def test_a_person_without_the_right_is_told_so(client, url, article, reader, headers):
    client.force_login(reader)
    response = client.post(url, form(article), headers=headers)
    assert response.status_code == 403
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_a_post_creates(as_annotator, url, method):
    assert getattr(as_annotator, method)(url).status_code == 405


def test_a_form_without_the_token_of_the_page_is_refused(annotator, url, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(annotator)
    assert client.post(url, form(article), headers=HTMX).status_code == 403
    client.get(f"/articles/{article.pk}/")
    token = client.cookies["csrftoken"].value
    response = client.post(url, form(article), headers=HTMX | {"X-CSRFToken": token})
    assert response.status_code == 201


def test_an_action_may_be_named_by_the_page(as_annotator, url, article):
    action = uuid.uuid4()
    as_annotator.post(url, form(article, action=action), headers=HTMX)
    assert AnnotationEvent.objects.get().action_id == action
