"""Child processes that never outlive the command that started them."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Finished:
    """How a child ended and everything it printed."""

    status: int
    output: str

    @property
    def is_ok(self) -> bool:
        return self.status == 0

    @property
    def last_line(self) -> str:
        """Return the last line that says something: tools put their reason there."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return lines[-1] if lines else f"exit status {self.status}"


def run_captured(
    command: Sequence[object],
    *,
    on_line: Callable[[str], None] = lambda line: None,
    timeout: float | None = None,
    **options,
) -> Finished:
    """Run ``command`` without showing its output; ``on_line`` sees each line as it comes.

    Raises ``subprocess.TimeoutExpired`` and ``OSError`` as ``Popen`` does.
    ``timeout`` counts from the end of the output.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        **options,
    )
    lines = []
    try:
        with process.stdout:
            for line in process.stdout:
                lines.append(line)
                on_line(line.rstrip())
        return Finished(process.wait(timeout), "".join(lines))
    except BaseException:
        stop(process, signal.SIGTERM)
        raise


def stop(process: subprocess.Popen, *signals: int, grace: float = 10) -> None:
    """End ``process``: each of ``signals`` in turn with ``grace`` seconds to obey, then by force."""
    for number in signals:
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
        process.wait()


def stop_session(process: subprocess.Popen, *, grace: float = 5) -> None:
    """End ``process``, the leader of its own session, and everything in that session."""
    if not hasattr(os, "killpg"):  # on Windows
        stop(process)
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, number)
            process.wait(grace)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let a clean-up finish: Ctrl+C pressed again is ignored meanwhile."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
