"""Checks of a mark among the others of its article, and of names in a collection."""

import uuid

import pytest

from annotations.checks.beside import NamesOfCollection, annotators_disagree, name_tagged_two_ways
from annotations.checks.marks import Mark, Neighbourhood

LAYLA, OMAR = 1, 2


def mark(tag: str, start: int, end: int, by: int = LAYLA, exact: str | None = None, **fields) -> Mark:
    return Mark(uuid.uuid4(), tag, start, end, "س" * (end - start) if exact is None else exact, by, **fields)


def check(checked, first: Mark, *others: Mark) -> dict | None:
    return checked(first, Neighbourhood.of([first, *others]))


class TestNames:
    def test_the_same_name_with_another_tag_is_found_however_it_is_spelt(self):
        first = mark("actor", 0, 5, exact="أميركا")
        assert check(name_tagged_two_ways, first, mark("location", 9, 14, exact="امــيركا")) == {"tags": ["location"]}

    @pytest.mark.parametrize(
        "other",
        [
            mark("actor", 9, 14, exact="موسكو"),
            mark("location", 9, 14, exact="دمشق"),
            mark("quote", 9, 14, exact="موسكو"),
            mark("location", 0, 5, OMAR, exact="موسكو"),
            mark("location", 9, 14, exact="موسكو", is_rejected=True),
            mark("location", 9, 14, exact="موسكو", is_gold=True),
        ],
        ids=["same tag", "another name", "a quote", "the same words", "rejected", "gold"],
    )
    def test_nothing_else_is(self, other):
        assert check(name_tagged_two_ways, mark("actor", 0, 5, exact="موسكو"), other) is None

    def test_a_rejected_mark_is_not_looked_at(self):
        first = mark("actor", 0, 5, exact="موسكو", is_rejected=True)
        assert check(name_tagged_two_ways, first, mark("location", 9, 14, exact="موسكو")) is None


class TestDisagreement:
    @pytest.mark.parametrize(
        ("other", "found"),
        [
            pytest.param(mark("location", 10, 20, OMAR), {"what": "tag", "tags": ["location"]}, id="other tag"),
            pytest.param(mark("actor", 10, 18, OMAR), {"what": "bounds", "text": "س" * 8}, id="other bounds"),
            pytest.param(mark("location", 10, 18, OMAR), {"what": "tag", "tags": ["location"]}, id="both, mostly"),
            pytest.param(mark("location", 10, 14, OMAR), None, id="another tag on a part"),
            pytest.param(mark("quote", 0, 90, OMAR), None, id="in a quote"),
            pytest.param(mark("actor", 20, 30, OMAR), None, id="only touches"),
            pytest.param(mark("actor", 10, 20, OMAR), None, id="the same"),
            pytest.param(mark("location", 10, 20, LAYLA), None, id="one's own"),
            pytest.param(mark("location", 10, 20, OMAR, is_rejected=True), None, id="rejected"),
            pytest.param(mark("cue", 10, 20, OMAR), None, id="a cue"),
        ],
    )
    def test_with_one_other_mark(self, other, found):
        assert check(annotators_disagree, mark("actor", 10, 20), other) == found

    def test_whoever_has_the_same_mark_agrees_whatever_else_they_marked(self):
        first = mark("actor", 10, 20)
        assert check(annotators_disagree, first, mark("actor", 10, 20, OMAR), mark("actor", 5, 20, OMAR)) is None

    def test_a_third_one_may_disagree_still(self):
        first = mark("actor", 10, 20)
        assert check(annotators_disagree, first, mark("actor", 10, 20, OMAR), mark("actor", 5, 20, 3)) is not None


class TestCollection:
    @pytest.fixture
    def names(self):
        names = NamesOfCollection()
        names.add([("location", "موسكو")] * 3 + [("actor", "موسكو"), ("actor", "حلب"), ("location", "حَلَب")])
        names.add([("location", "دمشق"), ("quote", "دمشق")])
        names.keep_ambiguous()
        return names

    def test_the_rarer_tag_is_the_exception(self, names):
        assert names.name_tagged_two_ways("actor", "موسكو") == {"tags": ["location"], "number": 3}
        assert names.name_tagged_two_ways("location", "موسكو") is None

    def test_where_both_are_as_frequent_both_are_looked_at(self, names):
        assert names.name_tagged_two_ways("actor", "حلب") == {"tags": ["location"], "number": 1}
        assert names.name_tagged_two_ways("location", "حلب") == {"tags": ["actor"], "number": 1}

    def test_a_name_with_one_tag_is_fine(self, names):
        assert names.name_tagged_two_ways("location", "دمشق") is None
        assert names.name_tagged_two_ways("quote", "موسكو") is None
