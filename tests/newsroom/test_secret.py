"""The secret of the site: strong, from the environment or from its own file."""

import os
import stat

import pytest
from django.core.checks.security import base
from django.core.exceptions import ImproperlyConfigured

from newsroom import secret
from newsroom.secret import MIN_LENGTH, find_weakness, read_secret_key

STRONG = "Zq7xN2mK9vB4tR8wY3cL6hJ1pF5sD0gAeUiOkTnMbVrXzWyQlHjP"

WEAK = {
    "django's own": "django-insecure-" + STRONG,
    "changeme": "changeme" + STRONG,
    "change-me in capitals": "CHANGE-ME" + STRONG,
    "your-secret-key": "your-secret-key-here" + STRONG,
    "of an example": "example-" + STRONG,
    "too short": STRONG[: MIN_LENGTH - 1],
    "one letter": "x" * 60,
    "four letters": "abcd" * 20,
    "spaces": " " * 60,
}


def test_a_strong_key_has_no_weakness():
    assert find_weakness(STRONG) is None
    assert find_weakness(STRONG[:MIN_LENGTH]) is None
    assert find_weakness("abcde" * 10) is None


@pytest.mark.parametrize("key", WEAK.values(), ids=WEAK)
def test_a_weak_key_is_refused_unless_debugging(key, tmp_path):
    assert find_weakness(key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        read_secret_key(key, fallback_file=tmp_path / "secret", debug=False)
    assert read_secret_key(key, fallback_file=None, debug=True) == key
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("debug", [True, False])
def test_a_strong_key_is_used_and_no_file_made(tmp_path, debug):
    assert read_secret_key(STRONG, fallback_file=tmp_path / "secret", debug=debug) == STRONG
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("debug", [True, False])
def test_a_server_database_needs_a_key_from_the_environment(debug):
    with pytest.raises(ImproperlyConfigured, match="not set"):
        read_secret_key("", fallback_file=None, debug=debug)


def test_the_refusal_does_not_tell_the_key():
    with pytest.raises(ImproperlyConfigured) as refused:
        read_secret_key("changeme-hunter2", fallback_file=None, debug=False)
    assert "hunter2" not in str(refused.value)


def test_a_file_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "var" / "secret_key"
    made = read_secret_key("", fallback_file=path, debug=False)
    assert find_weakness(made) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]
    assert read_secret_key("", fallback_file=path, debug=False) == made


def test_two_installations_have_two_keys(tmp_path):
    keys = {read_secret_key("", fallback_file=tmp_path / name, debug=False) for name in "ab"}
    assert len(keys) == 2


def test_whoever_comes_second_takes_the_key_of_the_first(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"

    def beaten(source, target):
        path.write_text(STRONG)
        raise FileExistsError

    monkeypatch.setattr(os, "link", beaten)
    assert read_secret_key("", fallback_file=path, debug=False) == STRONG
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("content", ["", "\n", "kurz", "x" * 60])
def test_a_damaged_file_is_refused_and_named(tmp_path, content):
    path = tmp_path / "secret_key"
    path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match=str(path)):
        read_secret_key("", fallback_file=path, debug=False)


def test_asks_for_what_djangos_own_check_asks_for():
    assert (secret.MIN_LENGTH, secret.MIN_UNIQUE_CHARACTERS) == (
        base.SECRET_KEY_MIN_LENGTH,
        base.SECRET_KEY_MIN_UNIQUE_CHARACTERS,
    )
