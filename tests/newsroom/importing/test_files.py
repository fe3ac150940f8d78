"""What paths name is found in order, and nothing in the way stops the rest."""

import inspect
import io
import os
import sys
from pathlib import Path

import pytest

from newsroom.importing import files
from newsroom.importing.files import Entry, find_entries
from newsroom.importing.refusals import Reason, Refused


def write(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(*paths) -> list[tuple[str, Reason | None]]:
    return [
        (entry.path.name if entry.path else "-", entry.refused and entry.refused.reason)
        for entry in find_entries(map(str, paths))
    ]


def reason_of_reading(path) -> tuple[Reason, dict]:
    with pytest.raises(Refused) as refused:
        Entry(Path(path)).read()
    return refused.value.reason, refused.value.details


def test_folder_is_read_recursively_and_sorted(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/10.txt", "c/d/e.TXT"):
        write(tmp_path / name)
    assert found(tmp_path) == [("10.txt", None), ("2.txt", None), ("b.txt", None), ("e.TXT", None)]


def test_other_endings_are_ignored_in_folders_and_read_if_named(tmp_path):
    page, text = write(tmp_path / "page.html"), write(tmp_path / "text.txt")
    assert found(tmp_path) == [(page.name, Reason.OTHER_ENDING), (text.name, None)]
    assert found(page) == [(page.name, None)]


def test_hidden_files_are_skipped_and_read_if_named(tmp_path):
    hidden = write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git/x.txt")
    write(tmp_path / "a.txt")
    assert found(tmp_path) == [("a.txt", None)]
    assert found(hidden) == [(hidden.name, None)]


def test_order_of_paths_is_kept(tmp_path):
    first, second = write(tmp_path / "z.txt"), write(tmp_path / "a.txt")
    assert found(first, "-", second, first) == [("z.txt", None), ("-", None), ("a.txt", None), ("z.txt", None)]


def test_file_called_minus_can_be_named(tmp_path, monkeypatch):
    write(tmp_path / "-", b"content")
    monkeypatch.chdir(tmp_path)
    (entry,) = find_entries(["./-"])
    assert entry.read() == b"content"


def test_missing_paths_are_told_from_the_others(tmp_path):
    text = write(tmp_path / "a.txt")
    assert found(tmp_path / "none", text, text / "below", "a\0b") == [
        ("none", Reason.NO_SUCH_PATH),
        ("a.txt", None),
        ("below", Reason.NO_SUCH_PATH),
        ("a\0b", Reason.NO_SUCH_PATH),
    ]


def test_folder_without_texts_says_so(tmp_path):
    write(tmp_path / "page.html")
    assert found(tmp_path)[-1] == (tmp_path.name, Reason.NO_TEXT_FILES)


def test_links_that_lead_back_end(tmp_path):
    write(tmp_path / "deep/a.txt")
    (tmp_path / "deep/up").symlink_to(tmp_path)
    (tmp_path / "deep/self").symlink_to("self")
    assert found(tmp_path) == [("a.txt", None), ("self", Reason.UNREADABLE), ("up", Reason.FOLDER_AGAIN)]


def test_linked_folders_and_files_are_read(tmp_path):
    write(tmp_path / "elsewhere/a.txt")
    (tmp_path / "named").mkdir()
    (tmp_path / "named/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "named/link.txt").symlink_to(tmp_path / "elsewhere/a.txt")
    assert found(tmp_path / "named") == [("a.txt", None), ("link.txt", None)]


def test_link_to_nothing_in_a_folder_is_unreadable(tmp_path):
    (tmp_path / "gone.txt").symlink_to("nowhere")
    assert found(tmp_path) == [("gone.txt", Reason.UNREADABLE)]


def test_folders_may_nest_deeper_than_the_stack(tmp_path):
    # 300 and a lower limit, since pytest removes its folders recursively.
    write(tmp_path.joinpath(*["a"] * 300, "end.txt"))
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        assert found(tmp_path) == [("end.txt", None)]
    finally:
        sys.setrecursionlimit(limit)


def test_fifo_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason_of_reading(tmp_path / "pipe.txt") == (Reason.NOT_A_FILE, {})


def test_device_is_refused():
    assert reason_of_reading("/dev/zero") == (Reason.NOT_A_FILE, {})


def test_large_file_is_refused_by_its_size(tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(files.LIMIT + 1)
    assert reason_of_reading(tmp_path / "large.txt") == (Reason.TOO_LARGE, {"limit": 5})


def test_file_of_the_limit_is_read(tmp_path):
    assert len(Entry(write(tmp_path / "a.txt", b"a" * files.LIMIT)).read()) == files.LIMIT


def test_vanished_file_is_refused(tmp_path):
    assert reason_of_reading(tmp_path / "a.txt") == (Reason.UNREADABLE, {"error": "No such file or directory"})


def test_forbidden_file_is_refused(tmp_path, monkeypatch):
    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", refuse)
    assert reason_of_reading(write(tmp_path / "a.txt")) == (Reason.UNREADABLE, {"error": "Permission denied"})


def test_forbidden_folder_does_not_stop_the_rest(tmp_path, monkeypatch):
    write(tmp_path / "closed/a.txt")
    write(tmp_path / "open/b.txt")
    listing = Path.iterdir

    def refuse(path):
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert found(tmp_path) == [("closed", Reason.UNREADABLE), ("b.txt", None)]


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("خبر".encode())))
    assert Entry(None).read() == "خبر".encode()


def test_endless_standard_input_is_refused(monkeypatch):
    with Path("/dev/zero").open(encoding="utf-8") as zero:
        monkeypatch.setattr(sys, "stdin", zero)
        with pytest.raises(Refused) as refused:
            Entry(None).read()
    assert refused.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("stdin", [None, io.TextIOWrapper(io.BytesIO())], ids=["closed", "empty"])
def test_no_standard_input_is_refused_or_empty(monkeypatch, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    try:
        assert Entry(None).read() == b""
    except Refused as refused:
        assert refused.reason is Reason.EMPTY
