"""The project's own environment: when it is made, filled, repaired and entered."""

import os

import pytest

from newsroom.bootstrap import environment, packages
from newsroom.bootstrap.environment import RE_EXECUTED, Requirements
from newsroom.bootstrap.messages import SetupError
from newsroom.bootstrap.processes import Finished


class ReExecuted(Exception):
    """Stands for the process that would have been replaced."""


@pytest.fixture(autouse=True)
def steps(project, monkeypatch):
    """Record what would be done, in place of doing it."""
    done = []

    def make(command, **options):
        done.append("make")
        write_environment(project)
        return Finished(0, "")

    def re_execute():
        done.append("re-execute")
        raise ReExecuted

    monkeypatch.setattr(environment, "run_captured", make)
    monkeypatch.setattr(environment, "_re_execute", re_execute)
    monkeypatch.setattr(packages, "has_pip", lambda python: True)
    monkeypatch.setattr(packages, "install", lambda *args, **options: done.append("install"))
    return done


@pytest.fixture
def inside(project, monkeypatch):
    """This process runs in the project's environment."""
    write_environment(project)
    monkeypatch.setattr(environment.sys, "prefix", str(project / ".venv"))


def write_environment(project, version="3.12.1"):
    python = environment.venv_python()
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch(mode=0o755)
    (project / ".venv" / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")


def enter(requirements=None):
    """Enter; return whether the process stayed the same."""
    try:
        environment.enter(requirements or environment.RUNTIME)
    except ReExecuted:
        return False
    return True


def test_makes_the_environment_where_none_is_and_enters_it(steps):
    assert not enter()
    assert steps == ["make", "re-execute"]
    assert os.environ.pop(RE_EXECUTED) == "1"


def test_enters_an_environment_made_by_hand_without_wiping_it(project, steps):
    write_environment(project)
    (project / ".venv" / "by-hand").touch()
    assert not enter()
    assert steps == ["re-execute"]
    os.environ.pop(RE_EXECUTED)


@pytest.mark.parametrize("missing", ["pyvenv.cfg", "bin/python"])
def test_makes_a_half_made_environment_anew(project, steps, missing):
    write_environment(project)
    (project / ".venv" / missing).unlink()
    assert not enter()
    assert steps == ["make", "re-execute"]
    os.environ.pop(RE_EXECUTED)


def test_makes_an_environment_anew_whose_filling_was_interrupted(project, steps):
    write_environment(project)
    environment.UNFINISHED.touch()
    assert not enter()
    assert steps == ["make", "re-execute"]
    assert not environment.UNFINISHED.exists()
    os.environ.pop(RE_EXECUTED)


def test_refuses_an_environment_that_does_not_lead_into_itself(project, monkeypatch):
    write_environment(project)
    monkeypatch.setenv(RE_EXECUTED, "1")
    with pytest.raises(SetupError, match="damaged: delete that folder"):
        enter()


def test_does_not_clear_what_a_link_leads_to(project, tmp_path, steps):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").touch()
    (project / ".venv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SetupError, match="is a link"):
        enter()
    assert (tmp_path / "elsewhere" / "precious").exists()


def test_refuses_an_environment_of_an_old_python(project):
    write_environment(project, version="3.9.2")
    with pytest.raises(SetupError, match="made with Python 3.9.2, too old"):
        enter()


@pytest.mark.usefixtures("inside")
class TestInside:
    def test_installs_once_and_starts_anew(self, steps):
        assert not enter()
        assert steps == ["install", "re-execute"]
        assert enter()
        assert steps == ["install", "re-execute"]

    def test_installs_again_if_the_requirements_change(self, project, steps):
        enter()
        (project / "requirements.txt").write_text("Django~=5.2\n")
        assert not enter()
        assert steps == ["install", "re-execute"] * 2

    def test_installs_again_under_another_python(self, monkeypatch, steps):
        enter()
        monkeypatch.setattr(environment.sysconfig, "get_platform", lambda: "another")
        assert not enter()
        assert steps.count("install") == 2

    def test_needs_of_the_tests_include_those_of_the_site(self, project, steps):
        tests = Requirements("tests", (project / "requirements.txt", project / "tests.txt"))
        assert not enter(tests)
        assert enter(tests)
        assert enter(environment.RUNTIME)
        assert steps.count("install") == 1

    def test_makes_it_anew_without_pip(self, monkeypatch, steps):
        monkeypatch.setattr(packages, "has_pip", lambda python: False)
        assert not enter()
        assert steps == ["make", "install", "re-execute"]

    def test_keeps_it_if_pip_gave_up_before_writing(self, monkeypatch):
        monkeypatch.setattr(packages, "install", failing_with(packages.NothingChanged("the index cannot be reached.")))
        with pytest.raises(SetupError, match="index cannot be reached"):
            enter()
        assert not environment.UNFINISHED.exists()
        assert not environment.RUNTIME.are_installed()

    @pytest.mark.parametrize("failure", [SetupError("the disk is full."), KeyboardInterrupt()])
    def test_knows_afterwards_that_filling_was_interrupted(self, monkeypatch, failure):
        monkeypatch.setattr(packages, "install", failing_with(failure))
        with pytest.raises(type(failure)):
            enter()
        assert environment.UNFINISHED.exists()
        assert not environment.RUNTIME.are_installed()


@pytest.mark.parametrize("name", ["venv", "ensurepip"])
def test_says_what_to_install_where_a_module_is_missing(monkeypatch, name):
    find_spec = environment.find_spec
    monkeypatch.setattr(environment, "find_spec", lambda asked: None if asked == name else find_spec(asked))
    with pytest.raises(SetupError, match="apt install python3-venv"):
        enter()


def test_says_why_the_environment_could_not_be_made(monkeypatch):
    monkeypatch.setattr(environment, "run_captured", lambda *args, **options: Finished(1, "\nError: no luck\n\n"))
    with pytest.raises(SetupError, match=r"could not be made: Error: no luck$"):
        enter()
    assert environment.UNFINISHED.exists()


def failing_with(failure):
    def fail(*args, **options):
        raise failure

    return fail
