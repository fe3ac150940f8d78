"""``curation.create_many``: many marks by one action, each refused by itself, undone together."""

import uuid

import pytest

from annotations import curation, undoing
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import AlreadyMarked, Gone, IdTaken, NotAllowed, TextDiffers
from newsroom.models import Article
from tests import factories

TEXT = "رنا في البيت، رنا في السوق، رنا في الحقل"
STARTS = [start for start in range(len(TEXT)) if TEXT.startswith("رنا", start)]
ACTION = uuid.UUID(int=7)


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


def marks(*starts: int, tag: str = "actor", exact: str = "رنا") -> list[curation.NewMark]:
    return [curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact) for start in starts]


def places() -> list[int]:
    return list(Annotation.objects.live().order_by("start").values_list("start", flat=True))


def test_stores_all_under_one_action(annotator, article):
    outcome = curation.create_many(annotator, article.pk, marks(*STARTS), ACTION)
    assert (outcome.changed, outcome.refused, outcome.is_new) == (3, [], True)
    assert places() == STARTS
    assert [annotation.version for annotation in outcome.annotations] == [1, 1, 1]
    assert set(AnnotationEvent.objects.values_list("action_id", "verb")) == {(ACTION, "created")}
    article.refresh_from_db()
    assert article.revision == 1


def test_sent_again_it_stores_nothing_twice(annotator, article):
    sent = marks(*STARTS)
    curation.create_many(annotator, article.pk, sent[:2], ACTION)
    outcome = curation.create_many(annotator, article.pk, sent, ACTION)
    assert (outcome.changed, outcome.refused, outcome.is_new) == (3, [], True)
    again = curation.create_many(annotator, article.pk, sent, ACTION)
    assert (again.changed, again.refused, again.is_new) == (3, [], False)
    assert AnnotationEvent.objects.count() == 3


def test_one_undo_takes_all_away_and_another_brings_them_back(annotator, article):
    curation.create_many(annotator, article.pk, marks(*STARTS), ACTION)
    undone = undoing.undo(annotator, ACTION)
    assert (undone.changed, places()) == (3, [])
    undoing.undo(annotator, undone.action_id)
    assert places() == STARTS


def test_refuses_each_by_itself(annotator, article):
    twin = factories.make_annotation(annotator, article, "رنا")
    wrong, right = marks(STARTS[1], exact="رنى") + marks(STARTS[2])
    outcome = curation.create_many(annotator, article.pk, [*marks(STARTS[0]), wrong, right])
    assert [type(refusal) for _, refusal in outcome.refused] == [AlreadyMarked, TextDiffers]
    assert outcome.refused[0][1].current == twin
    assert [annotation.pk for annotation in outcome.annotations] == [right.id]


def test_refuses_twins_within(annotator, article):
    first, second = marks(STARTS[0], STARTS[0])
    outcome = curation.create_many(annotator, article.pk, [first, second])
    assert [(pk, type(refusal)) for pk, refusal in outcome.refused] == [(second.id, AlreadyMarked)]
    assert places() == STARTS[:1]


def test_refuses_an_id_within_twice(annotator, article):
    (first,) = marks(STARTS[0])
    second = curation.NewMark(first.id, "actor", STARTS[1], STARTS[1] + 3, "رنا")
    outcome = curation.create_many(annotator, article.pk, [first, second])
    assert [type(refusal) for _, refusal in outcome.refused] == [IdTaken]


def test_refuses_an_id_of_somebody_else(annotator, second_annotator, article):
    theirs = factories.make_annotation(second_annotator, article, "السوق")
    taken = curation.NewMark(theirs.pk, "actor", STARTS[0], STARTS[0] + 3, "رنا")
    outcome = curation.create_many(annotator, article.pk, [taken])
    assert [type(refusal) for _, refusal in outcome.refused] == [IdTaken]


def test_what_was_deleted_since_is_not_made_again(annotator, article):
    sent = marks(*STARTS)
    curation.create_many(annotator, article.pk, sent, ACTION)
    curation.delete(annotator, sent[0].id, None)
    outcome = curation.create_many(annotator, article.pk, sent, ACTION)
    assert [(pk, type(refusal)) for pk, refusal in outcome.refused] == [(sent[0].id, Gone)]
    assert (outcome.changed, outcome.is_new) == (2, False)


def test_somebody_elses_mark_at_the_same_place_is_no_twin(annotator, second_annotator, article):
    factories.make_annotation(second_annotator, article, "رنا")
    assert curation.create_many(annotator, article.pk, marks(*STARTS)).refused == []


def test_goes_in_chunks(annotator, article, monkeypatch):
    monkeypatch.setattr(curation, "CHUNK", 2)
    outcome = curation.create_many(annotator, article.pk, marks(*STARTS), ACTION)
    assert (outcome.changed, places()) == (3, STARTS)


def test_a_reader_may_not(reader, article):
    with pytest.raises(NotAllowed):
        curation.create_many(reader, article.pk, marks(*STARTS))
    assert places() == []


def test_a_missing_article(annotator, article):
    with pytest.raises(Article.DoesNotExist):
        curation.create_many(annotator, article.pk + 1, marks(*STARTS))
