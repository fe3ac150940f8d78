"""The one place that changes the log: what the law wants gone is blanked in it, and everything else stays.

No event goes, and neither its order, its person, its time nor its verb changes.  Used by
:mod:`annotations.withdrawing` and :mod:`annotations.anonymising`, inside their transactions, so
that nobody ever sees the log without its guard.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from annotations import triggers
from annotations.models import AnnotationEvent
from newsroom.models import Article

# What of a state may repeat the words of the article.
QUOTING = ("exact", "note", "reason")
BATCH = 200


def blank_quotes(article: Article) -> None:
    """Blank in every event of ``article`` what quotes its text; must run inside a transaction."""
    events, last = AnnotationEvent.objects.filter(article=article).only("before", "after").order_by("pk"), 0
    with _open_log():
        while batch := list(events.filter(pk__gt=last)[:BATCH]):
            for event in batch:
                event.before, event.after = without_quotes(event.before), without_quotes(event.after)
            AnnotationEvent.objects.bulk_update(batch, ["before", "after"])
            last = batch[-1].pk


def rename(person, name: str) -> None:
    """Let every event of ``person`` say ``name``; must run inside a transaction."""
    with _open_log():
        AnnotationEvent.objects.filter(by=person).update(by_name=name)


def without_quotes(state: dict | None) -> dict | None:
    """Return ``state`` without any words of the article."""
    return state and state | dict.fromkeys(QUOTING, "")


@contextmanager
def _open_log() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Rather than wait behind a backup that reads the log, while everybody else waits behind this.
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            # It takes no trigger from a table while checks of this very transaction are still to be made.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    triggers.lift(connection, of_table=triggers.EVENT_TABLE)
    yield
    # After an error the transaction is rolled back, the lifting with it.
    triggers.install(connection)
