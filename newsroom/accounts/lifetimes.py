"""How long a link works, in words."""

from django.conf import settings
from django.utils.translation import ngettext

HOUR = 60 * 60
DAY = 24 * HOUR


def link_lifetime() -> str:
    """Return for how long a link to choose a password works: "3 days"."""
    seconds = settings.PASSWORD_RESET_TIMEOUT
    if seconds >= DAY:
        return ngettext("%(number)d day", "%(number)d days", seconds // DAY) % {"number": seconds // DAY}
    hours = max(1, seconds // HOUR)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
