"""Where a corrected mark lies."""

import pytest

from annotations.admin.bounds import nearest
from newsroom.spans import Span

TEXT = "حلب ثم حلب ثم حَلب ثم حلبَ"


@pytest.mark.parametrize(
    ("exact", "start", "expected"),
    [
        pytest.param("حلب", 0, Span(0, 3), id="where it was"),
        pytest.param("حلب", 6, Span(7, 10), id="the nearer of two"),
        pytest.param("حلب", 26, Span(7, 10), id="not without its diacritic"),
        pytest.param("حلبَ", 0, Span(22, 26), id="the only one"),
        pytest.param("ثم حلب", 9, Span(4, 10), id="several words"),
        pytest.param("دمشق", 0, None, id="not in the text"),
        pytest.param("", 0, None, id="nothing"),
        pytest.param(".*", 0, None, id="no pattern"),
    ],
)
def test_nearest(exact, start, expected):
    assert nearest(TEXT, exact, start) == expected


def test_overlapping_occurrences_count():
    assert nearest("ببببب", "ببب", 1) == Span(1, 4)


def test_a_cut_grapheme_is_found_where_nothing_else_is():
    assert nearest("نص حَلب", "حلب", 0) is None
    assert nearest("نص حلبَ", "حلب", 0) == Span(3, 6)
