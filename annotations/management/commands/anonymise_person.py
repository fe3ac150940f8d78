"""``manage.py anonymise_person``: take the name of a person away on request; what they did stays."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from annotations.anonymising import anonymise
from annotations.refusals import Refusal
from newsroom.management.confirming import confirm


class Command(BaseCommand):
    """Exits with 0, or with 1 and one sentence; then nothing has changed."""

    help = "Clear the names, address and password of a person. This cannot be undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--by", required=True, metavar="USERNAME", help=_("the administrator who decided it"))
        parser.add_argument("--yes", action="store_true", help=_("do not ask"))

    def handle(self, *, username: str, by: str, yes: bool, **options) -> None:
        people = get_user_model().objects.in_bulk([username, by], field_name="username")
        for name in (username, by):
            if name not in people:
                raise CommandError(_("There is no person named %(name)s.") % {"name": name})
        if not yes:
            self.stdout.write(f"{people[username]} ({username})")
            confirm()
        try:
            person = anonymise(people[by], people[username].pk)
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except DatabaseError as error:
            raise CommandError(_("The database cannot be used: %(error)s") % {"error": str(error).strip()}) from error
        said = _("The person is now called %(name)s. Backups made before still hold the name.")
        self.stdout.write(said % {"name": person.username})
