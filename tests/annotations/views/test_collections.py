"""The pages of collections."""

import pytest

from annotations.models import Assignment
from newsroom.models import Collection
from tests import factories
from tests.annotations.work import join, leave, make_articles, make_assignment, make_collection


@pytest.fixture
def collection(annotator, second_annotator, reader):
    made = make_collection(guidelines="السطر الأول\n\n<b>الثاني</b>")
    join(made, annotator, second_annotator)
    join(made, reader, role="reviewer")
    return made


@pytest.fixture
def articles(collection):
    return make_articles(collection, 3)


@pytest.fixture
def address(collection):
    return f"/collections/{collection.pk}/"


@pytest.fixture(autouse=True)
def in_english(annotator, reader):
    for person in (annotator, reader):
        person.language = "en"
        person.save()


@pytest.fixture
def as_lead(client, collection, reader):
    client.force_login(reader)
    return client


def row_of(page, person) -> str:
    """Return the table row of a person, without white space between tags."""
    rows = page.content.decode().split("<tr>")[1:]
    return next(row for row in rows if f"<bdi>{person}</bdi>" in row)


class TestList:
    def test_shows_those_the_person_takes_part_in(self, client, collection, reviewer, reader, annotator):
        make_collection("مغلقة")
        for person, names in [(annotator, {"تجربة", Collection.DEFAULT_NAME}), (reader, {"تجربة"}),
                              (reviewer, {Collection.DEFAULT_NAME})]:  # fmt: skip
            client.force_login(person)
            page = client.get("/collections/")
            assert {collection.name for collection, _role in page.context["rows"]} == names

    def test_shows_all_to_an_administrator(self, client, collection, administrator):
        make_collection("مغلقة")
        client.force_login(administrator)
        assert len(client.get("/collections/").context["rows"]) == 3

    def test_tells_a_person_without_one(self, client, second_annotator, db):
        client.force_login(factories.make_person("nobody", language="en"))
        assert "not a member of any collection yet" in client.get("/collections/").content.decode()

    def test_asks_a_visitor_to_log_in(self, client, db):
        assert client.get("/collections/").status_code == 302
        assert client.post("/collections/").status_code == 405


