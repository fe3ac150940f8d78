"""Puts a backup into the configured database, in one transaction: all of it, or nothing changes.

It writes past :mod:`annotations.curation`, whose log it brings along: nobody changes anything, the whole is replaced.
"""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from newsroom.backup import archive, tables
from newsroom.chunks import in_chunks
from newsroom.models import Article, Collection, Source

# What is written at once: so many rows, or so many bytes of the file.
ROWS = 500
BYTES = 2_000_000


class OtherMigrations(Exception):
    """The backup was made by another state of the tables; the arguments are its version and a migration that differs."""


class NotMigrated(Exception):
    """The database lacks tables that this version works with."""


def open_backup(path: Path) -> archive.Manifest:
    """Return the manifest of a whole and fitting backup, before anything is changed.

    Raises ``archive.NotABackup``, ``archive.Damaged``, ``NotMigrated``, ``OtherMigrations`` or ``OSError``.
    """
    manifest = archive.read_manifest(path)
    _refuse_other_tables(manifest)
    archive.verify(path, manifest)
    return manifest


def is_empty() -> bool:
    """Tell whether the database holds nothing but what every new one does."""
    collections = Collection.objects.filter(is_default=False)
    return not any(rows.exists() for rows in (get_user_model().objects, Article.objects, Source.objects, collections))


def replace_all(path: Path, manifest: archive.Manifest, lift: Callable, install: Callable) -> None:
    """Replace every row by those of the backup; everybody is logged out.

    ``lift(connection)`` takes away the guards that would refuse this, ``install(connection)`` puts them back.
    Raises ``archive.Damaged``, ``OSError`` or ``django.db.Error``; then everything is as it was.
    """
    models = {model._meta.db_table: model for model in tables.models_in_order()}
    with transaction.atomic():
        lift(connection)
        _empty([*models.values(), Session])
        for member in manifest.members:
            _fill(path, member, models[member.table])
        _reset_sequences(list(models.values()))
        # Before the guards come back: PostgreSQL changes no table whose checks are still to be made.
        connection.check_constraints()
        install(connection)
    ContentType.objects.clear_cache()


def _refuse_other_tables(manifest: archive.Manifest) -> None:
    loader = MigrationLoader(connection)
    wanted = {key for key in loader.disk_migrations if key[0] not in tables.LEFT_OUT}
    applied = {(app, name) for app, name in tables.applied_migrations()}
    if not wanted <= applied:
        raise NotMigrated()
    made_with = {(app, name) for app, name in manifest.migrations}
    if differing := sorted(made_with ^ applied):
        raise OtherMigrations(manifest.version, ".".join(differing[-1]))
    columns = {model._meta.db_table: tables.columns_of(model) for model in tables.models_in_order()}
    if columns != {member.table: member.columns for member in manifest.members}:
        raise archive.Damaged(archive.MANIFEST)


def _empty(models: list[type]) -> None:
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _fill(path: Path, member: archive.Member, model) -> None:
    for lines in in_chunks(archive.read_lines(path, member), ROWS, BYTES, weigh=len):
        try:
            rows = [tables.read_row(model, member.columns, line) for line in lines]
        except (ValueError, ValidationError) as error:
            raise archive.Damaged(member.table) from error
        model._base_manager.bulk_create(rows)


def _reset_sequences(models: list[type]) -> None:
    """Let PostgreSQL count on behind the highest number; SQLite does by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
