"""Handing out articles."""

import pytest

from annotations import assigning
from annotations.assigning import NotPartOf, Reason
from annotations.models import Assignment
from annotations.refusals import NotAllowed
from newsroom.models import Article
from tests import factories
from tests.annotations.work import join, leave, make_articles, make_assignment, make_collection, pairs


@pytest.fixture
def collection(db):
    return make_collection()


@pytest.fixture
def articles(collection):
    return make_articles(collection, 4)


@pytest.fixture
def members(collection, annotator, second_annotator):
    join(collection, annotator, second_annotator)
    return annotator, second_annotator


@pytest.fixture
def lead(collection, reader):
    """A person without a group who reviews in the collection."""
    join(collection, reader, role="reviewer")
    return reader


def numbers() -> dict[str, int]:
    found: dict[str, int] = {}
    for _article, name in pairs():
        found[name] = found.get(name, 0) + 1
    return found


def test_hands_out_evenly(lead, collection, articles, members):
    outcome = assigning.hand_out(lead, collection.pk)
    assert outcome.number == 4 and outcome.left == {}
    assert numbers() == {"layla": 2, "omar": 2}
    assert len({article for article, _name in pairs()}) == 4


def test_counts_open_articles_of_other_collections(lead, collection, articles, members, annotator):
    for article in make_articles(make_collection("أخرى"), 3):
        make_assignment(article, annotator)
    make_assignment(factories.make_article("منجز"), members[1], "finished")
    outcome = assigning.hand_out(lead, collection.pk)
    assert outcome.by_person == {members[0].pk: 1, members[1].pk: 3}


def test_gives_every_article_as_many_annotators_as_the_collection_wants(lead, annotator, second_annotator):
    collection = make_collection("اثنان", annotators_per_article=2)
    join(collection, annotator, second_annotator)
    join(collection, lead, role="reviewer")
    first, second = make_articles(collection, 2)
    make_assignment(first, annotator, "finished")
    assert assigning.hand_out(lead, collection.pk).number == 3
    assert pairs() == [(first.pk, "layla"), (first.pk, "omar"), (second.pk, "layla"), (second.pk, "omar")]


def test_the_preview_says_what_will_be_done_and_does_nothing(lead, collection, articles, members):
    plan = assigning.preview(lead, collection.pk)
    assert not Assignment.objects.exists()
    assert assigning.hand_out(lead, collection.pk) == plan


def test_handing_out_again_changes_nothing(lead, collection, articles, members):
    assigning.hand_out(lead, collection.pk)
    before = pairs()
    outcome = assigning.hand_out(lead, collection.pk)
    assert (outcome.number, outcome.left) == (0, {Reason.ALL_HANDED_OUT: 1})
    assert pairs() == before


def test_works_in_chunks_evenly(lead, collection, articles, members, monkeypatch):
    monkeypatch.setattr(assigning, "CHUNK", 3)
    assert assigning.hand_out(lead, collection.pk).number == 4
    assert numbers() == {"layla": 2, "omar": 2}


@pytest.mark.parametrize("is_preview", [True, False])
class TestReasons:
    @pytest.fixture
    def act(self, is_preview):
        return assigning.preview if is_preview else assigning.hand_out

    def test_an_empty_collection(self, act, lead, collection, members):
        assert act(lead, collection.pk).left == {Reason.NO_ARTICLES: 1}

    def test_nobody_to_hand_out_to(self, act, lead, collection, articles):
        assert act(lead, collection.pk).left == {Reason.NO_PEOPLE: 1}

    def test_too_few_people(self, act, lead, annotator):
        collection = make_collection("ثلاثة", annotators_per_article=3)
        join(collection, annotator)
        join(collection, lead, role="reviewer")
        make_articles(collection, 2)
        outcome = act(lead, collection.pk)
        assert (outcome.number, outcome.left) == (2, {Reason.TOO_FEW_PEOPLE: 2})

    def test_a_chosen_person_of_a_closed_collection(self, act, lead, collection, articles, members, reviewer):
        outcome = act(lead, collection.pk, [reviewer.pk, 10**9])
        assert (outcome.number, outcome.left) == (4, {Reason.NOT_A_MEMBER: 2})


def test_an_open_collection_takes_chosen_annotators_of_the_site(reviewer, annotator, second_annotator):
    collection = make_collection("مفتوحة", is_open=True)
    make_articles(collection, 2)
    assert assigning.hand_out(reviewer, collection.pk).left == {Reason.NO_PEOPLE: 1}
    assert assigning.hand_out(reviewer, collection.pk, [annotator.pk]).number == 2
    assert numbers() == {"layla": 2}


def test_a_deactivated_member_gets_nothing(lead, collection, articles, members, annotator):
    annotator.is_active = False
    annotator.save()
    assigning.hand_out(lead, collection.pk)
    assert numbers() == {"omar": 4}


