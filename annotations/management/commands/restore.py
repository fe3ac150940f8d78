"""``manage.py restore``: put a backup into the database, of whichever kind both are."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from annotations import triggers
from newsroom.backup import archive, restoring
from newsroom.management.confirming import confirm


class Command(BaseCommand):
    """Exits with 0, or with 1 and one sentence; then nothing has changed, or ``check_integrity`` has named faults."""

    help = "Replace everything in the database by a backup. Sessions end; the site should not be served meanwhile."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help=_("also if the database is not empty"))
        parser.add_argument("--yes", action="store_true", help=_("do not ask"))

    def handle(self, *, file: Path, replace: bool, yes: bool, **options) -> None:
        try:
            manifest = restoring.open_backup(file)
            self.refuse_full(replace)
            if not restoring.is_empty() and not yes:
                self.warn(manifest)
                confirm()
            restoring.replace_all(file, manifest, triggers.lift, triggers.install)
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(error)s.") % {"file": file, "error": error.strerror}) from error
        except archive.NotABackup as error:
            raise CommandError(_("%(file)s is no backup that this version can read.") % {"file": file}) from error
        except archive.Damaged as error:
            raise CommandError(_("%(file)s is damaged (%(part)s); nothing was changed.") % {"file": file, "part": error}) from error
        except restoring.NotMigrated as error:
            raise CommandError(_("The database is not up to date: run `python3 manage.py migrate` first.")) from error
        except restoring.OtherMigrations as error:
            raise CommandError(_describe_other(*error.args)) from error
        except DatabaseError as error:
            raise CommandError(_("The database refused it, and nothing was changed: %(error)s") % {"error": error}) from error
        rows = sum(member.rows for member in manifest.members)
        self.stdout.write(_("Restored: %(rows)d rows. Everybody has to log in again.") % {"rows": rows})
        call_command("check_integrity", stdout=self.stdout, stderr=self.stderr)

    def refuse_full(self, replace: bool) -> None:
        if not (replace or restoring.is_empty()):
            raise CommandError(_("The database is not empty: say --replace if all that is in it may go."))

    def warn(self, manifest: archive.Manifest) -> None:
        self.stdout.write(_("All that is in the database goes; in its place comes the backup of %(time)s.") % {"time": manifest.made_at})


def _describe_other(version: str, migration: str) -> str:
    values = {"version": version, "migration": migration}
    return _(
        "The backup was made by version %(version)s with other tables (%(migration)s): restore it with that version,"
        " then upgrade."
    ) % values
