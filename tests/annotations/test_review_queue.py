"""The queue of a reviewer: what it holds, in which order, and that nobody meets another one in it."""

import datetime
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from annotations import claims, curation, reviewing
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent, Claim, Finding, Membership, Tag
from annotations.refusals import NotAllowed, Stale
from annotations.review_queue import MOST_COUNTED, Place, Queue, Wanted
from newsroom.models import Collection
from tests import factories

OLDEST = Wanted(order="oldest")


@pytest.fixture
def second_reviewer(db):
    return factories.make_person("nabil", "reviewer")


@pytest.fixture
def marks(annotator, article):
    names = ["سامر الحلواني", "ولافروف", "سوريا", "وزير الزراعة"]
    return [factories.make_annotation(annotator, article, name) for name in names]


def walk(by, wanted: Wanted = OLDEST, after=None) -> list[str]:
    """Return what the reviewer is offered, skipping everything."""
    seen, queue = [], Queue(by, wanted)
    while (found := queue.take_next(after)) is not None:
        annotation, after = found
        seen.append(annotation.exact)
    return seen


def make_collection(name="مغلقة", **settings) -> Collection:
    collection = Collection.objects.create(name=name)
    for field, value in settings.items():
        setattr(collection.settings, field, value)
    collection.settings.save()
    return collection


class TestOrder:
    def test_oldest_first(self, reviewer, marks):
        assert walk(reviewer) == ["سامر الحلواني", "ولافروف", "سوريا", "وزير الزراعة"]

    def test_findings_first_and_then_the_rest(self, reviewer, marks):
        assert walk(reviewer, Wanted()) == ["ولافروف", "سامر الحلواني", "سوريا", "وزير الزراعة"]

    def test_an_annotation_with_two_findings_comes_once(self, reviewer, annotator, second_annotator, article):
        factories.make_annotation(annotator, article, "ولافروف")
        factories.make_annotation(second_annotator, article, "لافروف")
        assert walk(reviewer, Wanted()) == ["ولافروف", "لافروف"]
        assert Queue(reviewer, Wanted(finding="any")).count() == 2

    def test_goes_on_after_a_place(self, reviewer, marks):
        assert walk(reviewer, OLDEST, Place("all", marks[1].pk)) == ["سوريا", "وزير الزراعة"]
        assert walk(reviewer, Wanted(), Place("found", marks[1].pk)) == ["سامر الحلواني", "سوريا", "وزير الزراعة"]
        assert walk(reviewer, Wanted(), Place("rest", marks[2].pk)) == ["وزير الزراعة"]

    def test_a_place_is_written_and_read(self, marks):
        place = Place("rest", marks[0].pk)
        assert Place.read(str(place)) == place
        for nonsense in ("", "rest", "rest.", "best.0", f"best.{marks[0].pk}", "rest.12"):
            with pytest.raises(ValueError, match=r".*"):
                Place.read(nonsense)

    def test_the_place_of_an_annotation_says_which_walk_it_is_in(self, reviewer, marks):
        assert Queue(reviewer, Wanted()).place_of(marks[1]).walk == "found"
        assert Queue(reviewer, Wanted()).place_of(marks[0]).walk == "rest"
        assert Queue(reviewer, OLDEST).place_of(marks[1]).walk == "all"


