"""The arguments of ``demo``, known before Django is: a busy port is refused before the long work."""

import argparse

DEFAULT_PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``demo`` understands to ``parser``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles to import too: files, folders, - for input")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="port on 127.0.0.1 (default: %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away and start anew")


def find_port(arguments: list[str]) -> int | None:
    """Return the port that ``arguments`` ask for, ``None`` if they only ask for help or are not understood.

    Complaints about arguments are left to the command itself.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_arguments(parser)
    if {"-h", "--help"} & set(arguments):
        return None
    try:
        return parser.parse_known_args(arguments)[0].port
    except argparse.ArgumentError:
        return None


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise argparse.ArgumentTypeError(f"{value} is not a port: give a number from 1 to 65535")
    return int(value)
