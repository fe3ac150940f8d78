"""``load_sample_marks``: the sample articles and their marks, in the names of two accounts."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotations.refusals import Refusal
from annotations.sample_marks import load_sample_marks


class Command(BaseCommand):
    help = "Store the marks of the sample articles that have none yet."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--author", required=True, metavar="USERNAME", help=_("who marks"))
        parser.add_argument("--reviewer", required=True, metavar="USERNAME", help=_("who judges"))

    def handle(self, *, author: str, reviewer: str, **options) -> None:
        try:
            count = load_sample_marks(find_person(author), find_person(reviewer))
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(_("Sample annotations stored: %(count)s.") % {"count": count})


def find_person(username: str):
    people = get_user_model().objects
    try:
        return people.get_by_natural_key(username)
    except people.model.DoesNotExist:
        raise CommandError(_("There is no account %(name)s.") % {"name": username}) from None
