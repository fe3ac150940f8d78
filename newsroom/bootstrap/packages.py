"""Packages by pip, quietly: a line of progress, and one sentence when it fails.

The person's own pip configuration (index, proxy, certificates, cache) holds.
"""

import re
import sys
from pathlib import Path

from newsroom.bootstrap.messages import SetupError, say
from newsroom.bootstrap.places import VAR_DIR
from newsroom.bootstrap.processes import Finished, run_captured

LOG = VAR_DIR / "pip.log"
# pip's own words when it stops looking and starts writing into the environment.
WRITING = "Installing collected packages"
UNREACHABLE = re.compile(
    r"connection broken by|Max retries exceeded|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout"
)
CAUSE = re.compile(
    r"\[Errno -?\d+\] [^'\")\n>]+|timed? ?out|certificate verify failed|Cannot connect to proxy|HTTP error \d+", re.I
)


class NothingChanged(Exception):
    """pip gave up before it wrote anything; the message is the sentence to show."""


def has_pip(python: Path) -> bool:
    """Tell whether the environment of ``python`` has a pip that starts."""
    return run_captured([python, "-m", "pip", "--version"]).is_ok


def install(python: Path, requirements: Path, *, is_first: bool) -> None:
    """Install ``requirements`` into the environment of ``python``.

    Raises ``NothingChanged`` if pip failed before it wrote into the
    environment, ``SetupError`` if it failed later.
    """
    say("Installing packages (first start only, about a minute)…" if is_first else "Installing changed packages…")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.unlink(missing_ok=True)  # pip appends
    command = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "--log", LOG]
    # --no-user: a configuration that prefers the home folder makes pip refuse a virtual environment.
    command += ["install", "--no-user", "--progress-bar", "off", "-r", requirements]
    done = run_captured(command, on_line=_show_package, close_fds=False)
    _clear_line()
    if not done.is_ok:
        failure = SetupError if WRITING in done.output else NothingChanged
        raise failure(f"Packages could not be installed: {explain(done)} pip's full log is in {LOG}.")
    LOG.unlink(missing_ok=True)


def explain(done: Finished) -> str:
    """Return the reason for which pip failed, as the end of a sentence."""
    if "No space left on device" in done.output:
        return "the disk is full."
    if UNREACHABLE.search(done.output):
        causes = CAUSE.findall(done.output)
        detail = f" ({causes[-1].strip()})" if causes else ""
        return f"the package index cannot be reached{detail}; check the network or pip's settings and start again."
    errors = [line.removeprefix("ERROR:").strip() for line in done.output.splitlines() if line.startswith("ERROR:")]
    return (errors[-1] if errors else done.last_line).rstrip(".") + "."


def _show_package(line: str) -> None:
    if sys.stdout.isatty() and line.startswith(("Collecting ", "Installing ")):
        print(f"\r\x1b[K  {line[:70]}", end="", flush=True)


def _clear_line() -> None:
    if sys.stdout.isatty():
        print("\r\x1b[K", end="", flush=True)
