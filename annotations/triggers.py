"""Database triggers that refuse to change or remove an event, on SQLite and PostgreSQL.

Installed after every ``migrate``: a SQLite migration that rebuilds the table
drops its triggers silently.  The system check below fails where one is missing.
"""

from django.core.checks import Error, Tags, register
from django.db import connections

EVENT_TABLE = "annotations_annotationevent"
MESSAGE = "annotation events are append-only"

SQLITE = {
    f"annotation_event_no_{operation.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS annotation_event_no_{operation.lower()} BEFORE {operation} ON {EVENT_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )
    for operation in ("UPDATE", "DELETE")
}
# INSERT OR REPLACE removes the old row without firing its DELETE trigger (sqlite.org/lang_conflict.html).
SQLITE["annotation_event_no_replace"] = (
    f"CREATE TRIGGER IF NOT EXISTS annotation_event_no_replace BEFORE INSERT ON {EVENT_TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {EVENT_TABLE} WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
)

POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION annotation_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
POSTGRESQL = {
    f"annotation_event_no_{operation.lower()}": (
        f"CREATE OR REPLACE TRIGGER annotation_event_no_{operation.lower()} BEFORE {operation} ON {EVENT_TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION annotation_event_refuse()"
    )
    for operation in ("UPDATE", "DELETE", "TRUNCATE")
}


def install(connection) -> None:
    """Install what is missing; nothing happens where all stands."""
    statements = dict(_wanted(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name in statements.keys() - _present(connection):
            cursor.execute(statements[name])


def lift(connection) -> None:
    """Remove the triggers.  For tests, around the flush of a test database; :func:`install` puts them back."""
    with connection.cursor() as cursor:
        for name in _wanted(connection).keys() & _present(connection):
            on_table = f" ON {EVENT_TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on_table}")


@register(Tags.database)
def check_triggers(app_configs, databases, **kwargs) -> list[Error]:
    """Report every trigger that a migrated database lacks."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if not has_event_table(connection):
            continue
        errors += [
            Error(
                f"The trigger {name} is missing in database {alias!r}.",
                # `migrate` runs this very check before it installs anything.
                hint="Run `python3 manage.py migrate --skip-checks`: it installs what is missing.",
                id="annotations.E001",
            )
            for name in sorted(_wanted(connection).keys() - _present(connection))
        ]
    return errors


def has_event_table(connection) -> bool:
    """Tell whether the database is migrated far enough to hold events."""
    return EVENT_TABLE in connection.introspection.table_names()


def _wanted(connection) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def _present(connection) -> set[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        # One that is switched off (D), or fires on a replica only (R), guards nothing.
        "postgresql": "SELECT tgname FROM pg_trigger "
        "WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor], [EVENT_TABLE])
        return {name for (name,) in cursor.fetchall()}