class TestDetail:
    def test_shows_progress_by_person_and_as_a_whole(
        self, as_annotator, address, articles, annotator, second_annotator
    ):
        make_assignment(articles[0], annotator)
        make_assignment(articles[1], second_annotator, "finished")
        page = as_annotator.get(address)
        assert 'aria-label="finished 1, started 0, to do 1, not handed out 1"' in page.content.decode()
        assert 'aria-label="finished 1, started 0, to do 0"' in row_of(page, "omar")

    def test_shows_guidelines_as_text(self, as_annotator, address):
        assert "<p>السطر الأول</p>\n\n<p>&lt;b&gt;الثاني&lt;/b&gt;</p>" in as_annotator.get(address).content.decode()

    def test_shows_marks_by_status(self, as_annotator, address, articles, annotator, second_annotator):
        factories.make_annotation(second_annotator, articles[0], "موسكو")
        assert "<td>1</td><td>0</td><td>0</td>" in row_of(as_annotator.get(address), "omar")

    def test_a_blind_collection_shows_an_annotator_their_own_marks_only(
        self, client, collection, address, articles, annotator, second_annotator, reader
    ):
        collection.settings.mode = "blind"
        collection.settings.save()
        factories.make_annotation(annotator, articles[0], "موسكو")
        factories.make_annotation(second_annotator, articles[0], "موسكو")
        client.force_login(annotator)
        page = client.get(address)
        assert "not shown in a blind collection" in row_of(page, "omar")
        assert "<td>1</td><td>0</td><td>0</td>" in row_of(page, "layla")
        client.force_login(reader)
        assert "<td>1</td><td>0</td><td>0</td>" in row_of(client.get(address), "omar")

    def test_somebody_elses_marks_do_not_put_them_on_the_page_of_a_blind_collection(
        self, as_annotator, collection, address, articles, reviewer, administrator
    ):
        collection.settings.mode = "blind"
        collection.settings.save()
        factories.make_annotation(administrator, articles[0], "موسكو")
        assert "huda" not in as_annotator.get(address).content.decode()

    def test_offers_handing_out_to_who_leads(self, client, address, annotator, reader, administrator):
        for person, is_offered in [(annotator, False), (reader, True), (administrator, True)]:
            client.force_login(person)
            assert ("hand-out/" in client.get(address).content.decode()) is is_offered

    def test_names_people_who_left_open_articles(self, as_lead, collection, address, articles, annotator):
        make_assignment(articles[0], annotator, "started")
        leave(collection, annotator)
        page = as_lead.get(address).content.decode()
        assert "does not annotate here any more and leaves 1 open article." in page
        assert f'name="whose" value="{annotator.pk}"' in page
        assert 'aria-label="finished 0, started 0, to do 0, not handed out 3"' in page

    def test_an_empty_collection_says_so(self, as_annotator, address):
        assert "The collection has no articles yet." in as_annotator.get(address).content.decode()

    @pytest.mark.parametrize("person", ["reviewer", "nobody"])
    def test_is_404_for_people_of_other_collections(self, client, request, address, person, db):
        client.force_login(request.getfixturevalue(person) if person != "nobody" else factories.make_person("nobody"))
        assert client.get(address).status_code == 404
        assert client.get(f"{address}articles/").status_code == 404
        assert client.get(f"{address}hand-out/").status_code == 404

    @pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**30])
    def test_an_unknown_one_is_404(self, as_annotator, pk):
        assert as_annotator.get(f"/collections/{pk}/").status_code == 404

    def test_asks_a_visitor_to_log_in(self, client, address):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 405

    def test_costs_the_same_number_of_queries_for_any_number(
        self, as_lead, collection, address, articles, annotator, django_assert_num_queries
    ):
        for article in [*articles, *make_articles(make_collection("أخرى"), 1)]:
            make_assignment(article, annotator)
        for number in range(5):
            join(collection, factories.make_person(f"person{number}"))
        # Session, person, rights (2), roles; settings; who may annotate; members, counts, marks, people; counts,
        # lacking; the header's two numbers.
        with django_assert_num_queries(15):
            as_lead.get(address)


class TestArticles:
    def test_shows_who_has_what(self, as_lead, address, articles, annotator, second_annotator):
        make_assignment(articles[0], annotator)
        make_assignment(articles[1], second_annotator, "finished")
        rows = dict(as_lead.get(f"{address}articles/").context["rows"])
        assert [each.user.username for each, _left in rows[articles[0]]] == ["layla"]
        assert rows[articles[2]] == []

    def test_shows_the_articles_of_one_person(self, as_lead, address, articles, annotator):
        make_assignment(articles[0], annotator)
        page = as_lead.get(f"{address}articles/?person={annotator.pk}")
        assert [article for article, _people in page.context["rows"]] == [articles[0]]

    @pytest.mark.parametrize(("query", "status"), [("person=x", 422), ("after=x", 400), (f"person={'9' * 18}", 200)])
    def test_bad_input_is_refused(self, as_lead, address, articles, query, status):
        assert as_lead.get(f"{address}articles/?{query}").status_code == status

    def test_is_for_who_leads(self, as_annotator, address):
        assert as_annotator.get(f"{address}articles/").status_code == 403


