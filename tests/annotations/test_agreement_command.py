"""``manage.py agreement``."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from annotations import agreement_summaries as summaries
from annotations.management.commands import agreement
from annotations.models import AgreementSummary
from newsroom.models import Collection
from tests import factories
from tests.annotations.readers import read_differently
from tests.annotations.work import join, make_articles, make_assignment, make_collection


@pytest.fixture
def collection(annotator, second_annotator):
    made = make_collection("تجربة")
    join(made, annotator, second_annotator)
    read_differently(made, annotator, second_annotator, 2)
    return made


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("agreement", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def lines_of(report: str) -> list[list[str]]:
    """Return the words of each line: how wide the columns are does not matter."""
    return [line.split() for line in report.splitlines()]


def test_prints_tables(collection):
    lines = lines_of(run("تجربة"))
    assert ["layla", "·", "omar"] in lines
    assert ["quote", "2", "0", "0", "2"] in lines  # met by the same tag, or by nothing
    assert ["Cohen's", "kappa"] in [line[:2] for line in lines]
    assert ["the", "same", "but", "for", "their", "edges", "2", "2", "2"] in lines
    assert "Disagreements: other edges 2 · another tag 2 · marked by one only 2 · another speaker 2" in run("تجربة")


def test_columns_stand_under_each_other(collection):
    report = run(str(collection.pk)).splitlines()
    start = next(index for index, line in enumerate(report) if line.startswith("Counts"))
    columns = {line.index("2", 10) for line in report[start + 3 : start + 5]}
    assert columns == {report[start].index("quote")}


def test_speaks_arabic_where_the_site_does(collection):
    with translation.override("ar"):
        assert "كابا كوهين" in run("تجربة")


def test_writes_json_with_every_disagreement(collection, annotator, second_annotator):
    found = json.loads(run("تجربة", "--json"))
    assert found["collection"] == {"id": collection.pk, "name": "تجربة"}
    assert found["people"] == {str(annotator.pk): "layla", str(second_annotator.pk): "omar"}
    (pair,) = found["pairs"]
    assert (pair["first"], pair["second"], len(pair["disagreements"])) == (annotator.pk, second_annotator.pk, 8)
    assert {"low", "high", "value"} == set(pair["average"]["kappa"])
    assert found["resamples"] == 1000


def test_keeps_what_it_found_for_the_page(collection):
    run("تجربة", "--resamples", "300")
    summary, work = summaries.summary_of(collection.settings)
    assert (summary.resamples, summary.state) == (300, work.state)


def test_compares_one_pair(collection, reader, annotator):
    make_assignment(collection.articles.first(), reader, "finished")
    report = run("تجربة", "--pair", "karim", "layla")
    assert "karim · layla" in report
    assert "omar" not in report
    assert not AgreementSummary.objects.exists()


def test_says_of_a_pair_without_common_articles_why_there_is_no_figure(collection, reviewer):
    report = run("تجربة", "--pair", "layla", "samira")
    assert "layla · samira\nNo article was finished by both annotators." in report


def test_says_that_one_annotator_is_not_enough(annotator):
    made = make_collection()
    make_assignment(make_articles(made, 1)[0], annotator, "finished")
    assert "Agreement needs two annotators." in run(str(made.pk))


def test_leaves_the_intervals_out_on_request(collection):
    report = run("تجربة", "--resamples", "0")
    assert "[" not in report
    assert not AgreementSummary.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["لا شيء"], "There is no collection لا شيء."),
        (["999"], "There is no collection 999."),
        (["9" * 30], "There is no collection"),
        (["٣"], "There is no collection ٣."),
        (["\udcff"], "There is no collection"),
        (["تجربة", "--pair", "layla", "nobody"], "There is no account nobody."),
        (["تجربة", "--pair", "layla", "layla"], "Agreement needs two annotators."),
        ([Collection.DEFAULT_NAME], "The collection has no articles yet."),
    ],
)
def test_refuses_what_it_does_not_know_with_1(collection, arguments, message):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert message in str(refused.value)
    assert refused.value.returncode == 1


@pytest.mark.parametrize("number", ["-1", "x", "50", "10001", "٣٠٠", "9" * 30])
def test_refuses_a_number_of_resamples_that_makes_no_interval(collection, number):
    with pytest.raises(CommandError, match="resamples are 0, or 100 to 10,000"):
        run("تجربة", f"--resamples={number}")


def test_tells_on_standard_error_how_far_it_is(collection, monkeypatch):
    monkeypatch.setattr(agreement, "SECONDS", 0)
    errors = io.StringIO()
    call_command("agreement", "تجربة", stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue().splitlines() == ["Articles read: 2 of 2", "Pairs compared: 1 of 1"]


def test_speaks_english_where_the_terminal_has_no_arabic_letters(collection):
    class Western(io.StringIO):
        encoding = "latin-1"

    out = Western()
    with translation.override("ar"):
        call_command("agreement", "تجربة", stdout=out)
    assert "Cohen's kappa" in out.getvalue()
    out.getvalue().encode("latin-1")


def test_names_everybody_together_if_there_are_more_than_two(collection, reader):
    make_assignment(collection.articles.first(), reader, "finished")
    make_assignment(make_articles(collection, 1)[0], factories.make_person("alone"), "finished")
    report = run("تجربة")
    assert "All together: " in report
    assert "3 more pairs have no article in common." in report