class TestContents:
    def test_what_is_judged_or_deleted_or_a_cue_does_not_wait(self, reviewer, annotator, article, marks):
        curation.approve(reviewer, marks[0].pk, None)
        curation.reject(reviewer, marks[1].pk, None, "لا")
        curation.delete(annotator, marks[2].pk, None)
        factories.make_annotation(annotator, article, "قال", Tag.CUE)
        for wanted in (OLDEST, Wanted()):
            assert walk(reviewer, wanted) == ["وزير الزراعة"]
        assert Queue(reviewer, Wanted()).count() == 1

    def test_by_tag_author_source_and_collection(self, reviewer, annotator, second_annotator, article, marks):
        other = factories.make_article(
            "ذهب سامر إلى بيروت", source=factories.make_source("وكالة أخرى"), collection=make_collection(is_open=True)
        )
        place = factories.make_annotation(second_annotator, other, "بيروت", Tag.LOCATION)
        for wanted in (
            Wanted(tag=Tag.LOCATION),
            Wanted(author=second_annotator.pk),
            Wanted(source=other.source_id),
            Wanted(collection=other.collection_id),
        ):
            assert walk(reviewer, wanted) == [place.exact]
            assert Queue(reviewer, wanted).count() == 1
        assert Queue(reviewer, Wanted(collection=article.collection_id)).count() == 4
        assert walk(reviewer, Wanted(tag="no-such-tag")) == []

    def test_by_age(self, reviewer, marks):
        old = timezone.now() - datetime.timedelta(days=8)
        Annotation.objects.filter(pk=marks[2].pk).update(created_at=old)
        assert walk(reviewer, Wanted(age="week")) == ["سوريا"]
        assert walk(reviewer, Wanted(age="month")) == []

    def test_by_finding(self, reviewer, marks):
        assert walk(reviewer, Wanted(finding="proclitic_inside")) == ["ولافروف"]
        assert walk(reviewer, Wanted(finding="any")) == ["ولافروف"]
        assert walk(reviewer, Wanted(finding="stray_edge")) == []
        assert Queue(reviewer, Wanted(finding="any")).count() == 1

    def test_a_closed_collection_is_its_reviewers_only(self, reviewer, second_reviewer, administrator, annotator, marks):
        collection = make_collection(is_open=False)
        Membership.objects.create(collection=collection, user=annotator, role="annotator")
        Membership.objects.create(collection=collection, user=second_reviewer, role="reviewer")
        hidden = factories.make_article("وصل سامر", collection=collection)
        factories.make_annotation(annotator, hidden, "سامر")
        assert len(walk(reviewer)) == 4
        for person in (second_reviewer, administrator):
            Claim.objects.all().delete()
            assert len(walk(person)) == 5

    def test_a_member_who_reviews_one_collection_sees_that_one(self, reader, annotator, marks):
        collection = make_collection(is_open=True)
        Membership.objects.create(collection=collection, user=reader, role="reviewer")
        article = factories.make_article("وصل سامر", collection=collection)
        factories.make_annotation(annotator, article, "سامر")
        assert walk(reader) == ["سامر"]

    def test_ones_own_work_waits_for_others_where_the_collection_says_so(self, reviewer, second_reviewer):
        strict = make_collection(may_judge_own=False)
        article = factories.make_article("وصل سامر إلى بيروت", collection=strict)
        factories.make_annotation(reviewer, article, "سامر")
        assert walk(reviewer) == []
        assert walk(second_reviewer) == ["سامر"]
        factories.make_annotation(reviewer, factories.make_article("وصل سامر"), "سامر")
        assert walk(reviewer) == ["سامر"]

    def test_nobody_counts_beyond_a_thousand(self, reviewer, annotator, article, marks, monkeypatch):
        assert MOST_COUNTED == 1_000
        monkeypatch.setattr("annotations.review_queue.MOST_COUNTED", 2)
        assert Queue(reviewer, Wanted()).count() == 3


class TestClaims:
    def test_what_one_reviewer_holds_is_not_offered_to_another(self, reviewer, second_reviewer, marks):
        first, _place = Queue(reviewer, OLDEST).take_next()
        second, _place = Queue(second_reviewer, OLDEST).take_next()
        assert (first.pk, second.pk) == (marks[0].pk, marks[1].pk)
        assert Queue(reviewer, OLDEST).take_next()[0] == first
        assert claims.holder(first.pk) == reviewer

    def test_a_claim_ends_by_itself(self, reviewer, second_reviewer, marks):
        assert claims.take(reviewer, marks[0].pk, marks[0].article_id)
        assert not claims.take(second_reviewer, marks[0].pk, marks[0].article_id)
        Claim.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
        assert claims.holder(marks[0].pk) is None
        assert claims.take(second_reviewer, marks[0].pk, marks[0].article_id)
        assert not claims.take(reviewer, marks[0].pk, marks[0].article_id)

    def test_only_who_holds_lets_go(self, reviewer, second_reviewer, marks):
        claims.take(reviewer, marks[0].pk, marks[0].article_id)
        claims.release(second_reviewer, marks[0].pk)
        assert not claims.take(second_reviewer, marks[0].pk, marks[0].article_id)
        claims.release(reviewer, marks[0].pk)
        assert claims.take(second_reviewer, marks[0].pk, marks[0].article_id)

    def test_old_claims_are_forgotten(self, reviewer, marks):
        claims.take(reviewer, marks[0].pk, marks[0].article_id)
        claims.forget_old()
        assert Claim.objects.count() == 1
        Claim.objects.update(until=timezone.now() - 2 * claims.LENGTH)
        claims.forget_old()
        assert Claim.objects.count() == 0

    def test_judging_what_another_holds_is_refused(self, reviewer, second_reviewer, marks):
        claims.take(reviewer, marks[0].pk, marks[0].article_id)
        with pytest.raises(claims.Held):
            reviewing.approve(second_reviewer, marks[0].pk, 1)
        assert Annotation.objects.get(pk=marks[0].pk).status == "pending"

    def test_costs_few_queries(self, reviewer, marks, django_assert_num_queries):
        queue = Queue(reviewer, OLDEST)
        _first, place = queue.take_next()
        with django_assert_num_queries(4):
            annotation, _place = queue.take_next(place)
        with django_assert_num_queries(14):  # four of them savepoints
            reviewing.approve(reviewer, annotation.pk, annotation.version)

    def test_what_was_judged_since_the_search_is_passed_over(self, reviewer, second_reviewer, marks, monkeypatch):
        take = claims.take

        def take_late(by, annotation_id, article_id) -> bool:
            if annotation_id == marks[0].pk:
                curation.approve(second_reviewer, annotation_id, None)
            return take(by, annotation_id, article_id)

        monkeypatch.setattr(claims, "take", take_late)
        assert Queue(reviewer, OLDEST).take_next()[0] == marks[1]
        assert set(Claim.objects.values_list("annotation_id", flat=True)) == {marks[1].pk}

    def test_a_verdict_lets_go(self, reviewer, marks):
        claims.take(reviewer, marks[0].pk, marks[0].article_id)
        reviewing.approve(reviewer, marks[0].pk, 1)
        assert Claim.objects.count() == 0


