"""The browsers of the tests: found, installed, or named as missing; the programs here are shell scripts."""

import pytest

from newsroom.bootstrap import apt, browser
from newsroom.bootstrap.browser import CHROMIUM, FIREFOX
from newsroom.bootstrap.messages import SetupError
from newsroom.bootstrap.processes import Finished

NEW = "Mozilla Firefox 153.7.0esr"
OLD = "Mozilla Firefox 128.14.0esr"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The only folder on PATH, on a machine without apt, Playwright's downloads and variables."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for known in (CHROMIUM, FIREFOX):
        monkeypatch.delenv(known.variable, raising=False)
    monkeypatch.setattr(apt, "is_possible", lambda: False)
    monkeypatch.setattr(browser, "ASK_PLAYWRIGHT", "raise SystemExit(1)")
    monkeypatch.setattr(browser, "_install_playwrights", lambda: Finished(1, "no network"))
    return tmp_path


def put(folder, name: str, says: str, status: int = 0) -> str:
    """Put a program into ``folder`` and return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("wanted", "name"), [(CHROMIUM, "google-chrome"), (FIREFOX, "firefox"), (FIREFOX, "firefox-esr")]
)
def test_finds_what_is_on_path(folder, wanted, name):
    path = put(folder, name, NEW)
    assert browser.provide(wanted) == path


def test_takes_what_the_environment_names(folder, monkeypatch):
    put(folder, "firefox-esr", NEW)
    monkeypatch.setenv("FIREFOX", put(folder, "my-firefox", NEW))
    assert browser.provide(FIREFOX) == str(folder / "my-firefox")


@pytest.mark.parametrize(("says", "status"), [pytest.param(NEW, 1, id="broken"), pytest.param(OLD, 0, id="too old")])
def test_refuses_what_the_environment_names_wrongly(folder, monkeypatch, says, status):
    put(folder, "firefox-esr", NEW)
    monkeypatch.setenv("FIREFOX", put(folder, "my-firefox", says, status))
    with pytest.raises(SetupError, match=r"my-firefox, which is no Firefox \(140 or newer\) that starts"):
        browser.provide(FIREFOX)


@pytest.mark.parametrize(
    ("says", "status"),
    [
        pytest.param(OLD, 0, id="without highlights"),
        pytest.param("Please install the firefox snap", 1, id="Ubuntu's stub"),
        pytest.param("no version", 0, id="without a version"),
    ],
)
def test_passes_over_a_firefox_that_cannot_be_used(folder, says, status):
    put(folder, "firefox-esr", says, status)
    usable = put(folder, "firefox", NEW)
    assert browser.provide(FIREFOX) == usable


def test_installs_by_apt_where_that_is_possible(folder, monkeypatch):
    asked = []

    def install(*names):
        asked.extend(names)
        put(folder, "firefox-esr", NEW)
        return Finished(0, "")

    monkeypatch.setattr(apt, "is_possible", lambda: True)
    monkeypatch.setattr(apt, "install", install)
    assert browser.provide(FIREFOX) == str(folder / "firefox-esr")
    assert asked == ["firefox-esr"]


def test_says_what_to_install_where_it_cannot():
    with pytest.raises(SetupError, match="need Firefox 140 or newer: install it .*apt install firefox-esr"):
        browser.provide(FIREFOX)


def test_says_what_was_tried(monkeypatch):
    with pytest.raises(SetupError, match=r"need Chromium: .*\(Tried: no network\)"):
        browser.provide(CHROMIUM)
    monkeypatch.setattr(apt, "is_possible", lambda: True)
    monkeypatch.setattr(apt, "install", lambda *names: Finished(100, "E: Unable to locate package"))
    with pytest.raises(SetupError, match=r"\(Tried: E: Unable to locate package\)"):
        browser.provide(FIREFOX)
