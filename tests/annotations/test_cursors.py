"""Places in the log that tell nothing about the log."""

import pytest

from annotations.cursors import LARGEST, seal, unseal
from tests import factories


@pytest.fixture
def people(db):
    return factories.make_person("layla"), factories.make_person("omar")


@pytest.mark.parametrize("event_id", [0, 1, 2, 4711, 2**32 - 1, 2**32, LARGEST])
def test_what_is_sealed_is_read_back(people, event_id):
    assert unseal(seal(event_id, people[0], 7), people[0], 7) == event_id


def test_neighbours_have_nothing_in_common(people):
    written = [int(seal(number, people[0], 7)[1:], 16) for number in range(200)]
    assert len(set(written)) == 200
    assert written != sorted(written)
    changed = [bin(one ^ other).count("1") for one, other in zip(written, written[1:], strict=False)]
    # Half of 64 bits change from each to the next, give or take five standard deviations of the mean.
    assert 30.5 < sum(changed) / len(changed) < 33.5


def test_each_person_and_article_has_its_own(people):
    layla, omar = people
    assert len({seal(5, layla, 7), seal(5, omar, 7), seal(5, layla, 8)}) == 3
    assert 0 <= unseal(seal(5, layla, 7), omar, 7) <= LARGEST


def test_a_plain_number_stands_for_itself(people):
    assert unseal("12", people[0], 7) == 12


@pytest.mark.parametrize("cursor", ["", "-1", "x", "x12", "y" + "0" * 16, "1" * 19, "١٢", "1\n", "X" + "0" * 16])
def test_what_is_no_cursor_is_refused(people, cursor):
    with pytest.raises(ValueError, match="no cursor"):
        unseal(cursor, people[0], 7)
