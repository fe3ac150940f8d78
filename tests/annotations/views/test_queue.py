"""My articles: the page and its buttons."""

import re

import pytest
from django.urls import reverse

from annotations import progress
from annotations.models import Assignment
from annotations.progress import GROUP_SIZE
from newsroom.models import Collection
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON
from tests.annotations.work import join, leave, make_articles, make_assignment, make_collection

QUEUE = "/queue/"
NEXT = "/queue/next/"


@pytest.fixture
def assignment(article, annotator):
    return make_assignment(article, annotator)


@pytest.fixture(autouse=True)
def in_english(annotator):
    annotator.language = "en"
    annotator.save()


def finish(client, article, **fields):
    return client.post(reverse("annotations:article_finish", args=[article.pk]), fields)


def groups_of(page) -> dict[str, list[str]]:
    """Return the headlines on the page by status."""
    found = {}
    for part in re.split(r'<section class="work-group"', page.content.decode())[1:]:
        status = re.search(r'data-status="(\w+)"', part)[1]
        found[status] = re.findall(r'<h3 dir="auto"><a href="[^"]+">(.*?)</a>', part)
    return found


class TestPage:
    def test_shows_three_groups_across_collections(self, as_annotator, annotator, assignment):
        collection = make_collection()
        join(collection, annotator)
        started, finished = make_articles(collection, 2)
        make_assignment(started, annotator, "started")
        make_assignment(finished, annotator, "finished")
        page = as_annotator.get(QUEUE)
        assert groups_of(page) == {
            "started": ["عنوان 0"], "to_do": [assignment.article.headline], "finished": ["عنوان 1"],
        }  # fmt: skip
        assert "تجربة" in page.content.decode() and Collection.DEFAULT_NAME in page.content.decode()
        assert page.headers["Cache-Control"] == "private, no-store"

    def test_counts_ones_own_living_marks(self, as_annotator, annotator, second_annotator, assignment, article):
        factories.make_annotation(annotator, article, "موسكو")
        factories.make_annotation(annotator, article, "لافروف")
        factories.make_annotation(second_annotator, article, "موسكو")
        assert "2 annotations of mine" in as_annotator.get(QUEUE).content.decode()

    def test_shows_nothing_of_other_people(self, as_annotator, second_annotator, article):
        make_assignment(article, second_annotator)
        assert article.headline not in as_annotator.get(QUEUE).content.decode()

    def test_hides_articles_of_a_closed_collection_that_the_person_left(self, as_annotator, annotator):
        collection = make_collection()
        join(collection, annotator)
        make_assignment(*make_articles(collection, 1), annotator)
        leave(collection, annotator)
        assert groups_of(as_annotator.get(QUEUE))["to_do"] == []

    def test_offers_no_button_where_the_person_does_not_annotate_any_more(self, client, reader, article):
        collection = make_collection()
        join(collection, reader)  # annotates there, not in the open collection of the article
        reader.language = "en"
        reader.save()
        make_assignment(article, reader)
        client.force_login(reader)
        page = client.get(QUEUE).content.decode()
        assert "You do not annotate in this collection any more." in page
        assert f"/articles/{article.pk}/finish/" not in page

    def test_a_long_group_goes_on_on_further_pages(self, as_annotator, annotator):
        articles = make_articles(Collection.objects.get(is_default=True), GROUP_SIZE + 2)
        for article in articles:
            make_assignment(article, annotator)
        page = as_annotator.get(QUEUE)
        assert len(groups_of(page)["to_do"]) == GROUP_SIZE
        further = re.search(r'href="(/queue/\?status=to_do&amp;after=\d+)"', page.content.decode())[1]
        assert groups_of(as_annotator.get(further.replace("&amp;", "&"))) == {
            "to_do": [article.headline for article in articles[-2:]]
        }

    @pytest.mark.parametrize("query", ["status=no", "after=x", "after=-1", f"after={10**20}", "after=٣", "status=%00"])
    def test_refuses_an_address_that_names_no_page(self, as_annotator, query):
        assert as_annotator.get(f"{QUEUE}?{query}").status_code == 422

    def test_costs_the_same_number_of_queries_for_any_number_of_articles(
        self, as_annotator, annotator, django_assert_num_queries
    ):
        articles = make_articles(Collection.objects.get(is_default=True), 20)
        for status, article in zip(["to_do", "started", "finished"] * 7, articles, strict=False):
            make_assignment(article, annotator, status)
        # Session, person, rights (2), closed collections, numbers, three groups, marks; the header's two numbers, for which
        # it asks for roles.
        with django_assert_num_queries(13):
            as_annotator.get(QUEUE)

    @pytest.mark.parametrize(("person", "status"), [("reader", 403), ("reviewer", 200), ("administrator", 200)])
    def test_is_for_people_who_annotate(self, client, request, person, status):
        client.force_login(request.getfixturevalue(person))
        assert client.get(QUEUE).status_code == status

    def test_asks_a_visitor_to_log_in(self, db, client):
        assert client.get(QUEUE).status_code == 302
        assert client.get(QUEUE, headers=HTMX).status_code == 401
        assert client.post(NEXT).status_code == 401

    def test_answers_reading_only(self, as_annotator):
        assert as_annotator.post(QUEUE).status_code == 405
        assert as_annotator.get(NEXT).status_code == 405


