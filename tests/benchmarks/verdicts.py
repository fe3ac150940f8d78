"""One verdict on many annotations as one action of the admin, and its undo: ``… verdicts [number]``."""

import sys

from tests.benchmarks.figures import print_table
from tests.benchmarks.site import DATABASES, temporary_site

NUMBER = 10_000
# Of a hundred annotations sixty wait.
SHARE = 0.6


def main() -> None:
    number = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), NUMBER)
    for database in DATABASES:
        with temporary_site(database) as site:
            site.seed("annotations_to_review", int(number / SHARE) + 5_000)
            took = site.seed("times_of_verdicts", number)
        print_table(f"{number:,} annotations on {database}", [(name, f"{took[name]:.1f} s") for name in took])


if __name__ == "__main__":
    main()
