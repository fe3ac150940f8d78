"""The port of ``demo``, read before Django is there."""

import pytest

from newsroom.bootstrap import demo_arguments


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        pytest.param([], 8000, id="default"),
        pytest.param(["--port", "8123"], 8123, id="given"),
        pytest.param(["a.txt", "--port=8123", "--no-browser", "--reset", "-"], 8123, id="among others"),
        pytest.param(["-v", "2", "--port", "8123"], 8123, id="with an option of Django"),
        pytest.param(["--help"], None, id="help"),
        pytest.param(["--port"], None, id="no number"),
        pytest.param(["--port", "eight"], None, id="not a number"),
        pytest.param(["--port", "65536"], None, id="too large"),
        pytest.param(["--port", "0"], None, id="too small"),
        pytest.param(["--port", "٨٠٠٠"], 8000, id="Arabic-Indic digits"),
    ],
)
def test_finds_the_port(arguments, port):
    assert demo_arguments.find_port(arguments) == port
