"""Going back to an earlier state of an annotation."""

import pytest

from annotations import curation, linking, undoing
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import (
    AlreadyMarked,
    DeletedEnd,
    DeletedState,
    NotAllowed,
    NotInTagset,
    Stale,
    UnknownState,
)
from tests import factories


@pytest.fixture
def edited(annotator, mark):
    """The mark, first an actor, now a location with a note."""
    return curation.edit(annotator, mark.pk, 1, tag="location", note="ملاحظة").annotation


def events_of(annotation) -> list[AnnotationEvent]:
    return list(annotation.events.order_by("pk"))


def test_brings_back_what_was_marked_and_logs_it(annotator, edited):
    first = events_of(edited)[0]
    outcome = curation.revert(annotator, edited.pk, 2, first.pk)
    assert (outcome.annotation.tag.slug, outcome.annotation.note, outcome.annotation.version) == ("actor", "", 3)
    last = events_of(edited)[-1]
    assert (last.verb, last.by, last.before["tag"], last.after["tag"]) == ("restored", annotator, "location", "actor")


def test_brings_back_bounds_with_their_text(annotator, article, mark):
    start = article.text.index("الحلواني")
    curation.edit(annotator, mark.pk, 1, start=start, end=start + 8, exact="الحلواني")
    curation.revert(annotator, mark.pk, 2, events_of(mark)[0].pk)
    mark.refresh_from_db()
    assert (mark.exact, article.text[mark.start : mark.end]) == ("سامر الحلواني", "سامر الحلواني")


def test_brings_a_deleted_annotation_back_as_it_was_at_that_time(annotator, edited):
    curation.delete(annotator, edited.pk, 2)
    outcome = curation.revert(annotator, edited.pk, 3, events_of(edited)[0].pk)
    assert not outcome.annotation.is_deleted
    assert outcome.annotation.tag.slug == "actor"


def test_brings_back_links(annotator, article):
    speaker = factories.make_annotation(annotator, article, "سامر الحلواني")
    quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=speaker.pk)
    linking.link(annotator, quote.pk, 1, "speaker", None)
    assert curation.revert(annotator, quote.pk, 2, events_of(quote)[0].pk).annotation.links == {"speaker": speaker.pk}


def test_says_so_if_the_other_end_has_been_deleted(annotator, article):
    speaker = factories.make_annotation(annotator, article, "سامر الحلواني")
    quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=speaker.pk)
    linking.link(annotator, quote.pk, 1, "speaker", None)
    curation.delete(annotator, speaker.pk, 1)
    with pytest.raises(DeletedEnd) as refused:
        curation.revert(annotator, quote.pk, 2, events_of(quote)[0].pk)
    assert str(refused.value.message) != str(DeletedEnd.message)


def test_a_reviewer_brings_back_the_verdict_too(annotator, reviewer, mark):
    approved = curation.approve(reviewer, mark.pk, 1)
    curation.reject(reviewer, mark.pk, 2, "ليست جهة")
    event = mark.events.get(action_id=approved.action_id)
    annotation = curation.revert(reviewer, mark.pk, 3, event.pk).annotation
    assert (annotation.status, annotation.reason, annotation.reviewer) == ("approved", "", reviewer)


def test_an_author_brings_back_no_verdict(annotator, reviewer, mark):
    approved = curation.approve(reviewer, mark.pk, 1)
    curation.edit(annotator, mark.pk, 2, tag="location")
    event = mark.events.get(action_id=approved.action_id)
    annotation = curation.revert(annotator, mark.pk, 3, event.pk).annotation
    assert (annotation.tag.slug, annotation.status, annotation.reviewer) == ("actor", "pending", None)


def test_an_author_who_goes_back_makes_a_judged_mark_pending(annotator, reviewer, edited):
    curation.approve(reviewer, edited.pk, 2)
    annotation = curation.revert(annotator, edited.pk, 3, events_of(edited)[0].pk).annotation
    assert (annotation.tag.slug, annotation.status) == ("actor", "pending")


