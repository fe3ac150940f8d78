"""``export_annotations``: articles and their annotations in a file, or on standard output."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotations.exchange import jsonl
from annotations.exchange.store import Choice, read_articles
from annotations.models import Annotation
from newsroom.models import Collection

# Each format: what makes the text of one article.
FORMATS = {jsonl.NAME: jsonl.line_of}


class Command(BaseCommand):
    """Exits with 0, or with 1 and a message if what is asked for is not there or the file cannot be written."""

    help = "Export articles with their annotations."

    def add_arguments(self, parser) -> None:
        # Not argparse's own `choices`: it would exit with 2.
        parser.add_argument("--format", required=True, metavar="FORMAT", help=", ".join(FORMATS))
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("where to; else to standard output"))
        parser.add_argument("--collection", metavar="NAME", help=_("only the articles of this collection"))
        parser.add_argument(
            "--gold", action="store_true", help=_("the gold set of adjudicated articles instead of everybody's annotations")
        )
        parser.add_argument(
            "--status", action="append", default=[], metavar="STATUS", help=_("only annotations of this status; may be repeated")
        )

    def handle(self, *, format: str, output: Path | None, collection, gold: bool, status: list[str], **options) -> None:
        if format not in FORMATS:
            known = ", ".join(FORMATS)
            raise CommandError(_("There is no format “%(name)s”. Known: %(known)s.") % {"name": format, "known": known})
        for name in status:
            if name not in Annotation.Status.values:
                known = ", ".join(Annotation.Status.values)
                raise CommandError(_("There is no status “%(name)s”. Known: %(known)s.") % {"name": name, "known": known})
        choice = Choice(find_collection(collection), gold, tuple(status))
        number = 0
        with self.writing_to(output) as write:
            for article in read_articles(choice):
                write(FORMATS[format](article))
                number += 1
        # Standard output holds the data and nothing else.
        self.stderr.write(_("Articles exported: %(number)d.") % {"number": number})

    @contextmanager
    def writing_to(self, output: Path | None) -> Iterator[Callable[[str], object]]:
        """Give what writes to the file, which is there only when all of it is; or to standard output."""
        if output is None:
            if hasattr(sys.stdout, "reconfigure"):
                # The same bytes on every machine.
                sys.stdout.reconfigure(encoding="utf-8", newline="\n")
            yield lambda text: self.stdout.write(text, ending="")
            return
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as file:
                yield file.write
            part.replace(output)
        except OSError as error:
            raise CommandError(_("%(file)s cannot be written: %(error)s.") % {"file": output, "error": error.strerror}) from error
        finally:
            if part.exists():
                part.unlink()


def find_collection(name: str | None) -> Collection | None:
    if name is None:
        return None
    collection = Collection.objects.filter(name=name).first()
    if collection is None:
        raise CommandError(_("There is no collection “%(name)s”.") % {"name": name})
    return collection
