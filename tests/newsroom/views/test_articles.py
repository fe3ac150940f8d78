"""The list of articles: newest first, searched, page by page."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import curation
from newsroom.models import Article
from newsroom.paging import PAGE_SIZE
from tests import factories

NOON = datetime.datetime(2026, 10, 5, 12, tzinfo=datetime.UTC)
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def mark_of(annotator, article):
    return lambda exact: factories.make_annotation(annotator, article, exact)


def make_articles(number: int, *, minutes_apart: int = 1) -> list[int]:
    """Make articles, the newest last, and return their ids, the newest first."""
    made = [
        factories.make_article(f"خبر رقم {each}", published_at=NOON + datetime.timedelta(minutes=each * minutes_apart))
        for each in range(number)
    ]
    return [article.pk for article in reversed(made)]


def listed(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<h2 dir="auto"><a href="/articles/(\d+)/">', page)]


def link(page: str, rel: str) -> str | None:
    found = re.search(rf'<a href="(\?[^"]*)" rel="{rel}">', page)
    return found and "/" + found[1].replace("&amp;", "&")


def page_of(client, address: str = "/", **headers) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_lists_the_newest_first(db, client):
    early = factories.make_article("قديم", published_at=NOON - datetime.timedelta(days=1))
    late = factories.make_article("جديد", published_at=NOON)
    undated = factories.make_article("بلا تاريخ", published_at=None, imported_at=NOON + datetime.timedelta(days=1))
    assert listed(page_of(client)) == [undated.pk, late.pk, early.pk]


def test_shows_headline_source_date_and_counts(client, annotator, reviewer, article, mark_of):
    first, second, third = (mark_of(word) for word in ("موسكو", "لافروف", "وكالات"))
    curation.approve(reviewer, first.pk, 1)
    curation.reject(reviewer, second.pk, 1)
    curation.delete(annotator, third.pk, 1)
    page = page_of(client)
    assert "وزير الزراعة يلتقي نظيره في مرفأ السلام</a>" in page
    assert "<bdi>وكالة المرفأ</bdi>" in page
    assert '<time datetime="2026-10-05T09:30:00+00:00">' in page
    assert re.findall(r"<b>(\d+)</b>", page) == ["2", "1", "1"]


def test_an_empty_site_says_how_to_fill_it(db, client):
    assert "import_articles" in page_of(client)


def test_htmx_gets_the_results_alone(client, article):
    fragment = page_of(client, **HTMX)
    assert fragment.lstrip().startswith('<section id="articles"')
    assert "<html" not in fragment
    assert "HX-Request" in client.get("/").headers["Vary"]


def test_htmx_that_restores_history_gets_the_page(client, article):
    assert "<html" in page_of(client, **HTMX, **{"HX-History-Restore-Request": "true"})


def test_nobody_may_store_the_page_on_the_way(client, article):
    assert set(client.get("/").headers["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize(
    "query",
    ["أحمد", "احمد", "أَحْمَد", "إحمد", "  أحمد ", "أحـمد", "مدرسه", "١٢٣", "123", "GREEN fields", "﻿أحمد"],
)
def test_finds_whatever_way_it_is_written(db, client, query):
    article = factories.make_article("زار أَحْمَد المدرسة رقم ۱۲۳ مع Green Fields")
    other = factories.make_article("خبر آخر")
    found = listed(page_of(client, f"/?q={query}"))
    assert article.pk in found
    assert other.pk not in found


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"', "%25%00%", "*", "لا شيء", "<script>alert(1)</script>"])
def test_a_query_is_text_and_no_pattern_or_markup(db, client, query):
    factories.make_article("خبر عادي")
    response = client.get("/", {"q": query})
    page = response.content.decode()
    assert (response.status_code, listed(page)) == (200, [])
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query", ["", " ", "\0", "\u064e", "\u200f"], ids=["none", "space", "nul", "fatha", "rtl mark"]
)
def test_a_query_of_nothing_lists_all(db, client, query):
    article = factories.make_article("خبر عادي")
    response = client.get("/", {"q": query})
    assert listed(response.content.decode()) == [article.pk]


def test_a_query_longer_than_any_is_cut(db, client):
    factories.make_article("س" * 200)
    response = client.get("/", {"q": "س" * 20_000})
    assert len(listed(response.content.decode())) == 1


@pytest.mark.parametrize("minutes_apart", [1, 0], ids=["each its own time", "all at the same time"])
@pytest.mark.parametrize("query", ["", "خبر"])
def test_pages_forward_and_back_show_each_article_once(db, client, minutes_apart, query):
    ids = make_articles(2 * PAGE_SIZE + 3, minutes_apart=minutes_apart)
    chunks = [ids[:PAGE_SIZE], ids[PAGE_SIZE : 2 * PAGE_SIZE], ids[2 * PAGE_SIZE :]]
    address, pages = f"/?q={query}", []
    while address:
        pages.append(page_of(client, address))
        address = link(pages[-1], "next")
    assert [listed(page) for page in pages] == chunks
    assert link(pages[0], "prev") is None
    back = []
    address = link(pages[-1], "prev")
    while address:
        back.append(page_of(client, address))
        address = link(back[-1], "prev")
    assert [listed(page) for page in back] == [chunks[1], chunks[0]]
    assert all(link(page, "next") for page in back)


def test_exactly_one_page_leads_nowhere(db, client):
    ids = make_articles(PAGE_SIZE)
    page = page_of(client)
    assert (listed(page), link(page, "next"), link(page, "prev")) == (ids, None, None)


def test_an_article_that_comes_meanwhile_shifts_no_page(db, client):
    ids = make_articles(PAGE_SIZE + 1)
    address = link(page_of(client), "next")
    factories.make_article("عاجل", published_at=NOON + datetime.timedelta(days=1))
    assert listed(page_of(client, address)) == ids[PAGE_SIZE:]


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "cursor",
    ["x", "1", ".", "1.", ".1", "1.x", "١.١", "1.1.1", " 1.1", "1.1\n", "9" * 18 + ".1", "1." + "9" * 19,
     "-" + "9" * 17 + ".1", "1.-1", "1e3.1", "\0", "'", "2026-10-05.1"],
)  # fmt: skip
def test_what_is_no_place_in_the_list_is_not_understood(client, article, name, cursor):
    for headers in ({}, HTMX, JSON):
        assert client.get("/", {name: cursor}, headers=headers).status_code == 400


@pytest.mark.parametrize("cursor", ["0.0", "-62135596800000000.0", "99999999999999999.999999999999999999"])
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_place_with_nothing_beyond_it_begins_the_list_again(client, article, name, cursor):
    page = page_of(client, f"/?{name}={cursor}")
    assert listed(page) == [article.pk]
    assert "import_articles" not in page


def test_the_number_of_queries_does_not_grow_with_the_list(client, annotator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(client)
        return len(captured)

    for number in range(2):
        factories.make_annotation(annotator, factories.make_article(f"خبر {number} عن موسكو"), "موسكو")
    few = queries()
    for number in range(2, PAGE_SIZE):
        source = factories.make_source(f"وكالة {number}")
        factories.make_annotation(annotator, factories.make_article(f"خبر {number} عن موسكو", source=source), "موسكو")
    assert queries() == few == 3  # which collections are closed or blind, the articles, their numbers


def test_the_list_does_not_read_the_texts(client, article):
    with CaptureQueriesContext(connection) as captured:
        page_of(client)
    assert not [query for query in captured if '"newsroom_article"."text"' in query["sql"]]


def test_a_hostile_headline_and_source_are_text(db, client):
    factories.make_article("<script>alert(1)</script>", source=factories.make_source("<script>alert(2)</script>"))
    page = page_of(client)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") == 2


def test_an_article_without_a_headline_is_named_by_its_number(db, client):
    article = factories.make_article(" ")
    assert f'<a href="/articles/{article.pk}/">{article.pk}</a>' in page_of(client)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_list_is_only_read(db, client, method):
    assert getattr(client, method)("/").status_code == 405


def test_a_closed_site_asks_visitors_to_log_in(client, article, settings, reader):
    settings.PUBLIC_READING = False
    plain = client.get("/?q=موسكو")
    assert plain.status_code == 302
    assert plain.url.startswith("/accounts/login/?next=/%3Fq%3D")
    assert client.get("/", headers=HTMX).status_code == 401
    assert client.get("/", headers=JSON).status_code == 401
    client.force_login(reader)
    assert listed(page_of(client)) == [article.pk]


def test_the_old_address_of_the_icon_leads_to_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert re.fullmatch(r"/static/img/favicon\.\w+\.svg", response.url)


def test_the_cursor_of_a_date_before_1970_is_read_again(db, client):
    times = [datetime.datetime(1900 + year, 1, 1, tzinfo=datetime.UTC) for year in range(PAGE_SIZE + 1)]
    for number, time in enumerate(times):
        factories.make_article(f"أرشيف {number}", published_at=time)
    address = link(page_of(client), "next")
    assert listed(page_of(client, address)) == [Article.objects.earliest("sorted_at").pk]
