"""``import_articles``: files, folders and standard input become articles."""

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError  # InterfaceError, a lost connection, included
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom.importing import report
from newsroom.importing.refusals import Reason
from newsroom.importing.run import Destination, Line, import_paths
from newsroom.models import Source
from newsroom.text import find_forbidden

SOME_REFUSED = 1
NO_SUCH_PATH = 2  # wrong usage, for which argparse exits with the same

NAME_LENGTH = Source._meta.get_field("name").max_length


class Command(BaseCommand):
    """Exits with 0 if nothing was refused (duplicates are not), else with 1; with 2 if a path does not exist."""

    help = "Import articles from text files, folders of *.txt files, or standard input (-)."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=path, metavar="PATH", help=_("a file, a folder, or - for standard input")
        )
        parser.add_argument("--source", type=name, metavar="NAME", help=_("who published them; made if missing"))
        parser.add_argument(
            "--collection", type=name, metavar="NAME", help=_("where they go, if not into the default; made if missing")
        )

    def handle(self, *, paths: list[str], source: str | None, collection: str | None, **options) -> None:
        destination = Destination(source, collection)
        with self.in_showable_language():
            status = self.report(import_paths(paths, destination), destination)
            if status == NO_SUCH_PATH:
                raise CommandError(_("Some paths do not exist; see the report."), returncode=status)
            if status == SOME_REFUSED:
                raise CommandError(_("Some files were refused; see the report."), returncode=status)

    def report(self, lines: Iterator[Line], destination: Destination) -> int:
        """Write the report while the import goes on, and return the exit status it means."""
        counts = Counter()
        status = 0
        try:
            for line in lines:
                counts[report.tally(line)] += 1
                status = max(status, exit_status(line))
                self.say(report.describe(line))
        except DatabaseError as error:
            raise CommandError(
                _(
                    "The database failed: %(error)s. What is reported above is stored. "
                    "If this database is new, run migrate first."
                )
                % {"error": str(error).strip()}
            ) from error
        finally:
            for made in destination.made:
                self.say(report.describe_made(made))
            self.say(report.summarise(counts))
        return status

    def say(self, line: str) -> None:
        encoding = self.encoding
        self.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding))

    @property
    def encoding(self) -> str:
        return getattr(self.stdout, "encoding", None) or "utf-8"

    @contextmanager
    def in_showable_language(self) -> Iterator[None]:
        """Speak English where the terminal has no Arabic letters (LANG=C, a Western Windows console)."""
        try:
            "ع".encode(self.encoding)  # ain
        except UnicodeEncodeError:
            with translation.override("en"):
                yield
        else:
            yield


def exit_status(line: Line) -> int:
    """Return what ``line`` alone would make the command exit with."""
    refused = line.outcome.refused
    if refused is None or refused.is_harmless:
        return 0
    return NO_SUCH_PATH if refused.reason is Reason.NO_SUCH_PATH else SOME_REFUSED


def path(value: str) -> str:
    """Return a path from the command line; an empty one, from an unset variable, would mean the present folder."""
    if not value:
        raise argparse.ArgumentTypeError(_("a path is empty"))
    return value


def name(value: str) -> str:
    """Return a name from the command line that can be stored."""
    value = value.strip()
    if not value or len(value) > NAME_LENGTH or find_forbidden(value):
        raise argparse.ArgumentTypeError(
            _("a name has 1 to %(limit)s characters, all of them valid") % {"limit": NAME_LENGTH}
        )
    return value
