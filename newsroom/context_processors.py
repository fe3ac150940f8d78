"""What every template may use."""

from django.conf import settings

from newsroom.preferences import Preferences


def site(request) -> dict:
    """Return the person's preferences and what is open to whom."""
    # An error before PreferencesMiddleware ran still gets a page.
    return {
        "preferences": getattr(request, "preferences", Preferences()),
        "is_demo": settings.DEMO,
    }
