"""Decisions between annotators' sets: what becomes gold, where it came from, and that nothing is overwritten."""

import uuid

import pytest

from annotations import adjudicating, curation, refusals, undoing
from annotations.adjudicating import Merge, Nothing, Take, Third
from annotations.models import Adjudication, Annotation, AnnotationEvent, Relation
from tests import factories
from tests.annotations.adjudications import TEXT, add, assign, decide, gold, place_at, table, third


@pytest.fixture
def article(db, annotator, second_annotator):
    article = factories.make_article(TEXT)
    assign(article, annotator, second_annotator)
    return article


def everything() -> tuple:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Annotation, Relation, AnnotationEvent, Adjudication))


@pytest.fixture
def bounds(article, annotator, second_annotator):
    """Layla says سامر الحلواني, Omar الحلواني."""
    return add(annotator, article, "سامر الحلواني"), add(second_annotator, article, "الحلواني")


def test_a_side_is_taken(article, annotator, second_annotator, reviewer, bounds):
    decide(reviewer, article, "سامر", Take(second_annotator.pk))
    (row,) = Annotation.objects.of(article).gold()
    assert (row.exact, row.tag.slug, row.author, row.reviewer, row.status) == (
        "الحلواني", "actor", reviewer, reviewer, "approved",
    )  # fmt: skip
    assert row.origins == [str(bounds[1].pk), str(bounds[0].pk)]
    event = AnnotationEvent.objects.latest("pk")
    assert (event.verb, event.by, event.after["is_gold"], event.after["origins"]) == ("created", reviewer, True, row.origins)
    assert Adjudication.objects.get().by == reviewer


def test_the_annotators_own_marks_stay_as_they_are(article, annotator, reviewer, bounds):
    before = [Annotation.objects.filter(pk=mark.pk).values().get() for mark in bounds]
    decide(reviewer, article, "سامر", Take(annotator.pk))
    assert [Annotation.objects.filter(pk=mark.pk).values().get() for mark in bounds] == before


def test_bounds_are_merged(article, annotator, second_annotator, reviewer):
    add(annotator, article, "قال سامر"), add(second_annotator, article, "سامر الحلواني")
    decide(reviewer, article, "قال", Merge())
    assert gold(article) == [("actor", "قال سامر الحلواني")]


def test_a_third_is_written_to_the_code_point(article, reviewer, bounds):
    decide(reviewer, article, "سامر", third(article, "سامر", "location"))
    assert gold(article) == [("location", "سامر")]


def test_none_is_a_decision_too(article, reviewer, bounds):
    decide(reviewer, article, "سامر", Nothing())
    assert gold(article) == []
    assert place_at(article, "سامر").is_decided
    (row,) = Annotation.objects.of(article).adjudicated()
    assert (row.status, set(row.origins)) == ("rejected", {str(mark.pk) for mark in bounds})


@pytest.mark.parametrize("first", ["take", "merge", "third", "none"])
@pytest.mark.parametrize("second", ["take", "merge", "third", "none"])
def test_a_decision_takes_the_place_of_the_one_before_and_undo_brings_that_back(
    article, annotator, reviewer, bounds, first, second
):
    choices = {
        "take": Take(annotator.pk), "merge": Merge(), "third": third(article, "سامر", "location"), "none": Nothing(),
    }  # fmt: skip
    expected = {
        "take": [("actor", "سامر الحلواني")], "merge": [("actor", "سامر الحلواني")],
        "third": [("location", "سامر")], "none": [],
    }  # fmt: skip
    decide(reviewer, article, "سامر", choices[first])
    assert gold(article) == expected[first]
    action = decide(reviewer, article, "سامر", choices[second])
    assert gold(article) == expected[second]
    if expected[first] != expected[second]:
        undo = adjudicating.undo(reviewer, article.pk, action)
        assert gold(article) == expected[first]
        adjudicating.undo(reviewer, article.pk, undo.action_id)
        assert gold(article) == expected[second]


