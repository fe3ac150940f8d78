"""The adjudication page and its answers: who may, what is shown, and that the later of two is told."""

import pytest
from django.urls import reverse

from annotations import adjudicating
from annotations.adjudicating import Take
from annotations.models import Adjudication, Annotation, CollectionSettings, Membership
from newsroom.models import Collection
from tests import factories
from tests.annotations.adjudications import TEXT, add, assign, gold, place_at
from tests.annotations.views.conftest import HTMX, JSON

POSTS = ("adjudication_decide", "adjudication_agree", "adjudication_remove", "adjudication_undo", "adjudication_finish",
         "adjudication_reopen")  # fmt: skip


@pytest.fixture
def article(db, annotator, second_annotator):
    article = factories.make_article(TEXT)
    assign(article, annotator, second_annotator)
    add(annotator, article, "سامر الحلواني"), add(second_annotator, article, "الحلواني")
    add(annotator, article, "حلب", "location"), add(second_annotator, article, "حلب", "location")
    return article


def url(name: str, article=None) -> str:
    return reverse(f"annotations:{name}", args=[article.pk] if article else [])


def sent(article, exact, /, **choice) -> dict:
    place = place_at(article, exact)
    return {"item": place.key, "seen": place.seen, **choice}


def closed(article, *reviewers):
    collection = Collection.objects.create(name="مغلقة")
    CollectionSettings.objects.filter(pk=collection.pk).update(is_open=False)
    type(article).objects.filter(pk=article.pk).update(collection=collection)
    for person in reviewers:
        Membership.objects.create(collection=collection, user=person, role="reviewer")


@pytest.mark.parametrize(
    ("person", "status"), [("reviewer", 200), ("administrator", 200), ("annotator", 403), ("reader", 403)]
)
def test_the_page_is_for_those_who_review_the_article(request, client, article, person, status):
    client.force_login(request.getfixturevalue(person))
    response = client.get(url("adjudication_detail", article))
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert client.get(url("adjudication_list")).status_code == status
    for name in POSTS:
        if status == 403:
            assert client.post(url(name, article)).status_code == 403
    assert not Adjudication.objects.exists()


def test_a_visitor_is_asked_to_log_in(client, article):
    response = client.get(url("adjudication_detail", article))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("login"))
    assert client.get(url("adjudication_list")).status_code == 302
    for name in POSTS:
        assert client.post(url(name, article), headers=HTMX).status_code == 401


def test_in_a_closed_collection_only_its_reviewers_know_of_it(client, article, reviewer, annotator):
    closed(article)
    client.force_login(reviewer)
    for name in POSTS:
        assert client.post(url(name, article), {"undone": "0" * 32, "gold": "0" * 32, **sent(article, "سامر", choice="none")}).status_code == 404
    assert client.get(url("adjudication_detail", article)).status_code == 404
    Membership.objects.create(collection=Collection.objects.get(name="مغلقة"), user=reviewer, role="reviewer")
    assert client.get(url("adjudication_detail", article)).status_code == 200


@pytest.mark.parametrize("name", POSTS)
def test_what_decides_is_posted(as_reviewer, article, name):
    assert as_reviewer.get(url(name, article)).status_code == 405


def test_an_article_that_is_not_there(as_reviewer):
    assert as_reviewer.get(reverse("annotations:adjudication_detail", args=[999999])).status_code == 404


def test_the_page_shows_each_side_and_folds_agreements(as_reviewer, article):
    page = as_reviewer.get(url("adjudication_detail", article)).content.decode()
    assert page.count("<details open>") == 1 and page.count("<details>") == 1
    assert 'data-spans="4-17"' in page and 'data-spans="9-17"' in page
    assert 'data-offset="0"' in page
    assert "layla" in page and "omar" in page


def test_who_has_not_finished_is_named(as_reviewer, article, administrator):
    assign(article, administrator, status="started")
    assert "huda" in as_reviewer.get(url("adjudication_detail", article)).content.decode()


def test_texts_are_escaped(as_reviewer, annotator):
    article = factories.make_article("خبر <b>عاجل</b> اليوم")
    assign(article, annotator)
    add(annotator, article, "<b>عاجل</b>")
    page = as_reviewer.get(url("adjudication_detail", article)).content.decode()
    assert "<b>عاجل" not in page and "&lt;b&gt;عاجل" in page


