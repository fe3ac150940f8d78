"""The question that a command asks in the terminal before what cannot be undone."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def confirm() -> None:
    """Raise ``CommandError`` unless the person writes yes; nobody at the terminal is a no."""
    try:
        answer = input(_("Go on? Write yes: "))
    except EOFError:
        answer = ""
    if answer.strip().casefold() not in ("yes", "نعم"):
        raise CommandError(_("Nothing was changed."))
