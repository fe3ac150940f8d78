"""What the tests of annotations share."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Argon2 is slow on purpose, and nobody logs in with a password here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def mark(annotator, article):
    """Layla's pending actor ``سامر الحلواني``."""
    return factories.make_annotation(annotator, article, "سامر الحلواني")
