"""The log as people read it."""

import datetime

import pytest
from django.utils import timezone

from annotations import curation, event_log, linking, undoing
from annotations.models import AnnotationEvent
from tests import factories


@pytest.fixture
def marks(annotator, article):
    return [factories.make_annotation(annotator, article, word) for word in ("وزير", "نظيره", "السلام")]


def page(user, **options):
    return event_log.page_of(event_log.events_for(user), user, **options)


def verbs(page) -> list[str]:
    return [entry.event.verb for entry in page.entries]


def test_the_newest_comes_first_in_words(annotator, mark):
    curation.edit(annotator, mark.pk, 1, tag="location", note="ملاحظة")
    newest = page(annotator).entries[0]
    assert newest.event.verb == "edited"
    assert {(each.before, each.after) for each in newest.changes} >= {("", "ملاحظة")}


def test_an_action_on_many_is_one_entry_with_its_number(reviewer, marks):
    curation.judge_many(reviewer, [mark.pk for mark in marks], "approved")
    newest = page(reviewer).entries[0]
    assert (newest.event.verb, newest.count, newest.can_undo) == ("approved", 3, True)
    assert len(page(reviewer).entries) == 4
    assert len(page(reviewer, as_actions=False).entries) == 6


def test_pages_hold_every_entry_once(monkeypatch, annotator, reviewer, article, marks):
    monkeypatch.setattr(event_log, "PAGE_SIZE", 2)
    curation.judge_many(reviewer, [mark.pk for mark in marks], "approved")
    for options in ({}, {"as_actions": False}, {"is_by_time": True}):
        found, before = [], None
        while True:
            shown = page(reviewer, before=before, **options)
            found += [entry.event.pk for entry in shown.entries]
            before = shown.older
            if before is None:
                break
        everything = event_log.events_for(reviewer)
        if options.get("as_actions", True):
            everything = event_log.heads(everything)
        assert found == list(everything.order_by("-pk").values_list("pk", flat=True))


def test_a_day_ends_at_midnight_where_the_site_is(settings, annotator, mark):
    settings.TIME_ZONE = "Asia/Baghdad"
    with timezone.override("Asia/Baghdad"):
        today = timezone.localdate()
        assert event_log.on_day(event_log.events_for(annotator), today).count() == 1
        yesterday = today - datetime.timedelta(days=1)
        assert event_log.on_day(event_log.events_for(annotator), yesterday).count() == 0


def test_an_undo_says_what_it_takes_back_and_the_action_cannot_be_undone_again(annotator, mark):
    edited = curation.edit(annotator, mark.pk, 1, tag="location")
    undoing.undo(annotator, edited.action_id)
    undo, edit, _created = page(annotator).entries
    assert (undo.event.verb, undo.undone.verb) == ("undone", "edited")
    assert (undo.can_undo, edit.can_undo) == (True, False)


def test_nobody_undoes_what_somebody_else_did(annotator, reviewer, mark):
    assert [entry.can_undo for entry in page(reviewer).entries] == [False]


class TestBlindCollections:
    @pytest.fixture(autouse=True)
    def blind(self, article):
        article.collection.settings.mode = "blind"
        article.collection.settings.save()

    def test_an_annotator_reads_of_their_own_marks_only(self, annotator, second_annotator, reviewer, article, mark):
        curation.approve(reviewer, mark.pk, 1)
        assert page(second_annotator).entries == []
        assert verbs(page(annotator)) == ["approved", "created"]
        assert verbs(page(reviewer)) == ["approved", "created"]

    def test_a_bulk_action_counts_ones_own_marks_only(self, annotator, second_annotator, reviewer, article, marks):
        other = factories.make_annotation(second_annotator, article, "وزير")
        curation.judge_many(reviewer, [*(mark.pk for mark in marks), other.pk], "approved")
        newest = page(second_annotator).entries[0]
        assert (newest.event.annotation_id, newest.count) == (other.pk, 1)

    def test_the_text_of_an_unseen_end_is_not_told(self, annotator, second_annotator, reviewer, article):
        quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote")
        speaker = factories.make_annotation(second_annotator, article, "سامر الحلواني")
        linking.link(reviewer, quote.pk, 1, "speaker", speaker.pk)
        [change] = page(annotator).entries[0].changes
        assert "سامر" not in change.after
        assert str(speaker.pk) not in change.after


def test_the_number_of_queries_does_not_grow(annotator, article, marks, django_assert_num_queries):
    page(annotator)
    with django_assert_num_queries(4):  # events, numbers of actions, tags, what was undone
        page(annotator)
    for mark in marks:
        curation.edit(annotator, mark.pk, 1, note="م")
    with django_assert_num_queries(4):
        assert len(page(annotator).entries) == 6


def test_the_log_is_left_as_it_is(annotator, mark):
    before = list(AnnotationEvent.objects.values())
    page(annotator)
    assert list(AnnotationEvent.objects.values()) == before
