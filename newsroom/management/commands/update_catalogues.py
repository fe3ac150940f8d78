"""``update_catalogues``: bring the Arabic catalogue up to date with code and templates."""

from django.core.management.base import BaseCommand

from newsroom.catalogues import update


class Command(BaseCommand):
    help = "Add new strings to the Arabic catalogue and name those without a translation."

    def handle(self, **options) -> None:
        for text in update():
            self.stdout.write(f"not translated: {text}")
