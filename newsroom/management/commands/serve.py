"""``manage.py serve``: the site for everybody, behind a proxy that speaks https."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from newsroom.serving import process, static_files

MOST_WORKERS = 4
THREADS = 4


class Command(BaseCommand):
    """Exits with 1 and one sentence where the site cannot be served safely; else it goes on as the server."""

    help = "Serve the site. Settings come from the environment; see the README, Deploy."
    # `check --deploy` below is more, and needs the database first.
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1: only a proxy here)"))
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, help=_("processes; on SQLite always one"))
        parser.add_argument("--threads", type=int, default=THREADS, help=_("threads of each process"))
        parser.add_argument("--migrate", action="store_true", help=_("bring the database up to date first"))

    def handle(self, *, host: str, port: int, workers: int | None, threads: int, migrate: bool, **options) -> None:
        refuse_insecure_settings()
        workers = number_of_workers(workers)
        if threads < 1 or not 0 < port < 65536:
            raise CommandError(_("Threads are at least 1, a port is from 1 to 65535."))
        try:
            self.prepare_database(migrate=migrate)
        except DatabaseError as error:
            raise CommandError(_("The database cannot be used: %(error)s") % {"error": str(error).strip()}) from error
        # Errors end it here; warnings are printed, and are the person's to judge.
        call_command("check", deploy=True, databases=["default"], stdout=self.stdout, stderr=self.stderr)
        try:
            static_files.collect_if_changed()
        except OSError as error:
            values = {"file": error.filename, "error": error.strerror}
            raise CommandError(_("%(file)s cannot be written: %(error)s.") % values) from error
        connections.close_all()
        process.replace_process(host, port, workers, threads, copies=settings.ON_SQLITE)

    def prepare_database(self, *, migrate: bool) -> None:
        if migrate:
            call_command("migrate", interactive=False, skip_checks=True, stdout=self.stdout, stderr=self.stderr)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(_("The database is not up to date: make a backup, then serve with --migrate."))


def refuse_insecure_settings() -> None:
    """Raise ``CommandError`` for what only a developer wants; a weak secret has been refused by the settings."""
    if settings.DEBUG:
        raise CommandError(_("DEBUG is on, which shows secrets to everybody: unset it to serve."))
    if settings.DEMO:
        raise CommandError(_("This is the demo: its passwords are known to everybody."))


def number_of_workers(asked: int | None) -> int:
    """Return how many processes answer; raise ``CommandError`` for a number that cannot be.

    On SQLite one: it lets one writer in at a time, and threads of one process wait for
    each other in less time than processes for the lock of a file.
    """
    if asked is not None and asked < 1:
        raise CommandError(_("There is at least one process."))
    if settings.ON_SQLITE:
        if asked not in (None, 1):
            raise CommandError(_("SQLite is served by one process: it has one writer at a time. Leave --workers out."))
        return 1
    return asked or min(os.cpu_count() or 1, MOST_WORKERS)
