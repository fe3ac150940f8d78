"""What ``manage.py`` does: set up what the command needs, then run it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from newsroom.bootstrap import catalogues, demo_arguments, environment, ports, testing
from newsroom.bootstrap.messages import SetupError, clear_os_errors, complain

# A site's, which would keep the demo from answering plain http on loopback.
NOT_FOR_DEMO = ("ALLOWED_HOSTS", "SECURE_SSL_REDIRECT")
INTERRUPTED = 130  # as shells report a command ended by Ctrl+C


def main(argv: list[str]) -> int:
    """Run the command in ``argv`` as ``manage.py`` got it and return its exit status."""
    command, arguments = (argv[1], argv[2:]) if len(argv) > 1 else ("", [])
    try:
        with clear_os_errors():
            _prepare(command, arguments)
            if command == "test":
                return testing.run(arguments)
        return _run_django(argv)
    except SetupError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("Interrupted.")
        return INTERRUPTED


def _prepare(command: str, arguments: list[str]) -> None:
    port = demo_arguments.find_port(arguments) if command == "demo" else None
    if port is not None:
        ports.refuse_unusable(port)
    environment.enter(environment.TESTS if command == "test" else environment.RUNTIME)
    catalogues.compile_stale()
    _choose_site(is_demo=command == "demo")


def _choose_site(*, is_demo: bool) -> None:
    # Plain http and well-known passwords are for `demo` alone, whatever the shell exports.
    os.environ.pop("HAWASHI_DEMO", None)
    if is_demo:
        os.environ["HAWASHI_DEMO"] = "1"
        for name in NOT_FOR_DEMO:
            os.environ.pop(name, None)


def _run_django(argv: list[str]) -> int:
    # Here and not above: Django exists only once the environment has been entered.
    from django.conf import settings  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        with _clear_setting_errors():
            settings.INSTALLED_APPS  # noqa: B018 - the first look reads the environment
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        raise SetupError(str(error)) from error
    return 0


@contextmanager
def _clear_setting_errors() -> Iterator[None]:
    """Turn what a variable of the environment cannot be into a ``SetupError``."""
    try:
        with clear_os_errors():
            yield
    except ValueError as error:
        raise SetupError(f"A variable of the environment has a value that cannot be used: {error}.") from error
