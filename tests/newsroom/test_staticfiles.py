"""Our style sheets are joined for serving, and our modules name each other by hash."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from newsroom.staticfiles import join_styles

CSS = settings.BASE_DIR / "static" / "css"


def test_imports_are_replaced_by_what_they_name(tmp_path):
    (tmp_path / "a.css").write_text('@import "b.css";\nb { color: red; }\n@import "c.css";\n')
    (tmp_path / "b.css").write_text('@import "d.css";\n')
    (tmp_path / "c.css").write_text("c { color: green; }\n")
    (tmp_path / "d.css").write_text("d { color: blue; }\n")
    assert join_styles(tmp_path / "a.css") == "d { color: blue; }\nb { color: red; }\nc { color: green; }\n"


@pytest.mark.parametrize("name", ["css/site.css", "css/reading.css"])
def test_collected_style_sheets_import_nothing(name):
    text = Path(staticfiles_storage.path(staticfiles_storage.stored_name(name))).read_text()
    assert "@import" not in text
    for imported in re.findall(r'@import "([\w.]+)"', (CSS / Path(name).name).read_text()):
        assert (CSS / imported).read_text().splitlines()[-1] in text


def test_collected_modules_import_hashed_names():
    text = Path(staticfiles_storage.path(staticfiles_storage.stored_name("js/reader.js"))).read_text()
    names = re.findall(r'from "\./([\w.]+)"', text)
    assert len(names) > 5
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) for name in names), names