def test_another_reviewer_who_saw_it_undecided_is_told(article, annotator, second_annotator, reviewer, administrator, bounds):
    place = place_at(article, "سامر")
    adjudicating.decide(reviewer, article.pk, place.key, place.seen, Take(annotator.pk))
    before = everything()
    with pytest.raises(refusals.DecidedOtherwise):
        adjudicating.decide(administrator, article.pk, place.key, place.seen, Take(second_annotator.pk))
    assert everything() == before
    decide(administrator, article, "سامر", Take(second_annotator.pk))
    assert gold(article) == [("actor", "الحلواني")]
    assert Adjudication.objects.get().by == reviewer


def test_a_mark_that_changed_meanwhile_is_not_decided_unseen(article, annotator, reviewer, bounds):
    place = place_at(article, "سامر")
    curation.edit(reviewer, bounds[0].pk, 1, tag="location")
    with pytest.raises(refusals.DecidedOtherwise):
        adjudicating.decide(reviewer, article.pk, place.key, place.seen, Take(annotator.pk))
    assert gold(article) == []


def test_a_mark_that_joins_a_decided_item_asks_again(article, annotator, reviewer, administrator, bounds):
    decide(reviewer, article, "سامر", Take(annotator.pk))
    assign(article, administrator)
    add(administrator, article, "سامر الحلواني")
    assert not place_at(article, "سامر").is_decided


def test_the_same_action_again_is_not_done_again(article, annotator, reviewer, bounds):
    place, action = place_at(article, "سامر"), uuid.uuid4()
    for _ in range(2):
        assert adjudicating.decide(reviewer, article.pk, place.key, place.seen, Take(annotator.pk), action) == action
    assert AnnotationEvent.objects.filter(action_id=action).count() == 1


@pytest.mark.parametrize("person", ["annotator", "reader"])
def test_who_does_not_review_decides_nothing(request, article, reviewer, bounds, person):
    by, place = request.getfixturevalue(person), place_at(article, "سامر")
    with pytest.raises(refusals.NotAllowed):
        adjudicating.decide(by, article.pk, place.key, place.seen, Nothing())
    for act in (adjudicating.take_agreements, adjudicating.finish, adjudicating.reopen):
        with pytest.raises(refusals.NotAllowed):
            act(by, article.pk)
    assert not Adjudication.objects.exists()


@pytest.mark.parametrize(
    ("choice", "refusal"),
    [
        pytest.param(Take(0), refusals.InvalidInput, id="nobody's side"),
        pytest.param(Third("actor", 0, 3, "قول"), refusals.TextDiffers, id="not the text"),
        pytest.param(Third("actor", 0, 9999, "قال"), refusals.OutOfBounds, id="outside of the text"),
        pytest.param(Third("nonsense", 0, 3, "قال"), refusals.UnknownTag, id="no such tag"),
        pytest.param(Third("cue", 0, 3, "قال"), refusals.UnknownTag, id="a tag that nobody chooses by hand"),
    ],
)
def test_what_is_no_decision_is_refused(article, reviewer, bounds, choice, refusal):
    with pytest.raises(refusal):
        decide(reviewer, article, "سامر", choice)
    assert not Annotation.objects.of(article).adjudicated().exists()


def test_two_tags_are_not_merged(article, annotator, second_annotator, reviewer):
    add(annotator, article, "حلب", "location"), add(second_annotator, article, "حلب")
    with pytest.raises(refusals.InvalidInput):
        decide(reviewer, article, "حلب", Merge())


def test_agreements_are_taken_at_once_and_undone_at_once(article, annotator, second_annotator, reviewer, bounds):
    for person in (annotator, second_annotator):
        add(person, article, "حلب", "location")
        add(person, article, "القمح", "location")
    outcome = adjudicating.take_agreements(reviewer, article.pk)
    assert outcome.changed == 2
    assert gold(article) == [("location", "القمح"), ("location", "حلب")]
    assert [place.item.differences for place in table(article).undecided] == [("boundary",)]
    assert adjudicating.take_agreements(reviewer, article.pk).changed == 0
    adjudicating.undo(reviewer, article.pk, outcome.action_id)
    assert gold(article) == []