def test_a_side_is_taken_and_answered_with_its_item(as_reviewer, article, annotator):
    response = as_reviewer.post(url("adjudication_decide", article), sent(article, "سامر", side=annotator.pk), headers=HTMX)
    answer = response.content.decode()
    assert response.status_code == 200
    assert 'id="adjudication-bar"' in answer and answer.count('hx-swap-oob="true"') == 1
    assert "is-decided" in answer and "undo-decision" in answer
    assert gold(article) == [("actor", "سامر الحلواني")]


def test_a_plain_form_leads_back_to_its_place(as_reviewer, article, annotator):
    data = sent(article, "سامر", side=annotator.pk)
    response = as_reviewer.post(url("adjudication_decide", article), data)
    assert (response.status_code, response["Location"]) == (303, url("adjudication_detail", article) + f"#item-{data['item']}")


def test_a_third_is_written(as_reviewer, article):
    data = sent(article, "سامر", choice="third", tag="location", start=4, end=8, exact="سامر")
    assert as_reviewer.post(url("adjudication_decide", article), data, headers=HTMX).status_code == 200
    assert gold(article) == [("location", "سامر")]


def test_the_later_of_two_reviewers_gets_a_409_with_the_present_state(client, article, annotator, second_annotator, reviewer, administrator):
    data = sent(article, "سامر")
    client.force_login(reviewer)
    assert client.post(url("adjudication_decide", article), data | {"side": annotator.pk}, headers=HTMX).status_code == 200
    client.force_login(administrator)
    for headers in (HTMX, JSON, {}):
        response = client.post(url("adjudication_decide", article), data | {"side": second_annotator.pk}, headers=headers)
        assert response.status_code == 409
    assert gold(article) == [("actor", "سامر الحلواني")]
    response = client.post(url("adjudication_decide", article), data | {"side": second_annotator.pk}, headers=HTMX)
    assert "is-decided" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"choice": "perhaps"}, id="no such choice"),
        pytest.param({"side": "١"}, id="Arabic-Indic digits"),
        pytest.param({"side": "999999"}, id="nobody's side"),
        pytest.param({"choice": "third", "tag": "actor"}, id="a third without a place"),
        pytest.param({"choice": "third", "tag": "x", "start": 0, "end": 3, "exact": "قال"}, id="no such tag"),
        pytest.param({"choice": "third", "tag": "actor", "start": 3, "end": 3, "exact": ""}, id="an empty third"),
        pytest.param({"choice": "take", "item": "x" * 60}, id="a key too long"),
        pytest.param({"choice": "none", "action": "x"}, id="no action"),
    ],
)
def test_bad_input_is_told(as_reviewer, article, data):
    response = as_reviewer.post(url("adjudication_decide", article), sent(article, "سامر") | data, headers=HTMX)
    assert response.status_code == 422
    assert 'class="bar-message"' in response.content.decode()
    assert gold(article) == []


def test_an_item_that_is_not_there_is_a_409(as_reviewer, article):
    data = {"item": "00000000-0000-0000-0000-000000000000", "seen": "x", "choice": "none"}
    assert as_reviewer.post(url("adjudication_decide", article), data, headers=HTMX).status_code == 409


@pytest.mark.parametrize("name", ["adjudication_undo", "adjudication_remove"])
def test_undo_and_remove_need_to_be_told_what(as_reviewer, article, name):
    assert as_reviewer.post(url(name, article), {}, headers=HTMX).status_code == 422
    unknown = {"undone": "0" * 32, "gold": "0" * 32}
    assert as_reviewer.post(url(name, article), unknown, headers=HTMX).status_code in (404, 409)


def test_agreements_undo_finish_and_reopen(as_reviewer, article, reviewer, annotator):
    assert as_reviewer.post(url("adjudication_agree", article), headers=HTMX).status_code == 200
    assert gold(article) == [("location", "حلب")]
    refused = as_reviewer.post(url("adjudication_finish", article), headers=HTMX)
    assert refused.status_code == 409 and not Adjudication.objects.get().finished_at
    page = as_reviewer.get(url("adjudication_detail", article))
    undone = page.context["undone"]
    assert as_reviewer.post(url("adjudication_undo", article), {"undone": undone}, headers=HTMX).status_code == 200
    assert gold(article) == []
    as_reviewer.post(url("adjudication_agree", article))
    as_reviewer.post(url("adjudication_decide", article), sent(article, "سامر", choice="none"))
    assert as_reviewer.post(url("adjudication_finish", article)).status_code == 303
    assert Adjudication.objects.get().finished_at
    assert as_reviewer.post(url("adjudication_decide", article), sent(article, "سامر", side=annotator.pk), headers=HTMX).status_code == 409
    assert as_reviewer.post(url("adjudication_reopen", article), headers=HTMX).status_code == 200
    assert not Adjudication.objects.get().finished_at


