"""Verdicts on many marks at once: one action, small transactions, refusals one by one."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import curation, refusals
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from tests import factories

WORDS = ["الزراعة", "نظيره", "مرفأ", "السلام", "المحصول"]


@pytest.fixture
def marks(annotator, article):
    return [factories.make_annotation(annotator, article, word) for word in WORDS]


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(curation, "CHUNK", 2)


def ids_of(marks) -> list:
    return [mark.pk for mark in marks]


def test_all_get_the_verdict_under_one_action(reviewer, marks, small_chunks):
    outcome = curation.judge_many(reviewer, ids_of(marks), "rejected", "مكرر")
    assert (outcome.changed, outcome.refused) == (5, [])
    assert set(Annotation.objects.values_list("status", "reason")) == {("rejected", "مكرر")}
    assert AnnotationEvent.objects.filter(action_id=outcome.action_id, verb="rejected").count() == 5


def test_the_refused_are_named_and_the_others_changed(reviewer, annotator, marks, small_chunks):
    curation.delete(annotator, marks[1].pk, 1)
    outcome = curation.judge_many(reviewer, [*ids_of(marks), new_uuid7()], "approved")
    assert outcome.changed == 4
    assert [(pk, type(refusal)) for pk, refusal in outcome.refused] == [(marks[1].pk, refusals.Gone)]


def test_a_version_that_was_not_seen_is_refused(reviewer, marks):
    curation.edit(reviewer, marks[0].pk, 1, note="جديد")
    outcome = curation.judge_many(reviewer, ids_of(marks), "approved", versions={mark.pk: 1 for mark in marks})
    assert outcome.changed == 4
    assert [(pk, type(refusal)) for pk, refusal in outcome.refused] == [(marks[0].pk, refusals.Stale)]


def test_without_the_right_all_are_refused(annotator, marks):
    outcome = curation.judge_many(annotator, ids_of(marks), "approved")
    assert outcome.changed == 0
    assert {type(refusal) for _, refusal in outcome.refused} == {refusals.NotAllowed}
    assert not AnnotationEvent.objects.filter(action_id=outcome.action_id).exists()


@pytest.mark.parametrize("versions", [pytest.param(False, id="any version"), pytest.param(True, id="seen versions")])
def test_the_same_action_again_is_not_done_again(reviewer, marks, versions):
    action = uuid.uuid4()
    seen = {mark.pk: 1 for mark in marks} if versions else None
    curation.judge_many(reviewer, ids_of(marks), "approved", action_id=action, versions=seen)
    curation.reopen(reviewer, marks[0].pk, 2)
    outcome = curation.judge_many(reviewer, ids_of(marks), "approved", action_id=action, versions=seen)
    assert (outcome.changed, outcome.refused) == (5, [])
    assert Annotation.objects.get(pk=marks[0].pk).status == "pending"


def test_the_number_of_queries_does_not_grow_within_a_chunk(reviewer, marks):
    def judge(some, status) -> int:
        with CaptureQueriesContext(connection) as queries:
            curation.judge_many(reviewer, ids_of(some), status)
        return len(queries)

    judge(marks[:1], "approved")  # the permissions of the reviewer are kept from here on
    assert judge(marks[2:], "approved") == judge(marks[:2], "approved")
    assert judge(marks, "rejected") <= judge(marks[:1], "approved") + 4  # the neighbours of what is rejected are compared anew
