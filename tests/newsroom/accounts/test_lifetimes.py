"""How long a link works, in words."""

import pytest
from django.utils import translation

from newsroom.accounts.lifetimes import DAY, HOUR, link_lifetime


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3 * DAY, "3 days"), (DAY, "1 day"), (DAY - 1, "23 hours"), (HOUR, "1 hour"), (60, "1 hour")],
)
def test_says_days_or_hours(settings, seconds, words):
    settings.PASSWORD_RESET_TIMEOUT = seconds
    with translation.override("en"):
        assert link_lifetime() == words
