"""``manage.py withdraw_article``: take an article out of the site on legal request."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from annotations.refusals import Refusal
from annotations.withdrawing import withdraw
from newsroom.management.confirming import confirm
from newsroom.models import Article


class Command(BaseCommand):
    """Exits with 0, or with 1 and one sentence; then nothing has changed."""

    help = "Blank an article and everything that quotes it. This cannot be undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("article", type=int, metavar="ID")
        parser.add_argument("--reason", required=True, help=_("is kept with the withdrawal"))
        parser.add_argument("--by", required=True, metavar="USERNAME", help=_("the administrator who decided it"))
        parser.add_argument("--yes", action="store_true", help=_("do not ask"))

    def handle(self, *, article: int, reason: str, by: str, yes: bool, **options) -> None:
        person = get_user_model().objects.filter(username=by).first()
        if person is None:
            raise CommandError(_("There is no person named %(name)s.") % {"name": by})
        row = Article.objects.without_text().filter(pk=article).first()
        if row is None:
            raise CommandError(_("There is no article %(id)d.") % {"id": article})
        if not yes:
            self.stdout.write(row.headline)
            confirm()
        try:
            withdraw(person, article, reason)
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except DatabaseError as error:
            raise CommandError(_("The database cannot be used: %(error)s") % {"error": str(error).strip()}) from error
        self.stdout.write(_("Article %(id)d was withdrawn. Backups made before still hold it.") % {"id": article})
