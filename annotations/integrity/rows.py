"""Rows against each other: references, relations, findings; and the guards of the database."""

from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import F, Q
from django.utils.translation import gettext as _

from annotations import relation_triggers, triggers
from annotations.integrity.faults import Fault
from annotations.models import Annotation, Finding

AT_ONCE = 1_000
PENDING = Annotation.Status.PENDING


def missing_triggers() -> Iterator[Fault]:
    """Name every trigger that does not stand."""
    for name in sorted(triggers.wanted_triggers(connection).keys() - triggers.present_triggers(connection)):
        yield Fault("missing_trigger", _("A trigger that guards the database is missing."), {"trigger": name})


def lost_references() -> Iterator[Fault]:
    """Say where a row refers to one that is gone; PostgreSQL never lets it come to that."""
    if connection.vendor != "sqlite":
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield Fault("lost_reference", _("A row refers to one that does not exist."), {"database": str(error)})


def misfits() -> Iterator[Fault]:
    """Name every relation whose ends do not make a quote, by the rules of the triggers."""
    for rule, query in relation_triggers.find_misfits().items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            while found := cursor.fetchmany(AT_ONCE):
                for pk, source, target in found:
                    ids = {"rule": rule, "row": _plain(pk), "source": _plain(source), "target": _plain(target)}
                    yield Fault("relation", _("Annotations are tied together in a way that makes no quote."), ids)


def stray_findings() -> Iterator[Fault]:
    """Name every finding about an annotation that is deleted, elsewhere, or waits for no verdict as it says."""
    waits = Q(annotation__status=PENDING)
    strays = Finding.objects.filter(
        Q(annotation__deleted_at__isnull=False) | ~Q(article=F("annotation__article"))
        | Q(is_pending=True) & ~waits | Q(is_pending=False) & waits
    )  # fmt: skip
    for pk, annotation in strays.order_by("pk").values_list("pk", "annotation_id").iterator(chunk_size=AT_ONCE):
        ids = {"finding": pk, "annotation": str(annotation)}
        yield Fault("finding", _("A finding does not fit the annotation it is about."), ids)


def _plain(key) -> str:
    """Return a key as people see it; SQLite stores a UUID as 32 hexadecimal digits."""
    return str(UUID(key)) if isinstance(key, str) and len(key) == 32 else str(key)
