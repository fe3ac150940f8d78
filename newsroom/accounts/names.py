"""Under which name failed logins are counted, for the lock-out."""

from axes.models import AccessAttempt

# PostgreSQL stores no more, and answers a longer name with an error.
LONGEST = AccessAttempt._meta.get_field("username").max_length


def counted_name(request, credentials: dict | None = None) -> str | None:
    """Return the user name of a login as far as the count can store it, ``None`` if none was sent."""
    sent = (credentials or request.POST).get("username")
    return sent and sent[:LONGEST]
