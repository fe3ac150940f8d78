"""What happens around every request: health, language, a busy database."""

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from newsroom.preferences import Preferences, read_cookies, read_preferences
from newsroom.views.errors import busy, too_large

HEALTH_PATH = "/healthz"


class HealthMiddleware:
    """Answer ``/healthz`` before sessions, hosts and redirects: 200 if the database answers, else 503."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.path != HEALTH_PATH:
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            status, body = 200, "ok\n"
        except OperationalError:
            status, body = 503, "database unreachable\n"
        return HttpResponse(body, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


class PreferencesMiddleware(MiddlewareMixin):
    """Speak the person's language: Arabic until they switch.  ``Accept-Language`` is not followed."""

    def process_request(self, request):
        self._use(request, read_cookies(request))
        try:
            self._use(request, read_preferences(request))
        except OperationalError:  # the first question to the database
            return busy(request)
        return None

    def _use(self, request, preferences: Preferences) -> None:
        request.preferences = preferences
        translation.activate(preferences.language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class BusyDatabaseMiddleware(MiddlewareMixin):
    """Turn a locked or lost database into 503 with ``Retry-After``: the page keeps the work and tries again."""

    def process_exception(self, request, exception):
        return busy(request) if isinstance(exception, OperationalError) else None


class SizeLimitMiddleware(MiddlewareMixin):
    """Refuse a form that is larger than any form of the site with 413, before it is read."""

    def process_request(self, request):
        if _content_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        return None


def _content_length(request) -> int:
    declared = request.headers.get("Content-Length") or "0"
    return int(declared) if declared.isascii() and declared.isdigit() else 0
