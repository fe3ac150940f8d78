"""What a page that is open asks every few seconds."""

import pytest
from django.test import Client

from annotations import curation
from annotations.models import AnnotationEvent
from annotations.views import news
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, "موسكو")


def at(article, since) -> str:
    return f"/articles/{article.pk}/changes/?since={since}"


def last_event() -> int:
    return AnnotationEvent.objects.latest("pk").pk


def weight(response) -> int:
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    cookies = sum(len(f"{cookie.output()}\r\n") for cookie in response.cookies.values())
    return head + cookies + len(response.content)


def test_nothing_new_is_one_query_beyond_the_login_and_under_1_kb(
    as_annotator, article, mark, django_assert_num_queries
):
    address = at(article, last_event())
    with django_assert_num_queries(3):  # the session, the person, the events
        response = as_annotator.get(address, headers=HTMX)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert weight(response) < 1000


def test_the_query_uses_the_index(article, mark):
    events = AnnotationEvent.objects.filter(article=article.pk, pk__gt=last_event()).order_by("pk")
    plan = events.explain().upper()
    # PostgreSQL chooses by its statistics, and may read a table of two rows as a whole.
    for other in ("BITMAP INDEX SCAN", "BITMAP HEAP SCAN", "INDEX SCAN", "SEQ SCAN"):
        plan = plan.replace(other, "")
    assert "SCAN" not in plan


def test_tells_what_others_made_changed_and_deleted(client, second_annotator, annotator, article, mark):
    since = last_event()
    other = factories.make_annotation(annotator, article, "المحصول")
    curation.edit(annotator, mark.pk, 1, tag="location")
    curation.delete(annotator, other.pk, 1)
    client.force_login(second_annotator)
    page = client.get(at(article, since), headers=HTMX).content.decode()
    assert f'data-cursor="{last_event()}"' in page
    assert f'data-annotation="{mark.pk}" data-tag="location"' in page
    assert 'data-list="notes-' in page
    assert f'data-removed="{other.pk}" data-version="2"' in page


def test_tells_nothing_of_other_articles(as_annotator, annotator, article, mark):
    since = last_event()
    factories.make_annotation(annotator, factories.make_article("خبر آخر"), "خبر")
    assert as_annotator.get(at(article, since), headers=HTMX).status_code == 204


def test_tells_nothing_of_cues(as_annotator, annotator, article, mark):
    since = last_event()
    factories.make_annotation(annotator, article, "قال", tag="cue")
    page = as_annotator.get(at(article, since), headers=HTMX).content.decode()
    assert "<li" not in page
    assert f'data-cursor="{last_event()}"' in page


def test_tells_of_the_quote_whose_speaker_was_deleted(as_annotator, annotator, article):
    speaker = factories.make_annotation(annotator, article, "سامر الحلواني")
    quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=speaker.pk)
    since = last_event()
    curation.delete(annotator, speaker.pk, 1)
    page = as_annotator.get(at(article, since), headers=HTMX).content.decode()
    assert f'data-removed="{speaker.pk}"' in page
    assert f'id="n-{quote.pk}"' in page
    assert "data-speaker" not in page


def test_is_in_text_order_and_says_that_there_is_more(as_annotator, annotator, article, mark, monkeypatch):
    monkeypatch.setattr(news, "EVENTS_PER_ANSWER", 2)
    page = as_annotator.get(at(article, 0), headers=HTMX).content.decode()
    assert "data-more" not in page
    factories.make_annotation(annotator, article, "المحصول")
    factories.make_annotation(annotator, article, "نظيره")
    page = as_annotator.get(at(article, 0), headers=HTMX).content.decode()
    assert "data-more" in page
    assert page.count("<li") == 2
    rest = at(article, page.partition('data-cursor="')[2].partition('"')[0])
    page = as_annotator.get(rest, headers=HTMX).content.decode()
    assert page.count("<li") == 1
    assert "data-more" not in page


def test_the_queries_do_not_grow_with_the_news(as_annotator, annotator, article, mark, django_assert_num_queries):
    for word in ("المحصول", "نظيره", "السلام"):
        factories.make_annotation(annotator, article, word)
    with django_assert_num_queries(9):  # also the events, which the first question only looked for, and open comments
        as_annotator.get(at(article, 0), headers=HTMX)


def test_the_page_says_where_it_begins(as_annotator, article, mark):
    page = as_annotator.get(article.get_absolute_url()).content.decode()
    assert f'data-changes="/articles/{article.pk}/changes/" data-cursor="{last_event()}"' in page
    empty = factories.make_article("خبر آخر")
    assert 'data-cursor="0"' in as_annotator.get(empty.get_absolute_url()).content.decode()


def test_visitors_of_an_open_site_may_ask_and_of_a_closed_one_not(client, article, mark, settings):
    assert client.get(at(article, 0), headers=HTMX).status_code == 200
    settings.PUBLIC_READING = False
    assert client.get(at(article, 0), headers=HTMX).status_code == 401


@pytest.mark.parametrize("since", ["", "-1", "x", "9" * 30])
@pytest.mark.parametrize("headers", [HTMX, JSON], ids=["htmx", "json"])
def test_refuses_what_is_no_event(as_annotator, article, since, headers):
    assert as_annotator.get(at(article, since), headers=headers).status_code == 422


def test_refuses_a_post(as_annotator, article):
    assert as_annotator.post(at(article, 0), headers=HTMX).status_code == 405


def test_csrf_refusal_brings_a_token(article, annotator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(annotator)
    response = client.post(f"/articles/{article.pk}/annotations/", headers=HTMX)
    assert response.status_code == 403
    assert response.cookies["csrftoken"].value
