"""Taking articles back and handing them to others."""

import pytest

from annotations import reassigning
from annotations.assigning import Reason
from annotations.models import Annotation, Assignment
from tests import factories
from tests.annotations.work import join, leave, make_articles, make_assignment, make_collection, pairs


@pytest.fixture
def collection(annotator, second_annotator, reader):
    made = make_collection()
    join(made, annotator, second_annotator)
    join(made, reader, role="reviewer")
    return made


@pytest.fixture
def lead(collection, reader):
    return reader


@pytest.fixture
def articles(collection):
    return make_articles(collection, 3)


def test_takes_back_what_is_not_started(lead, articles, annotator):
    rows = [
        make_assignment(article, annotator, status)
        for article, status in zip(articles, ["to_do", "started", "finished"], strict=True)
    ]
    outcome = reassigning.take_back(lead, [row.pk for row in rows])
    assert (outcome.by_person, outcome.left) == ({annotator.pk: 1}, {Reason.IS_STARTED: 2})
    assert set(Assignment.objects.values_list("status", flat=True)) == {"started", "finished"}


def test_takes_the_open_articles_of_a_person_who_left_and_keeps_their_annotations(
    lead, collection, articles, annotator
):
    rows = [make_assignment(articles[0], annotator), make_assignment(articles[1], annotator, "finished")]
    mark = factories.make_annotation(annotator, articles[0], "موسكو")
    leave(collection, annotator)
    assert set(reassigning.stranded(collection.settings)) == {rows[0]}
    outcome = reassigning.take_back(lead, [row.pk for row in rows])
    assert (outcome.number, outcome.left) == (1, {Reason.IS_STARTED: 1})
    assert Annotation.objects.live().filter(pk=mark.pk).exists()


def test_hands_over_evenly_to_the_other_members(lead, collection, articles, annotator, second_annotator, reviewer):
    join(collection, reviewer)
    rows = [make_assignment(article, annotator) for article in articles]
    outcome = reassigning.hand_over(lead, [row.pk for row in rows])
    assert sorted(outcome.by_person.values()) == [1, 2]
    assert {name for _article, name in pairs()} == {"omar", "samira"}


def test_hands_over_to_chosen_people(lead, collection, articles, annotator, second_annotator, reviewer):
    join(collection, reviewer)
    rows = [make_assignment(article, annotator) for article in articles]
    reassigning.hand_over(lead, [row.pk for row in rows], [reviewer.pk])
    assert pairs() == [(article.pk, "samira") for article in articles]


def test_hands_over_what_a_person_who_left_had_started(lead, collection, articles, annotator):
    row = make_assignment(articles[0], annotator, "started")
    assert reassigning.hand_over(lead, [row.pk]).left == {Reason.IS_STARTED: 1}
    leave(collection, annotator)
    assert reassigning.hand_over(lead, [row.pk]).number == 1
    assert pairs() == [(articles[0].pk, "omar")]
    assert Assignment.objects.get().status == "to_do"


def test_leaves_an_article_that_the_others_have(lead, articles, annotator, second_annotator):
    row = make_assignment(articles[0], annotator)
    make_assignment(articles[0], second_annotator)
    assert reassigning.hand_over(lead, [row.pk]).left == {Reason.NOBODY_ELSE: 1}
    assert len(pairs()) == 2


def test_two_assignments_of_one_article_need_two_others(
    lead, collection, articles, annotator, second_annotator, reviewer
):
    join(collection, reviewer)
    rows = [make_assignment(articles[0], person) for person in (annotator, second_annotator)]
    outcome = reassigning.hand_over(lead, [row.pk for row in rows])
    assert (outcome.number, outcome.left) == (1, {Reason.NOBODY_ELSE: 1})
    assert len(pairs()) == 2


@pytest.mark.parametrize("act", [reassigning.take_back, reassigning.hand_over])
def test_whoever_does_not_lead_learns_and_changes_nothing(act, articles, annotator, second_annotator, reviewer):
    row = make_assignment(articles[0], annotator)
    for person in (annotator, second_annotator, reviewer):
        assert act(person, [row.pk, 10**9]).left == {Reason.NOT_THERE: 2}
    assert pairs() == [(articles[0].pk, "layla")]


def test_reaches_over_several_collections(administrator, articles, annotator, second_annotator):
    other = make_collection("أخرى")
    join(other, annotator, second_annotator)
    rows = [make_assignment(article, annotator) for article in [articles[0], *make_articles(other, 1)]]
    assert reassigning.hand_over(administrator, [row.pk for row in rows]).number == 2
    assert {name for _article, name in pairs()} == {"omar"}
