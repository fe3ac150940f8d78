"""``manage.py backup``: the whole site in one file, or a copy into the folder of copies."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from newsroom.backup import copies
from newsroom.backup.writing import write_backup


class Command(BaseCommand):
    """Exits with 0, or with 1 and one sentence if there is no backup."""

    help = "Write a backup of everything but sessions into one file. May run while the site is used."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("where to; an older file is replaced"))
        parser.add_argument(
            "--daily", action="store_true", help=_("into the folder of copies (BACKUP_DIR), where older ones are removed")
        )
        parser.add_argument("--if-due", action="store_true", help=_("with --daily: only if the last copy is a day old"))

    def handle(self, *, file: Path | None, daily: bool, if_due: bool, **options) -> None:
        if (file is None) != daily:
            raise CommandError(_("Name a file, or say --daily for a copy in the folder of copies."))
        if if_due and not copies.is_due():
            return
        try:
            if daily:
                file = copies.take()
            else:
                write_backup(file)
        except OSError as error:
            place = error.filename or file or ""
            raise CommandError(_("%(file)s cannot be written: %(error)s.") % {"file": place, "error": error.strerror}) from error
        except DatabaseError as error:
            raise CommandError(_("The database cannot be read: %(error)s") % {"error": error}) from error
        self.stdout.write(_("Backup written: %(file)s (%(size)s bytes)") % {"file": file, "size": file.stat().st_size})
