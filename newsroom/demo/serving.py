"""Serve the site on loopback with granian: ``python -m newsroom.demo.serving PORT [--browser]``.

``demo`` replaces itself by this process, which has not loaded Django: only the
worker has, and the whole server stays within its memory.
"""

import http.client
import os
import signal
import sys
import threading
import time
import webbrowser

from granian import Granian

from newsroom.bootstrap.messages import complain, say
from newsroom.bootstrap.places import BASE_DIR
from newsroom.bootstrap.ports import LOOPBACK
from newsroom.serving.worker import APPLICATION, load_application

BLOCKING_THREADS = 4
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 5


class Server(Granian):
    """Granian that says when the site can be reached."""

    def startup(self, *args, **kwargs) -> None:
        super().startup(*args, **kwargs)
        if hasattr(signal, "SIGHUP"):
            # A closed terminal ends the demo; granian would start its worker anew and live on unseen.
            signal.signal(signal.SIGHUP, self.signal_handler_interrupt)
        # After the worker was forked: a thread before a fork may leave a lock held in the child.
        threading.Thread(target=announce, args=(self.bind_port, "--browser" in sys.argv), daemon=True).start()


def replace_process(port: int, *, open_browser: bool) -> None:
    """Go on as the server; never return."""
    command = [sys.executable, "-P", "-m", "newsroom.demo.serving", str(port)]
    command += ["--browser"] if open_browser else []
    # The person's folder stays the current one, since DATABASE_URL may be relative to it.
    paths = [str(BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, "PYTHONPATH": os.pathsep.join(paths)})


def announce(port: int, open_browser: bool) -> None:
    """Print the address, and open it, once the site answers."""
    address = f"http://{LOOPBACK}:{port}/"
    if not _await_answer(port):
        complain(f"The site does not answer at {address}; what went wrong stands above.")
        return
    say(f"\nHawashi is ready: {address}   (Ctrl+C ends it)")
    if open_browser:
        webbrowser.open(address)


def _await_answer(port: int) -> bool:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        if _answers(port):
            return True
        time.sleep(0.1)
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(port: int) -> int:
    """Serve until interrupted; return the exit status."""
    server = Server(
        APPLICATION,
        address=LOOPBACK,
        port=port,
        interface="wsgi",
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        log_level="warning",
        workers_kill_timeout=SECONDS_TO_STOP,
    )
    try:
        server.serve(target_loader=load_application)
    except RuntimeError as error:  # granian's, when another program was faster to take the port
        complain(f"Port {port} cannot be used: {str(error).partition(chr(10))[0]}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
