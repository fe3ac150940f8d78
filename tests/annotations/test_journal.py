"""The log of changes: complete, and in the transaction of the change."""

import re

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from annotations import curation, journal
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import IdTaken
from annotations.states import state_of
from tests import factories


def test_an_event_tells_who_what_and_the_whole_state_before_and_after(annotator, reviewer, mark):
    before = state_of(mark)
    outcome = curation.reject(reviewer, mark.pk, 1, "ليس جهة")
    created, rejected = AnnotationEvent.objects.order_by("pk")
    assert (created.verb, created.by, created.before, created.after) == ("created", annotator, None, before)
    assert (rejected.verb, rejected.by, rejected.by_name) == ("rejected", reviewer, "samira")
    assert (rejected.before, rejected.after) == (before, state_of(outcome.annotation))
    assert (rejected.action_id, rejected.article_id) == (outcome.action_id, mark.article_id)


def test_nothing_is_stored_if_the_event_cannot_be(annotator, mark, monkeypatch):
    def broken(*arguments):
        raise RuntimeError

    monkeypatch.setattr(AnnotationEvent.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        curation.edit(annotator, mark.pk, 1, note="ضائعة")
    mark.refresh_from_db()
    assert (mark.note, mark.version) == ("", 1)


def test_only_what_differs_is_written(annotator, mark):
    with CaptureQueriesContext(connection) as queries:
        curation.edit(annotator, mark.pk, 1, note="الوزير")
    (update,) = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "annotations_annotation"')]
    assert set(re.findall(r'"(\w+)" = ', update.partition(" WHERE ")[0])) == {"note", "version", "updated_at"}


def test_what_changes_alike_is_written_by_one_statement(annotator, reviewer, article):
    marks = [factories.make_annotation(annotator, article, word) for word in ("موسكو", "سوريا", "لافروف")]
    curation.edit(annotator, marks[2].pk, 1, note="بنسخة أخرى")
    with CaptureQueriesContext(connection) as queries:
        outcome = curation.judge_many(reviewer, [mark.pk for mark in marks], "approved")
    assert outcome.changed == 3
    assert sum(query["sql"].startswith('UPDATE "annotations_annotation"') for query in queries) == 2
    stored = Annotation.objects.values_list("status", "reviewer", "version", "note")
    assert sorted(stored) == [("approved", reviewer.pk, 2, "")] * 2 + [("approved", reviewer.pk, 3, "بنسخة أخرى")]
    for event in AnnotationEvent.objects.filter(action_id=outcome.action_id):
        assert event.after == state_of(Annotation.objects.get(pk=event.annotation_id))


def test_an_event_keeps_the_name_of_that_time(annotator, mark):
    annotator.username = "layla.h"
    annotator.save()
    curation.edit(annotator, mark.pk, 1, note="الوزير")
    names = AnnotationEvent.objects.order_by("pk").values_list("by_name", flat=True)
    assert list(names) == ["layla", "layla.h"]


def test_a_change_that_changes_nothing_is_not_logged(annotator, mark):
    outcome = curation.edit(annotator, mark.pk, 1, tag="actor", note="")
    assert outcome.annotation.version == 1
    assert AnnotationEvent.objects.count() == 1


def test_one_change_raises_the_revision_of_its_article_only(annotator, reviewer, article, mark):
    other = factories.make_article("خبر آخر عن موسكو")
    factories.make_annotation(annotator, other, "موسكو")
    curation.approve(reviewer, mark.pk, 1)
    article.refresh_from_db()
    other.refresh_from_db()
    assert (article.revision, other.revision) == (2, 1)


def test_an_identifier_that_was_used_elsewhere_at_the_same_moment_is_taken(annotator, article, monkeypatch):
    def beaten(*arguments, **options):
        raise IntegrityError("annotations_annotation.id")

    monkeypatch.setattr(journal, "write", beaten)
    with pytest.raises(IdTaken):
        factories.make_annotation(annotator, article, "موسكو")
