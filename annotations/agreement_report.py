"""Agreement as text for a terminal: a block for each pair, with tables whose columns stand under each other."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.agreement.alignment import Kind
from annotations.agreement.tallies import SPAN_MEASURES, Name
from annotations.agreement_words import KINDS, MEASURES, SPEAKERS, number_in_words, reason_in_words

COUNTS = ("first_spans", "second_spans", "equal", "alike", "near")
NONE = "\N{EN DASH}"


def report(plain: Mapping, people: Mapping[int, str], tags: Mapping[str, str], resamples: int) -> Iterator[str]:
    """Yield the lines of a report; ``people`` and ``tags`` are what to call them."""
    if plain["articles"] and len(plain["annotators"]) > 2:
        yield from _together(plain, people, tags)
    elif not plain["pairs"]:
        yield reason_in_words("ONE_ANNOTATOR")
    for pair in plain["pairs"]:
        yield from _pair(pair, people, tags)
    if plain["pairs_without_articles"]:
        yield ngettext(
            "%(number)d more pair has no article in common.",
            "%(number)d more pairs have no article in common.",
            plain["pairs_without_articles"],
        ) % {"number": plain["pairs_without_articles"]}
    if resamples:
        yield _("In brackets: 95 %% intervals from %(number)d resamples.") % {"number": resamples}


def _together(plain: Mapping, people: Mapping[int, str], tags: Mapping[str, str]) -> Iterator[str]:
    yield _("All together: %(names)s") % {"names": ", ".join(people.values())}
    yield _articles(plain["articles"])
    yield _("Krippendorff's alpha of everybody")
    rows = [(tags.get(row["tag"], row["tag"]), _figure(row["measure"])) for row in plain["alpha"]]
    yield from _table([*rows, (_("Macro average"), _figure(plain["average_alpha"]))])
    yield ""


def _pair(pair: Mapping, people: Mapping[int, str], tags: Mapping[str, str]) -> Iterator[str]:
    first, second = (people.get(pair[side], f"{pair[side]}") for side in ("first", "second"))
    yield f"{first} · {second}"
    if not pair["articles"]:
        yield reason_in_words(pair["speaker_agreement"]["reason"])
        return
    yield _articles(pair["articles"])
    used = [row for row in pair["tags"] if row["counts"]["first_spans"] + row["counts"]["second_spans"]]
    names = [tags.get(row["tag"], row["tag"]) for row in used]
    measures = [
        (str(MEASURES[name]), *(_figure(row["measures"][key]) for row in used), _figure(pair["average"][key]))
        for name in Name
        for key in [name.name.lower()]
    ]
    yield from _table([("", *names, _("Macro average")), *measures])
    yield ""
    spans = [(str(MEASURES[name]), _figure(pair["spans"][name.name.lower()])) for name in SPAN_MEASURES]
    yield _("All tags together, and speakers")
    yield from _table([*spans, (str(SPEAKERS), _figure(pair["speaker_agreement"]))])
    yield ""
    yield from _counts(used, names, first, second)
    yield from _confusion(pair, used, names, tags, first, second)
    kinds = pair["disagreements_by_kind"]
    told = [f"{KINDS[kind]} {kinds.get(str(kind), 0)}" for kind in Kind]
    yield _("Disagreements: %(numbers)s") % {"numbers": " · ".join(told)}
    yield ""


def _counts(used: Sequence[Mapping], names: Sequence[str], first: str, second: str) -> Iterator[str]:
    labels = (
        _("annotations of %(name)s") % {"name": first},
        _("annotations of %(name)s") % {"name": second},
        _("the same in both"),
        _("the same but for their edges"),
        _("overlapping by half"),
    )
    rows = [(label, *(str(row["counts"][key]) for row in used)) for key, label in zip(COUNTS, labels, strict=True)]
    if used:
        yield from _table([(_("Counts"), *names), *rows])
        yield ""


def _confusion(pair, used, names, tags, first: str, second: str) -> Iterator[str]:
    numbers = {(row["first"], row["second"]): row["number"] for row in pair["confusion"]}
    slugs = [row["tag"] for row in used] + [None]
    called = [*names, _("nothing")]
    rows = [
        (name, *("" if one is other is None else str(numbers.get((one, other), 0)) for other in slugs))
        for one, name in zip(slugs, called, strict=True)
    ]
    if used:
        yield _("Which tag meets which") + " · " + _("rows: %(first)s, columns: %(second)s") % {
            "first": first, "second": second,
        }  # fmt: skip
        yield from _table([("", *called), *rows])
        yield ""


def _articles(number: int) -> str:
    return ngettext("%(number)d article", "%(number)d articles", number) % {"number": number}


def _figure(measure: Mapping) -> str:
    """Return a figure with its interval, or the reason why there is none."""
    if measure["value"] is None:
        return reason_in_words(measure["reason"])
    number = number_in_words(measure["value"])
    if "low" not in measure:
        return number
    return f"{number} [{number_in_words(measure['low'])} {NONE} {number_in_words(measure['high'])}]"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows with every cell as wide as the widest of its column."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Return how many columns a terminal gives to ``text``: none to diacritics and invisible characters."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)
