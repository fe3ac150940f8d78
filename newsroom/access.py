"""Who may read, and how a view asks for an account."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.utils.translation import gettext as _

from newsroom.views.errors import respond_error


def can_read(user) -> bool:
    """Tell whether ``user`` may read articles: anyone, unless the site is closed."""
    return settings.PUBLIC_READING or user.is_authenticated


def reader_required(view):
    """Let readers in; ask everybody else to log in."""
    return _require(view, lambda user: can_read(user))


def account_required(view):
    """Let people with an account in; ask everybody else to log in."""
    return _require(view, lambda user: user.is_authenticated)


def wants_fragment(request) -> bool:
    """Tell whether a script asks: htmx, or one that accepts JSON."""
    return bool(request.htmx) or "application/json" in request.headers.get("Accept", "")


def _require(view, is_allowed):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_allowed(request.user):
            return view(request, *args, **kwargs)
        # htmx would follow a redirect and take the login page for success.
        if wants_fragment(request) or request.method not in ("GET", "HEAD"):
            return respond_error(request, 401, _("Please log in"), _("Log in to go on. Nothing is lost."))
        return redirect_to_login(request.get_full_path())

    return guarded
