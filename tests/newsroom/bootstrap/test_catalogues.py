"""Catalogues are compiled when their source changes, and only then."""

import os
from gettext import GNUTranslations

import pytest

from newsroom.bootstrap import catalogues
from newsroom.bootstrap.messages import SetupError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    path = folder / "django.po"
    path.write_text(f'{HEADER}msgid "quote"\nmsgstr "اقتباس"\n', encoding="utf-8")
    return path


def translate(source, message):
    with source.with_suffix(".mo").open("rb") as file:
        return GNUTranslations(file).gettext(message)


def test_compiles_what_was_never_compiled(tmp_path, source):
    assert catalogues.compile_stale(tmp_path) == [source]
    assert translate(source, "quote") == "اقتباس"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_leaves_what_has_not_changed(tmp_path, source):
    catalogues.compile_stale(tmp_path)
    assert catalogues.compile_stale(tmp_path) == []


@pytest.mark.parametrize("seconds", [60, -60], ids=["newer", "put back to an older state"])
def test_compiles_a_changed_source(tmp_path, source, seconds):
    catalogues.compile_stale(tmp_path)
    source.write_text(f'{HEADER}msgid "quote"\nmsgstr "قول"\n', encoding="utf-8")
    changed_at = source.stat().st_mtime + seconds
    os.utime(source, (changed_at, changed_at))
    assert catalogues.compile_stale(tmp_path) == [source]
    assert translate(source, "quote") == "قول"


def test_names_a_broken_source(tmp_path, source):
    source.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=no-such-charset\\n"\n')
    with pytest.raises(SetupError, match="django.po could not be compiled"):
        catalogues.compile_stale(tmp_path)
    assert not source.with_suffix(".mo").exists()


def test_does_nothing_without_catalogues(tmp_path):
    assert catalogues.compile_stale(tmp_path / "locale") == []
