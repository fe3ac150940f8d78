"""What the database itself keeps true of annotations and tags."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation

from annotations.models import Annotation, AnnotationEvent, Tag
from tests import factories

NOW = timezone.now()


def copy_of(mark, **fields) -> Annotation:
    names = ("article", "tag", "start", "end", "exact", "author")
    return Annotation(**{name: getattr(mark, name) for name in names} | fields)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"start": 5, "end": 5}, id="empty span"),
        pytest.param({"start": 9, "end": 5}, id="reversed span"),
        pytest.param({"start": -1, "end": 5}, id="negative start"),
        pytest.param({"start": 0, "end": 5, "status": "maybe"}, id="unknown status"),
        pytest.param({}, id="living twin"),
    ],
)
def test_the_database_refuses_an_annotation_that_cannot_be(mark, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(mark, **fields).save(force_insert=True)
    assert Annotation.objects.get() == mark


def test_a_deleted_twin_may_stand_beside_a_living_one(mark):
    for _ in range(2):
        copy_of(mark, deleted_at=NOW).save(force_insert=True)
    assert Annotation.objects.count() == 3


@pytest.mark.parametrize("field", ["author", "tag", "start", "end"])
def test_a_mark_that_differs_in_one_thing_is_no_twin(mark, second_annotator, field):
    other = {
        "author": second_annotator,
        "tag": Tag.objects.get(slug="location"),
        "start": mark.start + 1,
        "end": mark.end - 1,
    }
    copy_of(mark, **{field: other[field]}).save(force_insert=True)
    assert Annotation.objects.count() == 2


@pytest.mark.parametrize("owner", ["article", "author", "tag"])
def test_nothing_an_annotation_refers_to_can_be_removed(mark, owner):
    with pytest.raises(ProtectedError), transaction.atomic():
        getattr(mark, owner).delete()
    assert Annotation.objects.exists()


def test_an_annotation_with_a_log_cannot_be_removed(mark):
    with pytest.raises(ProtectedError), transaction.atomic():
        mark.delete()
    assert AnnotationEvent.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"colour_token": 0}, id="colour 0"),
        pytest.param({"colour_token": 9}, id="colour 9"),
        pytest.param({"shortcut": "1"}, id="key of another tag"),
        pytest.param({"slug": "quote"}, id="slug of another tag"),
    ],
)
def test_the_database_refuses_a_tag_that_cannot_be(db, fields):
    usual = {"slug": "event", "name_ar": "حدث", "name_en": "event", "colour_token": 5, "sign": "▲"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(**usual | fields)


def test_any_number_of_tags_may_have_no_key(db):
    for number in range(2):
        Tag.objects.create(slug=f"t{number}", name_ar="وسم", name_en="tag", colour_token=5, sign="▲")
    assert Tag.objects.filter(shortcut="").count() == 3


@pytest.mark.parametrize(
    ("language", "name"), [("ar", "اقتباس"), ("en", "quote"), ("en-gb", "quote"), (None, "اقتباس")]
)
def test_a_tag_is_called_in_the_language_of_the_interface(db, language, name):
    tag = Tag.objects.get(slug="quote")
    with translation.override(language):
        assert (tag.name, str(tag)) == (name, name)


def test_an_annotation_is_called_by_its_tag_and_the_start_of_its_text(annotator):
    article = factories.make_article("س" * 100)
    mark = factories.make_annotation(annotator, article, "س" * 100)
    with translation.override("ar"):
        assert str(mark) == "جهة: " + "س" * 60
    assert (mark.span.start, mark.span.end) == (0, 100)


def test_an_event_is_called_by_what_and_who(mark):
    with translation.override("en"):
        assert str(AnnotationEvent.objects.get()) == "created · layla"
