"""Articles, sources and collections in the admin, and what its pages have in common."""

import datetime

import pytest

from newsroom.models import Article, Collection, Source
from tests import factories

ARTICLES = "/admin/newsroom/article/"
SOURCES = "/admin/newsroom/source/"
COLLECTIONS = "/admin/newsroom/collection/"
PAGES = [ARTICLES, SOURCES, COLLECTIONS]


def form(article, **fields) -> dict:
    shown = {
        "collection": article.collection_id,
        "source": article.source_id or "",
        "link": article.link,
        "language": article.language,
        "published_at_0": "2026-10-05",
        "published_at_1": "09:30:00",
    }
    return shown | fields


def listed(page) -> list:
    return [row.pk for row in page.context["cl"].result_list]


def test_shows_the_text_block_by_block(manager, article):
    page = manager.get(f"{ARTICLES}{article.pk}/change/").content.decode()
    assert '<p dir="auto" data-block="headline">وزير الزراعة يلتقي نظيره في مرفأ السلام</p>' in page
    assert '<p dir="auto" data-block="source">المصدر : وكالات</p>' in page


def test_escapes_the_text(manager):
    article = factories.make_article("عنوان <script>\n\nنص <img src=x>")
    for address in (ARTICLES, f"{ARTICLES}{article.pk}/change/"):
        page = manager.get(address).content.decode()
        assert "<img src=x>" not in page
        assert "عنوان <script>" not in page


def test_changes_what_is_known_about_an_article_and_nothing_else(manager, article):
    other = factories.make_source("صحيفة الميناء")
    Article.objects.filter(pk=article.pk).update(revision=7)
    fields = {"source": other.pk, "link": "https://example.org/1", "published_at_0": "2026-11-01", "text": "آخر"}
    assert manager.post(f"{ARTICLES}{article.pk}/change/", form(article, **fields)).status_code == 302
    changed = Article.objects.get(pk=article.pk)
    assert (changed.source, changed.link) == (other, "https://example.org/1")
    assert changed.sorted_at == changed.published_at == datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
    assert (changed.text, changed.content_hash, changed.revision) == (article.text, article.content_hash, 7)


def test_does_not_overwrite_a_revision_raised_meanwhile(manager, article, monkeypatch):
    save = Article.save

    def late_save(self, *args, **kwargs):
        Article.objects.filter(pk=self.pk).update(revision=99)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Article, "save", late_save)
    manager.post(f"{ARTICLES}{article.pk}/change/", form(article, language="en"))
    changed = Article.objects.get(pk=article.pk)
    assert (changed.language, changed.revision) == ("en", 99)


def test_says_when_the_other_collection_holds_the_text_already(manager, article):
    other = Collection.objects.create(name="تدريب")
    factories.make_article(collection=other)
    page = manager.post(f"{ARTICLES}{article.pk}/change/", form(article, collection=other.pk))
    assert page.context["errors"] == [["This collection already holds an article with the same text."]]


@pytest.mark.parametrize(
    "fields",
    [
        {"collection": ""},
        {"collection": "x"},
        {"collection": "9" * 30},
        {"source": "x"},
        {"link": "javascript:alert(1)"},
        {"link": "https://example.org/" + "a" * 1000},
        {"language": ""},
        {"language": "\0"},
        {"published_at_0": "31/31/31"},
        {"published_at_1": "x"},
    ],
    ids=str,
)
def test_refuses_bad_input_in_the_form(manager, article, fields):
    page = manager.post(f"{ARTICLES}{article.pk}/change/", form(article, **fields))
    assert page.status_code == 200
    assert page.context["errors"]


def test_finds_articles_whatever_the_diacritics(manager, article):
    factories.make_article("خبر آخر")
    assert listed(manager.get(ARTICLES, {"q": "مدينة حلب"})) == [article.pk]


def test_filters_by_source_and_collection(manager, article):
    other = factories.make_article("خبر آخر", source=factories.make_source("صحيفة الميناء"))
    assert listed(manager.get(ARTICLES, {"source": other.source_id})) == [other.pk]
    assert listed(manager.get(ARTICLES, {"source_name": "الميناء"})) == [other.pk]
    assert set(listed(manager.get(ARTICLES, {"collection": other.collection_id}))) == {article.pk, other.pk}


