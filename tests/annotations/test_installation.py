"""What every database holds before the first mark: tags, groups, triggers."""

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection

from annotations import triggers
from annotations.installation import BUILT_IN_TAGS, GROUPS
from annotations.models import Tag
from newsroom.models import Collection
from tests import factories


def remove_tag(slug: str) -> None:
    """Remove a built-in tag, which only a hand in the database can."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_tag WHERE slug = %s", [slug])


def test_installing_twice_changes_nothing(db):
    def installed():
        tags = list(Tag.objects.order_by("pk").values())
        groups = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
        return tags, groups, list(Collection.objects.values())

    before = installed()
    call_command("migrate", verbosity=0)
    assert installed() == before


def test_installing_keeps_what_an_administrator_changed_and_adds_what_is_missing(db):
    Tag.objects.filter(slug="quote").update(name_ar="كلام", colour_token=5)
    remove_tag("cue")
    Group.objects.get(name="annotator").permissions.clear()
    call_command("migrate", verbosity=0)
    quote = Tag.objects.get(slug="quote")
    assert (quote.name_ar, quote.colour_token) == ("كلام", 5)
    assert Tag.objects.filter(slug="cue").exists()
    assert Group.objects.get(name="annotator").permissions.filter(codename="add_annotation").exists()


def test_an_own_tag_that_took_a_built_in_key_does_not_stop_the_installation(db):
    remove_tag("quote")
    Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=5, sign="◇", shortcut="1")
    call_command("migrate", verbosity=0)
    assert Tag.objects.get(slug="quote").shortcut == ""


@pytest.mark.parametrize(
    ("slug", "key", "has_button"),
    [("quote", "1", True), ("actor", "2", True), ("location", "3", True), ("cue", "", False)],
)
def test_built_in_tags_have_their_key_and_button(db, slug, key, has_button):
    tag = Tag.objects.get(slug=slug)
    assert (tag.shortcut, tag.has_button, tag.is_built_in) == (key, has_button, True)


def test_the_toolbar_has_its_tags_in_order(db):
    assert [tag.slug for tag in Tag.objects.with_button()] == ["quote", "actor", "location"]


@pytest.mark.parametrize(
    ("group", "codename", "has_it"),
    [
        ("annotator", "add_annotation", True),
        ("annotator", "review_annotation", False),
        ("annotator", "view_annotation", False),
        ("reviewer", "review_annotation", True),
        ("reviewer", "view_annotationevent", True),
        ("reviewer", "delete_annotation", False),
        ("reviewer", "change_tag", False),
        ("administrator", "change_tag", True),
        ("administrator", "add_user", True),
        ("administrator", "delete_annotationevent", False),
        ("administrator", "change_annotationevent", False),
    ],
)
def test_groups_may_what_their_names_say(db, group, codename, has_it):
    assert Group.objects.get(name=group).permissions.filter(codename=codename).exists() == has_it


@pytest.mark.django_db(transaction=True)
class TestAfterAFlush:
    """What empties the database leaves it as a new one is."""

    def test_tags_groups_triggers_and_the_default_collection_are_there(self):
        # The log of events lets nobody empty it otherwise.
        triggers.lift(connection)
        call_command("flush", interactive=False, verbosity=0)
        assert set(Tag.objects.values_list("slug", flat=True)) == {row[0] for row in BUILT_IN_TAGS}
        assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
        assert factories.make_person("layla", "annotator").has_perm("annotations.add_annotation")
        assert Collection.objects.filter(is_default=True).count() == 1
        assert [error for error in run_checks(databases=["default"]) if error.id == "annotations.E001"] == []