class TestHandingOut:
    def test_shows_the_numbers_first(self, as_lead, address, articles):
        page = as_lead.get(f"{address}hand-out/")
        assert "3 assignments · 3 articles · 2 people" in page.content.decode()
        assert not Assignment.objects.exists()

    def test_then_does_it(self, as_lead, address, articles):
        answer = as_lead.post(f"{address}hand-out/", follow=True)
        assert answer.redirect_chain == [(address, 303)]
        assert "Handed out: 3 assignments · 3 articles · 2 people." in answer.content.decode()
        assert Assignment.objects.count() == 3

    def test_says_why_there_is_nothing_to_do(self, as_lead, address):
        assert (
            "The collection has no articles yet." in as_lead.post(f"{address}hand-out/", follow=True).content.decode()
        )

    def test_offers_the_annotators_of_the_site_in_an_open_collection(self, as_reviewer, article, annotator):
        address = f"/collections/{article.collection_id}/hand-out/"
        assert f'value="{annotator.pk}"' in as_reviewer.get(address).content.decode()
        page = as_reviewer.get(f"{address}?people={annotator.pk}")
        assert page.context["plan"].by_person == {annotator.pk: 1}
        as_reviewer.post(address, {"people": annotator.pk})
        assert Assignment.objects.get().user == annotator

    def test_by_hand(self, as_lead, address, articles, annotator, second_annotator):
        form = {"articles": [each.pk for each in articles[:2]], "people": [annotator.pk, second_annotator.pk]}
        answer = as_lead.post(f"{address}assign/", form)
        assert (answer.status_code, answer.url) == (303, f"{address}articles/")
        assert Assignment.objects.count() == 4

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"articles": ["1"]},
            {"people": ["1"]},
            {"articles": ["x"], "people": ["1"]},
            {"articles": ["1"], "people": ["٣"]},
            {"articles": ["1"] * 2 + ["9" * 19], "people": ["1"]},
            {"articles": [str(number) for number in range(501)], "people": ["1"]},
        ],
        ids=str,
    )
    def test_by_hand_refuses_bad_input(self, as_lead, address, articles, form):
        assert as_lead.post(f"{address}assign/", form).status_code == 422

    def test_by_hand_names_what_does_not_belong_here(self, as_lead, address, article, reviewer, annotator):
        page = as_lead.post(
            f"{address}assign/", {"articles": [article.pk], "people": [reviewer.pk, annotator.pk]}, follow=True
        ).content.decode()
        assert "1 article is not in this collection (any more)." in page
        assert "1 person does not annotate in this collection (any more)." in page
        assert not Assignment.objects.exists()

    def test_takes_back_one(self, as_lead, address, articles, annotator):
        make_assignment(articles[0], annotator)
        form = {"pairs": f"{articles[0].pk}.{annotator.pk}", "back": "collection"}
        answer = as_lead.post(f"{address}take-back/", form)
        assert (answer.status_code, answer.url) == (303, f"{address}articles/")
        assert not Assignment.objects.exists()

    def test_leaves_what_is_started(self, as_lead, address, articles, annotator):
        make_assignment(articles[0], annotator, "started")
        page = as_lead.post(f"{address}take-back/", {"whose": annotator.pk}, follow=True).content.decode()
        assert "1 article is started or finished and stays with its person." in page
        assert Assignment.objects.count() == 1

    def test_hands_the_articles_of_who_left_to_others(self, as_lead, collection, address, articles, annotator):
        for article in articles:
            make_assignment(article, annotator, "started")
        leave(collection, annotator)
        as_lead.post(f"{address}hand-over/", {"whose": annotator.pk})
        assert set(Assignment.objects.values_list("user__username", "status")) == {("omar", "to_do")}

    def test_touches_no_other_collection(self, as_lead, address, article, annotator):
        make_assignment(article, annotator)
        for action in ("take-back", "hand-over"):
            assert as_lead.post(f"{address}{action}/", {"pairs": f"{article.pk}.{annotator.pk}"}).status_code == 422
            as_lead.post(f"{address}{action}/", {"whose": annotator.pk})
        assert Assignment.objects.get().user == annotator

    @pytest.mark.parametrize("pairs", ["", "x", "1", "1.2.3", "1.x", f"{'9' * 18}.1", f"{'9' * 30}.1"])
    def test_bad_pairs_are_refused(self, as_lead, address, articles, pairs):
        assert as_lead.post(f"{address}take-back/", {"pairs": pairs}).status_code == 422

    @pytest.mark.parametrize("action", ["hand-out", "assign", "take-back", "hand-over"])
    def test_is_for_who_leads(self, client, address, annotator, reviewer, action):
        assert client.post(f"{address}{action}/").status_code == 401
        for person, status in [(annotator, 403), (reviewer, 404)]:
            client.force_login(person)
            assert client.post(f"{address}{action}/").status_code == status
