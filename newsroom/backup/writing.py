"""Writes a backup of the configured database."""

from pathlib import Path

from django.utils import timezone

from newsroom import VERSION
from newsroom.backup import archive, tables
from newsroom.backup.snapshot import one_moment


def write_backup(path: Path) -> archive.Manifest:
    """Write everything but sessions and failed log-ins to ``path``, as of one moment; return the manifest.

    Needs the same memory for any number of rows.  Raises ``OSError`` and ``django.db.Error``; then there is no file,
    or the one that was there before.
    """
    with one_moment():
        manifest = archive.Manifest(VERSION, tables.applied_migrations(), timezone.now().isoformat())
        with archive.writing(path, manifest) as writer:
            for model in tables.models_in_order():
                writer.write(model._meta.db_table, tables.columns_of(model), tables.rows_of(model))
    return manifest
