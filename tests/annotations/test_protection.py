"""What must not happen to tags, whoever asks for it."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from annotations import protection
from annotations.models import Tag
from tests import factories


@pytest.fixture
def extra(db):
    return Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=5, sign="▲")


@pytest.mark.parametrize("slug", Tag.BUILT_IN)
def test_built_in_tags_are_not_deleted(db, slug):
    with pytest.raises(ProtectedError), transaction.atomic():
        Tag.objects.get(slug=slug).delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Tag.objects.filter(slug=slug).delete()
    assert Tag.objects.filter(slug=slug).exists()


def test_used_tags_are_not_deleted(extra, annotator, article):
    factories.make_annotation(annotator, article, "موسكو", "event")
    assert protection.is_used(extra)
    with pytest.raises(ProtectedError), transaction.atomic():
        extra.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Tag.objects.filter(pk=extra.pk).delete()


def test_unused_tags_may_go(extra):
    extra.delete()
    assert not Tag.objects.filter(slug="event").exists()


def test_a_built_in_tag_keeps_its_slug(db):
    quote = Tag.objects.get(slug="quote")
    quote.slug = "speech"
    with pytest.raises(ProtectedError), transaction.atomic():
        quote.save()
    quote.refresh_from_db()
    quote.name_en = "speech"
    quote.save()
    assert Tag.objects.get(slug="quote").name_en == "speech"


def test_another_tag_may_get_another_slug(extra):
    extra.slug = "date"
    extra.save()
    assert Tag.objects.filter(slug="date").exists()
