"""The secret that signs sessions and tokens: from the environment, or one made for this installation."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

# Django's own `check --deploy` (security.W009) asks for the same.
MIN_LENGTH = 50
MIN_UNIQUE_CHARACTERS = 5
TELLTALE_WORDS = ("insecure", "changeme", "change-me", "change_me", "secret-key", "your-secret", "example")


def read_secret_key(given: str, *, fallback_file: Path | None, debug: bool) -> str:
    """Return the key to use: ``given``, else the one kept in ``fallback_file`` (made, 0600, on first use).

    Raises ``ImproperlyConfigured`` if there is none or, with ``debug`` off, if
    the given one is a default or too weak.
    """
    if given:
        reason = None if debug else find_weakness(given)
        if reason:
            raise ImproperlyConfigured(f"SECRET_KEY {reason}. Set a random one of {MIN_LENGTH} or more characters.")
        return given
    if fallback_file is None:
        raise ImproperlyConfigured("SECRET_KEY is not set. With a database server it must come from the environment.")
    return _read_or_make(fallback_file)


def find_weakness(key: str) -> str | None:
    """Return why ``key`` is no secret, or ``None``."""
    if any(word in key.lower() for word in TELLTALE_WORDS):
        return "is a default that everybody knows"
    if len(key) < MIN_LENGTH or len(set(key)) < MIN_UNIQUE_CHARACTERS:
        return "is too short or too simple"
    return None


def _read_or_make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        temporary.write_text("")
        temporary.chmod(0o600)
        temporary.write_text(get_random_secret_key() + get_random_secret_key())
        try:
            # Linking fails where another process was first: its key is the one that counts.
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    key = path.read_text().strip()
    if find_weakness(key):
        raise ImproperlyConfigured(f"The secret in {path} is damaged. Delete the file to make a new one.")
    return key
