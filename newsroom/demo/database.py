"""The demo's own database: marked as such, so that no other is ever written to or emptied."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection

from newsroom.bootstrap.messages import SetupError
from newsroom.models import Article, DatabaseMark

# Beside tables that models know: Django's own, and what our triggers and search keep.
OTHER_TABLES = ("django_", "newsroom_", "annotations_", "accounts_")


def prepare(*, reset: bool = False) -> None:
    """Migrate the configured database and mark it as a demo's; empty it first on ``reset``.

    Raises ``SetupError`` if it holds anything and ``demo`` has not made it, or
    if it cannot be used.
    """
    with _clear_database_errors():
        require_fresh_or_marked()
        if reset:
            empty()
        call_command("migrate", verbosity=0, interactive=False)
        DatabaseMark.objects.get_or_create(name=DatabaseMark.DEMO)


def require_fresh_or_marked() -> None:
    """Raise ``SetupError`` unless the database is a demo's, or migrated at most and without people and articles."""
    if is_marked() or not (_foreign_tables() or _has_rows(get_user_model()) or _has_rows(Article)):
        return
    raise SetupError(
        f"The database {connection.settings_dict['NAME']} was not made by demo and is not empty, so demo leaves it "
        "alone: unset DATABASE_URL, or let it name a new database."
    )


def require_mark() -> None:
    """Raise ``SetupError`` unless ``demo`` has made the database."""
    if not is_marked():
        raise SetupError("This database was not made by demo: accounts with known passwords are refused.")


def is_marked() -> bool:
    """Tell whether ``demo`` has made the database."""
    return _has_table(DatabaseMark) and DatabaseMark.objects.filter(name=DatabaseMark.DEMO).exists()


def empty() -> None:
    """Remove everything of this project from the database."""
    if connection.vendor == "sqlite":
        _delete_file()
    else:
        _drop_tables()


def _delete_file() -> None:
    connection.close()
    path = str(connection.settings_dict["NAME"])
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(path + suffix).unlink(missing_ok=True)


def _drop_tables() -> None:
    ours = sorted(_tables() - _foreign_tables())
    with connection.cursor() as cursor:
        for table in ours:
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def _foreign_tables() -> set[str]:
    known = set(connection.introspection.django_table_names())
    return {name for name in _tables() - known if not name.startswith(OTHER_TABLES)}


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _has_table(model) -> bool:
    return model._meta.db_table in _tables()


def _has_rows(model) -> bool:
    return _has_table(model) and model._default_manager.exists()


@contextmanager
def _clear_database_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise SetupError(f"The database {connection.settings_dict['NAME']} cannot be used: {reason}") from error
