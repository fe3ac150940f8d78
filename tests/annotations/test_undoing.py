"""Undo of one action: the inverse of each of its events, or nothing at all."""

import uuid

import pytest

from annotations import curation, refusals, undoing
from annotations.models import Annotation, AnnotationEvent
from annotations.states import state_of
from tests import factories

WORDS = ["الزراعة", "نظيره", "مرفأ", "السلام", "المحصول"]


@pytest.fixture
def marks(annotator, article):
    return [factories.make_annotation(annotator, article, word) for word in WORDS]


def last_action(annotation) -> uuid.UUID:
    return AnnotationEvent.objects.filter(annotation=annotation).latest("pk").action_id


def state_without_version(annotation) -> dict:
    state = state_of(Annotation.objects.get(pk=annotation.pk))
    return {name: value for name, value in state.items() if name != "version"}


def edit(by, annotation):
    return curation.edit(by, annotation.pk, annotation.version, tag="location", note="جديد").action_id


def delete(by, annotation):
    return curation.delete(by, annotation.pk, annotation.version).action_id


def approve(by, annotation):
    return curation.approve(by, annotation.pk, annotation.version).action_id


def reject(by, annotation):
    return curation.reject(by, annotation.pk, annotation.version, "سبب").action_id


@pytest.mark.parametrize(
    ("person", "act"),
    [
        pytest.param("annotator", edit, id="edit"),
        pytest.param("annotator", delete, id="delete"),
        pytest.param("reviewer", edit, id="correction"),
        pytest.param("reviewer", approve, id="approval"),
        pytest.param("reviewer", reject, id="rejection"),
    ],
)
def test_undo_restores_the_state_before_and_undo_of_undo_the_state_after(request, mark, person, act):
    by = request.getfixturevalue(person)
    before = state_without_version(mark)
    action = act(by, mark)
    after = state_without_version(mark)
    undone = undoing.undo(by, action)
    assert (undone.changed, state_without_version(mark)) == (1, before)
    undoing.undo(by, undone.action_id)
    assert state_without_version(mark) == after
    assert Annotation.objects.get().version == 4


def test_undo_of_a_creation_deletes_and_undo_of_that_brings_it_back(annotator, mark):
    undone = undoing.undo(annotator, last_action(mark))
    assert Annotation.objects.get().is_deleted
    undoing.undo(annotator, undone.action_id)
    assert not Annotation.objects.get().is_deleted


def test_undo_of_a_restoration_deletes_again(annotator, mark):
    curation.delete(annotator, mark.pk, 1)
    action = curation.restore(annotator, mark.pk, 2).action_id
    undoing.undo(annotator, action)
    assert Annotation.objects.get().is_deleted


def test_an_undo_is_logged_with_what_it_undoes(annotator, mark):
    action = edit(annotator, mark)
    undone = undoing.undo(annotator, action)
    event = AnnotationEvent.objects.get(action_id=undone.action_id)
    assert (event.verb, event.undoes, event.by) == ("undone", action, annotator)
    assert (event.before["tag"], event.after["tag"]) == ("location", "actor")


def test_an_authors_undo_of_their_own_edit_gives_the_approval_back(annotator, reviewer, mark):
    curation.approve(reviewer, mark.pk, 1)
    action = curation.edit(annotator, mark.pk, 2, tag="location").action_id
    undoing.undo(annotator, action)
    stored = Annotation.objects.get()
    assert (stored.status, stored.reviewer) == ("approved", reviewer)


@pytest.mark.parametrize("person", ["second_annotator", "reviewer", "reader"])
def test_an_action_of_somebody_else_is_unknown(request, annotator, mark, person):
    action = edit(annotator, mark)
    with pytest.raises(refusals.NothingToUndo):
        undoing.undo(request.getfixturevalue(person), action)


def test_an_unknown_action(annotator):
    with pytest.raises(refusals.NothingToUndo):
        undoing.undo(annotator, uuid.uuid4())


def test_what_moved_on_is_not_undone(annotator, reviewer, mark):
    action = edit(annotator, mark)
    curation.approve(reviewer, mark.pk, 2)
    with pytest.raises(refusals.Stale) as refused:
        undoing.undo(annotator, action)
    assert refused.value.current.status == "approved"


def test_a_creation_that_was_judged_is_not_undone(annotator, reviewer, mark):
    action = last_action(mark)
    curation.approve(reviewer, mark.pk, 1)
    with pytest.raises(refusals.Stale):
        undoing.undo(annotator, action)


def test_a_verdict_is_not_undone_without_the_right(reviewer, mark):
    action = approve(reviewer, mark)
    reviewer.groups.clear()
    reviewer = type(reviewer).objects.get(pk=reviewer.pk)
    with pytest.raises(refusals.NotAllowed):
        undoing.undo(reviewer, action)
    assert Annotation.objects.get().status == "approved"


def test_a_deletion_is_not_undone_onto_a_living_twin(annotator, article, mark):
    action = delete(annotator, mark)
    factories.make_annotation(annotator, article, mark.exact)
    with pytest.raises(refusals.AlreadyMarked):
        undoing.undo(annotator, action)


def test_a_bulk_action_is_undone_as_one(reviewer, marks, monkeypatch):
    monkeypatch.setattr(undoing, "CHUNK", 2)
    ids = [mark.pk for mark in marks]
    action = curation.judge_many(reviewer, ids, "approved").action_id
    undone = undoing.undo(reviewer, action)
    assert (undone.changed, undone.refused) == (5, [])
    assert set(Annotation.objects.values_list("status", flat=True)) == {"pending"}
    assert AnnotationEvent.objects.filter(action_id=undone.action_id).count() == 5


def test_a_bulk_action_is_not_undone_if_one_of_it_moved_on(reviewer, marks):
    action = curation.judge_many(reviewer, [mark.pk for mark in marks], "approved").action_id
    curation.reopen(reviewer, marks[-1].pk, 2)
    with pytest.raises(refusals.Stale):
        undoing.undo(reviewer, action)
    assert Annotation.objects.filter(status="approved").count() == 4


def test_a_bulk_action_of_which_nothing_may_be_undone_is_refused(reviewer, marks):
    action = curation.judge_many(reviewer, [mark.pk for mark in marks], "approved").action_id
    reviewer.groups.clear()
    with pytest.raises(refusals.NotAllowed):
        undoing.undo(type(reviewer).objects.get(pk=reviewer.pk), action)


def test_the_same_undo_again_says_the_same_and_does_nothing(annotator, mark):
    action, undo_action = edit(annotator, mark), uuid.uuid4()
    first = undoing.undo(annotator, action, undo_action)
    second = undoing.undo(annotator, action, undo_action)
    assert (first.changed, second.changed, Annotation.objects.get().version) == (1, 1, 3)


def test_an_undo_that_was_cut_off_goes_on_where_it_stopped(reviewer, marks, monkeypatch):
    monkeypatch.setattr(undoing, "CHUNK", 2)
    action = curation.judge_many(reviewer, [mark.pk for mark in marks], "approved").action_id
    undo_action, undo_chunk, calls = uuid.uuid4(), undoing._undo_chunk, []

    def cut_off(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise ConnectionError
        undo_chunk(*arguments)

    monkeypatch.setattr(undoing, "_undo_chunk", cut_off)
    with pytest.raises(ConnectionError):
        undoing.undo(reviewer, action, undo_action)
    assert Annotation.objects.filter(status="pending").count() == 2
    outcome = undoing.undo(reviewer, action, undo_action)
    assert (outcome.changed, Annotation.objects.filter(status="pending").count()) == (5, 5)
