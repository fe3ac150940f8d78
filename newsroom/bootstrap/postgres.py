"""A PostgreSQL server for one test run: in a temporary folder, on loopback, gone afterwards.

PostgreSQL refuses to run as root, so root starts it as an unprivileged user.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.bootstrap import ports, postgres_programs
from newsroom.bootstrap.messages import SetupError
from newsroom.bootstrap.processes import Finished, run_captured, stop, uninterrupted

try:
    import pwd
except ImportError:  # on Windows
    pwd = None

ROLE = "hawashi"
UNPRIVILEGED = ("postgres", "nobody")
# Text search asks the locale what a letter is, so not C, which calls every Arabic sign one.
LOCALES = ("C.UTF-8", "en_US.UTF-8")
START_SECONDS = 30
# Nothing here survives the run, so nothing has to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    # Compiling a query pays on millions of rows, of which a test has none.
    "jit": "off",
    "unix_socket_directories": "",
    "listen_addresses": ports.LOOPBACK,
    "max_connections": "100",
}


@dataclass(frozen=True)
class Owner:
    """Who runs the server: this user, or an unprivileged one where this is root."""

    options: dict = field(default_factory=dict)
    ids: tuple[int, int] | None = None

    @classmethod
    def choose(cls) -> "Owner":
        if pwd is None:
            raise SetupError("On this system the tests need TEST_POSTGRES_URL: a server that may make databases.")
        if os.geteuid() != 0:
            return cls()
        for name in UNPRIVILEGED:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            ids = (entry.pw_uid, entry.pw_gid)
            return cls({"user": ids[0], "group": ids[1], "extra_groups": []}, ids)
        raise SetupError("PostgreSQL does not run as root: add a user named postgres, or set TEST_POSTGRES_URL.")

    def run(self, command: list) -> Finished:
        """Run ``command`` as the owner, far from folders the owner may not enter."""
        try:
            return run_captured(command, cwd="/", env=_environment(), **self.options)
        except OSError as error:  # the owner may not even read the program
            return Finished(126, str(error))

    def own(self, path: Path) -> None:
        if self.ids:
            os.chown(path, *self.ids)

    def may_use(self, folder: Path) -> bool:
        return self.run(["/bin/sh", "-c", 'cd "$0" && test -w .', folder]).is_ok


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the URL of a new, empty server and stop it at the end, however that comes.

    Raises ``SetupError`` where PostgreSQL is missing or does not start.
    """
    programs = postgres_programs.find()
    owner = Owner.choose()
    folder = _make_folder(owner)
    try:
        programs = _readable_programs(programs, folder, owner)
        password = _initialise(programs, folder, owner)
        process, port = _start(programs, folder, owner)
        try:
            yield f"postgres://{ROLE}:{password}@{ports.LOOPBACK}:{port}/{ROLE}"
        finally:
            # SIGINT is PostgreSQL's "fast", SIGQUIT its "immediate" shutdown.
            with uninterrupted():
                stop(process, signal.SIGINT, signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_folder(owner: Owner) -> Path:
    # root's own TMPDIR may be closed to others.
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):
        folder = Path(tempfile.mkdtemp(prefix="hawashi-pg-", dir=parent))
        owner.own(folder)
        if owner.may_use(folder):
            return folder
        folder.rmdir()
    raise SetupError("No temporary folder is open to the user that runs PostgreSQL: set TEST_POSTGRES_URL.")


def _readable_programs(programs: Path, folder: Path, owner: Owner) -> Path:
    """Return ``programs``, or a copy where the owner cannot run them: the project may lie in a closed home."""
    package = postgres_programs.package_of(programs)
    if package is None or owner.run([programs / "initdb", "--version"]).is_ok:
        return programs
    installation = programs.parent
    copy = folder / package.name / installation.name
    shutil.copytree(installation, copy, ignore=shutil.ignore_patterns("include"))
    # The programs look for their libraries beside the package.
    shutil.copytree(package.with_name(f"{package.name}.libs"), folder / f"{package.name}.libs")
    for path in (folder / package.name, *folder.glob("*.libs")):
        run_captured(["chmod", "-R", "a+rX", path])
    return copy / "bin"


def _initialise(programs: Path, folder: Path, owner: Owner) -> str:
    """Make the cluster and return its role's password: other users of the machine reach loopback too."""
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    owner.own(password_file)
    command = [programs / "initdb", "-D", folder / "data", "-U", ROLE, f"--pwfile={password_file}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"]
    for locale in LOCALES:
        made = owner.run([*command, f"--locale={locale}"])
        if made.is_ok:
            return password
    raise SetupError(f"A PostgreSQL database for the tests could not be made: {made.last_line}")


def _start(programs: Path, folder: Path, owner: Owner) -> tuple[subprocess.Popen, int]:
    log = folder / "log"
    for _attempt in range(3):  # another program may take the free port first
        port = ports.find_free()
        process = _spawn(programs, folder, owner, port, log)
        if _becomes_ready(process, folder):
            return process, port
        stop(process, signal.SIGQUIT)
    lines = log.read_text(errors="replace").splitlines()
    raise SetupError(f"PostgreSQL for the tests did not start: {lines[-1] if lines else 'it said nothing'}")


def _spawn(programs: Path, folder: Path, owner: Owner, port: int, log: Path) -> subprocess.Popen:
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("w") as output:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-p", str(port), *settings],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=_environment(),
            # Ctrl+C is for the tests, which still need the server while they clean up.
            start_new_session=True,
            **owner.options,
        )


def _becomes_ready(process: subprocess.Popen, folder: Path) -> bool:
    """Wait until the server says so in line 8 of its pid file, as ``pg_ctl`` does."""
    deadline = time.monotonic() + START_SECONDS
    try:
        while process.poll() is None and time.monotonic() < deadline:
            lines = _read_lines(folder / "data" / "postmaster.pid")
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return True
            time.sleep(0.05)
    except BaseException:
        stop(process, signal.SIGQUIT)
        raise
    return False


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def _environment() -> dict[str, str]:
    """Return an environment without the person's PG* variables, which would lead elsewhere."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