def test_many_agreements_are_taken_in_chunks(monkeypatch, article, annotator, second_annotator, reviewer):
    monkeypatch.setattr(adjudicating, "CHUNK", 2)
    words = ["سامر", "القمح", "الشعير", "وفير", "حلب"]
    for person in (annotator, second_annotator):
        for word in words:
            add(person, article, word)
    outcome = adjudicating.take_agreements(reviewer, article.pk)
    assert [exact for _, exact in gold(article)] == words
    adjudicating.undo(reviewer, article.pk, outcome.action_id)
    assert gold(article) == []


def test_finishing_waits_for_every_item_and_everybody(article, annotator, reviewer, administrator, bounds):
    with pytest.raises(refusals.NotDecided) as undecided:
        adjudicating.finish(reviewer, article.pk)
    assert "1" in str(undecided.value.message)
    decide(reviewer, article, "سامر", Take(annotator.pk))
    assign(article, administrator, status="started")
    with pytest.raises(refusals.NotDecided) as unfinished:
        adjudicating.finish(reviewer, article.pk)
    assert "huda" in str(unfinished.value.message)
    article.assignments.filter(user=administrator).delete()
    adjudicating.finish(reviewer, article.pk)
    assert Adjudication.objects.get().finished_at is not None


def test_a_finished_gold_set_is_changed_by_nobody_until_it_is_reopened(article, annotator, reviewer, bounds):
    action = decide(reviewer, article, "سامر", Take(annotator.pk))
    adjudicating.finish(reviewer, article.pk)
    before = everything()
    with pytest.raises(refusals.AdjudicationFinished):
        decide(reviewer, article, "سامر", Nothing())
    for undo in (lambda: adjudicating.undo(reviewer, article.pk, action), lambda: undoing.undo(reviewer, action)):
        with pytest.raises(refusals.AdjudicationFinished):
            undo()
    assert everything() == before
    adjudicating.reopen(reviewer, article.pk)
    decide(reviewer, article, "سامر", Nothing())
    assert gold(article) == []


@pytest.mark.parametrize("change", [curation.delete, curation.approve, curation.reject, curation.reopen])
def test_gold_changes_where_it_is_decided_only(article, annotator, reviewer, administrator, bounds, change):
    decide(reviewer, article, "سامر", Take(annotator.pk))
    row = Annotation.objects.of(article).gold().get()
    for person in (reviewer, administrator, annotator):
        with pytest.raises(refusals.NotAllowed):
            change(person, row.pk, None)


def test_ones_own_mark_and_the_gold_one_are_no_twins(article, reviewer):
    add(reviewer, article, "حلب", "location")
    assign(article, reviewer)
    decide(reviewer, article, "حلب", Take(reviewer.pk))
    assert Annotation.objects.filter(author=reviewer, exact="حلب").count() == 2


def test_an_item_whose_mark_is_gone_leaves_a_loose_gold_row_that_can_be_removed(article, annotator, reviewer):
    mark = add(annotator, article, "حلب", "location")
    decide(reviewer, article, "حلب", Take(annotator.pk))
    curation.delete(reviewer, mark.pk, 1)
    (row,) = table(article).loose
    action = adjudicating.remove_loose(reviewer, article.pk, row.pk)
    assert gold(article) == []
    adjudicating.undo(reviewer, article.pk, action)
    assert gold(article) == [("location", "حلب")]


def test_only_ones_own_adjudication_is_undone_there(article, annotator, reviewer, bounds):
    mine = add(reviewer, article, "حلب", "location")
    action = AnnotationEvent.objects.get(annotation=mine).action_id
    with pytest.raises(refusals.NotAllowed):
        adjudicating.undo(reviewer, article.pk, action)
    with pytest.raises(refusals.NothingToUndo):
        adjudicating.undo(reviewer, article.pk, uuid.uuid4())
