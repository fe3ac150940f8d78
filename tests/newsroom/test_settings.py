"""The settings as a server has them, each time in a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

STRONG = "Zq7xN2mK9vB4tR8wY3cL6hJ1pF5sD0gAeUiOkTnMbVrXzWyQlHjP"
PRODUCTION = {
    "SECRET_KEY": STRONG,
    "DATABASE_URL": "postgres://hawashi:x@127.0.0.1:1/hawashi",
    "ALLOWED_HOSTS": "hawashi.example",
    "EMAIL_URL": "smtp://127.0.0.1:1",
}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run a Django command with nothing in the environment but these ``variables`` and what Python needs."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings"} | variables
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", *arguments],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_servers_settings_pass_the_deployment_check():
    done = run("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_a_server_with_a_default_secret_does_not_start():
    done = run("check", **PRODUCTION | {"SECRET_KEY": "django-insecure-" + STRONG})
    assert done.returncode != 0
    assert "SECRET_KEY is a default that everybody knows" in done.stderr
    assert STRONG not in done.stderr


def test_debugging_is_off_unless_asked_for():
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HealthMiddleware", "SessionMiddleware"),
        ("CSPMiddleware", "CommonMiddleware"),
        ("AuthenticationMiddleware", "PreferencesMiddleware"),
        ("HtmxMiddleware", "SizeLimitMiddleware"),
        ("HtmxMiddleware", "BusyDatabaseMiddleware"),
        ("WhiteNoiseMiddleware", "SessionMiddleware"),
    ],
)
def test_middleware_stands_before_what_relies_on_it(before, after):
    names = [path.rpartition(".")[2] for path in settings.MIDDLEWARE]
    assert names.index(before) < names.index(after)


def test_requests_are_not_transactions():
    # With IMMEDIATE every GET would take SQLite's write lock.
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_scripts_and_styles_come_from_the_site_alone():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
