"""The bootstrap is tried on a project folder of its own, never on this one's ``.venv``."""

import pytest

from newsroom.bootstrap import environment, packages
from newsroom.bootstrap.environment import Requirements


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with requirements and nothing else, which the environment module takes for the project."""
    (tmp_path / "requirements.txt").write_text("Django\n")
    (tmp_path / "tests.txt").write_text("-r requirements.txt\npytest\n")
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(environment, "VENV_DIR", tmp_path / ".venv")
    monkeypatch.setattr(environment, "UNFINISHED", tmp_path / "var" / "venv-unfinished")
    monkeypatch.setattr(environment, "LOCK", tmp_path / "var" / "setup.lock")
    monkeypatch.setattr(environment, "RUNTIME", Requirements("runtime", (tmp_path / "requirements.txt",)))
    monkeypatch.setattr(packages, "LOG", tmp_path / "var" / "pip.log")
    monkeypatch.delenv(environment.RE_EXECUTED, raising=False)
    return tmp_path
