"""Memory of the whole server, as ``manage.py demo`` starts it, at rest after some requests."""

import time

from tests.benchmarks.figures import print_table
from tests.benchmarks.requests import Visitor
from tests.benchmarks.site import Server, temporary_site

REQUESTS = 40
SECONDS_OF_REST = 2


def describe(server: Server) -> str:
    return f"{server.memory('Pss'):.0f} MB PSS, {server.memory('Rss'):.0f} MB RSS, {len(server.pids)} processes"


def main() -> None:
    rows = []
    with temporary_site() as site:
        small = site.seed("article_of_length", 4_000, 30)
        large = site.seed("article_of_length", 200_000, 2_000)
        with site.serve() as server:
            visitor = Visitor(server, small["session"])
            rows.append(("just started", describe(server)))
            for name, path in (("list", "/"), ("small article", small["path"]), ("large article", large["path"])):
                for _ in range(REQUESTS):
                    visitor.get(path)
                time.sleep(SECONDS_OF_REST)
                rows.append((f"after {REQUESTS} × {name}", describe(server)))
    print_table("Memory of the server", rows)


if __name__ == "__main__":
    main()
