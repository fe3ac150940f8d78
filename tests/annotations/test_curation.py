"""The one door: who may change what, which state follows, and what is logged."""

import uuid

import pytest

from annotations import curation, refusals
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent
from annotations.states import state_of
from newsroom.models import Article
from tests import factories

NAME = "سامر الحلواني"
OTHER_NAME = "لافروف"


def mark_of(article, exact: str = NAME, tag: str = "actor", **fields) -> curation.NewMark:
    start = article.text.index(exact)
    return curation.NewMark(fields.pop("id", None) or new_uuid7(), tag, start, start + len(exact), exact, **fields)


def bounds_of(article, exact: str) -> dict:
    start = article.text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def events_of(annotation) -> list[AnnotationEvent]:
    return list(AnnotationEvent.objects.filter(annotation=annotation).order_by("pk"))


def test_create_stores_a_pending_mark_of_its_author(annotator, article):
    outcome = curation.create(annotator, article.pk, mark_of(article, note="الوزير"))
    stored = Annotation.objects.get()
    assert outcome.is_new
    assert (stored.author, stored.status, stored.version, stored.note) == (annotator, "pending", 1, "الوزير")
    assert stored.exact == stored.span.cut(article.text) == NAME


def test_create_keeps_the_line_feeds_of_the_text(annotator):
    article = factories.make_article("عنوان\nسطر ثان")
    curation.create(annotator, article.pk, curation.NewMark(new_uuid7(), "quote", 0, 9, "عنوان\r\nسطر"))
    assert Annotation.objects.get().exact == "عنوان\nسطر"


def test_create_again_under_the_same_id_returns_the_first(annotator, article):
    mark = mark_of(article)
    first = curation.create(annotator, article.pk, mark)
    second = curation.create(annotator, article.pk, mark)
    assert not second.is_new
    assert (second.annotation, second.action_id) == (first.annotation, first.action_id)
    assert len(events_of(first.annotation)) == 1


def test_create_again_is_compared_with_the_mark_as_it_was_made(annotator, article):
    mark = mark_of(article)
    curation.create(annotator, article.pk, mark)
    curation.edit(annotator, mark.id, 1, tag="location", **bounds_of(article, OTHER_NAME))
    assert curation.create(annotator, article.pk, mark).annotation.exact == OTHER_NAME
    with pytest.raises(refusals.IdTaken):
        curation.create(annotator, article.pk, mark_of(article, OTHER_NAME, "location", id=mark.id))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"tag": "location"}, id="another tag"),
        pytest.param({"exact": OTHER_NAME}, id="another place"),
    ],
)
def test_create_refuses_an_id_that_means_something_else(annotator, article, change):
    mark = mark_of(article)
    curation.create(annotator, article.pk, mark)
    with pytest.raises(refusals.IdTaken) as refused:
        curation.create(annotator, article.pk, mark_of(article, **change, id=mark.id))
    assert refused.value.current is None


def test_create_refuses_an_id_of_another_article(annotator, article):
    other = factories.make_article(f"{article.text}\nنسخة")
    mark = mark_of(article)
    curation.create(annotator, article.pk, mark)
    with pytest.raises(refusals.IdTaken):
        curation.create(annotator, other.pk, mark)


def test_create_refuses_an_id_of_another_person(annotator, second_annotator, article):
    mark = mark_of(article)
    curation.create(annotator, article.pk, mark)
    with pytest.raises(refusals.IdTaken):
        curation.create(second_annotator, article.pk, mark)


def test_create_refuses_an_id_that_was_deleted(annotator, article):
    mark = mark_of(article)
    curation.create(annotator, article.pk, mark)
    curation.delete(annotator, mark.id, 1)
    with pytest.raises(refusals.Gone):
        curation.create(annotator, article.pk, mark)


def test_create_refuses_a_twin_and_shows_it(annotator, article, mark):
    with pytest.raises(refusals.AlreadyMarked) as refused:
        curation.create(annotator, article.pk, mark_of(article))
    assert refused.value.current == mark


def test_a_twin_of_another_person_or_a_deleted_one_does_not_count(annotator, second_annotator, article, mark):
    curation.create(second_annotator, article.pk, mark_of(article))
    curation.delete(annotator, mark.pk, 1)
    curation.create(annotator, article.pk, mark_of(article))
    assert Annotation.objects.live().count() == 2


