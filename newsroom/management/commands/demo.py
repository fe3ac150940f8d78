"""``demo``: the whole site on this machine, with sample articles and accounts to try it."""

import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from newsroom.bootstrap import demo_arguments, ports
from newsroom.bootstrap.messages import SetupError, clear_os_errors
from newsroom.demo import database, serving
from newsroom.demo.accounts import ACCOUNTS, PASSWORD, make_accounts
from newsroom.importing.samples import load_samples
from newsroom.serving import static_files


class Command(BaseCommand):
    """Refusals are ``SetupError``s, which ``manage.py`` prints as they are."""

    help = "Set up and serve a demo on 127.0.0.1, with sample articles and accounts."

    def add_arguments(self, parser) -> None:
        demo_arguments.add_arguments(parser)

    def handle(self, *, paths: list[str], port: int, no_browser: bool, reset: bool, **options) -> None:
        if not settings.DEMO:
            raise SetupError("demo makes accounts with known passwords: start it as python3 manage.py demo.")
        ports.refuse_unusable(port)
        refuse_missing(paths)
        with clear_os_errors():
            self.stdout.write("Preparing the database and the static files…")
            self.stdout.flush()
            database.prepare(reset=reset)
            static_files.collect_if_changed()
        load_samples()
        make_accounts()
        call_command("load_sample_marks", author="annotator", reviewer="reviewer", verbosity=0)
        self.import_articles(paths)
        self.stdout.write(describe_accounts())
        connections.close_all()
        serving.replace_process(port, open_browser=not no_browser and has_display())

    def import_articles(self, paths: list[str]) -> None:
        """Import ``paths``; a refused file is reported and does not keep the rest from being shown."""
        if not paths:
            return
        try:
            call_command("import_articles", *paths, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(str(error))
        except SystemExit:  # the report has named the files
            pass


def refuse_missing(paths: list[str]) -> None:
    """Raise ``SetupError`` if one of ``paths`` does not exist; ``-`` is standard input."""
    missing = [path for path in paths if path != "-" and not Path(path).exists()]
    if missing:
        raise SetupError(f"No such file or folder: {', '.join(missing)}")


def describe_accounts() -> str:
    """Return the accounts as lines for the terminal."""
    lines = [f"  {account.name:<12}{account.group}" for account in ACCOUNTS]
    return "\n".join(["", f"Accounts, each with the password {PASSWORD}:", *lines])


def has_display() -> bool:
    """Tell whether a browser could open a window: not over ssh, in a container or in CI."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
