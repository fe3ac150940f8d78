"""Several people at the same moment, each on a connection of their own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from annotations import assigning, curation, finishing, reassigning
from annotations.finishing import AlreadyFinished, Finished
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Assignment
from tests import factories
from tests.annotations.work import join, make_articles, make_assignment, make_collection

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Run all ``acts`` as nearly at once as threads can; return what each returned, or the exception it raised."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def people():
    return [factories.make_person(f"person{number}", "annotator") for number in range(6)]


@pytest.fixture
def collection(people):
    made = make_collection(annotators_per_article=2)
    join(made, *people)
    return made


def test_handing_out_at_once_gives_each_article_its_annotators_once(collection, administrator, monkeypatch):
    monkeypatch.setattr(assigning, "CHUNK", 4)
    articles = make_articles(collection, 18)
    outcomes = at_once(*[lambda: assigning.hand_out(administrator, collection.pk)] * 4)
    assert sum(outcome.number for outcome in outcomes) == 36
    rows = Assignment.objects.values_list("article_id", "user_id")
    assert Counter(article for article, _person in rows) == dict.fromkeys([each.pk for each in articles], 2)
    assert set(Counter(person for _article, person in rows).values()) == {6}


def test_next_articles_taken_at_once_are_different(people):
    collection = make_collection("واحد")
    join(collection, *people)
    make_articles(collection, 5)
    taken = at_once(*[lambda person=person: assigning.take_next(person, collection.pk) for person in people])
    articles = [assignment.article_id for assignment, _reason in taken if assignment]
    assert len(articles) == len(set(articles)) == 5
    assert [reason for assignment, reason in taken if not assignment] == [assigning.Reason.ALL_HANDED_OUT]


def test_by_hand_by_itself_and_back_at_once_meet_without_a_ring(collection, people, administrator):
    articles = [each.pk for each in make_articles(collection, 10)]
    chosen = [person.pk for person in people[:2]]
    assigning.hand_out(administrator, collection.pk)
    ids = list(Assignment.objects.values_list("pk", flat=True))
    outcomes = at_once(
        lambda: assigning.assign(administrator, collection.pk, reversed(articles), chosen),
        lambda: reassigning.take_back(administrator, ids),
        lambda: reassigning.hand_over(administrator, ids),
        lambda: assigning.hand_out(administrator, collection.pk),
    )
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    rows = list(Assignment.objects.values_list("article_id", "user_id"))
    assert len(rows) == len(set(rows))


def test_a_mark_is_stored_before_its_author_finished_or_refused(collection, people):
    person = people[0]
    for article in make_articles(collection, 4):
        make_assignment(article, person)
        start = article.text.index("موسكو")
        mark = curation.NewMark(new_uuid7(), "location", start, start + 5, "موسكو")
        stored, finished = at_once(
            lambda article=article, mark=mark: curation.create(person, article.pk, mark),
            lambda article=article: finishing.finish(person, article.pk),
        )
        assert finished.status == "finished"
        is_there = Annotation.objects.filter(pk=mark.id).exists()
        assert is_there != isinstance(stored, Finished), stored
        assert Assignment.objects.get(article=article).status == "finished"


def test_finishing_twice_at_once_finishes_once(collection, people):
    (article,) = make_articles(collection, 1)
    make_assignment(article, people[0])
    answers = at_once(*[lambda: finishing.finish(people[0], article.pk)] * 2)
    assert sorted(isinstance(each, AlreadyFinished) for each in answers) == [False, True]


def test_what_is_begun_at_that_moment_is_not_taken_back(collection, people, administrator):
    person = people[0]
    for article in make_articles(collection, 4):
        assignment = make_assignment(article, person)
        start = article.text.index("موسكو")
        mark = curation.NewMark(new_uuid7(), "location", start, start + 5, "موسكو")
        at_once(
            lambda article=article, mark=mark: curation.create(person, article.pk, mark),
            lambda assignment=assignment: reassigning.take_back(administrator, [assignment.pk]),
        )
        assert Annotation.objects.filter(pk=mark.id).exists()
        left = Assignment.objects.filter(article=article).first()
        assert left is None or left.status == "started"
