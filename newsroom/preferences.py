"""How a person likes the pages: language, light or dark, size of the text, keys.

Kept in cookies, so that the server sends the right page at once (a script
would come after the first paint), and the language also with the account.
"""

from dataclasses import dataclass, replace

from django.conf import settings

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
THEMES = ("system", "light", "dark")
TEXT_SIZES = ("small", "medium", "large", "huge")
# Single characters as keys of the reading page; "off": only where the focus is on what they act on (WCAG 2.1.4).
SINGLE_KEYS = ("on", "off")
CHOICES = {"language": LANGUAGES, "theme": THEMES, "text_size": TEXT_SIZES, "single_keys": SINGLE_KEYS}

COOKIE_AGE = 60 * 60 * 24 * 365


@dataclass(frozen=True)
class Preferences:
    language: str = settings.LANGUAGE_CODE
    theme: str = "system"
    text_size: str = "medium"
    single_keys: str = "on"


def read_preferences(request) -> Preferences:
    """Return what the person chose; unknown values count as not chosen."""
    in_cookies = read_cookies(request)
    # A visitor who is not logged in has no language of an account.
    language = getattr(request.user, "language", None)
    return replace(in_cookies, language=language) if language in LANGUAGES else in_cookies


def read_cookies(request) -> Preferences:
    """Return what was chosen in this browser; unknown values count as not chosen."""
    chosen = {name: request.COOKIES.get(name) for name in CHOICES}
    return Preferences(**{name: value for name, value in chosen.items() if value in CHOICES[name]})


def store_preferences(request, response, chosen: dict[str, str]) -> None:
    """Keep the known values among ``chosen`` in cookies, and the language with the account."""
    valid = {name: value for name, value in chosen.items() if value in CHOICES.get(name, ())}
    for name, value in valid.items():
        response.set_cookie(
            name, value, max_age=COOKIE_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=False
        )
    if "language" in valid and request.user.is_authenticated:
        request.user.language = valid["language"]
        request.user.save(update_fields=["language"])
