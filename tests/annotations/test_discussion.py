"""Comments: who says, reads, resolves and deletes what, and whom they tell."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from annotations import curation, discussion
from annotations.models import Annotation, Comment, Membership
from annotations.refusals import Gone, NotAllowed
from tests import factories


@pytest.fixture
def blind(article):
    """The article's collection shows annotators their own marks only."""
    article.collection.settings.mode = "blind"
    article.collection.settings.save()


def said_of(annotation, user) -> list[str]:
    return [each.comment.text for each in discussion.thread_of(annotation, user).said]


def mentioned_in(comment) -> set[str]:
    return set(comment.mentioned.values_list("username", flat=True))


def test_a_comment_is_stored_and_read_by_whoever_sees_the_annotation(annotator, second_annotator, reader, mark):
    comment = discussion.add(second_annotator, mark.pk, "أهو شخص؟").comment
    assert (comment.author, comment.article_id, comment.resolved_at) == (second_annotator, mark.article_id, None)
    assert said_of(mark, annotator) == said_of(mark, reader) == ["أهو شخص؟"]


def test_whoever_does_not_annotate_here_says_nothing(reader, mark):
    with pytest.raises(NotAllowed):
        discussion.add(reader, mark.pk, "رأي")
    assert not discussion.thread_of(mark, reader).can_write


def test_visitors_have_no_thread(mark):
    assert discussion.thread_of(mark, AnonymousUser()) is None
    assert discussion.open_counts(AnonymousUser(), [mark.article_id]) == {}


def test_nothing_is_said_of_a_deleted_annotation_and_its_thread_stays(annotator, mark):
    discussion.add(annotator, mark.pk, "قبل الحذف")
    curation.delete(annotator, mark.pk, 1)
    with pytest.raises(Gone):
        discussion.add(annotator, mark.pk, "بعد الحذف")
    mark.refresh_from_db()
    assert said_of(mark, annotator) == ["قبل الحذف"]
    assert not discussion.thread_of(mark, annotator).can_write


def test_in_a_blind_collection_others_know_of_no_thread(blind, annotator, second_annotator, reviewer, mark):
    comment = discussion.add(reviewer, mark.pk, "سؤال").comment
    assert discussion.thread_of(mark, second_annotator) is None
    for act in (discussion.resolve, discussion.reopen, discussion.delete):
        with pytest.raises(Annotation.DoesNotExist):
            act(second_annotator, comment.pk)
    with pytest.raises(Annotation.DoesNotExist):
        discussion.add(second_annotator, mark.pk, "رأي")
    assert said_of(mark, annotator) == ["سؤال"]


def test_a_form_sent_twice_is_one_comment_and_the_same_words_later_are_another(annotator, mark):
    first = discussion.add(annotator, mark.pk, "نعم").comment
    assert discussion.add(annotator, mark.pk, "نعم").comment == first
    Comment.objects.filter(pk=first.pk).update(created_at=timezone.now() - datetime.timedelta(minutes=2))
    assert discussion.add(annotator, mark.pk, "نعم").comment != first