def test_create_needs_the_right(reader, article):
    with pytest.raises(refusals.NotAllowed):
        curation.create(reader, article.pk, mark_of(article))


def test_create_in_an_unknown_article(annotator, article):
    with pytest.raises(Article.DoesNotExist):
        curation.create(annotator, article.pk + 1, mark_of(article))


@pytest.mark.parametrize("person", ["annotator", "reviewer"])
def test_edit_changes_what_is_given_and_keeps_the_author(request, article, mark, person):
    by = request.getfixturevalue(person)
    outcome = curation.edit(by, mark.pk, 1, tag="location", note="حلب", **bounds_of(article, OTHER_NAME))
    stored = Annotation.objects.get()
    assert outcome.annotation.version == stored.version == 2
    assert (stored.tag.slug, stored.exact, stored.note) == ("location", OTHER_NAME, "حلب")
    assert stored.author == mark.author


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({"tag": "location"}, "pending", id="tag"),
        pytest.param({"exact": OTHER_NAME}, "pending", id="bounds"),
        pytest.param({"note": "ملاحظة"}, "approved", id="note alone"),
        pytest.param({"tag": "actor"}, "approved", id="the tag it has"),
    ],
)
def test_an_authors_edit_of_tag_or_bounds_takes_an_approval_away(annotator, reviewer, article, mark, change, status):
    curation.approve(reviewer, mark.pk, 1)
    change = bounds_of(article, change["exact"]) if "exact" in change else change
    curation.edit(annotator, mark.pk, 2, **change)
    stored = Annotation.objects.get()
    assert stored.status == status
    assert (stored.reviewer is None, stored.reviewed_at is None) == (status == "pending", status == "pending")


def test_a_reviewers_correction_leaves_the_approval(reviewer, mark):
    curation.approve(reviewer, mark.pk, 1)
    curation.edit(reviewer, mark.pk, 2, tag="location")
    assert Annotation.objects.get().status == "approved"


def test_edit_onto_a_twin_is_refused(annotator, article, mark):
    other = factories.make_annotation(annotator, article, OTHER_NAME)
    with pytest.raises(refusals.AlreadyMarked) as refused:
        curation.edit(annotator, other.pk, 1, **bounds_of(article, NAME))
    assert refused.value.current == mark
    assert Annotation.objects.get(pk=other.pk).exact == OTHER_NAME


def test_verdicts_name_the_reviewer_and_going_back_forgets_them(reviewer, mark):
    curation.reject(reviewer, mark.pk, 1, "ليس شخصا")
    stored = Annotation.objects.get()
    assert (stored.status, stored.reviewer, stored.reason) == ("rejected", reviewer, "ليس شخصا")
    curation.reopen(reviewer, mark.pk, 2)
    stored = Annotation.objects.get()
    assert (stored.status, stored.reviewer, stored.reviewed_at, stored.reason) == ("pending", None, None, "")


def test_a_verdict_that_stands_is_not_given_again(reviewer, administrator, mark):
    curation.approve(reviewer, mark.pk, 1)
    curation.approve(administrator, mark.pk, 2)
    stored = Annotation.objects.get()
    assert (stored.reviewer, stored.version) == (reviewer, 2)
    assert len(events_of(mark)) == 2