class TestHeader:
    def test_says_how_many_are_open(self, as_annotator, annotator, assignment):
        for article, status in zip(
            make_articles(assignment.article.collection, 2), ["started", "finished"], strict=True
        ):
            make_assignment(article, annotator, status)
        assert '<b id="queue-count">2</b>' in as_annotator.get("/").content.decode()

    def test_says_nothing_to_others(self, client, reader):
        assert "queue-count" not in client.get("/").content.decode()
        client.force_login(reader)
        assert "queue-count" not in client.get("/").content.decode()


class TestFinish:
    def test_goes_back_to_the_article_and_then_to_the_queue(self, as_annotator, assignment, article):
        answer = finish(as_annotator, article)
        assert (answer.status_code, answer.url) == (303, f"/articles/{article.pk}/")
        assert Assignment.objects.get().status == "finished"
        answer = as_annotator.post(f"/articles/{article.pk}/reopen/", {"back": "queue"})
        assert (answer.status_code, answer.url) == (303, QUEUE)
        assert Assignment.objects.get().status == "started"

    def test_htmx_gets_the_queue_with_a_way_back(self, as_annotator, assignment, article):
        answer = as_annotator.post(f"/articles/{article.pk}/finish/", headers=HTMX)
        page = answer.content.decode()
        assert answer.status_code == 200 and "<html" not in page
        assert '<section id="queue">' in page and "Finished: “" in page
        assert page.count(f'action="/articles/{article.pk}/reopen/"') == 2
        assert '<b id="queue-count" hx-swap-oob="innerHTML"></b>' in page

    def test_a_second_time_is_told_so(self, as_annotator, assignment, article):
        finish(as_annotator, article)
        answer = finish(as_annotator, article)
        assert answer.status_code == 409 and "This article is finished already." in answer.content.decode()
        answer = as_annotator.post(f"/articles/{article.pk}/finish/", headers=JSON)
        assert answer.json()["error"]["code"] == "already_finished"

    def test_a_mark_in_a_finished_article_is_refused_clearly(self, as_annotator, assignment, article):
        finish(as_annotator, article)
        start = article.text.index("موسكو")
        form = {"tag": "location", "start": start, "end": start + 5, "exact": "موسكو"}
        answer = as_annotator.post(f"/articles/{article.pk}/annotations/", form, headers=HTMX)
        assert answer.status_code == 409 and 'data-refusal="finished"' in answer.content.decode()

    def test_of_an_article_of_somebody_else_is_404(self, client, assignment, article, second_annotator):
        client.force_login(second_annotator)
        assert finish(client, article).status_code == 404
        assert client.post(f"/articles/{article.pk}/reopen/").status_code == 404

    @pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**30])
    def test_of_an_unknown_article_is_404(self, as_annotator, pk):
        assert as_annotator.post(f"/articles/{pk}/finish/").status_code == 404
        assert as_annotator.post(f"/articles/{pk}/reopen/").status_code == 404

    def test_asks_a_visitor_to_log_in(self, client, assignment, article):
        assert finish(client, article).status_code == 401
        assert client.get(f"/articles/{article.pk}/finish/").status_code == 405


