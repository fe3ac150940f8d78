"""From one annotation of the review queue to the next: ``… review [--postgresql] [number]``.

100,000 annotations on SQLite, 1,000,000 on PostgreSQL.  The time of the server alone, all of
its middleware included: the verdict, the search for the next one, the claim, the page.
"""

import sys

from tests.benchmarks.figures import print_table, spread
from tests.benchmarks.site import temporary_site

NUMBERS = {"sqlite": 100_000, "postgresql": 1_000_000}
TIMES = 30
QUERIES = {
    "findings first": "",
    "oldest first": "order=oldest",
    "one tag": "tag=location",
    "one author": "author={author}",
    "an author with one annotation": "author={rare}",
    "one collection": "collection=7",
    "one source": "source=11",
    "one kind of finding": "finding=stray_edge",
    "a week and more": "age=week",
}


def main() -> None:
    database = "postgresql" if "--postgresql" in sys.argv else "sqlite"
    number = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), NUMBERS[database])
    with temporary_site(database) as site:
        ids = site.seed("annotations_to_review", number)
        rows = []
        for name, query in QUERIES.items():
            found = site.seed("times_of_review", query.format(**ids), TIMES)
            rows.append((name, f"{spread(found['waited'])}   the page {found['page']:.0f} ms   {len(found['waited'])} ×"))
    print_table(f"Item to item with {number:,} annotations on {database}: median / p90", rows)


if __name__ == "__main__":
    main()
