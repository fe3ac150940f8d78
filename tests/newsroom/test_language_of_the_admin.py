"""The Arabic admin is in Arabic: what Django's own catalogue lacks, and what only we name."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import translation

from annotations.note_markup import item_markup
from annotations.notes import note_of
from newsroom import django_words
from newsroom.models import Source
from tests import factories

PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def manager(client, administrator):
    client.force_login(administrator)
    return client


def test_every_word_of_django_that_we_add_is_arabic():
    with translation.override("ar"):
        assert [word for word in django_words.ADMIN if translation.gettext(word) == word] == []


@pytest.mark.parametrize("length", [1, 2, 3, 10, 11, 100, 101])
def test_a_short_password_is_refused_in_arabic(length):
    with translation.override("ar"), pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(length).validate("")
    assert refused.value.messages[0].startswith("كلمة السر قصيرة")
    assert f" {length} " in refused.value.messages[0]


def test_names_the_groups_of_people_as_their_roles(manager, annotator):
    page = manager.get(PEOPLE).content.decode()
    role = Group.objects.get(name="annotator")
    assert f'<a href="?groups__id__exact={role.pk}">' in page
    assert ">annotator<" not in page
    form = manager.get(f"{PEOPLE}{annotator.pk}/change/").content.decode()
    assert {"annotator</label>", "annotator"} & set(form.split()) == set()


def test_names_changed_fields_in_arabic(manager, article):
    source = Source.objects.get(pk=article.source_id)
    address = f"/admin/newsroom/source/{source.pk}/"
    manager.post(f"{address}change/", {"name": source.name, "link": "https://example.org/"})
    article_address = f"/admin/newsroom/article/{article.pk}/"
    form = {"collection": article.collection_id, "language": "en", "link": "", "source": ""}
    manager.post(f"{article_address}change/", form | {"published_at_0": "2026-01-01", "published_at_1": "00:00"})
    for page in (manager.get(f"{address}history/"), manager.get(f"{article_address}history/")):
        told = page.content.decode().split("<tbody>")[1]
        assert not {"Link", "Source", "Language", "Published", "link", "source", "published"} & set(
            told.replace(".", " ").split()
        )


def test_shows_no_tables_of_the_lock_out(manager):
    assert "axes" not in manager.get("/admin/").content.decode()
    assert manager.get("/admin/axes/accessattempt/").status_code == 404


@pytest.mark.parametrize(("language", "comma"), [("ar", "، "), ("en", ", ")])
def test_a_note_is_read_out_with_the_comma_of_the_language(annotator, article, language, comma):
    annotation = factories.make_annotation(annotator, article, "موسكو")
    with translation.override(language):
        assert f"{annotation.tag.name}{comma}<bdi>{get_user_model().objects.get()}</bdi>{comma}" in item_markup(
            note_of(annotation)
        )
