"""Agreement of two annotators: 1,000 articles of 2,500 code points, 50,000 annotations, 1,000 resamples.

The bar is 20 s and 500 MB.
"""

import random
import resource
import time

from annotations.agreement.comparison import compare_all
from annotations.agreement.readings import UNNAMED, Mark, Quote, Reading, SharedArticle
from annotations.agreement.resampling import RESAMPLES
from tests.benchmarks.figures import print_table
from tests.benchmarks.texts import choose_spans, make_text

ARTICLES = 1_000
LENGTH = 2_500
MARKS = 25
ANNOTATORS = ("first", "second")


def make_article(number: int) -> SharedArticle:
    """Return an article that both read alike for the most part: about one mark in four differs in some way."""
    text = make_text(LENGTH, number)
    chance = random.Random(number)
    spans = choose_spans(text, MARKS, number)
    others = iter(choose_spans(text, 2 * MARKS, -number - 1))
    marks = {Mark(*span) for span in spans}
    reread = {_read_again(chance, mark) for mark in marks}
    while len(reread) < MARKS:
        reread.add(Mark(*next(others)))
    readings = {name: _reading(chance, found) for name, found in zip(ANNOTATORS, (marks, reread), strict=True)}
    return SharedArticle(number, len(text), readings, text)


def _read_again(chance: random.Random, mark: Mark) -> Mark:
    luck = chance.random()
    if luck < 0.75:
        return mark
    if luck < 0.85:
        return mark._replace(end=max(mark.start + 1, mark.end - 1))
    if luck < 0.9:
        return mark._replace(tag="actor" if mark.tag == "location" else "location")
    return mark._replace(start=mark.start // 2, end=mark.end // 2 + 1)


def _reading(chance: random.Random, marks: set[Mark]) -> Reading:
    actors = [(mark.start, mark.end) for mark in sorted(marks) if mark.tag == "actor"]
    quotes = (
        Quote(((mark.start, mark.end),), chance.choice([None, UNNAMED, *actors[:2]]))
        for mark in sorted(marks)
        if mark.tag == "quote"
    )
    return Reading(marks, tuple(quotes))


def measure(articles: list[SharedArticle], resamples: int) -> str:
    began, busy = time.perf_counter(), time.process_time()
    compare_all(articles, ANNOTATORS, resamples=resamples)
    return f"{time.perf_counter() - began:.1f} s, {time.process_time() - busy:.1f} s of the processor"


def main() -> None:
    articles = [make_article(number) for number in range(ARTICLES)]
    marks = sum(len(reading.marks) for article in articles for reading in article.readings.values())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [
        ("figures only", measure(articles, 0)),
        (f"with {RESAMPLES:,} resamples", measure(articles, RESAMPLES)),
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("memory, articles and marks included", f"{peak:.0f} MB, {before:.0f} MB of it before"))
    print_table(f"Agreement of 2 annotators, {ARTICLES:,} articles, {marks:,} annotations", rows)


if __name__ == "__main__":
    main()
