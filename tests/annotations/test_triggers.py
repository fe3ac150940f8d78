"""The triggers that keep the log append-only, and the check that they are there."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations import event_triggers, relation_triggers, triggers
from annotations.installation import make_way
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


# What only one of the two databases understands.
if on_sqlite:
    ROUNDABOUT = [f"INSERT OR REPLACE INTO {triggers.EVENT_TABLE} SELECT * FROM {triggers.EVENT_TABLE}"]
else:
    ROUNDABOUT = [
        f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"
        for table in (triggers.EVENT_TABLE, "annotations_annotation", "accounts_user")
    ]


@pytest.mark.parametrize("sql", ROUNDABOUT)
def test_an_event_cannot_be_removed_in_a_roundabout_way(mark, sql):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(sql)
    assert AnnotationEvent.objects.get().by_name == "layla"


def test_the_check_is_content_with_an_installed_database(db):
    assert missing_triggers() == []


TABLES = {name: table for name, (table, _statement) in (
    event_triggers.SQLITE | relation_triggers.SQLITE if on_sqlite
    else event_triggers.POSTGRESQL | relation_triggers.POSTGRESQL
).items()}  # fmt: skip
LOSSES = [
    (name, f"DROP TRIGGER {name}" + ("" if on_sqlite else f" ON {table}")) for name, table in sorted(TABLES.items())
]
if not on_sqlite:
    LOSSES += [
        (name, f"ALTER TABLE {table} {switch} {name}")
        for name, table in sorted(TABLES.items())
        for switch in ("DISABLE TRIGGER", "ENABLE REPLICA TRIGGER")
    ]


@pytest.mark.parametrize(("name", "loss"), LOSSES)
def test_the_check_reports_a_trigger_that_does_not_work_and_install_puts_it_back(mark, name, loss):
    execute("SELECT 1" if on_sqlite else "SET CONSTRAINTS ALL IMMEDIATE")
    execute(loss)
    (error,) = missing_triggers()
    assert name in error.msg
    triggers.install(connection)
    assert missing_triggers() == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AnnotationEvent.objects.update(by_name="x")


def test_a_migration_finds_no_trigger_in_its_way_on_sqlite(db):
    """SQLite refuses to rename a rebuilt table while a trigger elsewhere speaks of the one it replaces."""
    make_way(apps.get_app_config("annotations"))
    assert len(missing_triggers()) == (len(TABLES) if on_sqlite else 0)
    triggers.install(connection)
    assert missing_triggers() == []


def test_the_command_of_the_hint_installs_what_is_missing(db):
    triggers.lift(connection)
    (hint, *_) = {error.hint for error in missing_triggers()}
    arguments = hint.split("`")[1].removeprefix("python3 manage.py ").split()
    # As on the command line, where checks run first.
    call_command(*arguments, skip_checks="--skip-checks" in arguments, verbosity=0, stdout=StringIO())
    assert missing_triggers() == []
