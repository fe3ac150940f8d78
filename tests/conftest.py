"""Fixtures shared by all tests."""

import fcntl
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from annotations import triggers
from tests import factories


@pytest.fixture(scope="session", autouse=True)
def events_may_be_flushed():
    """Lift the triggers around the flush of a transactional test, and nowhere else."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted_flush(operations, sql_list):
        triggers.lift(operations.connection)
        try:
            return flush(operations, sql_list)
        finally:
            triggers.install(operations.connection)

    BaseDatabaseOperations.execute_sql_flush = lifted_flush
    yield
    BaseDatabaseOperations.execute_sql_flush = flush


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


@pytest.fixture
def reader(db):
    """A person with an account and no group."""
    return factories.make_person("karim")


@pytest.fixture
def article(db):
    return factories.make_article()
