"""To do, started, finished, reopened."""

import uuid

import pytest
from django.utils import timezone

from annotations import curation, finishing, linking, undoing
from annotations.finishing import AlreadyFinished, Decided, Finished, NoLongerMember, NotAssigned, NotFinished
from annotations.identifiers import new_uuid7
from annotations.models import Adjudication, Annotation, AnnotationEvent, Assignment
from annotations.refusals import AlreadyMarked, NotAllowed
from newsroom.models import Article
from tests import factories
from tests.annotations.work import join, leave, make_articles, make_assignment, make_collection


@pytest.fixture
def assignment(article, annotator):
    return make_assignment(article, annotator)


def status_of(assignment) -> str:
    return Assignment.objects.get(pk=assignment.pk).status


def new_mark(article, exact: str, tag: str = "actor") -> curation.NewMark:
    start = article.text.index(exact)
    return curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact)


class TestStart:
    def test_the_first_mark_starts_the_article(self, assignment, article, annotator):
        factories.make_annotation(annotator, article, "موسكو")
        begun = Assignment.objects.get()
        assert begun.status == "started" and begun.started_at

    def test_many_marks_at_once_start_it_too(self, assignment, article, annotator):
        curation.create_many(annotator, article.pk, [new_mark(article, "موسكو")])
        assert status_of(assignment) == "started"

    def test_a_later_mark_leaves_the_time_as_it_is(self, assignment, article, annotator):
        factories.make_annotation(annotator, article, "موسكو")
        before = Assignment.objects.get().started_at
        factories.make_annotation(annotator, article, "لافروف")
        assert Assignment.objects.get().started_at == before

    def test_a_refused_mark_starts_nothing(self, article, annotator):
        mark = factories.make_annotation(annotator, article, "موسكو")
        assignment = make_assignment(article, annotator)
        with pytest.raises(AlreadyMarked):
            factories.make_annotation(annotator, article, "موسكو")
        curation.create_many(annotator, article.pk, [new_mark(article, mark.exact)])
        assert status_of(assignment) == "to_do"

    def test_somebody_elses_mark_starts_nothing(self, assignment, article, second_annotator):
        factories.make_annotation(second_annotator, article, "موسكو")
        assert status_of(assignment) == "to_do"


class TestFinish:
    def test_finishes_what_is_started(self, article, annotator, assignment):
        factories.make_annotation(annotator, article, "موسكو")
        finishing.finish(annotator, article.pk)
        done = Assignment.objects.get()
        assert done.status == "finished" and done.started_at < done.finished_at

    def test_finishes_an_article_without_a_mark(self, article, annotator, assignment):
        finishing.finish(annotator, article.pk)
        done = Assignment.objects.get()
        assert done.status == "finished" and done.started_at == done.finished_at

    def test_refuses_a_second_time(self, article, annotator, assignment):
        finishing.finish(annotator, article.pk)
        with pytest.raises(AlreadyFinished):
            finishing.finish(annotator, article.pk)

    def test_refuses_an_article_of_somebody_else(self, article, second_annotator, assignment):
        with pytest.raises(NotAssigned):
            finishing.finish(second_annotator, article.pk)

    def test_knows_no_article(self, annotator):
        with pytest.raises(Article.DoesNotExist):
            finishing.finish(annotator, 10**9)

    def test_refuses_a_member_who_was_removed_meanwhile(self, reader):
        collection = make_collection()
        join(collection, reader)
        (article,) = make_articles(collection, 1)
        make_assignment(article, reader)
        leave(collection, reader)
        with pytest.raises(NoLongerMember):
            finishing.finish(reader, article.pk)


