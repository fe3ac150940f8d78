"""``manage.py check_annotations``: run all checks over all annotations."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import findings
from annotations.collection_findings import check_names
from newsroom.models import Article, Collection

# Others wait for a lock of so many articles: under half a second.
CHUNK = 20
# A line every so many articles.
STEP = 500


class Command(BaseCommand):
    help = "Checks all annotations, and the names of each collection against each other. May run at any time, again too."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--collection", metavar="NAME", help="only the articles of this collection")

    def handle(self, *args, collection=None, **options) -> None:
        collections = Collection.objects.filter(name=collection) if collection else Collection.objects.all()
        if collection and not collections.exists():
            raise CommandError(_("There is no collection %(name)s.") % {"name": collection})
        self.is_quiet = options["verbosity"] == 0
        ids = list(collections.order_by("pk").values_list("pk", flat=True))
        articles = Article.objects.filter(collection__in=ids).order_by("pk")
        done, number = self._check_articles(articles)
        for pk in ids:
            number += check_names(pk)
        self._say(_("Articles checked: %(articles)d. Findings: %(findings)d.") % {"articles": done, "findings": number})

    def _check_articles(self, articles) -> tuple[int, int]:
        done = number = last = 0
        while chunk := list(articles.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
            last = chunk[-1]
            with transaction.atomic():
                list(Article.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk"))
                number += findings.recompute(chunk)
            if (done + len(chunk)) // STEP > done // STEP:
                self._say(_("Articles so far: %(articles)d") % {"articles": done + len(chunk)})
            done += len(chunk)
        return done, number

    def _say(self, line: str) -> None:
        if not self.is_quiet:
            self.stdout.write(line)
