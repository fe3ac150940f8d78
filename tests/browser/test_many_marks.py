"""An article with more marks than the browser is asked to paint at a time."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag

pytestmark = pytest.mark.browser

# static/js/painter.js paints as many wherever they stand.
MOST_RANGES = 5000
EACH_BLOCK = 130


@pytest.fixture
def marks(annotator, long_article):
    """Marks of one to three letters, the same number in each block of 42."""
    tag = Tag.objects.get(slug=Tag.LOCATION)
    text, start, marks = long_article.text, 0, []
    for block in text.split("\n\n"):
        spans = [(start + at, start + at + length) for length in (1, 2, 3) for at in range(len(block) - 3)]
        marks += [
            Annotation(article=long_article, author=annotator, tag=tag, start=first, end=last, exact=text[first:last])
            for first, last in sorted(spans)[:EACH_BLOCK]
        ]
        start += len(block) + 2
    return Annotation.objects.bulk_create(marks)


def test_are_painted_where_the_reader_is(page, annotator, long_article, marks, log_in, open_article):
    assert len(marks) > MOST_RANGES
    log_in(annotator)
    reading = open_article(page, long_article)

    def count_in(block: int) -> int:
        return page.evaluate("block => hands.paintedIn(block)", block)

    page.wait_for_function("() => hands.painted('tag-').length < 5000")
    assert (count_in(0), count_in(41)) == (EACH_BLOCK, 0)
    reading.reach(marks[-1].start, marks[-1].end)
    page.wait_for_function("() => hands.paintedIn(41) > 0")
    assert (count_in(0), count_in(41)) == (0, EACH_BLOCK)
    expect(reading.notes).to_have_count(len(marks))