def test_an_author_who_changes_the_note_back_leaves_the_verdict(annotator, reviewer, mark):
    curation.edit(annotator, mark.pk, 1, note="ملاحظة")
    curation.approve(reviewer, mark.pk, 2)
    annotation = curation.revert(annotator, mark.pk, 3, events_of(mark)[0].pk).annotation
    assert (annotation.note, annotation.status, annotation.reviewer) == ("", "approved", reviewer)


def test_a_reviewer_who_may_not_judge_their_own_gets_no_verdict_back(reviewer, article):
    mark = factories.make_annotation(reviewer, article, "سامر الحلواني")
    approved = curation.approve(reviewer, mark.pk, 1)
    curation.edit(reviewer, mark.pk, 2, tag="location")
    article.collection.settings.may_judge_own = False
    article.collection.settings.save()
    event = mark.events.get(action_id=approved.action_id)
    annotation = curation.revert(reviewer, mark.pk, 3, event.pk).annotation
    assert (annotation.tag.slug, annotation.status) == ("actor", "pending")


def test_refuses_what_was_seen_in_an_older_version(annotator, edited):
    with pytest.raises(Stale):
        curation.revert(annotator, edited.pk, 1, events_of(edited)[0].pk)


def test_refuses_to_make_a_twin(annotator, article, edited):
    twin = factories.make_annotation(annotator, article, "سامر الحلواني")
    with pytest.raises(AlreadyMarked) as refused:
        curation.revert(annotator, edited.pk, 2, events_of(edited)[0].pk)
    assert refused.value.current == twin
    edited.refresh_from_db()
    assert edited.tag.slug == "location"


@pytest.mark.parametrize("person", ["second_annotator", "reader"])
def test_refuses_people_who_may_not_edit(request, person, edited):
    with pytest.raises(NotAllowed):
        curation.revert(request.getfixturevalue(person), edited.pk, 2, events_of(edited)[0].pk)


def test_refuses_a_state_in_which_it_was_deleted(annotator, mark):
    curation.delete(annotator, mark.pk, 1)
    deleted = events_of(mark)[-1]
    curation.restore(annotator, mark.pk, 2)
    with pytest.raises(DeletedState):
        curation.revert(annotator, mark.pk, 3, deleted.pk)


def test_refuses_an_event_of_another_annotation(annotator, article, edited):
    other = factories.make_annotation(annotator, article, "موسكو", "location")
    with pytest.raises(UnknownState):
        curation.revert(annotator, edited.pk, 2, events_of(other)[0].pk)


def test_refuses_a_tag_that_the_collection_does_without_by_now(annotator, article, edited):
    article.collection.settings.tags.set([edited.tag])
    with pytest.raises(NotInTagset):
        curation.revert(annotator, edited.pk, 2, events_of(edited)[0].pk)


def test_is_unknown_to_whoever_may_not_know_of_the_annotation(annotator, second_annotator, article, edited):
    article.collection.settings.mode = "blind"
    article.collection.settings.save()
    with pytest.raises(Annotation.DoesNotExist):
        curation.revert(second_annotator, edited.pk, 2, events_of(edited)[0].pk)


def test_changes_nothing_where_it_is_so_already(annotator, edited):
    assert curation.revert(annotator, edited.pk, 2, events_of(edited)[-1].pk).annotation.version == 2
    assert len(events_of(edited)) == 2


def test_is_done_once_under_one_action_and_undone_as_one(annotator, edited):
    first = events_of(edited)[0]
    outcome = curation.revert(annotator, edited.pk, 2, first.pk)
    again = curation.revert(annotator, edited.pk, 2, first.pk, action_id=outcome.action_id)
    assert again.annotation.version == 3
    undoing.undo(annotator, outcome.action_id)
    edited.refresh_from_db()
    assert (edited.tag.slug, edited.note) == ("location", "ملاحظة")
