"""The words for agreement: what the measures are called and mean, why one is undefined, how readings differ."""

from django.utils.translation import gettext_lazy as _

from annotations.agreement.alignment import Kind
from annotations.agreement.figures import Reason
from annotations.agreement.tallies import Name

MEASURES = {
    Name.OBSERVED: _("Observed agreement"),
    Name.KAPPA: _("Cohen's kappa"),
    Name.ALPHA: _("Krippendorff's alpha"),
    Name.ALPHA_UNITIZING: _("Alpha for unitizing (αU)"),
    Name.EXACT: _("Span F1, exact"),
    Name.WITHOUT_EDGES: _("Span F1, without edges"),
    Name.OVERLAP: _("Span F1, overlap of half"),
}
SPEAKERS = _("Agreement on speakers")

MEANINGS = [
    (
        MEASURES[Name.OBSERVED],
        _("The share of the text's characters that both put inside the tag or both left outside. It is high wherever "
          "little is marked, so look at the next ones."),
    ),
    (
        MEASURES[Name.KAPPA],
        _("The same, less what two people would agree on by chance: 1 is full agreement, 0 is chance, below 0 is worse "
          "than chance (Cohen 1960)."),
    ),
    (
        MEASURES[Name.ALPHA],
        _("As kappa, but for any number of people at once, also where not all of them did every article "
          "(Krippendorff 2011)."),
    ),
    (
        MEASURES[Name.ALPHA_UNITIZING],
        _("Takes the marks as pieces of the text: a wrong edge costs a little, a missing piece the square of its "
          "length (Krippendorff 2004)."),
    ),
    (
        MEASURES[Name.EXACT],
        _("The share of marks that the other person has too, with the same tag and the same edges "
          "(Hripcsak and Rothschild 2005)."),
    ),
    (
        MEASURES[Name.WITHOUT_EDGES],
        _("The same, where a proclitic, punctuation or space at an edge makes no difference."),
    ),
    (
        MEASURES[Name.OVERLAP],
        _("The same, where it is enough that half of what the two marks cover together is in both."),
    ),
    (
        SPEAKERS,
        _("Of the quotes that both marked, and to which at least one gave a speaker: the share with the same one. A "
          "quote with all its parts counts once."),
    ),
    (
        _("Interval"),
        _("How far the figure would vary, 95 times of 100, had other articles like these been read (bootstrap over "
          "articles)."),
    ),
    (
        _("Macro average"),
        _("The mean of the tags, each with the same weight. A tag whose figure is undefined is left out."),
    ),
]  # fmt: skip

REASONS = {
    Reason.ONE_ANNOTATOR: _("Agreement needs two annotators."),
    Reason.NO_COMMON_ARTICLE: _("No article was finished by both annotators."),
    Reason.NO_CODE_POINTS: _("The articles have no text."),
    Reason.NO_UNITS: _("Nobody marked anything."),
    Reason.NO_VARIATION: _("Everything was marked alike, so nothing else could be expected by chance."),
    Reason.NO_PAIRABLE_VALUES: _("Nothing was judged by two annotators."),
    Reason.NO_TEXT: _("The text of the articles was not given."),
    Reason.NO_MATCHED_QUOTES: _("No quote was marked by both annotators."),
    Reason.NO_SPEAKERS: _("No quote that both annotators marked has a speaker."),
    Reason.NO_TAG: _("The measure is undefined for every tag."),
    Reason.FEW_ARTICLES: _("An interval needs two articles."),
    Reason.FEW_RESAMPLES: _("The measure is undefined in too many of the resamples."),
}

KINDS = {
    Kind.BOUNDARY: _("other edges"),
    Kind.TAG: _("another tag"),
    Kind.MISSING: _("marked by one only"),
    Kind.SPEAKER: _("another speaker"),
}


def reason_in_words(name: str) -> str:
    """Return the sentence for the name of a ``Reason``, as plain agreement has it."""
    return str(REASONS[Reason[name]])


def number_in_words(value: float) -> str:
    """Return a figure as it is written everywhere: three digits, with a true minus sign."""
    return f"{value:.3f}".replace("-0.000", "0.000").replace("-", "\N{MINUS SIGN}")