def test_the_open_article_of_a_person_who_left_is_given_to_another(lead, collection, members, annotator):
    (article,) = make_articles(collection, 1)
    make_assignment(article, annotator)
    assert assigning.hand_out(lead, collection.pk).number == 0
    leave(collection, annotator)
    assert assigning.hand_out(lead, collection.pk).number == 1
    assert pairs() == [(article.pk, "layla"), (article.pk, "omar")]


def test_the_finished_article_of_a_person_who_left_counts(lead, collection, members, annotator):
    (article,) = make_articles(collection, 1)
    make_assignment(article, annotator, "finished")
    leave(collection, annotator)
    assert assigning.hand_out(lead, collection.pk).number == 0


@pytest.mark.parametrize("act", [assigning.preview, assigning.hand_out])
def test_only_who_leads_the_collection_hands_out(
    act, collection, articles, members, annotator, reviewer, administrator
):
    with pytest.raises(NotAllowed):
        act(annotator, collection.pk)
    with pytest.raises(NotPartOf):  # a reviewer of the site is nobody in a closed collection
        act(reviewer, collection.pk)
    with pytest.raises(NotPartOf):
        act(administrator, 10**9)
    assert act(administrator, collection.pk).number == 4


class TestByHand:
    def test_gives_each_article_to_each_person(self, lead, collection, articles, members):
        first, second = articles[:2]
        outcome = assigning.assign(lead, collection.pk, [first.pk, second.pk], [person.pk for person in members])
        assert outcome.number == 4
        assert pairs() == [(first.pk, "layla"), (first.pk, "omar"), (second.pk, "layla"), (second.pk, "omar")]

    def test_says_what_it_left(self, lead, collection, articles, members, annotator, reviewer, article):
        make_assignment(articles[0], annotator, "started")
        outcome = assigning.assign(
            lead, collection.pk, [articles[0].pk, articles[1].pk, article.pk, 10**9], [annotator.pk, reviewer.pk]
        )
        assert outcome.number == 1
        assert +outcome.left == {Reason.HAS_IT: 1, Reason.NOT_OF_COLLECTION: 2, Reason.NOT_A_MEMBER: 1}

    def test_leaves_an_article_that_was_moved_meanwhile(self, lead, collection, articles, members, annotator):
        Article.objects.filter(pk=articles[0].pk).update(collection=make_collection("أخرى"))
        outcome = assigning.assign(lead, collection.pk, [articles[0].pk], [annotator.pk])
        assert +outcome.left == {Reason.NOT_OF_COLLECTION: 1}

    def test_works_in_chunks(self, lead, collection, articles, members, annotator, monkeypatch):
        monkeypatch.setattr(assigning, "CHUNK", 1)
        assert assigning.assign(lead, collection.pk, [each.pk for each in articles], [annotator.pk]).number == 4

    def test_is_for_who_leads(self, collection, articles, members, annotator):
        with pytest.raises(NotAllowed):
            assigning.assign(annotator, collection.pk, [articles[0].pk], [annotator.pk])


class TestNext:
    def test_gives_the_first_article_that_lacks_annotators(self, collection, articles, members, annotator):
        make_assignment(articles[0], members[1])
        assignment, _reason = assigning.take_next(annotator, collection.pk)
        assert (assignment.article, assignment.user, assignment.status) == (articles[1], annotator, "to_do")

    def test_finds_a_collection_by_itself_the_own_ones_first(self, articles, members, annotator):
        factories.make_article()
        assignment, _reason = assigning.take_next(annotator)
        assert assignment.article == articles[0]

    def test_goes_on_to_open_collections(self, article, annotator):
        assignment, _reason = assigning.take_next(annotator)
        assert assignment.article == article

    def test_gives_no_article_twice_to_one_person(self, collection, annotator):
        collection.settings.annotators_per_article = 2
        collection.settings.save()
        join(collection, annotator)
        make_articles(collection, 1)
        assert assigning.take_next(annotator, collection.pk)[0]
        assert assigning.take_next(annotator, collection.pk) == (None, Reason.HAS_IT)

    def test_says_why_there_is_none(self, collection, members, annotator, reader):
        assert assigning.take_next(annotator, collection.pk) == (None, Reason.NO_ARTICLES)
        make_assignment(*make_articles(collection, 1), members[1])
        assert assigning.take_next(annotator, collection.pk) == (None, Reason.ALL_HANDED_OUT)
        assert assigning.take_next(reader) == (None, Reason.NO_PEOPLE)

    def test_is_not_for_others(self, collection, articles, annotator, reviewer):
        with pytest.raises(NotPartOf):
            assigning.take_next(annotator, collection.pk)
        with pytest.raises(NotPartOf):
            assigning.take_next(annotator, 10**9)
