"""``serve``: what it refuses in one sentence, and that it serves, takes a copy and ends."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from newsroom.backup import archive, copies
from newsroom.bootstrap import ports
from newsroom.management.commands import serve
from newsroom.serving import process

SECRET = "Zq7xN2mK9vB4tR8wY3cL6hJ1pF5sD0gAeUiOkTnMbVrXzWyQlHjP"
SECONDS = 60


@pytest.fixture
def started(monkeypatch) -> list:
    """What the process would be started with, instead of it."""
    # Set for the tests of the browser, and an error in deployment.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")
    calls = []
    monkeypatch.setattr(process, "replace_process", lambda *arguments, **options: calls.append((arguments, options)))
    monkeypatch.setattr(serve.static_files, "collect_if_changed", lambda: False)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    return calls


def test_debugging_is_never_served(settings, started):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("serve")
    assert started == []


@pytest.mark.parametrize("options", [["--threads", "0"], ["--workers", "0"], ["--port", "70000"]])
def test_numbers_that_cannot_be_are_told(started, options):
    with pytest.raises(CommandError):
        call_command("serve", *options)


def test_sqlite_has_one_process_and_copies(settings, started, db):
    settings.ON_SQLITE = True
    with pytest.raises(CommandError, match="SQLite"):
        call_command("serve", "--workers", "2")
    call_command("serve", "--port", "8123")
    assert started == [(("127.0.0.1", 8123, 1, serve.THREADS), {"copies": True})]


def test_a_database_server_has_several_and_no_copies(settings, started, db):
    settings.ON_SQLITE = False
    call_command("serve", "--workers", "3", "--threads", "2")
    assert started == [(("127.0.0.1", 8000, 3, 2), {"copies": False})]


def environment(folder: Path, **variables: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "BACKUP_DIR": str(folder / "copies"),
        "HAWASHI_STATIC_ROOT": str(folder / "static"), "EMAIL_URL": "smtp://127.0.0.1:1",
    } | variables  # fmt: skip


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "django", "serve", *options]


def test_it_migrates_only_when_told(tmp_path):
    done = subprocess.run(
        command(), cwd=settings.BASE_DIR, env=environment(tmp_path), capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 1
    assert "--migrate" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_it_serves_takes_a_copy_and_ends(tmp_path):
    port = ports.find_free()
    with subprocess.Popen(
        command("--migrate", "--port", str(port)), cwd=settings.BASE_DIR, env=environment(tmp_path),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            await_that(lambda: answers(port))
            await_that(lambda: copies.found_in(tmp_path / "copies"))
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=SECONDS) == 0
    (copy,) = copies.found_in(tmp_path / "copies").values()
    archive.verify(copy, archive.read_manifest(copy))


def await_that(happens) -> None:
    deadline = time.monotonic() + SECONDS
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