class TestMentions:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            pytest.param("@omar انظر", {"omar"}, id="at the beginning"),
            pytest.param("انظر يا @omar.", {"omar"}, id="at the end of a sentence"),
            pytest.param("رأي ل@omar، و@samira", {"omar", "samira"}, id="after a proclitic, before a comma"),
            pytest.param("@omar @omar", {"omar"}, id="twice"),
            pytest.param("اكتب إلى a@omar", set(), id="in an address"),
            pytest.param("@Omar", set(), id="another case"),
            pytest.param("@layla", set(), id="oneself"),
            pytest.param("@nobody", set(), id="nobody"),
            pytest.param("بلا ذكر", set(), id="none"),
        ],
    )
    def test_are_names_after_an_at(self, annotator, second_annotator, reviewer, mark, text, found):
        assert mentioned_in(discussion.add(annotator, mark.pk, text).comment) == found

    def test_a_name_that_ends_in_a_full_stop_is_found_too(self, annotator, mark):
        factories.make_person("a.b.", "annotator")
        factories.make_person("a.b", "annotator")
        assert mentioned_in(discussion.add(annotator, mark.pk, "@a.b. انظر").comment) == {"a.b.", "a.b"}

    def test_reach_nobody_who_may_not_see_the_annotation(self, blind, annotator, second_annotator, mark):
        added = discussion.add(annotator, mark.pk, "@omar و @nobody انظرا")
        assert mentioned_in(added.comment) == set()
        assert added.unknown == ["omar", "nobody"]

    def test_reach_nobody_who_has_left(self, annotator, second_annotator, mark):
        second_annotator.is_active = False
        second_annotator.save()
        assert discussion.add(annotator, mark.pk, "@omar").unknown == ["omar"]

    def test_are_counted_while_they_are_open(self, annotator, second_annotator, mark):
        comment = discussion.add(annotator, mark.pk, "@omar").comment
        assert discussion.count_open_mentions(second_annotator) == 1
        discussion.resolve(annotator, comment.pk)
        assert discussion.count_open_mentions(second_annotator) == 0

    def test_are_not_counted_where_the_annotation_is_out_of_sight_by_now(
        self, annotator, second_annotator, article, mark
    ):
        discussion.add(annotator, mark.pk, "@omar")
        article.collection.settings.mode = "blind"
        article.collection.settings.save()
        assert discussion.count_open_mentions(second_annotator) == 0
        assert list(discussion.concerning(second_annotator)) == []

    def test_cost_one_query_where_there_are_none(self, annotator, mark, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert discussion.count_open_mentions(annotator) == 0

    def test_stand_out_in_the_text(self, annotator, second_annotator, mark):
        discussion.add(annotator, mark.pk, "يا @omar. انظر @nobody")
        [said] = discussion.thread_of(mark, annotator).said
        assert said.pieces == [("يا ", False), ("@omar", True), (". انظر @nobody", False)]


class TestResolving:
    def test_resolves_what_was_said_before_and_leaves_what_came_after(self, annotator, second_annotator, mark):
        first, second = (discussion.add(annotator, mark.pk, text).comment for text in ("أولا", "ثانيا"))
        third = discussion.add(second_annotator, mark.pk, "ثالثا").comment
        discussion.resolve(second_annotator, second.pk)
        assert discussion.open_counts(annotator, [mark.article_id]) == {mark.pk: 1}
        assert list(Comment.objects.unresolved()) == [third]
        first.refresh_from_db()
        assert first.resolved_by == second_annotator

    def test_keeps_who_resolved_it_first(self, annotator, second_annotator, mark):
        comment = discussion.add(annotator, mark.pk, "أولا").comment
        discussion.resolve(annotator, comment.pk)
        discussion.resolve(second_annotator, comment.pk)
        comment.refresh_from_db()
        assert comment.resolved_by == annotator

    def test_opens_again(self, annotator, mark):
        comment = discussion.add(annotator, mark.pk, "أولا").comment
        discussion.resolve(annotator, comment.pk)
        discussion.reopen(annotator, comment.pk)
        comment.refresh_from_db()
        assert (comment.resolved_at, comment.resolved_by) == (None, None)

    def test_works_from_a_comment_that_was_deleted_meanwhile(self, annotator, second_annotator, mark):
        discussion.add(annotator, mark.pk, "أولا")
        last = discussion.add(second_annotator, mark.pk, "ثانيا").comment
        discussion.delete(second_annotator, last.pk)
        discussion.resolve(annotator, last.pk)
        assert not Comment.objects.unresolved().exists()

    @pytest.mark.parametrize("act", [discussion.resolve, discussion.reopen])
    def test_is_not_for_readers(self, annotator, reader, mark, act):
        comment = discussion.add(annotator, mark.pk, "أولا").comment
        with pytest.raises(NotAllowed):
            act(reader, comment.pk)


class TestDeleting:
    def test_takes_ones_own_comment_out_and_keeps_the_row(self, annotator, mark):
        comment = discussion.add(annotator, mark.pk, "خطأ").comment
        discussion.delete(annotator, comment.pk)
        assert said_of(mark, annotator) == []
        assert Comment.objects.filter(pk=comment.pk, deleted_at__isnull=False).exists()
        assert discussion.open_counts(annotator, [mark.article_id]) == {}

    def test_is_for_the_author_and_administrators(self, annotator, reviewer, administrator, mark):
        comment = discussion.add(annotator, mark.pk, "خطأ").comment
        with pytest.raises(NotAllowed):
            discussion.delete(reviewer, comment.pk)
        discussion.delete(administrator, comment.pk)
        assert said_of(mark, annotator) == []

    def test_stays_possible_for_whoever_may_only_read_by_now(self, annotator, mark):
        comment = discussion.add(annotator, mark.pk, "خطأ").comment
        annotator.groups.clear()
        person = type(annotator).objects.get(pk=annotator.pk)
        discussion.delete(person, comment.pk)
        assert not Comment.objects.live().exists()


def test_a_member_of_a_closed_collection_talks_there_and_nobody_else(annotator, second_annotator, article, mark):
    article.collection.settings.is_open = False
    article.collection.settings.save()
    Membership.objects.create(collection=article.collection, user=annotator)
    discussion.add(annotator, mark.pk, "هنا")
    with pytest.raises(Annotation.DoesNotExist):
        discussion.add(second_annotator, mark.pk, "هناك")


def test_what_concerns_a_person_begins_with_what_is_open(annotator, second_annotator, reviewer, article, mark):
    other = factories.make_annotation(second_annotator, article, "موسكو", "location")
    settled = discussion.add(reviewer, mark.pk, "عن حاشية ليلى").comment
    discussion.resolve(reviewer, settled.pk)
    mention = discussion.add(reviewer, other.pk, "@layla").comment
    own = discussion.add(annotator, other.pk, "جواب").comment
    discussion.add(reviewer, other.pk, "ليس لها")
    assert list(discussion.concerning(annotator)) == [own, mention, settled]
    assert [each.is_mention for each in discussion.concerning(annotator)] == [False, True, False]
    following = discussion.after_place(discussion.concerning(annotator), mention.pk, is_open=True)
    assert list(following) == [settled]


def test_a_thread_costs_the_same_for_any_number_of_comments(annotator, mark, django_assert_num_queries):
    mark = Annotation.objects.select_related("article__collection__settings", "author").get(pk=mark.pk)
    for number in range(6):
        discussion.add(annotator, mark.pk, f"تعليق {number}")
    discussion.thread_of(mark, annotator)
    with django_assert_num_queries(2):
        assert len(discussion.thread_of(mark, annotator).said) == 6
