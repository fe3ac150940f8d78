"""Copies that are taken by themselves: a folder of backups, one a day, of which the older ones go.

Of a failure a note stays in the folder until the next copy succeeds, so that the site can say so.
"""

import contextlib
import datetime
import re
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from newsroom.backup.writing import write_backup

DAILY, WEEKLY = 7, 4
INTERVAL = datetime.timedelta(days=1)
# A copy that is missing for so long was not only late.
OVERDUE = 2 * INTERVAL
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
_NAME = re.compile(r"hawashi-(\d{8}T\d{6})Z\.zip")
_MOMENT = "%Y%m%dT%H%M%S"
_FAILURE = "last-failure.txt"


def take(folder: Path | None = None, now: datetime.datetime | None = None) -> Path:
    """Write a copy into ``folder``, remove those that are not kept, and return its path.

    Raises ``OSError`` or ``django.db.Error`` after leaving a note; then no copy was removed.
    """
    folder, now = folder or settings.BACKUP_DIR, now or timezone.now()
    path = folder / f"hawashi-{now.astimezone(datetime.UTC):{_MOMENT}}Z.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_backup(path)
    except (OSError, DatabaseError) as error:
        _note(folder, now, error)
        raise
    (folder / _FAILURE).unlink(missing_ok=True)
    _remove_parts(folder, now)
    kept = to_keep(list(found_in(folder)))
    for moment, old in found_in(folder).items():
        if moment not in kept:
            old.unlink(missing_ok=True)
    return path


def is_due(folder: Path | None = None, now: datetime.datetime | None = None) -> bool:
    """Tell whether the newest copy is a day old, or there is none."""
    return (now or timezone.now()) - newest(folder) >= INTERVAL


def newest(folder: Path | None = None) -> datetime.datetime:
    """Return when the newest copy was taken, or ``NEVER``."""
    return max(found_in(folder or settings.BACKUP_DIR), default=NEVER)


def failure(folder: Path | None = None) -> str:
    """Return when and why the last copy failed, or an empty string if it succeeded."""
    try:
        return ((folder or settings.BACKUP_DIR) / _FAILURE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def found_in(folder: Path) -> dict[datetime.datetime, Path]:
    """Return the copies in ``folder`` by their time; other files are not ours."""
    copies = {}
    for path in folder.glob("hawashi-*.zip"):
        if match := _NAME.fullmatch(path.name):
            copies[datetime.datetime.strptime(match[1], _MOMENT).replace(tzinfo=datetime.UTC)] = path
    return copies


def to_keep(moments: list[datetime.datetime]) -> set[datetime.datetime]:
    """Return the newest of each of the last seven days that have a copy, and of the last four weeks."""
    newest_first = sorted(moments, reverse=True)
    days, weeks = {}, {}
    for moment in newest_first:
        days.setdefault(moment.date(), moment)
        weeks.setdefault(moment.isocalendar()[:2], moment)
    return {*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]}


def _remove_parts(folder: Path, now: datetime.datetime) -> None:
    """Remove what a copy left that was killed on its way; a younger part may still be written."""
    for part in folder.glob("hawashi-*.part"):
        if now.timestamp() - part.stat().st_mtime > INTERVAL.total_seconds():
            part.unlink(missing_ok=True)


def _note(folder: Path, now: datetime.datetime, error: Exception) -> None:
    # Where the folder itself is what fails, the log has it.
    with contextlib.suppress(OSError):
        (folder / _FAILURE).write_text(f"{now:%Y-%m-%d %H:%M} UTC: {error}\n", encoding="utf-8")
