"""Serve the site with granian: ``python -m newsroom.serving.process`` with the options of ``serve``.

``serve`` replaces itself by this process, which has not loaded Django: the workers
have.  On SQLite it also sees to the daily copies, each in a process of its own, so
that no request waits for one and none grows the server.
"""

import argparse
import os
import shutil
import subprocess
import sys
import threading

from granian import Granian

from newsroom.bootstrap.messages import complain, say
from newsroom.bootstrap.places import BASE_DIR
from newsroom.serving.worker import APPLICATION, load_application

SECONDS_TO_STOP = 30
# How often the age of the newest copy is looked at, in seconds.
LOOK_EVERY = 60 * 60
COPY = [sys.executable, "-P", "-m", "django", "backup", "--daily", "--if-due"]


class Server(Granian):
    """Granian that has copies taken once its workers are there."""

    takes_copies = False

    def startup(self, *args, **kwargs) -> None:
        super().startup(*args, **kwargs)
        say(f"Hawashi answers on {self.bind_addr}, port {self.bind_port}.")
        if self.takes_copies:
            # After the workers were forked: a thread before a fork may leave a lock held in the child.
            threading.Thread(target=_take_copies, args=(threading.Event(),), daemon=True).start()


def replace_process(host: str, port: int, workers: int, threads: int, *, copies: bool) -> None:
    """Go on as the server; never return."""
    command = [sys.executable, "-P", "-m", "newsroom.serving.process", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--threads", str(threads)] + (["--copies"] if copies else [])
    # The folder stays the current one, since DATABASE_URL may be relative to it.
    paths = [str(BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables = {"PYTHONPATH": os.pathsep.join(paths), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, **variables})


def _take_copies(never: threading.Event) -> None:
    while True:
        # What went wrong it says itself, on the standard error of this process: the log.
        subprocess.run([*_gently(), *COPY], stdin=subprocess.DEVNULL, check=False)
        never.wait(LOOK_EVERY)


def _gently() -> list[str]:
    """Return what lets the site go first, where the system has it."""
    return ["nice", "-n", "10"] if shutil.which("nice") else []


def main(arguments: list[str]) -> int:
    """Serve until told to end; return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    for name in ("--port", "--workers", "--threads"):
        parser.add_argument(name, type=int)
    parser.add_argument("--copies", action="store_true")
    options = parser.parse_args(arguments)
    server = Server(
        APPLICATION, address=options.host, port=options.port, interface="wsgi", workers=options.workers,
        blocking_threads=options.threads, log_level="warning", workers_kill_timeout=SECONDS_TO_STOP,
        # A worker that died, of memory for example, is replaced.
        respawn_failed_workers=True,
    )  # fmt: skip
    server.takes_copies = options.copies
    try:
        server.serve(target_loader=load_application)
    except (RuntimeError, OSError) as error:  # granian's, when the address cannot be had
        complain(f"{options.host}, port {options.port} cannot be used: {str(error).partition(chr(10))[0]}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
