"""Agreement as plain values, for JSON: lists where the order matters, since a database may sort the keys of objects.

A measure is ``{"value": 0.81, "low": 0.78, "high": 0.84}``.  Where it is undefined, ``value`` is ``None`` and
``reason`` the name of a ``figures.Reason``; where only the interval is, ``interval_reason`` is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from annotations.agreement.alignment import Confusion, Disagreement
from annotations.agreement.comparison import Agreement, Comparison, TagAgreement
from annotations.agreement.figures import Interval, Measure, is_defined
from annotations.agreement.readings import Mark
from annotations.agreement.tallies import Name


def agreement_as_plain(agreement: Agreement, *, with_disagreements: bool = False) -> dict:
    """Return everything that was found; of several pairs those without a common article are only counted."""
    pairs = agreement.comparisons
    shown = [pair for pair in pairs if pair.articles] if len(pairs) > 1 else pairs
    return {
        "annotators": list(agreement.annotators),
        "articles": agreement.articles,
        "alpha": [{"tag": tag, "measure": _measure(each)} for tag, each in agreement.alpha.items()],
        "average_alpha": _measure(agreement.average_alpha),
        "pairs_without_articles": len(pairs) - len(shown),
        "pairs": [_comparison(pair, with_disagreements) for pair in shown],
    }


def _comparison(pair: Comparison, with_disagreements: bool) -> dict:
    plain = {
        "first": pair.first,
        "second": pair.second,
        "articles": pair.articles,
        "code_points": pair.code_points,
        "tags": [_tag(tag, each) for tag, each in pair.tags.items()],
        "average": _measures(pair.average),
        "spans": _measures(pair.spans),
        "speakers": pair.speakers._asdict(),
        "speaker_agreement": _measure(pair.speaker_agreement),
        "confusion": _confusion(pair.confusion),
        "disagreements_by_kind": dict(Counter(str(each.kind) for each in pair.disagreements)),
        "edges": sum(each.is_edge for each in pair.disagreements),
    }
    if with_disagreements:
        plain["disagreements"] = [_disagreement(each) for each in pair.disagreements]
    return plain


def _tag(tag: str, agreement: TagAgreement) -> dict:
    return {"tag": tag, "counts": agreement.counts._asdict(), "measures": _measures(agreement.measures)}


def _measures(measures: Mapping[Name, Measure]) -> dict:
    return {name.name.lower(): _measure(each) for name, each in measures.items()}


def _measure(measure: Measure) -> dict:
    if not is_defined(measure.value):
        return {"value": None, "reason": measure.value.reason.name}
    if isinstance(measure.interval, Interval):
        return {"value": measure.value, "low": measure.interval.low, "high": measure.interval.high}
    return {"value": measure.value, "interval_reason": measure.interval.reason.name}


def _confusion(confusion: Confusion) -> Sequence[dict]:
    rows = sorted(confusion.items(), key=lambda row: [tag or "" for tag in row[0]])
    return [{"first": first, "second": second, "number": number} for (first, second), number in rows]


def _disagreement(disagreement: Disagreement) -> dict:
    return {
        "article": disagreement.article,
        "kind": str(disagreement.kind),
        "is_edge": disagreement.is_edge,
        "first": _mark(disagreement.first),
        "second": _mark(disagreement.second),
    }


def _mark(mark: Mark | None) -> dict | None:
    return mark and mark._asdict()