class TestVerdicts:
    def test_correcting_is_one_action_with_one_event_and_undone_as_one(self, reviewer, article, marks):
        mark = marks[1]
        changes = {"start": mark.start + 1, "end": mark.end, "exact": "لافروف", "tag": Tag.LOCATION}
        outcome = reviewing.correct(reviewer, mark.pk, 1, changes)
        corrected = outcome.annotation
        assert (corrected.status, corrected.exact, corrected.tag.slug) == ("approved", "لافروف", Tag.LOCATION)
        assert (corrected.author, corrected.reviewer) == (mark.author, reviewer)
        event = AnnotationEvent.objects.get(action_id=outcome.action_id)
        assert event.verb == "approved"
        assert not Finding.objects.filter(annotation=mark).exists()

    def test_what_was_judged_changed_or_deleted_meanwhile_is_refused(self, reviewer, second_reviewer, annotator, marks):
        curation.approve(reviewer, marks[0].pk, None)
        with pytest.raises(reviewing.AlreadyJudged) as judged:
            reviewing.reject(second_reviewer, marks[0].pk, 1, "لا")
        assert str(reviewer) in str(judged.value.message)
        curation.edit(annotator, marks[1].pk, None, note="نعم")
        with pytest.raises(Stale):
            reviewing.approve(second_reviewer, marks[1].pk, 1)
        curation.delete(annotator, marks[2].pk, None)
        with pytest.raises(reviewing.DeletedMeanwhile):
            reviewing.approve(second_reviewer, marks[2].pk, 2)

    def test_the_same_request_again_is_answered_as_the_first(self, reviewer, marks):
        action = new_uuid7()
        reviewing.approve(reviewer, marks[0].pk, 1, action)
        assert reviewing.approve(reviewer, marks[0].pk, 1, action).annotation.version == 2
        assert AnnotationEvent.objects.filter(verb="approved").count() == 1

    def test_ones_own_is_judged_only_where_the_collection_allows_it(self, reviewer):
        article = factories.make_article("وصل سامر", collection=make_collection(may_judge_own=False))
        own = factories.make_annotation(reviewer, article, "سامر")
        with pytest.raises(NotAllowed, match="own_annotation") as refused:
            reviewing.approve(reviewer, own.pk, 1)
        assert refused.value.code == "own_annotation"

    def test_annotators_and_readers_judge_nothing(self, annotator, reader, marks):
        for person in (annotator, reader):
            with pytest.raises(NotAllowed):
                reviewing.approve(person, marks[0].pk, 1)


@pytest.mark.django_db(transaction=True)
def test_five_reviewers_at_once_judge_five_hundred_annotations_once_each(annotator):
    number, articles = 500, [factories.make_article(f"{'س ' * 60}{index}") for index in range(10)]
    for article in articles:
        marks = [curation.NewMark(new_uuid7(), "actor", at, at + 1, "س") for at in range(0, 100, 2)]
        curation.create_many(annotator, article.pk, marks)
    people = [factories.make_person(f"reviewer{index}", "reviewer") for index in range(5)]
    barrier = Barrier(len(people))

    def judge(person) -> int:
        try:
            connection.ensure_connection()
            if connection.vendor == "sqlite":  # to wait for the disk proves nothing here
                connection.cursor().execute("PRAGMA synchronous = OFF")
            barrier.wait(timeout=30)
            queue, judged = Queue(person, OLDEST), 0
            while (found := queue.take_next()) is not None:
                annotation, _place = found
                if judged % 2:
                    reviewing.reject(person, annotation.pk, annotation.version, "لا")
                else:
                    reviewing.approve(person, annotation.pk, annotation.version)
                judged += 1
            return judged
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        counts = list(pool.map(judge, people))
    assert sum(counts) == number
    verdicts = AnnotationEvent.objects.filter(verb__in=["approved", "rejected"])
    assert set(Counter(verdicts.values_list("annotation_id", flat=True)).values()) == {1}
    assert verdicts.count() == number
    assert not Annotation.objects.pending().exists()
    assert not Claim.objects.exists()
    judged_by = Counter(Annotation.objects.values_list("reviewer_id", flat=True))
    assert judged_by == Counter({person.pk: count for person, count in zip(people, counts, strict=True) if count})
