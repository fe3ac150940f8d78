"""What a selection does not begin or end with: the cases that the page's script passes too."""

import json
from pathlib import Path

import pytest

from newsroom.arabic.edges import trim_stray
from newsroom.spans import Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "edges.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_what_was_taken_along_goes(case):
    marked = case["marked"]
    # Brackets of the text itself stay: the outermost ones hold the selection.
    start = marked.index("[")
    end = marked.rindex("]") - 1
    text = marked[:start] + marked[start + 1 : end + 1] + marked[end + 2 :]
    kept = trim_stray(text, Span(start, end))
    assert (kept and kept.cut(text)) == case["kept"]
