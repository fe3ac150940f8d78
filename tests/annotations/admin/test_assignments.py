"""Assignments in the admin."""

import pytest

from annotations.models import Assignment
from tests.annotations.work import join, make_articles, make_assignment, make_collection

ASSIGNMENTS = "/admin/annotations/assignment/"


@pytest.fixture
def rows(article, annotator, second_annotator):
    closed = make_collection()
    join(closed, annotator, second_annotator)
    (other,) = make_articles(closed, 1)
    return [make_assignment(article, annotator), make_assignment(other, annotator, "started")]


def listed(page) -> list:
    return [row.pk for row in page.context["cl"].result_list]


def act(client, name: str, rows):
    return client.post(ASSIGNMENTS, {"action": name, "_selected_action": [row.pk for row in rows]}, follow=True)


def test_lists_all_to_an_administrator_and_to_a_reviewer_their_own(client, manager, rows, reviewer):
    assert listed(manager.get(ASSIGNMENTS)) == [rows[1].pk, rows[0].pk]
    client.force_login(reviewer)
    assert listed(client.get(ASSIGNMENTS)) == [rows[0].pk]


def test_filters(manager, rows, annotator, second_annotator):
    first, second = rows
    for query, expected in [
        ("status__exact=started", [second.pk]),
        (f"collection={first.article.collection_id}", [first.pk]),
        (f"person={annotator.pk}", [second.pk, first.pk]),
        (f"person={second_annotator.pk}", []),
        ("collection_name=تجر", [second.pk]),
    ]:
        assert listed(manager.get(f"{ASSIGNMENTS}?{query}")) == expected, query


def test_takes_back_what_is_not_started(manager, rows):
    page = act(manager, "take_back", rows).content.decode()
    assert "Taken back: 1 assignment · 1 article · 1 person." in page
    assert "1 article is started or finished" in page
    assert list(Assignment.objects.all()) == [rows[1]]


def test_hands_to_others(manager, rows, second_annotator):
    Assignment.objects.filter(pk=rows[1].pk).update(status="to_do")
    page = act(manager, "hand_over", rows).content.decode()
    assert "Handed to others: 1 assignment" in page
    assert Assignment.objects.get(article=rows[1].article).user == second_annotator


def test_a_reviewer_reaches_no_other_collection(client, rows, reviewer):
    Assignment.objects.update(status="to_do")
    client.force_login(reviewer)
    act(client, "take_back", rows)
    assert list(Assignment.objects.all()) == [rows[1]]


def test_nothing_is_added_changed_or_deleted_here(manager, rows):
    assert manager.get(f"{ASSIGNMENTS}add/").status_code == 403
    assert manager.post(f"{ASSIGNMENTS}{rows[0].pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in manager.get(ASSIGNMENTS).content.decode()


def test_an_annotator_does_not_see_it(client, rows, annotator):
    client.force_login(annotator)
    assert client.get(ASSIGNMENTS).status_code == 302


@pytest.mark.parametrize("selected", ["x", "1" * 30, "-1", "\0", "1.5", ""])
@pytest.mark.parametrize("name", ["take_back", "hand_over"])
def test_ids_that_are_none_change_nothing(manager, rows, name, selected):
    answer = manager.post(ASSIGNMENTS, {"action": name, "_selected_action": [selected]}, follow=True)
    assert answer.status_code == 200
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize("query", ["person=x", f"collection={'9' * 19}", "status__exact=no", "person_name=%00", "id__lt=x"])
def test_bad_filters_are_no_fault_of_ours(manager, rows, query):
    assert manager.get(f"{ASSIGNMENTS}?{query}", follow=True).status_code < 500
