import pytest

from annotations.agreement.readings import Mark, Quote, Reading, SharedArticle, spans_by_tag


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(Reading([Mark(3, 3, "actor")]), id="empty span"),
        pytest.param(Reading([Mark(-1, 3, "actor")]), id="before the text"),
        pytest.param(Reading([Mark(3, 11, "actor")]), id="behind the text"),
        pytest.param(Reading([], (Quote(()),)), id="quote without parts"),
        pytest.param(Reading([], (Quote(((0, 11),)),)), id="part behind the text"),
        pytest.param(Reading([], (Quote(((0, 5),), (4, 2)),)), id="speaker from end to start"),
    ],
)
def test_what_cannot_be_in_an_article_is_refused(reading):
    with pytest.raises(ValueError, match="article 7"):
        SharedArticle(7, 10, {"annotator": reading})


def test_a_text_of_another_length_is_refused():
    with pytest.raises(ValueError, match="3 code points, not 10"):
        SharedArticle(7, 10, {}, "نعم")


def test_spans_are_sorted_by_tag_and_counted_once():
    marks = [Mark(5, 9, "actor"), Mark(0, 3, "actor"), Mark(5, 9, "actor"), Mark(5, 9, "location")]
    assert spans_by_tag(Reading(marks)) == {"actor": [(0, 3), (5, 9)], "location": [(5, 9)]}
