from random import Random

import pytest

from annotations.agreement.figures import Interval, Measure, Reason, Undefined
from annotations.agreement.resampling import Resamples


def times_drawn(articles, number, seed):
    """The draws once more, written out."""
    random = Random(seed)
    draws = [random.choices(range(articles), k=articles) for _ in range(number)]
    return [[1] * articles, *([draw.count(article) for article in range(articles)] for draw in draws)]


@pytest.mark.parametrize("largest", [9, 2**40, 2**70], ids=["one field", "nearly one field", "more than a field"])
def test_sums_are_those_of_the_articles_drawn(largest):
    samples = Resamples(7, 20, seed=1)
    column = [Random(article).randint(0, largest) for article in range(7)]
    expected = [
        sum(count * value for count, value in zip(times, column, strict=True)) for times in times_drawn(7, 20, 1)
    ]
    assert list(samples.sums(column)) == expected


def test_occurrences_are_those_in_the_articles_drawn():
    samples = Resamples(3, 20, seed=1)
    found = samples.occurrences([(5, 5, 8), (), (8,)])
    times = times_drawn(3, 20, 1)
    assert list(samples.unpack(found[5])) == [2 * first for first, _, _ in times]
    assert list(samples.unpack(found[8])) == [first + third for first, _, third in times]


def test_the_same_seed_draws_the_same():
    column = list(range(50))
    assert Resamples(50, seed=1).sums(column) == Resamples(50, seed=1).sums(column)
    assert Resamples(50, seed=1).sums(column) != Resamples(50, seed=2).sums(column)


def test_an_interval_holds_the_middle_of_the_resamples():
    samples = Resamples(2, 1000)
    measure = samples.measure([0.5, *(number / 1000 for number in range(1000))])
    assert measure == Measure(0.5, Interval(pytest.approx(0.025, abs=0.001), pytest.approx(0.974, abs=0.001), 1000))


def test_an_interval_of_a_mean_is_about_two_standard_errors():
    column = [Random(article).randint(0, 100) for article in range(200)]
    mean = sum(column) / 200
    error = (sum((value - mean) ** 2 for value in column) / 199 / 200) ** 0.5
    samples = Resamples(200)
    interval = samples.measure([total / 200 for total in samples.sums(column)]).interval
    assert interval.low == pytest.approx(mean - 1.96 * error, abs=error / 4)
    assert interval.high == pytest.approx(mean + 1.96 * error, abs=error / 4)


def test_undefined_resamples_are_left_out_and_too_many_leave_no_interval():
    nothing = Undefined(Reason.NO_UNITS)
    samples = Resamples(2, 10)
    assert samples.measure([0.5, *[nothing] * 4, *[0.5] * 6]).interval == Interval(0.5, 0.5, 6)
    assert samples.measure([0.5, *[nothing] * 6, *[0.5] * 4]).interval == Undefined(Reason.FEW_RESAMPLES)
    assert samples.measure([nothing, *[0.5] * 10]) == Measure(nothing, nothing)


def test_one_article_has_no_interval():
    samples = Resamples(1)
    assert list(samples.sums([7])) == [7]
    assert samples.measure([0.5]) == Measure(0.5, Undefined(Reason.FEW_ARTICLES))
