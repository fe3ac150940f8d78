"""Run every tests/js/*.test.mjs under node.

The modules in static/js end in .js and no package.json calls them modules; node finds that out by their
syntax (from 22.7 on; the wheel brings 24).
"""

from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("*.test.mjs"))


def test_there_are_files_to_run():
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_passes_under_node(file, run_node):
    finished = run_node("--test", "--test-reporter=spec", file)
    if finished.returncode:
        pytest.fail(f"{finished.stdout}\n{finished.stderr}", pytrace=False)
    # Exit code 0 with nothing run would prove nothing.
    assert "ℹ pass 0\n" not in finished.stdout
    assert "ℹ fail 0\n" in finished.stdout
