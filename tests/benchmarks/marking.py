"""Mouse-up to painted and to confirmed, in Chromium with a real mouse: ``… marking [ARTICLE.txt]``."""

import sys

from playwright.sync_api import Page

from tests.benchmarks.chromium import chromium, new_annotator, open_until_painted
from tests.benchmarks.figures import print_table, spread
from tests.benchmarks.site import Site, temporary_site
from tests.benchmarks.texts import word_spans

MARKS = 30
STEPS = 8
# Milliseconds between two marks, so that one does not wait for the work of the other.
REST = 150
SHORTEST_WORD = 4


def measure(site: Site, article: dict) -> list[dict]:
    """Mark ``MARKS`` words all over the article with a pen in hand and return the probe's figures."""
    with site.serve() as server, chromium() as browser:
        page = new_annotator(browser, server.address, article["session"]).new_page()
        open_until_painted(page, server.address + article["path"])
        # A tag that no generated mark of a single word competes with.
        page.locator("button[data-pen=quote]").click()
        return [mark(page, *span) for span in choose_words(article["text"])]


def choose_words(text: str) -> list[tuple[int, int]]:
    spans = [span for span in word_spans(text) if span[1] - span[0] >= SHORTEST_WORD]
    step = len(spans) / MARKS
    return [spans[int(index * step)] for index in range(MARKS)]


def mark(page: Page, start: int, end: int) -> dict:
    """Drag over the word and return milliseconds (and frames) from mouse-up."""
    first, last = page.evaluate("([start, end]) => hands.reach(start, end)", [start, end])
    page.evaluate("probe.expectMark()")
    page.mouse.move(**first)
    page.mouse.down()
    page.mouse.move(**last, steps=STEPS)
    page.mouse.up()
    figures = page.evaluate("probe.describeMark()")
    page.wait_for_timeout(REST)
    return figures


def describe(figures: list[dict]) -> list[tuple[str, str]]:
    return [
        ("registered", spread([figure["registered"] for figure in figures])),
        ("painted", spread([figure["painted"] for figure in figures])),
        ("painted, in frames", spread([figure["frames"] for figure in figures], "")),
        ("confirmed", spread([figure["confirmed"] for figure in figures])),
    ]


def main() -> None:
    with temporary_site() as site:
        articles = {"200,000 characters, 2,000 annotations": site.seed("article_of_length", 200_000, 2_000)}
        if len(sys.argv) > 1:
            articles[f"{sys.argv[1]}, 30 annotations"] = site.seed("article_from_file", sys.argv[1], 30)
        for name, article in articles.items():
            print_table(f"{MARKS} marks, mouse-up to …, median / p90: {name}", describe(measure(site, article)))


if __name__ == "__main__":
    main()
