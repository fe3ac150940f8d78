"""Who may do what with annotations."""

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations import curation
from annotations.access import (
    can_annotate,
    can_edit,
    can_judge,
    can_review,
    can_see_annotation,
    can_see_article,
    hidden_from,
    role_in,
    seen_by,
    visible_annotations,
    visible_articles,
    visible_in,
)
from annotations.models import Adjudication, Annotation, AnnotationEvent
from annotations.refusals import NotOnesOwn
from newsroom import visibility
from tests import factories

# person: may annotate, may review, may edit Layla's mark
RIGHTS = {
    "annotator": (True, False, True),
    "second_annotator": (True, False, False),
    "reviewer": (True, True, True),
    "administrator": (True, True, True),
    "reader": (False, False, False),
}


@pytest.mark.parametrize("person", RIGHTS)
def test_rights_follow_the_role(request, mark, person):
    user = request.getfixturevalue(person)
    assert (can_annotate(user), can_review(user), can_edit(user, mark)) == RIGHTS[person]


def test_a_visitor_may_nothing(mark):
    visitor = AnonymousUser()
    assert (can_annotate(visitor), can_review(visitor), can_edit(visitor, mark)) == (False, False, False)


@pytest.mark.parametrize("person", ["annotator", "reviewer", "administrator"])
def test_a_deactivated_account_may_nothing(request, mark, person):
    user = request.getfixturevalue(person)
    user.is_active = False
    assert (can_annotate(user), can_review(user), can_edit(user, mark)) == (False, False, False)


def test_an_author_who_lost_the_right_may_not_edit(annotator, mark):
    annotator.groups.clear()
    annotator = type(annotator).objects.get(pk=annotator.pk)
    assert not can_edit(annotator, mark)


def test_the_right_comes_from_the_permission_not_from_being_staff(reader, mark):
    reader.is_staff = True
    assert not can_review(reader)


# What a membership changes; the collection is open or closed, the person's group and role in it, what follows.
ROLES = [
    ("open", None, None, None),
    ("open", "annotator", None, "annotator"),
    ("open", "reviewer", None, "reviewer"),
    ("open", None, "annotator", "annotator"),
    ("open", "annotator", "reviewer", "reviewer"),
    ("open", "reviewer", "annotator", "annotator"),
    ("closed", None, None, None),
    ("closed", "annotator", None, None),
    ("closed", "reviewer", None, None),
    ("closed", None, "annotator", "annotator"),
    ("closed", None, "reviewer", "reviewer"),
    ("closed", "administrator", None, "reviewer"),
    ("open", "administrator", "annotator", "reviewer"),
]


@pytest.mark.parametrize(("kind", "group", "membership", "role"), ROLES)
def test_the_membership_decides_and_the_group_where_the_collection_is_open(db, kind, group, membership, role):
    collection = factories.make_collection("حملة", is_open=kind == "open")
    person = factories.make_person("nizar", *([group] if group else []))
    if membership:
        factories.make_member(collection, person, membership)
    article = factories.make_article(collection=collection)
    assert role_in(person, collection.settings) == role
    assert can_annotate(person, article) == (role is not None)
    assert can_review(person, article) == (role == "reviewer")
    is_known = kind == "open" or role is not None
    assert can_see_article(person, article) == is_known
    assert visible_articles(person).filter(pk=article.pk).exists() == is_known
    person.is_active = False
    assert role_in(person, collection.settings) is None


def test_who_reviews_somewhere_may_review_something_and_not_everything(reader, article):
    factories.make_member(factories.make_collection("حملة"), reader, "reviewer")
    assert can_annotate(reader) and can_review(reader)
    assert not can_annotate(reader, article) and not can_review(reader, article)


def test_nobody_judges_their_own_where_the_collection_forbids_it(annotator, reviewer):
    article = factories.make_article(collection=factories.make_collection("حملة", may_judge_own=False))
    own = factories.make_annotation(reviewer, article, "موسكو")
    assert not can_judge(reviewer, own) and can_edit(reviewer, own)
    assert can_judge(reviewer, factories.make_annotation(annotator, article, "موسكو"))
    with pytest.raises(NotOnesOwn):
        curation.approve(reviewer, own.pk, 1)


@pytest.fixture
def blind(db):
    return factories.make_article(collection=factories.make_collection("عمياء", mode="blind"))


def seen_of(user, article) -> set[str]:
    """Return the authors whose marks ``user`` may know of, as all three ways of asking say."""
    marks = set(visible_in(user, article))
    assert marks == set(visible_annotations(user).filter(article=article))
    assert marks == {each for each in Annotation.objects.of(article) if can_see_annotation(user, each)}
    events = AnnotationEvent.objects.filter(seen_by(user, "annotation__"), article=article)
    assert {event.annotation_id for event in events} == {each.pk for each in marks}
    return {each.author.username for each in marks}


def test_a_blind_article_shows_each_their_own_until_it_is_adjudicated(
    annotator, second_annotator, reviewer, administrator, reader, blind
):
    for person in (annotator, second_annotator, reviewer):
        factories.make_annotation(person, blind, "موسكو")
    everybody = {"layla", "omar", "samira"}
    assert seen_of(annotator, blind) == {"layla"}
    assert seen_of(second_annotator, blind) == {"omar"}
    assert seen_of(reader, blind) == seen_of(AnonymousUser(), blind) == set()
    assert seen_of(reviewer, blind) == seen_of(administrator, blind) == everybody
    adjudication = Adjudication.objects.create(article=blind, by=reviewer)
    assert seen_of(annotator, blind) == {"layla"}
    adjudication.finished_at = adjudication.started_at
    adjudication.save()
    assert seen_of(annotator, blind) == seen_of(reader, blind) == seen_of(AnonymousUser(), blind) == everybody


def test_a_reviewer_of_the_site_who_annotates_in_a_blind_collection_is_blind_there(annotator, reviewer, blind):
    factories.make_annotation(annotator, blind, "موسكو")
    factories.make_member(blind.collection, reviewer, "annotator")
    assert seen_of(reviewer, blind) == set()


def test_a_closed_collection_is_its_members_even_for_marks_of_people_who_left(annotator, reviewer, reader, blind):
    closed = factories.make_article(collection=factories.make_collection("مغلقة", is_open=False))
    member = factories.make_member(closed.collection, annotator)
    factories.make_annotation(annotator, closed, "موسكو")
    assert seen_of(annotator, closed) == {"layla"}
    for person in (reviewer, reader, AnonymousUser()):
        assert seen_of(person, closed) == set()
    member.delete()
    annotator = type(annotator).objects.get(pk=annotator.pk)
    assert seen_of(annotator, closed) == set()


def test_the_site_knows_the_rule_of_visibility():
    assert hidden_from in visibility._rules
