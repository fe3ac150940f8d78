"""Agreement as plain values for JSON."""

import json

from annotations.agreement.comparison import compare_all
from annotations.agreement.plain import agreement_as_plain
from annotations.agreement.readings import UNNAMED, Mark, Quote, Reading, SharedArticle

TEXT = "قال ولافروف في موسكو نعم"
ACTOR = Mark(5, 11, "actor")


def article(number, **marks):
    readings = {name: Reading(found, quotes) for name, (found, quotes) in marks.items()}
    return SharedArticle(number, len(TEXT), readings, TEXT)


def plain_of(articles, people, **options):
    found = agreement_as_plain(compare_all(articles, people, ["actor", "quote"], resamples=100), **options)
    assert json.loads(json.dumps(found)) == found
    return found


def test_says_numbers_intervals_and_why_there_is_none():
    quote = Mark(21, 24, "quote")
    articles = [
        article(1, a=([ACTOR, quote], (Quote((quote[:2],), UNNAMED),)), b=([quote], (Quote((quote[:2],)),))),
        article(2, a=([ACTOR], ()), b=([ACTOR._replace(start=4)], ())),
    ]
    found = plain_of(articles, ["a", "b"], with_disagreements=True)
    (pair,) = found["pairs"]
    actor, quotes = pair["tags"]
    assert (pair["articles"], pair["code_points"], actor["tag"]) == (2, 2 * len(TEXT), "actor")
    assert (actor["counts"]["first_spans"], actor["counts"]["alike"]) == (2, 1)
    assert quotes["measures"]["exact"]["value"] == 1
    assert pair["speaker_agreement"]["value"] == 0
    assert pair["disagreements_by_kind"] == {"speaker": 1, "missing": 1, "boundary": 1}
    assert pair["edges"] == 1
    assert pair["disagreements"][-1] == {
        "article": 2, "kind": "boundary", "is_edge": True,
        "first": {"start": 5, "end": 11, "tag": "actor"}, "second": {"start": 4, "end": 11, "tag": "actor"},
    }  # fmt: skip
    assert {"first": None, "second": "actor", "number": 1} not in pair["confusion"]
    assert {"first": "actor", "second": None, "number": 1} in pair["confusion"]


def test_gives_a_reason_instead_of_a_number():
    (pair,) = plain_of([article(1, a=([ACTOR], ()), b=([ACTOR], ()))], ["a", "b"])["pairs"]
    actor, quotes = pair["tags"]
    assert actor["measures"]["kappa"] == {"value": 1.0, "interval_reason": "FEW_ARTICLES"}
    assert quotes["measures"]["kappa"] == {"value": None, "reason": "NO_UNITS"}
    assert pair["speaker_agreement"] == {"value": None, "reason": "NO_MATCHED_QUOTES"}


def test_counts_pairs_without_a_common_article():
    articles = [article(1, a=([ACTOR], ()), b=([ACTOR], ())), article(2, c=([], ()), d=([], ()))]
    found = plain_of(articles, ["a", "b", "c", "d"])
    assert [(pair["first"], pair["second"]) for pair in found["pairs"]] == [("a", "b"), ("c", "d")]
    assert found["pairs_without_articles"] == 4
    (alone,) = plain_of([], ["a", "b"])["pairs"]
    assert alone["average"]["kappa"] == {"value": None, "reason": "NO_COMMON_ARTICLE"}