def test_an_article_without_text_or_sets_has_a_page(as_reviewer):
    article = factories.make_article("خبر")
    assert as_reviewer.get(url("adjudication_detail", article)).status_code == 200


@pytest.fixture
def states(article, annotator, second_annotator, reviewer):
    """One article ready, one begun, one done, one that somebody has not finished, one with a single set."""
    found = {"ready": article}
    for name in ("started", "finished"):
        found[name] = factories.make_article(TEXT + name)
        assign(found[name], annotator, second_annotator)
        add(annotator, found[name], "حلب")
        place = place_at(found[name], "حلب")
        adjudicating.decide(reviewer, found[name].pk, place.key, place.seen, Take(annotator.pk))
    adjudicating.finish(reviewer, found["finished"].pk)
    found["waiting"] = factories.make_article(TEXT + "w")
    assign(found["waiting"], annotator, second_annotator)
    assign(found["waiting"], reviewer, status="to_do")
    found["single"] = factories.make_article(TEXT + "s")
    assign(found["single"], annotator)
    return found


@pytest.mark.parametrize("state", ["ready", "started", "finished"])
def test_articles_are_listed_by_state(as_reviewer, states, state):
    response = as_reviewer.get(url("adjudication_list"), {"state": state})
    assert response.context["articles"] == [states[state]]
    assert [article.finished_sets for article in response.context["articles"]] == [2]


def test_the_list_is_filtered_by_collection_and_paged(as_reviewer, states, monkeypatch, reviewer):
    other = Collection.objects.create(name="أخرى")
    assert list(as_reviewer.get(url("adjudication_list"), {"collection": other.pk}).context["articles"]) == []
    monkeypatch.setattr("annotations.views.adjudications.PAGE_SIZE", 1)
    second = factories.make_article(TEXT + "2")
    assign(second, *[assignment.user for assignment in states["ready"].assignments.all()])
    first = as_reviewer.get(url("adjudication_list"))
    assert first.context["articles"] == [states["ready"]]
    assert as_reviewer.get(url("adjudication_list"), {"after": first.context["next"]}).context["articles"] == [second]


def test_the_list_leaves_out_what_the_person_does_not_review(client, states, reader, reviewer):
    collection = Collection.objects.create(name="له")
    Membership.objects.create(collection=collection, user=reader, role="reviewer")
    client.force_login(reader)
    assert list(client.get(url("adjudication_list")).context["articles"]) == []
    closed(states["ready"])
    client.force_login(reviewer)
    assert list(client.get(url("adjudication_list")).context["articles"]) == []


@pytest.mark.parametrize(("query", "status"), [({"state": "x"}, 404), ({"after": "x", "collection": "²"}, 200)])
def test_a_strange_address_of_the_list(as_reviewer, query, status):
    assert as_reviewer.get(url("adjudication_list"), query).status_code == status


def test_the_page_has_a_query_count(as_reviewer, article, annotator, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        as_reviewer.get(url("adjudication_detail", article))
    for word in ("قال", "القمح", "الشعير", "وفير"):
        add(annotator, article, word)
    with django_assert_max_num_queries(22):
        as_reviewer.get(url("adjudication_detail", article))


def test_gold_rows_are_no_ordinary_annotations(as_reviewer, article, annotator):
    as_reviewer.post(url("adjudication_decide", article), sent(article, "سامر", side=annotator.pk))
    row = Annotation.objects.of(article).gold().get()
    assert row not in Annotation.objects.live() and row not in Annotation.objects.counted()
    assert Annotation.objects.counts_by_status([article.pk]) == {article.pk: {"pending": 4}}
    changes = as_reviewer.get(reverse("annotations:article_changes", args=[article.pk]), {"since": 0})
    assert str(row.pk) not in changes.content.decode()