CHANGES = [
    pytest.param(lambda by, pk, version: curation.edit(by, pk, version, tag="location"), id="edit"),
    pytest.param(curation.delete, id="delete"),
    pytest.param(curation.restore, id="restore"),
    pytest.param(curation.approve, id="approve"),
    pytest.param(curation.reject, id="reject"),
    pytest.param(curation.reopen, id="reopen"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_stale_version_changes_nothing_and_shows_the_present(reviewer, mark, change):
    curation.edit(reviewer, mark.pk, 1, note="أولا")
    with pytest.raises(refusals.Stale) as refused:
        change(reviewer, mark.pk, 1)
    assert refused.value.current.version == 2
    assert (Annotation.objects.get().version, len(events_of(mark))) == (2, 2)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("person", ["second_annotator", "reader"])
def test_others_without_the_right_change_nothing(request, mark, change, person):
    with pytest.raises(refusals.NotAllowed):
        change(request.getfixturevalue(person), mark.pk, 1)
    assert Annotation.objects.get().version == 1


@pytest.mark.parametrize("change", CHANGES[:2] + CHANGES[3:])
def test_a_deleted_mark_can_only_be_restored(reviewer, mark, change):
    curation.delete(reviewer, mark.pk, 1)
    with pytest.raises(refusals.Gone):
        change(reviewer, mark.pk, 2)
    curation.restore(reviewer, mark.pk, 2)
    assert not Annotation.objects.get().is_deleted


@pytest.mark.parametrize("change", CHANGES)
def test_an_unknown_annotation(reviewer, change):
    with pytest.raises(Annotation.DoesNotExist):
        change(reviewer, new_uuid7(), 1)


def test_restore_onto_a_living_twin_is_refused(annotator, article, mark):
    curation.delete(annotator, mark.pk, 1)
    twin = factories.make_annotation(annotator, article, NAME)
    with pytest.raises(refusals.AlreadyMarked) as refused:
        curation.restore(annotator, mark.pk, 2)
    assert refused.value.current == twin


def test_the_same_action_again_is_not_done_again(reviewer, mark):
    action = uuid.uuid4()
    curation.approve(reviewer, mark.pk, 1, action_id=action)
    curation.reopen(reviewer, mark.pk, 2)
    outcome = curation.approve(reviewer, mark.pk, 1, action_id=action)
    assert (outcome.annotation.status, outcome.annotation.version) == ("pending", 3)


def test_every_change_raises_the_articles_revision(annotator, article, mark):
    before = Article.objects.get().revision
    curation.edit(annotator, mark.pk, 1, note="جديد")
    assert Article.objects.get().revision == before + 1
    curation.edit(annotator, mark.pk, 2, note="جديد")
    assert Article.objects.get().revision == before + 1


REFUSED = [
    pytest.param({"tag": "none"}, refusals.UnknownTag, id="unknown tag"),
    pytest.param({"end": 10**9}, refusals.OutOfBounds, id="out of bounds"),
    pytest.param({"exact": "غير ذلك"}, refusals.TextDiffers, id="text differs"),
    pytest.param({"end": 4, "exact": "ح"}, refusals.CutsGrapheme, id="cuts a grapheme"),
    pytest.param({"start": 3, "end": 3, "exact": ""}, refusals.OutOfBounds, id="empty"),
]


def everything() -> tuple:
    """Return all that a change could have left behind."""
    return tuple(list(model.objects.order_by("pk").values()) for model in (Annotation, AnnotationEvent, Article))


@pytest.mark.parametrize(("change", "refusal"), REFUSED)
def test_a_refused_mark_or_edit_leaves_nothing_behind(annotator, change, refusal):
    article = factories.make_article("في ح\u064eلب")
    change = {"exact": "ح\u064e", "start": 3, "end": 5, "tag": "location"} | change
    mark = factories.make_annotation(annotator, article, "ح\u064eلب")
    before = everything()
    with pytest.raises(refusal):
        curation.create(annotator, article.pk, curation.NewMark(new_uuid7(), **change))
    with pytest.raises(refusal):
        curation.edit(annotator, mark.pk, 1, **change)
    assert everything() == before


def test_an_event_of_each_change_tells_the_whole_state_before_and_after(annotator, reviewer, mark):
    curation.edit(annotator, mark.pk, 1, tag="quote", note="انظر")
    curation.approve(reviewer, mark.pk, 2)
    curation.reject(reviewer, mark.pk, 3, "لا")
    curation.reopen(reviewer, mark.pk, 4)
    curation.delete(annotator, mark.pk, 5)
    curation.restore(annotator, mark.pk, 6)
    events = events_of(mark)
    assert [event.verb for event in events] == [
        "created", "edited", "approved", "rejected", "reopened", "deleted", "restored",
    ]  # fmt: skip
    assert [event.after["version"] for event in events] == [1, 2, 3, 4, 5, 6, 7]
    # Each begins with what the one before left: nothing of the state is outside the log.
    assert [event.before for event in events] == [None, *(event.after for event in events[:-1])]
    assert events[-1].after == state_of(Annotation.objects.get())
    assert len({event.action_id for event in events}) == 7
