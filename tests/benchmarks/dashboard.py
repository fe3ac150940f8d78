"""The first page of the administration, counted anew and kept: ``… dashboard [--postgresql] [number]``.

100,000 annotations on SQLite, 1,000,000 on PostgreSQL, half of them of the last thirty days.  The time of the server
alone, all of its middleware included.
"""

import sys

from tests.benchmarks.figures import print_table, spread
from tests.benchmarks.site import temporary_site

NUMBERS = {"sqlite": 100_000, "postgresql": 1_000_000}
TIMES = 20


def main() -> None:
    database = "postgresql" if "--postgresql" in sys.argv else "sqlite"
    number = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), NUMBERS[database])
    with temporary_site(database) as site:
        site.seed("annotations_to_review", number)
        site.seed("what_happened")
        found = site.seed("times_of_dashboard", TIMES)
    print_table(
        f"First page of the administration with {number:,} annotations on {database}: median / p90",
        [(name, spread(times)) for name, times in found.items()],
    )


if __name__ == "__main__":
    main()
