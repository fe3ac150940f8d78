"""The log of changes: complete, in the transaction of the change, and append-only."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations import curation, triggers
from annotations.installation import BUILT_IN_TAGS, GROUPS
from annotations.models import AnnotationEvent, Tag
from annotations.states import state_of
from newsroom.models import Collection

on_sqlite = connection.vendor == "sqlite"


def missing_triggers() -> list:
    return [error for error in run_checks(databases=["default"]) if error.id == "annotations.E001"]


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_event_tells_who_what_and_the_whole_state_before_and_after(annotator, reviewer, mark):
    before = state_of(mark)
    outcome = curation.reject(reviewer, mark.pk, 1, "ليس جهة")
    created, rejected = AnnotationEvent.objects.order_by("pk")
    assert (created.verb, created.by, created.before, created.after) == ("created", annotator, None, before)
    assert (rejected.verb, rejected.by, rejected.by_name) == ("rejected", reviewer, "samira")
    assert (rejected.before, rejected.after) == (before, state_of(outcome.annotation))
    assert (rejected.action_id, rejected.article_id) == (outcome.action_id, mark.article_id)


def test_nothing_is_stored_if_the_event_cannot_be(annotator, mark, monkeypatch):
    def broken(*arguments):
        raise RuntimeError

    monkeypatch.setattr(AnnotationEvent.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        curation.edit(annotator, mark.pk, 1, note="ضائعة")
    mark.refresh_from_db()
    assert (mark.note, mark.version) == ("", 1)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: AnnotationEvent.objects.update(by_name="x"), id="queryset update"),
        pytest.param(lambda: AnnotationEvent.objects.get().save(), id="save"),
        pytest.param(lambda: AnnotationEvent.objects.all().delete(), id="queryset delete"),
        pytest.param(lambda: AnnotationEvent.objects.get().delete(), id="delete"),
        pytest.param(lambda: execute(f"UPDATE {triggers.EVENT_TABLE} SET by_name = 'x'"), id="UPDATE"),
        pytest.param(lambda: execute(f"DELETE FROM {triggers.EVENT_TABLE}"), id="DELETE of all"),
        pytest.param(lambda: execute(f"DELETE FROM {triggers.EVENT_TABLE} WHERE id > 0"), id="DELETE of some"),
        pytest.param(
            lambda: AnnotationEvent.objects.bulk_create(
                [AnnotationEvent.objects.get()],
                update_conflicts=True, unique_fields=["id"], update_fields=["by_name"],
            ),
            id="upsert",
        ),
    ],
)  # fmt: skip
def test_an_event_cannot_be_changed_or_removed(mark, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    assert AnnotationEvent.objects.get().by_name == "layla"


@pytest.mark.skipif(on_sqlite, reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [triggers.EVENT_TABLE, "annotations_annotation", "accounts_user"])
def test_truncate_is_refused_also_from_a_table_that_events_refer_to(mark, table):
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif(not on_sqlite, reason="only SQLite has INSERT OR REPLACE")
def test_replace_is_refused(mark):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"INSERT OR REPLACE INTO {triggers.EVENT_TABLE} SELECT * FROM {triggers.EVENT_TABLE}")


def test_the_check_is_content_with_an_installed_database(db):
    assert missing_triggers() == []


@pytest.mark.parametrize("name", sorted(triggers._wanted(connection)))
def test_the_check_reports_a_missing_trigger_and_install_puts_it_back(db, name):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if on_sqlite else f" ON {triggers.EVENT_TABLE}"))
    (error,) = missing_triggers()
    assert name in error.msg
    triggers.install(connection)
    assert missing_triggers() == []


@pytest.mark.skipif(on_sqlite, reason="only PostgreSQL can switch a trigger off")
def test_the_check_reports_a_trigger_that_is_switched_off(db):
    execute(f"ALTER TABLE {triggers.EVENT_TABLE} DISABLE TRIGGER USER")
    assert len(missing_triggers()) == len(triggers.POSTGRESQL)
    triggers.install(connection)
    assert missing_triggers() == []


def test_the_command_of_the_hint_installs_what_is_missing(db):
    triggers.lift(connection)
    (hint, *_) = {error.hint for error in missing_triggers()}
    arguments = hint.split("`")[1].removeprefix("python3 manage.py ").split()
    # As on the command line, where checks run first.
    call_command(*arguments, skip_checks="--skip-checks" in arguments, verbosity=0, stdout=StringIO())
    assert missing_triggers() == []


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
    execute("DELETE FROM annotations_tag WHERE slug = 'cue'")
    Group.objects.get(name="annotator").permissions.clear()
    call_command("migrate", verbosity=0)
    quote = Tag.objects.get(slug="quote")
    assert (quote.name_ar, quote.colour_token) == ("كلام", 5)
    assert Tag.objects.filter(slug="cue").exists()
    assert Group.objects.get(name="annotator").permissions.filter(codename="add_annotation").exists()


def test_an_own_tag_that_took_a_built_in_key_does_not_stop_the_installation(db):
    execute("DELETE FROM annotations_tag WHERE slug = 'quote'")
    Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=5, sign="◇", shortcut="1")
    call_command("migrate", verbosity=0)
    assert Tag.objects.get(slug="quote").shortcut == ""


@pytest.mark.django_db(transaction=True)
class TestAfterAFlush:
    """A transactional test flushes the database at its end; the next one must find everything."""

    @pytest.mark.parametrize("time", ["first", "second"])
    def test_tags_groups_triggers_and_the_default_collection_are_there(self, annotator, article, time):
        assert set(Tag.objects.values_list("slug", flat=True)) == {row[0] for row in BUILT_IN_TAGS}
        assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
        assert annotator.has_perm("annotations.add_annotation")
        assert Collection.objects.filter(is_default=True).count() == 1
        assert missing_triggers() == []
