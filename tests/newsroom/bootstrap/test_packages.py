"""pip's failures told in one sentence."""

import pytest

from newsroom.bootstrap import packages
from newsroom.bootstrap.messages import SetupError
from newsroom.bootstrap.processes import Finished

REFUSED = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<…>: Failed to establish "
    "a new connection: [Errno 111] Connection refused')': /simple/django/\n"
    "ERROR: Could not find a version that satisfies the requirement Django~=5.2.0 (from versions: none)\n"
    "ERROR: No matching distribution found for Django~=5.2.0\n"
)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        pytest.param(REFUSED, "cannot be reached ([Errno 111] Connection refused); check", id="connection refused"),
        pytest.param("NewConnectionError: unknown", "cannot be reached; check", id="no cause given"),
        pytest.param("connection broken by 'X: timed out'", "cannot be reached (timed out);", id="timeout"),
        pytest.param("ERROR: first\nERROR: No match for x.\nnotice\n", "No match for x.", id="last error line"),
        pytest.param("OSError: [Errno 28] No space left on device\n", "the disk is full.", id="disk full"),
        pytest.param("", "exit status 2.", id="silent"),
    ],
)
def test_explains_why_pip_failed(output, reason):
    assert reason in packages.explain(Finished(2, output))


@pytest.mark.parametrize(
    ("output", "failure"),
    [
        pytest.param(REFUSED, packages.NothingChanged, id="before writing"),
        pytest.param("Installing collected packages: a, b\nERROR: x", SetupError, id="while writing"),
    ],
)
def test_tells_whether_the_environment_was_touched(project, monkeypatch, output, failure):
    monkeypatch.setattr(packages, "run_captured", lambda *args, **options: Finished(1, output))
    with pytest.raises(failure, match="log is in .*pip.log"):
        packages.install(project / "python", project / "requirements.txt", is_first=True)


def test_installs_quietly_and_keeps_the_persons_configuration(project, monkeypatch, capsys):
    commands = []

    def run(command, **options):
        commands.append([str(part) for part in command])
        return Finished(0, "Collecting Django\n")

    monkeypatch.setattr(packages, "run_captured", run)
    packages.install(project / "python", project / "requirements.txt", is_first=True)
    assert capsys.readouterr().out == "Installing packages (first start only, about a minute)…\n"
    assert commands[0][-2:] == ["-r", str(project / "requirements.txt")]
    assert not {"--isolated", "--index-url"} & set(commands[0])
