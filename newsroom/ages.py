"""How long ago something was, in words."""

import datetime

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

SHORTEST = datetime.timedelta(minutes=1)


def age_in_words(moment: datetime.datetime) -> str:
    """Return how long ago ``moment`` was, in its largest unit; under a minute, "just now"."""
    now = timezone.now()
    if now - moment < SHORTEST:
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(moment, now, depth=1)}
