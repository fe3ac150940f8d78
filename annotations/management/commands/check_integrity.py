"""``manage.py check_integrity``: whether everything that is stored is as it must be."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.integrity import find_faults
from annotations.integrity.faults import Fault


class Command(BaseCommand):
    """Exits with 0 if there is no fault, else with 1."""

    help = "Check every stored text, annotation, relation, finding and event. Changes nothing; may run at any time."
    # The missing trigger that a system check would stop at is a fault to be told with the others.
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help=_("one JSON object per fault and line"))

    def handle(self, **options) -> None:
        number = 0
        for fault in find_faults():
            self.stdout.write(json.dumps(asdict(fault), ensure_ascii=False) if options["json"] else _line(fault))
            number += 1
        if number:
            self.stderr.write(ngettext("%(number)d fault.", "%(number)d faults.", number) % {"number": number})
            sys.exit(1)
        if not options["json"]:
            self.stdout.write(_("No fault found."))


def _line(fault: Fault) -> str:
    ids = ", ".join(f"{name} {value}" for name, value in fault.ids.items())
    return f"{fault.message} [{fault.name}: {ids}]"
