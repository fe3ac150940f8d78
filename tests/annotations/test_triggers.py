"""The triggers that keep the log append-only, and the check that they are there."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations import event_triggers, relation_triggers, triggers
from annotations.models import AnnotationEvent

on_sqlite = connection.vendor == "sqlite"


def missing_triggers() -> list:
    return [error for error in run_checks(databases=["default"]) if error.id == "annotations.E001"]


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


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


ALL = event_triggers.SQLITE | relation_triggers.SQLITE if on_sqlite else (
    event_triggers.POSTGRESQL | relation_triggers.POSTGRESQL
)


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_check_reports_a_missing_trigger_and_install_puts_it_back(db, name):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if on_sqlite else f" ON {ALL[name][0]}"))
    (error,) = missing_triggers()
    assert name in error.msg
    triggers.install(connection)
    assert missing_triggers() == []


@pytest.mark.skipif(on_sqlite, reason="only PostgreSQL can switch a trigger off")
def test_the_check_reports_a_trigger_that_is_switched_off(db):
    execute(f"ALTER TABLE {triggers.EVENT_TABLE} DISABLE TRIGGER USER")
    assert len(missing_triggers()) == len(event_triggers.POSTGRESQL)
    triggers.install(connection)
    assert missing_triggers() == []


def test_the_command_of_the_hint_installs_what_is_missing(db):
    triggers.lift(connection)
    (hint, *_) = {error.hint for error in missing_triggers()}
    arguments = hint.split("`")[1].removeprefix("python3 manage.py ").split()
    # As on the command line, where checks run first.
    call_command(*arguments, skip_checks="--skip-checks" in arguments, verbosity=0, stdout=StringIO())
    assert missing_triggers() == []
