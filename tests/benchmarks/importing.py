"""Import of 10,000 small files into SQLite: seconds and peak memory."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import print_table
from tests.benchmarks.site import Site, temporary_site
from tests.benchmarks.texts import make_text

FILES = 10_000
LENGTH = 2_000


def write_files(folder: Path) -> None:
    folder.mkdir()
    body = make_text(LENGTH)
    for index in range(FILES):
        (folder / f"{index:05}.txt").write_text(f"خبر رقم {index} من المرفأ\n\n{body}")


def run_import(site: Site, folder: Path) -> tuple[float, float]:
    """Import ``folder`` and return the seconds it took and its peak memory in MB."""
    command = [sys.executable, "-m", "django", "import_articles", str(folder)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=site.environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import failed: {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    with temporary_site() as site:
        folder = site.folder / "texts"
        write_files(folder)
        rows = []
        for name in ("first", "again, all duplicates"):
            seconds, peak = run_import(site, folder)
            rows.append((name, f"{seconds:.1f} s   peak {peak:.0f} MB"))
    print_table(f"Import of {FILES:,} files of {LENGTH:,} characters", rows)


if __name__ == "__main__":
    main()
