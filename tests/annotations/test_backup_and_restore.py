"""The whole site into a file and back, between the databases too."""

import os
import subprocess
import sys
import threading
import uuid
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from annotations import curation, discussion, triggers
from annotations.models import Annotation, AnnotationEvent, Comment
from newsroom.backup import archive, restoring, tables
from newsroom.backup.writing import write_backup
from newsroom.models import Article
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(annotator, reviewer):
    """A site with something in most tables: marks, a link, verdicts, an undone deletion, a comment, a session."""
    article = factories.make_article()
    actor = factories.make_annotation(annotator, article, "سامر الحلواني")
    factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=actor.pk)
    place = factories.make_annotation(annotator, article, "سوريا", "location")
    curation.approve(reviewer, actor.pk, None)
    curation.delete(annotator, place.pk, None)
    curation.restore(annotator, place.pk, None)
    discussion.add(reviewer, actor.pk, "أحسنت يا @layla")
    Client().force_login(annotator, backend="django.contrib.auth.backends.ModelBackend")
    return article


@pytest.fixture
def backup(site, tmp_path):
    path = tmp_path / "site.zip"
    write_backup(path)
    return path


def restore(path, *options: str) -> str:
    said = StringIO()
    call_command("restore", str(path), *options, stdout=said, stderr=said)
    return said.getvalue()


def contents(path) -> dict[str, tuple]:
    return {member.table: (member.rows, member.sha256) for member in archive.read_manifest(path).members}


def contents_now(tmp_path) -> dict[str, tuple]:
    path = tmp_path / f"{uuid.uuid4()}.zip"
    write_backup(path)
    return contents(path)


def test_all_that_changed_since_is_as_it_was(backup, annotator, tmp_path):
    factories.make_article("نص آخر عن الميناء")
    curation.edit(annotator, Annotation.objects.filter(tag__slug="location").get().pk, None, note="لاحقا")
    assert contents_now(tmp_path) != contents(backup)
    restore(backup, "--replace", "--yes")
    assert contents_now(tmp_path) == contents(backup)
    assert get_user_model().objects.get(username="layla").check_password(factories.PASSWORD)


def test_sessions_are_not_kept_and_end(backup):
    assert Session.objects.exists()
    assert "django_session" not in contents(backup)
    restore(backup, "--replace", "--yes")
    assert not Session.objects.exists()


def test_the_triggers_stand_and_numbers_go_on_after_a_restore(backup, annotator):
    last = AnnotationEvent.objects.latest("pk").pk
    restore(backup, "--replace", "--yes")
    assert triggers.check_triggers(None, ["default"]) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AnnotationEvent.objects.update(by_name="x")
    factories.make_annotation(annotator, Article.objects.get(), "حَلَبَ", "location")
    assert AnnotationEvent.objects.latest("pk").pk > last


def test_an_empty_database_is_filled_without_a_question(backup, tmp_path):
    triggers.lift(connection)
    with connection.cursor() as cursor, transaction.atomic():
        for model in reversed(tables.models_in_order()):
            if model._meta.app_label not in ("contenttypes", "auth") and model._meta.db_table != "annotations_tag":
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
    triggers.install(connection)
    assert restoring.is_empty()
    restore(backup)
    assert contents_now(tmp_path) == contents(backup)


def test_a_full_database_is_replaced_only_when_told(backup, monkeypatch):
    with pytest.raises(CommandError, match="--replace"):
        restore(backup)
    monkeypatch.setattr("builtins.input", lambda question: "لا")
    with pytest.raises(CommandError):
        restore(backup, "--replace")
    monkeypatch.setattr("builtins.input", lambda question: "نعم")
    restore(backup, "--replace")


def test_a_damaged_file_changes_nothing(backup, tmp_path):
    before = contents_now(tmp_path)
    whole = bytearray(backup.read_bytes())
    whole[len(whole) // 3] ^= 1
    backup.write_bytes(whole)
    with pytest.raises(CommandError):
        restore(backup, "--replace", "--yes")
    assert contents_now(tmp_path) == before


def test_a_failure_on_the_way_leaves_the_old_state_and_the_triggers(backup, tmp_path, monkeypatch):
    factories.make_article("نص آخر عن الميناء")
    before = contents_now(tmp_path)
    monkeypatch.setattr(restoring, "_reset_sequences", lambda models: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(backup, "--replace", "--yes")
    assert contents_now(tmp_path) == before
    assert triggers.check_triggers(None, ["default"]) == []


def test_a_backup_of_other_tables_is_refused(site, tmp_path, monkeypatch):
    path = tmp_path / "old.zip"
    applied = tables.applied_migrations()
    with monkeypatch.context() as older:
        older.setattr(tables, "applied_migrations", lambda: applied[:-1])
        write_backup(path)
    with pytest.raises(CommandError, match=str(applied[-1][1])):
        restore(path, "--replace", "--yes")


def test_a_file_that_is_missing_or_none_of_ours_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="none.zip"):
        restore(tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("x")
    with pytest.raises(CommandError, match="text.zip"):
        restore(tmp_path / "text.zip")


def test_the_moment_of_the_backup_holds_while_others_write(site, tmp_path, monkeypatch):
    """Somebody writes between two tables: rows of that moment do not come into the later one."""
    comments, rows_of = Comment.objects.count(), tables.rows_of

    def add_comment():
        discussion.add(get_user_model().objects.get(username="samira"), Annotation.objects.first().pk, "لاحقا")
        connection.close()

    def rows_and_a_writer(model):
        yield from rows_of(model)
        if model is Annotation:
            writer = threading.Thread(target=add_comment)
            writer.start()
            writer.join(timeout=30)

    monkeypatch.setattr(tables, "rows_of", rows_and_a_writer)
    path = tmp_path / "site.zip"
    write_backup(path)
    assert Comment.objects.count() == comments + 1
    assert contents(path)["annotations_comment"][0] == comments


def test_it_goes_to_sqlite_and_back_unchanged(backup, tmp_path):
    """Under PostgreSQL this is the way between the databases; under SQLite that from one file to another."""
    way_back = tmp_path / "back.zip"
    for arguments in (["migrate"], ["restore", str(backup)], ["backup", str(way_back)], ["check_integrity"]):
        run_on_sqlite(tmp_path / "other.sqlite3", *arguments)
    assert contents(way_back) == contents(backup)
    restore(way_back, "--replace", "--yes")
    assert contents_now(tmp_path) == contents(backup)


def run_on_sqlite(file, *arguments: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"sqlite:///{file}",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_command_writes_a_file_or_a_copy(site, tmp_path, settings):
    settings.BACKUP_DIR = tmp_path / "copies"
    call_command("backup", str(tmp_path / "x.zip"), stdout=StringIO())
    assert contents(tmp_path / "x.zip")["newsroom_article"][0] == 1
    for _ in range(2):
        call_command("backup", "--daily", "--if-due", stdout=StringIO())
    assert len(list(settings.BACKUP_DIR.iterdir())) == 1


@pytest.mark.parametrize("arguments", [[], ["x.zip", "--daily"], ["/nowhere/x.zip"]])
def test_a_backup_that_cannot_be_written_is_told(db, arguments):
    with pytest.raises(CommandError):
        call_command("backup", *arguments)
