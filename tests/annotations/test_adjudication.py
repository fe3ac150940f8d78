"""Whose sets are compared in an article, and what of a quote is one thing."""

import pytest

from annotations import curation
from annotations.models import CollectionSettings
from tests import factories
from tests.annotations.adjudications import TEXT, add, assign, table


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


def sets(article):
    return {str(person): [place.item.pieces[person.pk].ids for place in table(article).places if person.pk in place.item.pieces]
            for person in table(article).annotators}  # fmt: skip


def test_only_finished_sets_count_and_it_is_said_who_has_not_finished(article, annotator, second_annotator, reviewer):
    mark = add(annotator, article, "حلب", "location")
    add(second_annotator, article, "حلب", "location"), add(reviewer, article, "حلب", "location")
    assign(article, annotator)
    assign(article, second_annotator, status="started")
    assert sets(article) == {"layla": [(str(mark.pk),)]}
    assert list(map(str, table(article).unfinished)) == ["omar"]


def test_who_finished_without_a_mark_has_an_empty_set(article, annotator, second_annotator):
    add(annotator, article, "حلب", "location")
    assign(article, annotator, second_annotator)
    assert [place.item.differences for place in table(article).places] == [("missing",)]


def test_where_nobody_is_assigned_every_author_has_a_set(article, annotator, second_annotator):
    add(annotator, article, "حلب", "location"), add(second_annotator, article, "حلب", "location")
    assert list(map(str, table(article).annotators)) == ["layla", "omar"]


def test_where_nobody_is_assigned_in_a_blind_collection_there_is_no_set(article, annotator):
    add(annotator, article, "حلب", "location")
    CollectionSettings.objects.filter(pk=article.collection_id).update(mode="blind")
    assert table(article).annotators == []


def test_rejected_and_deleted_annotations_are_in_no_set(article, annotator, reviewer):
    rejected, deleted = add(annotator, article, "حلب", "location"), add(annotator, article, "القمح")
    curation.reject(reviewer, rejected.pk, 1, "لا")
    curation.delete(annotator, deleted.pk, 1)
    assign(article, annotator)
    assert table(article).places == []


def test_a_quote_is_one_thing_with_parts_and_speaker(article, annotator):
    speaker = add(annotator, article, "سامر الحلواني")
    head = add(annotator, article, "القمح جيد", "quote", speaker=speaker.pk, kind="direct")
    part = add(annotator, article, "الشعير وفير", "quote", continues=head.pk)
    piece = table(article).places[1].item.pieces[annotator.pk]
    assert piece.ids == (str(head.pk), str(part.pk))
    assert [TEXT[start:end] for start, end in piece.parts] == ["القمح جيد", "الشعير وفير"]
    assert (TEXT[slice(*piece.speaker)], piece.kind) == ("سامر الحلواني", "direct")


def test_reading_costs_the_same_number_of_queries_for_any_number_of_marks(
    article, annotator, second_annotator, django_assert_num_queries
):
    assign(article, annotator, second_annotator)
    add(annotator, article, "حلب", "location")
    with django_assert_num_queries(7):
        table(article)
    for word in ("سامر", "القمح", "الشعير"):
        add(annotator, article, word), add(second_annotator, article, word)
    with django_assert_num_queries(7):
        table(article)
