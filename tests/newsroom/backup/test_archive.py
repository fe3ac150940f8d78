"""The file of a backup: what was written comes back, and what was damaged is refused."""

import stat

import pytest

from newsroom.backup import archive

ROWS = [[1, "مَدِينَةِ 🌾", None], [2, "سطر\nثان\u2028", {"a": [True]}]]


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "site.zip"
    with archive.writing(path, archive.Manifest("1", [["newsroom", "0001"]], "2026-10-05T09:30:00+00:00")) as writer:
        writer.write("words", ["id", "text", "more"], iter(ROWS))
        writer.write("nothing", ["id"], iter([]))
    return path


def read(path):
    manifest = archive.read_manifest(path)
    archive.verify(path, manifest)
    return manifest, {member.table: list(archive.read_lines(path, member)) for member in manifest.members}


def test_what_was_written_comes_back(backup):
    manifest, lines = read(backup)
    assert manifest.migrations == [["newsroom", "0001"]]
    assert [(member.table, member.rows) for member in manifest.members] == [("words", 2), ("nothing", 0)]
    assert [len(each) for each in lines.values()] == [2, 0]


def test_only_the_owner_may_read_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_changed_byte_is_noticed_or_changes_nothing(backup):
    whole, before = backup.read_bytes(), read(backup)
    noticed = 0
    for place in range(len(whole)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            # A time stamp or a flag of the zip may differ, nothing that is read.
            assert read(backup) == before, place
        except (archive.Damaged, archive.NotABackup, OSError):
            noticed += 1
    assert noticed > len(whole) / 2


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_damaged(backup, share):
    backup.write_bytes(backup.read_bytes()[: int(backup.stat().st_size * share)])
    with pytest.raises(archive.Damaged):
        read(backup)


def test_another_file_is_no_backup(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("قال سامر")
    with pytest.raises(archive.NotABackup):
        archive.read_manifest(path)


def test_a_failure_leaves_the_older_file_and_no_part(backup):
    before = backup.read_bytes()

    def rows():
        yield [1]
        raise OSError("disk full")

    with (
        pytest.raises(OSError, match="disk full"),
        archive.writing(backup, archive.Manifest("1", [], "")) as writer,
    ):
        writer.write("words", ["id"], rows())
    assert backup.read_bytes() == before
    assert list(backup.parent.iterdir()) == [backup]
