"""Which tables a backup holds, in which order, and how a row looks in it."""

import datetime
import json
import uuid
from collections.abc import Iterator
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

# Who is logged in, and who failed to: of the moment, and of no use elsewhere.
LEFT_OUT = ("sessions", "axes")
# An article of the news has some kilobytes, the largest some megabytes: so many stand in memory at once.
ROWS_AT_ONCE = 50


def models_in_order() -> list[type]:
    """Return every model that is kept, the many-to-many tables too, each after those it refers to."""
    kept = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    }
    sorter = TopologicalSorter({table: _needed_by(model) & kept.keys() for table, model in sorted(kept.items())})
    return [kept[table] for table in sorter.static_order()]


def columns_of(model) -> list[str]:
    """Return the names of the columns, as attributes of the model."""
    return [field.attname for field in model._meta.concrete_fields]


def rows_of(model) -> Iterator[list]:
    """Give the rows in the order of their keys, JSON-ready, a few at a time."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [_written(value) for value in row]


def read_row(model, columns: list[str], line: bytes):
    """Return the unsaved instance that a line of the file describes; raise ``ValueError`` if it describes none."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("a line has other columns than its table")
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in zip(columns, values, strict=True)})


def applied_migrations() -> list[list[str]]:
    """Return ``[app, name]`` of each migration that the database has, of the apps that are kept."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied if app not in LEFT_OUT)


def _needed_by(model) -> set[str]:
    needed = {field.related_model._meta.db_table for field in model._meta.concrete_fields if field.related_model}
    return needed - {model._meta.db_table}


def _written(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
