"""Loopback ports: is one free, find a free one."""

import socket
import sys

from newsroom.bootstrap.messages import SetupError

LOOPBACK = "127.0.0.1"


def refuse_unusable(port: int) -> None:
    """Raise ``SetupError`` unless a server could listen on ``port`` of the loopback address."""
    try:
        _bind(port).close()
    except PermissionError:
        raise SetupError(f"Port {port} needs special rights: choose one above 1023 with --port.") from None
    except OSError:
        raise SetupError(
            f"Port {port} is busy: stop the program that uses it, or choose another port with --port {_next(port)}."
        ) from None


def find_free() -> int:
    """Return a port that was free a moment ago."""
    with _bind(0) as listener:
        return listener.getsockname()[1]


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        # As servers do: a port whose last connections are still fading is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError:
        listener.close()
        raise
    return listener


def _next(port: int) -> int:
    return port + 1 if port < 65535 else 8001
