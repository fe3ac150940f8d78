"""What the test runs said: counted from pytest's JUnit files, told in one summary.

Errors and skips count as failed: a test that did not run has proved nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree  # reads only files that pytest has just written

PASSED, FAILED, ERROR, SKIPPED = "passed", "failed", "errors", "skipped"
NOTHING_COLLECTED = 5  # pytest's exit status
_OUTCOMES = {"failure": FAILED, "error": ERROR, "skipped": SKIPPED}


@dataclass
class Run:
    """One run of the suite on one database."""

    database: str
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((PASSED, FAILED, ERROR, SKIPPED), 0))
    remarks: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        return self.counts[PASSED]

    @property
    def failed(self) -> int:
        """Return how many tests did not pass, for whatever reason."""
        return sum(self.counts.values()) - self.passed

    @property
    def is_empty(self) -> bool:
        return not sum(self.counts.values())

    def line(self) -> str:
        counts = ", ".join(f"{number} {outcome}" for outcome, number in self.counts.items())
        return f"{self.database:<12}{counts} in {self.seconds:.0f} s"


def read_run(database: str, report: Path, status: int, seconds: float) -> Run:
    """Return the run that ended with ``status`` and left its JUnit file at ``report``."""
    run = Run(database, seconds)
    for case in _cases(report):
        outcome, reason = _outcome(case)
        run.counts[outcome] += 1
        if outcome != PASSED:
            run.remarks.append(f"{outcome} on {database}: {_name(case)}{f' ({reason})' if reason else ''}")
    if status == NOTHING_COLLECTED or (status == 0 and run.is_empty):
        run.remarks.append(f"{database}: no test was selected")
    elif status and not run.failed:
        # A wrong argument, a crash of pytest itself: there is no test to blame.
        run.counts[ERROR] += 1
        run.remarks.append(f"{database}: pytest ended with status {status}")
    return run


def summarise(runs: Sequence[Run]) -> tuple[str, int]:
    """Return the summary and the exit status; its last line is ``N passed, N failed``."""
    passed, failed = sum(run.passed for run in runs), sum(run.failed for run in runs)
    remarks = [remark for run in runs for remark in run.remarks]
    lines = ["", "Summary", *(run.line() for run in runs), *remarks, f"{passed} passed, {failed} failed"]
    is_good = not failed and bool(runs) and not any(run.is_empty for run in runs)
    return "\n".join(lines), 0 if is_good else 1


def _cases(report: Path) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.parse(report).iter("testcase"))
    except (OSError, ElementTree.ParseError):  # pytest ended before it wrote one
        return []


def _outcome(case: ElementTree.Element) -> tuple[str, str]:
    for tag, outcome in _OUTCOMES.items():
        found = case.find(tag)
        if found is not None:
            lines = found.get("message", "").strip().splitlines()
            return outcome, lines[0][:160] if lines else ""
    return PASSED, ""


def _name(case: ElementTree.Element) -> str:
    return "::".join(filter(None, (case.get("classname", ""), case.get("name", ""))))
