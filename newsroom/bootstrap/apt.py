"""Debian and Ubuntu packages, where they may be installed without asking: as root, as in containers."""

import os
import shutil

from newsroom.bootstrap.messages import say
from newsroom.bootstrap.processes import Finished, run_captured


def is_possible() -> bool:
    """Tell whether this process may install packages with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def knows(name: str) -> bool:
    """Tell whether the lists that apt has already hold the package."""
    return shutil.which("apt-cache") is not None and bool(run_captured(["apt-cache", "madison", name]).output.strip())


def install(*names: str) -> Finished:
    """Install packages by ``apt-get``; return how that ended."""
    say(f"Installing {', '.join(names)} with apt…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    updated = run_captured(["apt-get", "update"], env=environment)
    installed = run_captured(["apt-get", "install", "-y", "--no-install-recommends", *names], env=environment)
    return installed if installed.is_ok or updated.is_ok else updated
