"""Rules that templates, styles and scripts keep."""

import re

import pytest

from tests.test_architecture import ROOT, relative, templates

PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)[\w-]*|left|right|top|bottom"
    r"|border-(top|bottom)-(left|right)-radius|(min-|max-)?(width|height))\s*:"
    r"|(float|clear|text-align|caption-side)\s*:\s*(left|right)"
)
# getBoundingClientRect() is physical: the toolbar's place is computed in its units.
TOOLBAR_PLACE = "left: var(--toolbar-left, 12px);"
PLACED_BY_SCRIPT = ("toolbar.css", "linking.css")


def test_templates_trust_nothing_and_hold_no_code_or_style():
    for path in templates():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            assert not re.search(r"\|\s*safe\b|safeseq|autoescape", text), relative(path)
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert " src=" in tag, f"{relative(path)}: inline script {tag}"
        # Inside a template tag these words may be part of a sentence.
        markup = re.sub(r"{[%{#].*?[%}#]}", "", text)
        found = re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", markup, re.IGNORECASE)
        assert found is None, f"{relative(path)}: {found[0]}"


def test_styles_know_start_and_end_only():
    for path in (ROOT / "static" / "css").glob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        # A media query measures the screen, which has a width.
        css = re.sub(r"@(media|container)[^{]*", "", css)
        if path.name in PLACED_BY_SCRIPT:
            assert css.count(TOOLBAR_PLACE) == 1
            css = css.replace(TOOLBAR_PLACE, "")
        found = PHYSICAL.search(css)
        assert found is None, f"{relative(path)}: {found[0]}"


@pytest.mark.parametrize(
    ("css", "is_physical"),
    [
        ("margin-left: 1px", True),
        ("border-top-left-radius: 1px", True),
        ("a{right:0}", True),
        ("max-width:1px", True),
        ("text-align: right", True),
        ("margin-inline-start: 1px", False),
        ("text-align: start", False),
        ("--toolbar-left: 1px", False),
        ("line-height: 1.9", False),
        ("max-inline-size: 3em; border-start-start-radius: 2px", False),
    ],
)
def test_physical_styles_are_told_from_logical_ones(css, is_physical):
    assert bool(PHYSICAL.search(css)) == is_physical


def test_scripts_evaluate_no_text_and_import_relatively():
    for path in (ROOT / "static" / "js").glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\(|document\.write|setTimeout\(\s*[\"'`]", code), relative(path)
        imported = re.findall(r'^import .*?from "([^"]+)"', code, re.MULTILINE)
        assert all(name.startswith("./") for name in imported), relative(path)
