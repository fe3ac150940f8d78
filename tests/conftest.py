"""Fixtures shared by all tests."""

import fcntl
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import TransactionTestCase, override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from annotations import triggers
from annotations.installation import install_tags
from newsroom.installation import install_default_collection
from tests import factories

FILLED_ONCE = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


def pytest_configure() -> None:
    """Drop PostgreSQL's test database though a request that a closed page left behind still holds a connection."""

    def drop_by_force(creation, test_database_name, verbosity):
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {creation.connection.ops.quote_name(test_database_name)} WITH (FORCE)")

    # SQLite has a method of its own.
    BaseDatabaseCreation._destroy_test_db = drop_by_force


@pytest.fixture(scope="session", autouse=True)
def tables_are_emptied_quickly():
    """A transactional test ends with a flush, whose larger part is to make all permissions and groups anew."""
    teardown = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = empty_tables
    yield
    TransactionTestCase._fixture_teardown = teardown


def empty_tables(test_case) -> None:
    """Empty every table but those that no test changes for good, and put back what a new database holds."""
    for alias in test_case._databases_names(include_mirrors=False):
        connection = connections[alias]
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        tables = [connection.ops.quote_name(name) for name in sorted(set(names) - FILLED_ONCE)]
        # One commit for all tables, and one for what is put back.
        with transaction.atomic(using=alias), without_triggers(connection), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # A request that a closed page left behind is waited for: its row would be the next test's.
                cursor.execute(f"LOCK TABLE {', '.join(tables)}")
            # TRUNCATE would make new files for a hundred tables and indexes that hold a few rows.
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")
        with transaction.atomic(using=alias):
            install_tags(alias)
            install_default_collection(apps.get_app_config("newsroom"), alias)


@contextmanager
def without_triggers(connection):
    """Lift the triggers, which let nobody delete an event, until the end of the block."""
    if connection.vendor == "postgresql" and is_superuser(connection):
        # Foreign keys are triggers as well.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        return
    triggers.lift(connection)
    yield
    triggers.install(connection)


@cache
def is_superuser(connection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


@pytest.fixture(scope="session", autouse=True)
def whitenoise_serves_static_files():
    """The live server would look for hashed names among the sources and answer 404."""
    should_handle = StaticFilesHandler._should_handle
    StaticFilesHandler._should_handle = lambda self, path: False
    yield
    StaticFilesHandler._should_handle = should_handle


@pytest.fixture(scope="session", autouse=True)
def whitenoise_reads_its_files_once():
    """Each client makes its own middleware, which would look at four hundred files every time."""
    read, known = WhiteNoiseMiddleware.update_files_dictionary, {}

    def read_once(middleware, root, prefix):
        if (root, prefix) not in known:
            read(middleware, root, prefix)
            known[root, prefix] = dict(middleware.files)
        middleware.files.update(known[root, prefix])

    WhiteNoiseMiddleware.update_files_dictionary = read_once
    yield
    WhiteNoiseMiddleware.update_files_dictionary = read


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords():
    """Argon2 is slow on purpose: half of the suite's time would go into making people."""
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory, worker_id):
    """The collected files: those of ``manage.py test``, else collected once for all workers of this run."""
    if "HAWASHI_STATIC_ROOT" in os.environ:
        yield require_manifest(settings.STATIC_ROOT)
        return
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with override_settings(STATIC_ROOT=shared / "static"):
        with (shared / "static.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / "static" / "staticfiles.json").exists():
                call_command("collectstatic", interactive=False, verbosity=0)
        yield require_manifest(shared / "static")


def require_manifest(root: Path) -> Path:
    if not (root / "staticfiles.json").exists():
        pytest.fail(f"{root} holds no collected static files: run `manage.py collectstatic`.", pytrace=False)
    return root


@pytest.fixture
def annotator(db):
    return factories.make_person("layla", "annotator")


@pytest.fixture
def second_annotator(db):
    return factories.make_person("omar", "annotator")


@pytest.fixture
def reviewer(db):
    return factories.make_person("samira", "reviewer", is_staff=True)


@pytest.fixture
def administrator(db):
    return factories.make_person("huda", "administrator", is_staff=True, is_superuser=True)


def in_english(client, person):
    """Return ``client`` with ``person`` logged in.  In English: that is how messages are written in the tests."""
    person.language = "en"
    person.save()
    client.force_login(person)
    return client


@pytest.fixture
def moderator(client, reviewer):
    """A client that the reviewer is logged in with."""
    return in_english(client, reviewer)


@pytest.fixture
def manager(client, administrator):
    """A client that the administrator is logged in with."""
    return in_english(client, administrator)


@pytest.fixture
def reader(db):
    """A person with an account and no group."""
    return factories.make_person("karim")


@pytest.fixture
def article(db):
    return factories.make_article()
