"""``manage.py test``: the whole suite on SQLite, then on PostgreSQL, and one summary.

``TEST_POSTGRES_URL`` names a server to use in place of a temporary one.
Everything after ``test`` goes to pytest, twice.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from newsroom.bootstrap import browser, postgres, results
from newsroom.bootstrap.messages import SetupError, complain, say
from newsroom.bootstrap.places import BASE_DIR, VAR_DIR
from newsroom.bootstrap.processes import run_captured, stop_session, uninterrupted

RUNS_DIR = VAR_DIR / "test"
MOST_WORKERS = 4
# Set for people, not for tests: these decide what the settings module makes of itself.
SITE_VARIABLES = (
    "ALLOWED_HOSTS BACKUP_DIR CSRF_TRUSTED_ORIGINS DATABASE_URL DEBUG DEFAULT_FROM_EMAIL EMAIL_URL HAWASHI_DEMO "
    "HAWASHI_STATIC_ROOT HAWASHI_TEST HSTS_INCLUDE_SUBDOMAINS HSTS_PRELOAD HSTS_SECONDS LOGIN_FAILURE_LIMIT "
    "LOG_LEVEL PROXY_COUNT PUBLIC_READING SECRET_KEY SECURE_SSL_REDIRECT TIME_ZONE TRUST_PROXY_HEADERS"
).split()
ONLY_ASKING = {"-h", "--help", "--version", "--fixtures", "--markers", "--collect-only", "--co"}
DEBUGGING = {"--pdb", "--trace"}
STOP_EARLY = {"-x", "--exitfirst"}


def run(arguments: list[str]) -> int:
    """Run the tests that ``arguments`` select on both databases; return the exit status."""
    signal.signal(signal.SIGTERM, _interrupt)  # so that a stopped CI job leaves no server behind
    arguments = _from_base_dir(arguments)
    if ONLY_ASKING & set(arguments):
        return _call_pytest(arguments, _environment(None))
    RUNS_DIR.mkdir(parents=True, exist_ok=True)
    # Its own folder: two people, or two terminals, may test at once.
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=RUNS_DIR))
    try:
        summary, status = results.summarise(_run_both(arguments, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(summary)
    return status


def _run_both(arguments: list[str], folder: Path) -> list[results.Run]:
    environment = _environment(folder / "static")
    for wanted in (browser.CHROMIUM, browser.FIREFOX):
        environment[wanted.variable] = browser.provide(wanted)
    browser.provide_font()
    given = os.environ.get("TEST_POSTGRES_URL")
    with nullcontext(given) if given else postgres.temporary_server() as server_url:
        _collect_static(environment)
        runs = [_run_on("SQLite", arguments, environment, folder)]
        if runs[0].failed and STOP_EARLY & set(arguments):
            say("Not run on PostgreSQL, since a test failed already.")
            return runs
        environment["DATABASE_URL"] = server_url
        return [*runs, _run_on("PostgreSQL", arguments, environment, folder)]


def _run_on(database: str, arguments: list[str], environment: dict[str, str], folder: Path) -> results.Run:
    say(f"\nTests on {database}")
    report = folder / f"{database}.xml"
    # Before the person's arguments, which win: `-n 0` for one process.
    # A browser test takes a hundred times as long as another: whoever is done takes over some of the others' tests.
    ours = ["-n", str(_worker_count(arguments)), "--dist=worksteal", f"--junitxml={report}"]
    started = time.monotonic()
    status = _call_pytest([*ours, *arguments], environment)
    return results.read_run(database, report, status, time.monotonic() - started)


def _call_pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    if DEBUGGING & set(arguments):  # the debugger shares the terminal, Ctrl+C included
        process = subprocess.Popen(command, cwd=BASE_DIR, env=environment)
        with uninterrupted():
            return process.wait()
    # In a session of its own, so that Ctrl+C comes here alone: all its workers and browsers end at once.
    process = subprocess.Popen(command, cwd=BASE_DIR, env=environment, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        with uninterrupted():
            stop_session(process)
        raise


def _worker_count(arguments: list[str]) -> int:
    if DEBUGGING & set(arguments):  # a debugger sees one process
        return 0
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Measured on two cores: a third worker costs more than it fills of the others' waiting.
    return min(available, MOST_WORKERS)


def _environment(static_root: Path | None) -> dict[str, str]:
    """Return the environment of a test run: the person's, without what configures their site."""
    kept = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
    ours = {"HAWASHI_TEST": "1", "SECRET_KEY": secrets.token_urlsafe(64), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return kept | ours | ({"HAWASHI_STATIC_ROOT": str(static_root)} if static_root else {})


def _collect_static(environment: dict[str, str]) -> None:
    """Collect once, before the workers start: each of them serves the hashed files."""
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]
    done = run_captured(command, cwd=BASE_DIR, env=environment)
    if not done.is_ok:
        complain(done.output)
        raise SetupError(f"The static files could not be collected: {done.last_line}")


def _from_base_dir(arguments: list[str]) -> list[str]:
    """Return ``arguments`` with paths that exist here made absolute: pytest runs in the project folder."""
    if Path.cwd() == BASE_DIR:
        return arguments
    return [_absolute(argument) for argument in arguments]


def _absolute(argument: str) -> str:
    path, separator, test = argument.partition("::")
    return f"{Path(path).resolve()}{separator}{test}" if path and Path(path).exists() else argument


def _interrupt(signum, frame) -> None:
    raise KeyboardInterrupt
