"""A site of its own for one measurement: temporary folder, database, static files, and the demo's server.

The measuring process does not load Django; what needs it runs as a child in the site's environment.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from newsroom.bootstrap import ports, postgres
from newsroom.bootstrap.places import BASE_DIR
from newsroom.bootstrap.processes import stop
from newsroom.bootstrap.testing import SITE_VARIABLES

DATABASES = ("sqlite", "postgresql")
SECONDS_TO_START = 60
SEED = "import sys, django; django.setup(); from tests.benchmarks import seeding; seeding.main(sys.argv[1:])"


class Site:
    """The environment of a temporary site and what runs in it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
        self.folder = folder
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DATABASE_URL": database_url,
            # Plain http on loopback, as `manage.py demo` serves.
            "HAWASHI_DEMO": "1",
            "HAWASHI_STATIC_ROOT": str(folder / "static"),
            "PYTHONPATH": str(BASE_DIR),
            "SECRET_KEY": secrets.token_urlsafe(64),
        }

    def prepare(self) -> None:
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--noinput", "--verbosity=0")

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "django", *arguments], env=self.environment, check=True)

    def seed(self, name: str, *arguments) -> dict:
        """Call the function ``name`` of :mod:`tests.benchmarks.seeding` in a child and return what it returns."""
        command = [sys.executable, "-c", SEED, name, *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout)

    @contextmanager
    def serve(self) -> Iterator["Server"]:
        port = ports.find_free()
        command = [sys.executable, "-P", "-m", "newsroom.demo.serving", str(port)]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            server = Server(f"http://{ports.LOOPBACK}:{port}", process.pid)
            server.wait_until_it_answers()
            yield server
        finally:
            stop(process, signal.SIGINT, signal.SIGTERM)


class Server:
    """A running server: its address, and what its processes use."""

    def __init__(self, address: str, pid: int) -> None:
        self.address = address
        self.pid = pid

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/healthz").close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @property
    def pids(self) -> list[int]:
        """The ids of the server and of all its descendants."""
        found = [self.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found

    def cpu_seconds(self) -> float:
        """Return the processor time all processes have used."""
        ticks = 0
        for pid in self.pids:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self, kind: str) -> float:
        """Return the sum of ``Rss`` or ``Pss`` of all processes, in MB."""
        kilobytes = 0
        for pid in self.pids:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))
        return kilobytes / 1024


@contextmanager
def temporary_site(database: str = "sqlite") -> Iterator[Site]:
    """Yield a prepared site on a new, empty database."""
    folder = Path(tempfile.mkdtemp(prefix="hawashi-benchmark-"))
    try:
        with _database_url(database, folder) as url:
            site = Site(folder, url)
            site.prepare()
            yield site
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database_url(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    with postgres.temporary_server() as url:
        _make_database(url)
        yield url


def _make_database(url: str) -> None:
    """Make the database that ``url`` names; a new server has only its own."""
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres".replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
