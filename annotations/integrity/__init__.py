"""Whether everything that is stored is as it must be: read-only, in one pass per table, with constant memory."""

from collections.abc import Iterator

from annotations.integrity import events, rows, texts
from annotations.integrity.faults import Fault
from newsroom.backup.snapshot import one_moment


def find_faults() -> Iterator[Fault]:
    """Give every fault, as of one moment."""
    with one_moment():
        for find in (rows.missing_triggers, rows.lost_references, texts.find, rows.misfits, rows.stray_findings, events.find):
            yield from find()
