"""A change of 10,000 annotations from the list of the administration, and its undo: ``… bulk [--postgresql]``.

What a person waits for, all middleware included: the question, the first step, everything, and the undo of it.
"""

import sys

from tests.benchmarks.figures import print_table
from tests.benchmarks.site import temporary_site

# So many that 10,000 of them wait.
NUMBER = 20_000


def main() -> None:
    database = "postgresql" if "--postgresql" in sys.argv else "sqlite"
    with temporary_site(database) as site:
        site.seed("annotations_to_review", NUMBER)
        found = site.seed("times_of_bulk")
    rows = [(name, f"{value:.2f}") for name, value in found.items()]
    print_table(f"10,000 annotations of {NUMBER:,} on {database}", rows)


if __name__ == "__main__":
    main()
