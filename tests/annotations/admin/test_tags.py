"""Tags in the admin."""

import pytest

from annotations.models import Tag
from tests import factories

TAGS = "/admin/annotations/tag/"


@pytest.fixture
def extra(db):
    return Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=5, sign="▲")


def form(**fields) -> dict:
    defaults = {"name_ar": "حدث", "name_en": "event", "colour_token": 5, "sign": "▲", "shortcut": "", "order": 50}
    return defaults | {"has_button": "on"} | fields


def test_adds_a_tag(manager):
    response = manager.post(f"{TAGS}add/", form(slug="event"))
    assert response.status_code == 302
    assert Tag.objects.get(slug="event").name_ar == "حدث"


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": "quote"},
        {"slug": "بالعربية"},
        {"slug": ""},
        {"slug": "event", "shortcut": "1"},
        {"slug": "event", "shortcut": "x"},
        {"slug": "event", "colour_token": 9},
        {"slug": "event", "colour_token": 0},
        {"slug": "event", "order": -1},
        {"slug": "event", "order": "9" * 20},
        {"slug": "event", "sign": "12345"},
        {"slug": "event", "name_ar": "\0"},
    ],
    ids=str,
)
def test_refuses_bad_input_in_the_form(manager, fields):
    page = manager.post(f"{TAGS}add/", form(**fields))
    assert page.status_code == 200
    assert page.context["errors"]
    assert Tag.objects.count() == 4


def test_says_whose_a_taken_key_is(manager):
    page = manager.post(f"{TAGS}add/", form(slug="event", shortcut="1"))
    assert page.context["errors"] == [["The tag “quote” has this key already."]]


def test_changes_the_looks_of_a_built_in_tag_but_not_its_slug(manager):
    quote = Tag.objects.get(slug="quote")
    manager.post(f"{TAGS}{quote.pk}/change/", form(slug="speech", name_en="speech", shortcut="1", order=10))
    quote.refresh_from_db()
    assert (quote.slug, quote.name_en) == ("quote", "speech")


def test_deletes_an_unused_tag_only(manager, extra, annotator, article):
    page = manager.get(f"{TAGS}{extra.pk}/change/").content.decode()
    assert "it can be deleted" in page
    mark = factories.make_annotation(annotator, article, "موسكو", "event")
    page = manager.get(f"{TAGS}{extra.pk}/change/").content.decode()
    assert "cannot be deleted" in page
    assert manager.post(f"{TAGS}{extra.pk}/delete/", {"post": "yes"}).status_code == 403
    other = Tag.objects.create(slug="date", name_ar="تاريخ", name_en="date", colour_token=6, sign="■")
    assert manager.post(f"{TAGS}{other.pk}/delete/", {"post": "yes"}).status_code == 302
    assert set(Tag.objects.values_list("slug", flat=True)) == {*Tag.BUILT_IN, mark.tag.slug}


@pytest.mark.parametrize("slug", Tag.BUILT_IN)
def test_keeps_built_in_tags(manager, slug):
    tag = Tag.objects.get(slug=slug)
    page = manager.get(f"{TAGS}{tag.pk}/change/").content.decode()
    assert "Built in" in page
    assert manager.post(f"{TAGS}{tag.pk}/delete/", {"post": "yes"}).status_code == 403
    manager.post(TAGS, {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"})
    assert Tag.objects.filter(slug=slug).exists()


def test_reviewers_look_only(moderator, extra):
    assert moderator.get(TAGS).status_code == 200
    assert moderator.get(f"{TAGS}{extra.pk}/change/").status_code == 200
    assert moderator.get(f"{TAGS}add/").status_code == 403
    assert moderator.post(f"{TAGS}{extra.pk}/change/", form()).status_code == 403
    assert moderator.post(f"{TAGS}{extra.pk}/delete/", {"post": "yes"}).status_code == 403


def test_is_closed_to_nobody_and_to_annotators(client, annotator):
    assert client.get(TAGS).status_code == 302
    client.force_login(annotator)
    assert client.get(TAGS).status_code == 302
