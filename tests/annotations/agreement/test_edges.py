import pytest

from annotations.agreement.edges import count_alike, names_at, without_edges

TEXT = "قال «ولافروف»، إن لـموسكو والعراق 25% من النفط."


def span(marked, text=TEXT):
    start = text.index(marked)
    return start, start + len(marked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ولافروف", "لافروف", id="conjunction"),
        pytest.param("«ولافروف»،", "لافروف", id="quote marks and comma"),
        pytest.param("ولافروف»، ", "ولافروف", id="space"),
        pytest.param("لـموسكو", "موسكو", id="preposition with tatweel"),
        pytest.param("والعراق", "عراق", id="conjunction and article"),
        pytest.param("النفط.", "النفط", id="full stop"),
    ],
)
def test_edges_make_no_difference(one, other):
    assert without_edges(TEXT, span(one)) == without_edges(TEXT, span(other))
    assert count_alike(TEXT, [span(one)], [span(other)]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ولافروف", "روف", id="letters that are no proclitic"),
        pytest.param("ولافروف", "ولافرو", id="last letter"),
        pytest.param("والعراق", "والعراق 25", id="number"),
        pytest.param("من النفط", "النفط", id="word"),
    ],
)
def test_letters_and_words_do(one, other):
    assert without_edges(TEXT, span(one)) != without_edges(TEXT, span(other))
    assert count_alike(TEXT, [span(one)], [span(other)]) == 0


def test_a_span_without_letters_stays():
    assert without_edges("قال: … نعم", (5, 6)) == (5, 6)


def test_each_span_is_alike_once():
    assert count_alike(TEXT, [span("ولافروف"), span("لافروف")], [span("«ولافروف")]) == 1


def test_a_name_is_the_same_behind_any_proclitic():
    text = "وصل كيري إلى وموسكو ثم بموسكو"
    assert names_at(text, span("وموسكو", text)) & names_at(text, span("بموسكو", text)) >= {"موسكو"}
    assert names_at(text, span("كيري", text)).isdisjoint(names_at(text, span("وموسكو", text)))