class TestReopenOfOthers:
    @pytest.fixture
    def finished(self, article, second_annotator):
        return make_assignment(article, second_annotator, "finished")

    def test_a_reviewer_may(self, as_reviewer, finished, article):
        answer = as_reviewer.post(f"/articles/{article.pk}/reopen/", {"whose": finished.user_id, "back": "collection"})
        assert (answer.status_code, answer.url) == (303, f"/collections/{article.collection_id}/articles/")
        assert Assignment.objects.get().status == "started"

    def test_an_annotator_may_not(self, as_annotator, finished, article):
        answer = as_annotator.post(f"/articles/{article.pk}/reopen/", {"whose": finished.user_id})
        assert answer.status_code == 403
        assert Assignment.objects.get().status == "finished"

    @pytest.mark.parametrize("whose", ["x", "-1", "1" * 30, "\0"])
    def test_bad_input_is_refused(self, as_reviewer, finished, article, whose):
        assert as_reviewer.post(f"/articles/{article.pk}/reopen/", {"whose": whose}).status_code == 422


class TestNext:
    def test_leads_to_the_article(self, as_annotator, annotator, article):
        answer = as_annotator.post(NEXT)
        assert (answer.status_code, answer.url) == (303, f"/articles/{article.pk}/")
        assert Assignment.objects.get().user == annotator

    def test_htmx_is_sent_there(self, as_annotator, article):
        answer = as_annotator.post(NEXT, headers=HTMX)
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/articles/{article.pk}/")

    def test_says_why_there_is_none(self, as_annotator, article, second_annotator):
        make_assignment(article, second_annotator)
        assert "All articles are handed out." in as_annotator.post(NEXT, follow=True).content.decode()
        assert "All articles are handed out." in as_annotator.post(NEXT, headers=HTMX).content.decode()

    @pytest.mark.parametrize(("collection", "status"), [("999999", 404), ("x", 422), ("9" * 18, 404), ("9" * 19, 422)])
    def test_refuses_a_collection_that_is_none(self, as_annotator, collection, status):
        assert as_annotator.post(NEXT, {"collection": collection}).status_code == status

    def test_refuses_a_collection_of_others(self, as_annotator):
        collection = make_collection()
        make_articles(collection, 1)
        assert as_annotator.post(NEXT, {"collection": collection.pk}).status_code == 404
        assert not Assignment.objects.exists()

    def test_a_person_without_a_collection_is_told_so(self, client, reader):
        client.force_login(reader)
        answer = client.post(NEXT)
        assert answer.status_code == 303
        assert not Assignment.objects.exists()


class TestReadingPage:
    def test_shows_the_state_with_a_button(self, as_annotator, assignment, article):
        page = as_annotator.get(f"/articles/{article.pk}/").content.decode()
        assert 'id="assignment"' in page and 'data-status="to_do"' in page
        assert f'action="/articles/{article.pk}/finish/"' in page

    def test_leads_on_after_finishing(self, as_annotator, annotator, assignment, article):
        waiting, begun = make_articles(article.collection, 2)
        make_assignment(waiting, annotator)
        make_assignment(begun, annotator, "started")
        finish(as_annotator, article)
        page = as_annotator.get(f"/articles/{article.pk}/").content.decode()
        assert f'<a class="ghost" href="/articles/{begun.pk}/" rel="next">' in page
        assert f'action="/articles/{article.pk}/reopen/"' in page

    def test_offers_the_next_article_when_the_queue_is_empty(self, as_annotator, assignment, article):
        finish(as_annotator, article)
        assert 'action="/queue/next/"' in as_annotator.get(f"/articles/{article.pk}/").content.decode()

    def test_shows_no_state_to_others(self, client, assignment, article, second_annotator):
        assert 'id="assignment"' not in client.get(f"/articles/{article.pk}/").content.decode()
        client.force_login(second_annotator)
        assert 'id="assignment"' not in client.get(f"/articles/{article.pk}/").content.decode()


def test_next_of_the_queue_leaves_out_what_the_person_may_not_open(annotator, article):
    collection = make_collection()
    make_assignment(*make_articles(collection, 1), annotator)
    assert progress.next_of(annotator, besides=article.pk) is None
