"""Each text is stored once and exactly, and a bad one spoils no other."""

import datetime
import threading

import pytest
from django.db import DataError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.arabic.folding import fold_text
from newsroom.importing import store
from newsroom.importing.refusals import Reason
from newsroom.importing.store import Draft, Status, store_article, store_articles
from newsroom.models import Article, Collection, Source, hash_text
from newsroom.text import headline_of, normalise_line_ends
from tests.factories import make_source

IMPORTED, DUPLICATE, REFUSED = Status.IMPORTED, Status.DUPLICATE, Status.REFUSED
pytestmark = pytest.mark.django_db

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=100)


def statuses(outcomes) -> list[Status]:
    return [outcome.status for outcome in outcomes]


def test_stores_the_text_and_what_follows_from_it():
    source = make_source()
    published = datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC)
    outcome = store_article(
        "\ufeffعنوان  الخبر\r\n\r\nنَصٌّ\u00a0طويل\r",
        source=source,
        link="https://example.org/1",
        published_at=published,
        language="ar-SY",
    )
    article = Article.objects.get()
    assert (outcome.status, outcome.article_id, outcome.headline) == (IMPORTED, article.pk, "عنوان  الخبر")
    assert article.text == "عنوان  الخبر\n\nنَصٌّ\u00a0طويل\n"
    assert article.headline == "عنوان  الخبر"
    assert article.content_hash == hash_text(article.text)
    assert article.folded_text == fold_text(article.text)
    assert (article.source, article.link, article.language) == (source, "https://example.org/1", "ar-SY")
    assert article.published_at == article.sorted_at == published
    assert article.collection.is_default


@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_any_text_is_stored_exactly(text):
    outcome = store_article(text)
    if headline_of(normalise_line_ends(text)):
        assert Article.objects.get(pk=outcome.article_id).text == normalise_line_ends(text)
    else:
        assert outcome.refused.reason is Reason.EMPTY


def test_same_text_again_names_the_first_article():
    first = store_article("خبر\n")
    second = store_article("خبر\r\n")
    assert (second.status, second.article_id, second.headline) == (DUPLICATE, first.article_id, "خبر")
    assert Article.objects.count() == 1


def test_same_text_twice_at_once():
    outcomes = store_articles([Draft("خبر"), Draft("آخر"), Draft("خبر")])
    assert statuses(outcomes) == [IMPORTED, IMPORTED, DUPLICATE]
    assert outcomes[2].article_id == outcomes[0].article_id


def test_collections_may_hold_the_same_text():
    other = Collection.objects.create(name="تجربة")
    assert statuses([store_article("خبر"), store_article("خبر", collection=other)]) == [IMPORTED, IMPORTED]


@pytest.mark.parametrize(
    ("fields", "reason", "details"),
    [
        pytest.param({"text": ""}, Reason.EMPTY, {}, id="empty"),
        pytest.param({"text": "\ufeff \r\n\t\u00a0\u200f\n"}, Reason.EMPTY, {}, id="nothing to see"),
        pytest.param({"text": "خبر\r\n\0"}, Reason.FORBIDDEN, {"offset": 4, "character": "NUL"}, id="NUL"),
        pytest.param(
            {"text": "خ\udc00"},
            Reason.FORBIDDEN,
            {"offset": 1, "character": "lone surrogate U+DC00"},
            id="lone surrogate",
        ),
        pytest.param(
            {"text": "خ", "link": "https://example.org/\0"},
            Reason.FORBIDDEN,
            {"offset": 20, "character": "NUL"},
            id="NUL in the link",
        ),
    ],
)
def test_refuses(fields, reason, details):
    refused = store_article(**fields).refused
    assert (refused.reason, refused.details) == (reason, details)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"link": "javascript:alert(1)"}, {"link": "https://example.org/" + "a" * 1000}, {"language": "x" * 17}],
    ids=["link", "long link", "language"],
)
def test_refuses_details_that_are_not_valid(fields):
    assert store_article("خبر", **fields).refused.reason is Reason.INVALID


def test_refused_texts_leave_their_neighbours_alone():
    outcomes = store_articles([Draft("أول"), Draft("\0"), Draft("ثان"), Draft(" "), Draft("أول")])
    assert statuses(outcomes) == [IMPORTED, REFUSED, IMPORTED, REFUSED, DUPLICATE]


def test_what_only_the_database_refuses_leaves_its_neighbours_alone(monkeypatch):
    insert = Article.objects.bulk_create

    def refuse_bad(articles):
        if any(article.headline == "سيئ" for article in articles):
            raise DataError("value out of range")
        return insert(articles)

    monkeypatch.setattr(Article.objects, "bulk_create", refuse_bad)
    outcomes = store_articles([Draft("أول"), Draft("سيئ"), Draft("ثان")])
    assert statuses(outcomes) == [IMPORTED, REFUSED, IMPORTED]
    assert outcomes[1].refused.details == {"error": "value out of range"}


def test_text_stored_by_somebody_else_meanwhile_is_a_duplicate(monkeypatch):
    first = store_article("خبر")
    find_known = store._find_known
    answers = iter([lambda *args: {}, lambda *args: {}])  # as before the other one committed: chunk, then single
    monkeypatch.setattr(store, "_find_known", lambda *args: next(answers, find_known)(*args))
    outcomes = store_articles([Draft("خبر")])
    assert statuses(outcomes) == [DUPLICATE]
    assert outcomes[0].article_id == first.article_id


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_texts_at_once():
    results = {}
    start = threading.Barrier(2)
    orders = {"forward": list(range(450)), "backward": list(range(449, -1, -1))}

    def run(name, order):
        start.wait()
        try:
            results[name] = store_articles([Draft(f"خبر رقم {number}") for number in order])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in orders.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [
        {number: outcome.article_id for number, outcome in zip(orders[name], results[name], strict=True)}
        for name in orders
    ]
    assert ids[0] == ids[1]
    assert Article.objects.count() == 450
    assert (
        sorted(statuses([*results["forward"], *results["backward"]]), key=str) == [DUPLICATE] * 450 + [IMPORTED] * 450
    )


def test_articles_are_in_the_order_of_the_drafts():
    outcomes = store_articles([Draft(f"خبر {number}") for number in range(30)])
    assert [outcome.article_id for outcome in outcomes] == list(
        Article.objects.order_by("sorted_at", "id").values_list("pk", flat=True)
    )


def test_chunks_are_bounded_by_number_and_by_length(monkeypatch):
    monkeypatch.setattr(store, "CHUNK_ARTICLES", 3)
    monkeypatch.setattr(store, "CHUNK_CHARACTERS", 10)
    assert list(store.in_chunks("abcd", weigh=lambda _: 1)) == [["a", "b", "c"], ["d"]]
    assert list(store.in_chunks("abcd", weigh=lambda _: 5)) == [["a", "b"], ["c", "d"]]
    assert list(store.in_chunks("", weigh=lambda _: 1)) == []


def test_number_of_queries_does_not_grow_with_the_articles(django_assert_max_num_queries):
    collection = Collection.objects.get(is_default=True)
    source = Source.objects.create(name="وكالة")
    with django_assert_max_num_queries(7):  # savepoints, one search, inserts of 76 rows on SQLite
        store_articles([Draft(f"خبر {number}", source=source) for number in range(150)], collection=collection)
