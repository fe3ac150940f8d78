"""The node that ships in the Playwright wheel runs the tests of modules without a DOM."""

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable


@pytest.fixture(scope="session")
def run_node():
    """Return a function that runs node with arguments and gives the finished process, output as text."""
    node = Path(compute_driver_executable()[0])
    if not node.is_file():
        pytest.fail(f"no node at {node}: install tests/requirements.txt again")

    def run(*arguments, **options):
        return subprocess.run(
            [node, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False, **options
        )

    return run
