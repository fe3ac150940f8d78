"""A load of the reading page by an annotator: bytes, requests, and the time until text and marks stand there."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.benchmarks.chromium import chromium, measure_processor, new_annotator, open_until_painted, warm_up
from tests.benchmarks.figures import print_table, spread
from tests.benchmarks.site import temporary_site

LOADS = 9
SIZES = ((4_000, 30), (200_000, 2_000))


@dataclass
class Traffic:
    """What a page asked for."""

    urls: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    size: int = 0

    def listen_to(self, page: Page) -> "Traffic":
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.requestWillBeSent", self._sent)
        client.on("Network.loadingFinished", self._finished)
        return self

    def _sent(self, event: dict) -> None:
        url = event["request"]["url"].rpartition("/")[2]
        self.urls.append(url)
        # The HTML's parser asks for what the HTML names; an import or a script asks later.
        if event["type"] != "Document" and event["initiator"]["type"] != "parser":
            self.late.append(url)

    def _finished(self, event: dict) -> None:
        self.size += event["encodedDataLength"]


def measure_traffic(browser: Browser, address: str, url: str) -> Traffic:
    """Return the traffic of a first load by somebody who is not logged in."""
    context = new_annotator(browser, address, session="")
    page = context.new_page()
    traffic = Traffic().listen_to(page)
    open_until_painted(page, url)
    page.wait_for_timeout(300)
    context.close()
    return traffic


def measure(browser: Browser, address: str, article: dict) -> list[tuple[str, str]]:
    url = address + article["path"]
    warm_up(browser, address, article["session"], article["path"])
    cold, warm, processor, traffic = [], [], [], None
    for _ in range(LOADS):
        context = new_annotator(browser, address, article["session"])
        page = context.new_page()
        traffic = Traffic().listen_to(page)
        cold.append(open_until_painted(page, url))
        page.wait_for_timeout(300)
        size, number = traffic.size, len(traffic.urls)
        warm.append(open_until_painted(page, url))
        processor.append(measure_processor(context.new_page(), url))
        context.close()
    visitors = measure_traffic(browser, address, url)
    return [
        ("transferred", f"{size / 1000:.1f} kB in {number} requests, {len(set(traffic.late))} not from the HTML"),
        ("transferred to a visitor", f"{visitors.size / 1000:.1f} kB in {len(visitors.urls)} requests"),
        ("main thread's processor time", spread(processor)),
        ("cold: HTML transferred", spread([load["html"] for load in cold])),
        ("cold: HTML parsed", spread([load["parsed"] for load in cold])),
        ("cold: text painted", spread([load["text"] for load in cold])),
        ("cold: text and marks painted", spread([max(load["text"], load["painted"]) for load in cold])),
        ("warm: text painted", spread([load["text"] for load in warm])),
        ("warm: text and marks painted", spread([max(load["text"], load["painted"]) for load in warm])),
    ]


def main() -> None:
    with temporary_site() as site:
        articles = [site.seed("article_of_length", *size) for size in SIZES]
        with site.serve() as server, chromium() as browser:
            for (length, marks), article in zip(SIZES, articles, strict=True):
                rows = measure(browser, server.address, article)
                print_table(f"{length:,} characters, {marks:,} annotations; median / p90 of {LOADS} loads", rows)


if __name__ == "__main__":
    main()