class TestReopen:
    @pytest.fixture
    def finished(self, assignment, article, annotator):
        return finishing.finish(annotator, article.pk)

    def test_by_the_person(self, finished, article, annotator):
        finishing.reopen(annotator, article.pk)
        again = Assignment.objects.get()
        assert (again.status, again.finished_at) == ("started", None)

    def test_by_a_reviewer(self, finished, article, annotator, reviewer):
        finishing.reopen(reviewer, article.pk, annotator.pk)
        assert status_of(finished) == "started"

    def test_by_nobody_else(self, finished, article, annotator, second_annotator):
        with pytest.raises(NotAllowed):
            finishing.reopen(second_annotator, article.pk, annotator.pk)
        assert status_of(finished) == "finished"

    def test_refuses_what_is_not_finished(self, assignment, article, annotator, second_annotator, reviewer):
        with pytest.raises(NotFinished):
            finishing.reopen(annotator, article.pk)
        with pytest.raises(NotAssigned):
            finishing.reopen(reviewer, article.pk, second_annotator.pk)
        with pytest.raises(NotAssigned):
            finishing.reopen(second_annotator, article.pk)

    def test_after_the_adjudication_by_a_reviewer_only(self, finished, article, annotator, reviewer):
        Adjudication.objects.create(article=article, by=reviewer, finished_at=timezone.now())
        with pytest.raises(Decided):
            finishing.reopen(annotator, article.pk)
        finishing.reopen(reviewer, article.pk, annotator.pk)
        assert status_of(finished) == "started"


class TestLock:
    """What a finished article refuses to its annotator, and what it does not."""

    @pytest.fixture
    def marks(self, annotator, article, assignment):
        quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote")
        return quote, factories.make_annotation(annotator, article, "موسكو")

    @pytest.fixture
    def finished(self, marks, annotator, article):
        return finishing.finish(annotator, article.pk)

    def test_a_new_mark(self, finished, article, annotator):
        with pytest.raises(Finished):
            curation.create(annotator, article.pk, new_mark(article, "لافروف"))
        with pytest.raises(Finished):
            curation.create_many(annotator, article.pk, [new_mark(article, "لافروف")])
        assert Annotation.objects.count() == 2

    def test_the_same_request_again_is_answered_as_before(self, article, annotator, assignment):
        mark = new_mark(article, "لافروف")
        curation.create(annotator, article.pk, mark)
        finishing.finish(annotator, article.pk)
        assert curation.create(annotator, article.pk, mark).annotation.pk == mark.id
        assert not curation.create_many(annotator, article.pk, [mark]).is_new

    @pytest.mark.parametrize(
        "change",
        [
            lambda by, quote, actor: curation.edit(by, quote.pk, None, note="جديد"),
            lambda by, quote, actor: curation.edit(by, actor.pk, None, tag="location"),
            lambda by, quote, actor: curation.delete(by, actor.pk, None),
            lambda by, quote, actor: linking.link(by, quote.pk, None, "speaker", actor.pk),
        ],
        ids=["note", "tag", "delete", "link"],
    )
    def test_a_change_of_ones_own_mark(self, finished, marks, annotator, change):
        events = AnnotationEvent.objects.count()
        with pytest.raises(Finished):
            change(annotator, *marks)
        assert AnnotationEvent.objects.count() == events
        finishing.reopen(annotator, marks[0].article_id)
        change(annotator, *marks)
        assert AnnotationEvent.objects.count() > events

    def test_a_restored_mark(self, marks, annotator, article):
        curation.delete(annotator, marks[1].pk, None)
        finishing.finish(annotator, article.pk)
        with pytest.raises(Finished):
            curation.restore(annotator, marks[1].pk, None)

    def test_an_undo(self, marks, annotator, article):
        action = uuid.uuid4()
        curation.delete(annotator, marks[1].pk, None, action)
        finishing.finish(annotator, article.pk)
        with pytest.raises(Finished):
            undoing.undo(annotator, action)
        finishing.reopen(annotator, article.pk)
        assert undoing.undo(annotator, action).changed == 1

    def test_reviewers_still_judge_and_correct(self, finished, marks, reviewer):
        curation.approve(reviewer, marks[0].pk, None)
        curation.edit(reviewer, marks[1].pk, None, tag="location")
        assert curation.judge_many(reviewer, [mark.pk for mark in marks], "rejected").changed == 2

    def test_a_reviewer_may_judge_their_own_finished_marks(self, article, reviewer):
        make_assignment(article, reviewer)
        mark = factories.make_annotation(reviewer, article, "موسكو")
        finishing.finish(reviewer, article.pk)
        curation.approve(reviewer, mark.pk, None)
        with pytest.raises(Finished):
            curation.delete(reviewer, mark.pk, None)

    def test_other_articles_and_other_people_are_free(self, finished, article, annotator, second_annotator):
        factories.make_annotation(annotator, factories.make_article("آخر عن موسكو"), "موسكو")
        factories.make_annotation(second_annotator, article, "موسكو")