def test_keeps_a_chosen_source_that_is_not_among_the_first(manager):
    last = [factories.make_source(f"وكالة {number:02}") for number in range(20)][-1]
    page = manager.get(ARTICLES, {"source": last.pk}).content.decode()
    assert "وكالة 19" in page
    assert "وكالة 18" not in page


def test_list_costs_the_same_number_of_queries_for_any_number_of_rows(manager, article, django_assert_num_queries):
    with django_assert_num_queries(8):
        manager.get(ARTICLES)
    for number in range(10):
        factories.make_article(f"خبر {number}")
    with django_assert_num_queries(8):
        (row, *_rest) = manager.get(ARTICLES).context["cl"].result_list
    assert {"text", "folded_text"} <= row.get_deferred_fields()


def test_an_article_is_not_added_by_hand(manager):
    assert manager.get(f"{ARTICLES}add/").status_code == 403


def test_an_article_with_marks_stays(manager, article, annotator):
    factories.make_annotation(annotator, article, "موسكو")
    page = manager.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})
    assert page.status_code in (200, 403)
    assert Article.objects.filter(pk=article.pk).exists()


def test_the_default_collection_stays(manager):
    default = Collection.objects.get(is_default=True)
    assert manager.post(f"{COLLECTIONS}{default.pk}/delete/", {"post": "yes"}).status_code == 403


def test_adds_and_deletes_sources(manager):
    manager.post(f"{SOURCES}add/", {"name": "صحيفة", "link": "example.org"})
    source = Source.objects.get(name="صحيفة")
    assert source.link == "https://example.org"
    manager.post(f"{SOURCES}{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.filter(name="صحيفة").exists()


def test_no_list_offers_to_delete_what_is_selected(manager, article):
    for address in PAGES:
        assert "delete_selected" not in manager.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_reviewers_look_only(client, reviewer, article, address):
    client.force_login(reviewer)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}add/").status_code == 403
    pk = {ARTICLES: article.pk, SOURCES: article.source_id, COLLECTIONS: article.collection_id}[address]
    assert client.get(f"{address}{pk}/change/").status_code == 200
    assert client.post(f"{address}{pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{address}{pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("address", ["/admin/", *PAGES])
def test_is_closed_to_nobody_and_to_annotators(client, annotator, address):
    assert client.get(address).status_code == 302
    client.force_login(annotator)
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("query", ["q=%00", "q=" + "ك" * 3000, "p=x", "source=x", "source_name=%00", "name__gt=%00", "x=1"])
def test_survives_garbage_in_the_address(manager, article, address, query):
    assert manager.get(f"{address}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("query", ["", "term=%00", "term=x&page=x", "term=x&page=99", "field_name=x", "model_name=x"])
def test_suggestions_survive_garbage(manager, article, query):
    known = "app_label=newsroom&model_name=article&field_name=source"
    assert manager.get(f"/admin/autocomplete/?{known}&{query}").status_code in (200, 403, 404)


def test_suggests_sources(manager, article):
    query = {"app_label": "newsroom", "model_name": "article", "field_name": "source", "term": "المرفأ"}
    found = manager.get("/admin/autocomplete/", query).json()["results"]
    assert found == [{"id": str(article.source_id), "text": "وكالة المرفأ"}]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("pk", ["x", "%00", "9" * 30, "-1"])
def test_an_unknown_row_leads_home(manager, address, pk):
    assert manager.get(f"{address}{pk}/change/").status_code == 302


def test_first_page_leads_to_what_is_pending(client, reviewer, administrator):
    client.force_login(reviewer)
    assert "/admin/annotations/annotation/?status__exact=pending" in client.get("/admin/").content.decode()


def test_pages_load_the_sites_style_and_nothing_inline(manager, article):
    for address in ("/admin/", ARTICLES, f"{ARTICLES}{article.pk}/change/"):
        page = manager.get(address).content.decode()
        assert "css/admin." in page
        assert "<style" not in page
        assert " style=" not in page
        assert "default-src 'none'" in manager.get(address).headers["Content-Security-Policy"]
