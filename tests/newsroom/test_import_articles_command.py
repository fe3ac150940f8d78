"""``import_articles`` from the command line: journeys with good and bad files."""

import io
import os
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import translation

from newsroom.importing import run
from newsroom.models import Article, Collection, Source

pytestmark = pytest.mark.django_db

NEWS = "افتتاح خط القطار الجديد\n\nأعلنت وزارة النقل اليوم أن الخط سيفتح أمام الركاب في مطلع الشهر المقبل.\n"
OTHER = "وزيرة الثقافة تفتتح معرض الكتاب\n\nقالت الوزيرة إن المعرض يستقبل زواره حتى نهاية الأسبوع.\n"


class Terminal(io.StringIO):
    """Standard output in another encoding than UTF-8."""

    encoding = "ascii"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    """Good and bad files, as people have them."""
    (tmp_path / "1-utf8.txt").write_bytes(NEWS.encode())
    (tmp_path / "2-windows.txt").write_bytes(OTHER.replace("\n", "\r\n").encode("cp1256"))
    (tmp_path / "3-again.txt").write_bytes(NEWS.encode("utf-16"))
    (tmp_path / "4-empty.txt").write_bytes(b"")
    (tmp_path / "5-latin.txt").write_bytes("Der Außenminister erklärte".encode("latin1"))
    (tmp_path / "6-nul.txt").write_bytes((NEWS + "\0").encode())
    (tmp_path / "7-page.html").write_bytes(b"<p>")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/8-last.txt").write_bytes("خبر أخير".encode())
    return tmp_path


def imports(*arguments, stdout: io.StringIO | None = None) -> tuple[int, list[str]]:
    """Return the exit status and the lines of the report."""
    stdout = stdout or io.StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=stdout)
        status = 0
    except CommandError as error:
        status = error.returncode
    return status, stdout.getvalue().splitlines()


def test_folder_with_good_and_bad_files(folder):
    status, lines = imports(folder)
    first, second, last = Article.objects.order_by("id")
    assert status == 1
    assert [line.removeprefix(f"{folder}{os.sep}") for line in lines] == [
        f"1-utf8.txt: imported as article {first.pk} (UTF-8): افتتاح خط القطار الجديد",
        f"2-windows.txt: imported as article {second.pk} (windows-1256): وزيرة الثقافة تفتتح معرض الكتاب",
        f"3-again.txt: duplicate of article {first.pk}: افتتاح خط القطار الجديد",
        "4-empty.txt: refused: it is empty",
        "5-latin.txt: refused: its encoding is in doubt: not UTF-8 at byte 6 and not clearly windows-1256; "
        "save it as UTF-8",
        f"6-nul.txt: refused: it contains NUL at character {len(NEWS)}, which cannot be stored",
        "7-page.html: ignored: in folders only .txt files are read; name this one to import it",
        f"sub/8-last.txt: imported as article {last.pk} (UTF-8): خبر أخير",
        "Imported: 3. Duplicates: 1. Refused: 3. Ignored: 1.",
    ]
    assert [article.text for article in (first, second, last)] == [NEWS, OTHER, "خبر أخير"]


def test_duplicates_alone_are_no_failure(tmp_path):
    (tmp_path / "a.txt").write_bytes(NEWS.encode())
    assert imports(tmp_path)[0] == 0
    status, lines = imports(tmp_path)
    assert (status, lines[-1]) == (0, "Imported: 0. Duplicates: 1. Refused: 0. Ignored: 0.")
    assert Article.objects.count() == 1


def test_missing_path_does_not_stop_the_others(folder, tmp_path):
    status, lines = imports(tmp_path / "none", folder / "1-utf8.txt", folder / "4-empty.txt")
    assert status == 2
    assert lines[0] == f"{tmp_path / 'none'}: refused: there is no such file or folder"
    assert Article.objects.get().text == NEWS


@pytest.mark.parametrize(
    "arguments", [[], [""], ["-", "--source", ""], ["-", "--collection", "م" * 201], ["-", "--source", "\udcff"]]
)
def test_wrong_usage_imports_nothing(arguments):
    with pytest.raises(CommandError):
        call_command("import_articles", *arguments)
    assert not Source.objects.exists()


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode("utf-8-sig"))))
    status, lines = imports("-")
    assert (status, lines[0]) == (
        0,
        f"standard input: imported as article {Article.objects.get().pk} (UTF-8 BOM): افتتاح خط القطار الجديد",
    )


def test_source_and_collection_are_made_once_and_named(folder):
    arguments = ("--source", "وكالة المرفأ", "--collection", " تجربة ")
    status, lines = imports(folder / "1-utf8.txt", *arguments)
    assert (status, lines[1:3]) == (0, ["New source: وكالة المرفأ", "New collection: تجربة"])
    assert imports(folder / "2-windows.txt", *arguments)[1][1:] == [
        "Imported: 1. Duplicates: 0. Refused: 0. Ignored: 0."
    ]
    assert {(article.source.name, article.collection.name) for article in Article.objects.all()} == {
        ("وكالة المرفأ", "تجربة")
    }


def test_nothing_is_made_for_refused_files(folder):
    assert imports(folder / "4-empty.txt", "--source", "وكالة", "--collection", "تجربة")[0] == 1
    assert not Source.objects.exists()
    assert Collection.objects.get().is_default


def test_file_name_that_is_no_unicode(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc7\xe1.txt"))
    path.write_bytes(NEWS.encode())
    status, lines = imports(path)
    assert status == 0
    assert r"\xc7\xe1.txt: imported" in lines[0]


def test_terminal_without_arabic_gets_english_and_escapes(folder):
    stdout = Terminal()
    with translation.override("ar"):
        status, lines = imports(folder / "1-utf8.txt", stdout=stdout)
    assert status == 0
    assert r"(UTF-8): \u0627\u0641" in lines[0]
    assert lines[-1] == "Imported: 1. Duplicates: 0. Refused: 0. Ignored: 0."


def test_failing_database_ends_with_one_sentence_and_the_report(folder, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(run, "store_articles", fail)
    stdout = io.StringIO()
    with pytest.raises(CommandError, match="database is locked") as error:
        call_command("import_articles", str(folder), stdout=stdout)
    assert error.value.returncode == 1
    assert stdout.getvalue() == "Imported: 0. Duplicates: 0. Refused: 0. Ignored: 0.\n"


def test_more_files_than_one_chunk_are_reported_in_order(tmp_path):
    for number in range(450):
        (tmp_path / f"{number:03}.txt").write_bytes(b"" if number % 7 == 3 else f"خبر رقم {number}".encode())
    status, lines = imports(tmp_path)
    assert status == 1
    assert [Path(line.split(":")[0]).name for line in lines[:-1]] == [f"{number:03}.txt" for number in range(450)]
    assert lines[-1] == "Imported: 386. Duplicates: 0. Refused: 64. Ignored: 0."
