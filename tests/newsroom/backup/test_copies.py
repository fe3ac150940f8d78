"""Copies by themselves: one a day, the older ones go by days and weeks."""

import datetime

import pytest
from django.utils import timezone

from newsroom.backup import copies
from newsroom.backup.warnings import check_copies

NOW = datetime.datetime(2026, 10, 28, 3, 0, tzinfo=datetime.UTC)  # a Wednesday


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "write_backup", lambda path: path.write_bytes(b"x"))
    return tmp_path / "backups"


def test_seven_days_and_four_weeks_are_kept(folder):
    for day in range(60, -1, -1):
        copies.take(folder, NOW - datetime.timedelta(days=day))
    kept = sorted((NOW - moment).days for moment in copies.found_in(folder))
    # The last copies of the three weeks before this one are those of Sundays.
    assert kept == [0, 1, 2, 3, 4, 5, 6, 10, 17]


def test_files_of_others_stay(folder):
    folder.mkdir()
    (folder / "hawashi-mine.zip").write_text("")
    copies.take(folder, NOW)
    assert (folder / "hawashi-mine.zip").exists()


def test_a_part_that_was_left_behind_goes_the_next_day(folder):
    folder.mkdir()
    part = folder / "hawashi-20261027T030000Z.zip.7.part"
    part.write_text("")
    written = datetime.datetime.fromtimestamp(part.stat().st_mtime, datetime.UTC)
    copies.take(folder, written + datetime.timedelta(hours=1))
    assert part.exists()
    copies.take(folder, written + datetime.timedelta(hours=25))
    assert not part.exists()


def test_a_copy_is_due_after_a_day(folder):
    assert copies.is_due(folder, NOW)
    copies.take(folder, NOW)
    assert not copies.is_due(folder, NOW + datetime.timedelta(hours=23))
    assert copies.is_due(folder, NOW + datetime.timedelta(hours=24))


def test_a_failure_leaves_a_note_and_every_copy_until_one_succeeds(folder, monkeypatch):
    first = copies.take(folder, NOW)

    def fail(path):
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as broken:
        broken.setattr(copies, "write_backup", fail)
        with pytest.raises(OSError, match="No space"):
            copies.take(folder, NOW + datetime.timedelta(days=1))
    assert "No space left" in copies.failure(folder)
    assert first.exists()
    copies.take(folder, NOW + datetime.timedelta(days=2))
    assert copies.failure(folder) == ""


def test_a_failure_is_told_by_the_check_and_to_administrators(folder, settings, administrator, reviewer, client):
    settings.BACKUP_DIR = folder
    assert check_copies(None) == []
    folder.mkdir()
    (folder / "last-failure.txt").write_text("2026-10-28 03:00 UTC: No space left")
    (warning,) = check_copies(None)
    assert "No space left" in warning.msg
    for person, is_told in ((administrator, True), (reviewer, False)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert ("No space left" in client.get("/admin/").content.decode()) == is_told


def test_copies_that_stopped_are_told(folder, settings):
    settings.BACKUP_DIR = folder
    copies.take(folder, timezone.now() - datetime.timedelta(days=3))
    assert len(check_copies(None)) == 1
    copies.take(folder)
    assert check_copies(None) == []
