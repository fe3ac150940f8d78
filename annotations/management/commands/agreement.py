"""``agreement``: how far the annotators of a collection agree, as tables or as JSON."""

import argparse
import json
import time
from contextlib import nullcontext
from math import comb

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from annotations.agreement.plain import agreement_as_plain
from annotations.agreement.resampling import RESAMPLES
from annotations.agreement_report import report
from annotations.agreement_summaries import keep, measure
from annotations.finished_readings import FinishedWork, finished_work
from annotations.models import CollectionSettings, Tag
from newsroom.text import find_forbidden

# 8 bytes a resample and article: 10,000 of them are 80 MB for 1,000 articles.
MOST_RESAMPLES = 10_000
FEWEST_RESAMPLES = 100
# How often it says how far it is; what is done sooner says nothing.
SECONDS = 2


class Command(BaseCommand):
    """Exits with 1 if a name is not known or there is nothing in the collection."""

    help = "Compute the agreement of the people who finished the same articles of a collection."

    def add_arguments(self, parser) -> None:
        parser.add_argument("collection", metavar="COLLECTION", help=_("its name or its number"))
        parser.add_argument("--pair", nargs=2, metavar=("A", "B"), help=_("compare only these two, by user name"))
        parser.add_argument("--json", action="store_true", help=_("write JSON, with every disagreement"))
        parser.add_argument(
            "--resamples", type=resamples_of, default=RESAMPLES, metavar="N",
            help=_("for the intervals: 0 for none, else 100 to 10,000; usually 1,000"),
        )  # fmt: skip

    def handle(self, *, collection: str, pair: list[str] | None, resamples: int, **options) -> None:
        with self._in_showable_language():
            settings = _find_collection(collection)
            people = _find_pair(pair) if pair else None
            work = finished_work(settings, people)
            agreement = measure(work, people, resamples=resamples, **self._progress(work))
            if people is None and resamples:
                keep(settings, work, agreement, resamples)
            if options["json"]:
                self._write(json.dumps(self._plain(settings, agreement, resamples), ensure_ascii=False, indent=1))
            else:
                names = {tag.slug: tag.name for tag in Tag.objects.all()}
                plain = agreement_as_plain(agreement)
                self._write("\n".join(report(plain, _names_of(plain), names, resamples)))

    def _plain(self, settings: CollectionSettings, agreement, resamples: int) -> dict:
        plain = agreement_as_plain(agreement, with_disagreements=True)
        usernames = get_user_model().objects.in_bulk(plain["annotators"])
        return {
            "collection": {"id": settings.pk, "name": str(settings)},
            "resamples": resamples,
            "people": {str(pk): person.get_username() for pk, person in usernames.items()},
            **plain,
        }

    def _progress(self, work: FinishedWork) -> dict:
        """Return what tells standard error, now and then, how far the work is."""
        last = time.monotonic()

        def tell(sentence: str, number: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= SECONDS:
                last = time.monotonic()
                self.stderr.write(_showable(sentence % {"number": number, "total": total}, self.stderr))

        articles, pairs = len(work.by_article), comb(len(work.people), 2)
        return {
            "reading": lambda number: tell(_("Articles read: %(number)d of %(total)d"), number, articles),
            "comparing": lambda number: tell(_("Pairs compared: %(number)d of %(total)d"), number, pairs),
        }

    def _write(self, text: str) -> None:
        self.stdout.write(_showable(text, self.stdout))

    def _in_showable_language(self):
        """Speak English where the terminal has no Arabic letters."""
        try:
            "ع".encode(_encoding(self.stdout))  # ain
        except UnicodeEncodeError:
            return translation.override("en")
        return nullcontext()


def resamples_of(value: str) -> int:
    """Return a number of resamples from the command line."""
    if value.isascii() and value.isdigit():
        number = int(value[:9])
        if number == 0 or FEWEST_RESAMPLES <= number <= MOST_RESAMPLES:
            return number
    raise argparse.ArgumentTypeError(_("resamples are 0, or 100 to 10,000"))


def _find_collection(name: str) -> CollectionSettings:
    settings = CollectionSettings.objects.select_related("collection")
    found = None if find_forbidden(name) else settings.filter(collection__name=name).first()
    if found is None and name.isascii() and name.isdigit() and len(name) < 19:
        found = settings.filter(collection__pk=int(name)).first()
    if found is None:
        raise CommandError(_("There is no collection %(name)s.") % {"name": name})
    if not found.collection.articles.exists():
        raise CommandError(_("The collection has no articles yet."))
    return found


def _find_pair(names: list[str]) -> list[int]:
    people = get_user_model().objects
    found = []
    for name in names:
        person = None if find_forbidden(name) else people.filter(username=name).first()
        if person is None:
            raise CommandError(_("There is no account %(name)s.") % {"name": name})
        found.append(person.pk)
    if found[0] == found[1]:
        raise CommandError(_("Agreement needs two annotators."))
    return found


def _names_of(plain: dict) -> dict[int, str]:
    return {pk: str(person) for pk, person in get_user_model().objects.in_bulk(plain["annotators"]).items()}


def _encoding(stream) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _showable(text: str, stream) -> str:
    return text.encode(_encoding(stream), "backslashreplace").decode(_encoding(stream))
