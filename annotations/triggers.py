"""The database's own guards, on SQLite and PostgreSQL: installed, lifted, checked.

Installed after every ``migrate``: a SQLite migration that rebuilds a table
drops its triggers silently.  The system check below fails where one is missing.
"""

from django.core.checks import Error, Tags, register
from django.db import connections

from annotations import event_triggers, relation_triggers

EVENT_TABLE = event_triggers.TABLE


def install(connection) -> None:
    """Install what is missing; nothing happens where all stands."""
    wanted = wanted_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(event_triggers.POSTGRESQL_FUNCTION)
            for function in relation_triggers.POSTGRESQL_FUNCTIONS:
                cursor.execute(function)
        for name in wanted.keys() - present_triggers(connection):
            cursor.execute(wanted[name][1])


def lift(connection, of_table: str | None = None) -> None:
    """Remove the triggers, all or those of one table, around what they must not refuse.

    That is the flush of a test database, the rebuilding of a table, a restored backup, and
    :mod:`annotations.redacting`.  :func:`install` puts them back.
    """
    present = present_triggers(connection)
    with connection.cursor() as cursor:
        for name, (table, _statement) in wanted_triggers(connection).items():
            if name in present and of_table in (None, table):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on_table}")


@register(Tags.database)
def check_triggers(app_configs, databases, **kwargs) -> list[Error]:
    """Report every trigger that a migrated database lacks."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        errors += [
            Error(
                f"The trigger {name} is missing in database {alias!r}.",
                # `migrate` runs this very check before it installs anything.
                hint="Run `python3 manage.py migrate --skip-checks`: it installs what is missing.",
                id="annotations.E001",
            )
            for name in sorted(wanted_triggers(connection).keys() - present_triggers(connection))
        ]
    return errors


def is_migrated(connection) -> bool:
    """Tell whether the database holds every table that this app's triggers speak of."""
    return {EVENT_TABLE, relation_triggers.RELATION} <= set(connection.introspection.table_names())


def wanted_triggers(connection) -> dict[str, tuple[str, str]]:
    """Return ``{name: (table, statement)}`` for the tables that the database has."""
    tables = set(connection.introspection.table_names())
    events = {"postgresql": event_triggers.POSTGRESQL, "sqlite": event_triggers.SQLITE}[connection.vendor]
    relations = {"postgresql": relation_triggers.POSTGRESQL, "sqlite": relation_triggers.SQLITE}[connection.vendor]
    # A trigger on annotations that speaks of a table still to come would stop every write.
    return (events if EVENT_TABLE in tables else {}) | (relations if relation_triggers.RELATION in tables else {})


def present_triggers(connection) -> set[str]:
    """Return the names of the triggers that stand and are switched on."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        # One that is switched off (D), or fires on a replica only (R), guards nothing.
        "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE pg_table_is_visible(pg_class.oid) AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
