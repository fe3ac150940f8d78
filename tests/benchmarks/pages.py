"""The server's time for the list (10,000 articles) and for the reading page: ``… pages [sqlite] [postgresql]``."""

import re
import sys

from tests.benchmarks.figures import print_table, spread
from tests.benchmarks.requests import Timing, Visitor
from tests.benchmarks.site import DATABASES, Site, temporary_site

ARTICLES = 10_000
FAR_PAGE = 300
REPEATS = 60
OLDER = re.compile(r'href="([^"]*)" rel="next"')


def measure(site: Site) -> list[tuple[str, Timing]]:
    """Return each page's name and timing."""
    small = site.seed("article_of_length", 4_000, 30)
    large = site.seed("article_of_length", 200_000, 2_000)
    session = site.seed("articles", ARTICLES)["session"]
    with site.serve() as server:
        visitor = Visitor(server, session)
        paths = {
            f"list of {ARTICLES:,} articles": "/",
            f"list, page {FAR_PAGE}": find_page(visitor, FAR_PAGE),
            "reading, 4,000 characters, 30 notes": small["path"],
            "reading, 200,000 characters, 2,000 notes": large["path"],
        }
        return [(name, visitor.time(path, REPEATS)) for name, path in paths.items()]


def find_page(visitor: Visitor, number: int) -> str:
    """Return the address of the list's n-th page, found by following its links."""
    path = "/"
    for _ in range(number - 1):
        body = visitor.get(path, **{"Accept-Encoding": "identity", "HX-Request": "true"}).decode()
        path = "/" + OLDER.search(body)[1].replace("&amp;", "&")
    return path


def main() -> None:
    for database in sys.argv[1:] or DATABASES:
        with temporary_site(database) as site:
            rows = [
                (name, f"{spread(timing.waited)}   processor {timing.processor:.1f} ms   {timing.size / 1000:.1f} kB")
                for name, timing in measure(site)
            ]
        print_table(f"Server time on {database}: median / p90 to the last byte", rows)


if __name__ == "__main__":
    main()
