"""Named queries over articles, and the cursors that name a place among them."""

import datetime

import pytest

from newsroom.models import Article
from newsroom.paging import read_cursor, write_cursor
from tests import factories

NOON = datetime.datetime(2026, 10, 5, 12, 0, 0, 123456, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


@pytest.fixture
def articles(db) -> list[Article]:
    """Newest first: one later, three at the same moment, one a microsecond earlier."""
    times = [NOON - MICROSECOND, NOON, NOON, NOON, NOON + MICROSECOND]
    made = [factories.make_article(f"خبر {number}", published_at=time) for number, time in enumerate(times)]
    return made[::-1]


def test_newest_first_is_by_time_then_by_id(articles):
    assert list(Article.objects.newest_first()) == articles


@pytest.mark.parametrize("place", range(5))
def test_older_and_newer_part_the_list_at_any_article(articles, place):
    sorted_at, pk = read_cursor(write_cursor(articles[place]))
    assert list(Article.objects.older_than(sorted_at, pk).newest_first()) == articles[place + 1 :]
    assert list(Article.objects.newer_than(sorted_at, pk).newest_first()) == articles[:place]


@pytest.mark.parametrize(
    "time",
    [
        NOON,
        datetime.datetime(1, 1, 1, tzinfo=datetime.UTC),
        datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC),
        datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=3))),
    ],
)
def test_a_cursor_is_read_as_it_was_written(time):
    assert read_cursor(write_cursor(Article(pk=7, sorted_at=time))) == (time, 7)


def test_a_cursor_holds_ascii_digits_only():
    assert write_cursor(Article(pk=7, sorted_at=NOON)).replace(".", "").isdigit()
    with pytest.raises(ValueError, match="cursor"):
        read_cursor("١.٧")


def test_a_list_leaves_the_long_columns_alone(articles, django_assert_num_queries):
    article = Article.objects.without_text().first()
    with django_assert_num_queries(0):
        assert article.headline
    with django_assert_num_queries(1):
        assert article.text
