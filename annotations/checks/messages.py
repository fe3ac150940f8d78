"""What the checks are called, and what they say of an annotation."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.checks import IN_COLLECTION, NAMES

TITLES = {
    "quote_without_speaker": gettext_lazy("quote without speaker"),
    "unbalanced_quote_marks": gettext_lazy("unbalanced quotation marks"),
    "stray_edge": gettext_lazy("punctuation or space at an edge"),
    "proclitic_inside": gettext_lazy("proclitic inside a name"),
    "across_paragraphs": gettext_lazy("over several paragraphs"),
    "name_tagged_two_ways": gettext_lazy("name tagged two ways in the article"),
    "annotators_disagree": gettext_lazy("annotators disagree"),
    IN_COLLECTION: gettext_lazy("name tagged two ways in the collection"),
}
# FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: Arabic words leave the quote marks of an English sentence in place.
ISOLATED = "\u2068{}\u2069"
CHOICES = [(name, TITLES[name]) for name in NAMES]


def title_of(name: str) -> str:
    """Return what a check is called; of one that does not exist any more, its name."""
    return str(TITLES.get(name, name))


def message_of(name: str, details: Mapping, tag_names: Mapping[str, str]) -> str:
    """Return what a check found, as a sentence; ``tag_names`` are the names of the tags by slug."""
    say = _SENTENCES.get(name)
    return say(details, tag_names) if say else title_of(name)


def _quote_without_speaker(details, tag_names) -> str:
    return _("Nobody is named as the speaker of this quote.")


def _unbalanced_quote_marks(details, tag_names) -> str:
    return _("A quotation mark lacks its pair: “%(text)s”") % {"text": _isolated(details.get("text", ""))}


def _stray_edge(details, tag_names) -> str:
    stray = details.get("stray", "").strip()
    if stray:
        return _("Punctuation at an edge: “%(stray)s”") % {"stray": _isolated(stray)}
    return _("White space at an edge.")


def _proclitic_inside(details, tag_names) -> str:
    return _("Begins with the proclitic “%(proclitic)s”; without it: “%(rest)s”") % {
        "proclitic": _isolated(details.get("proclitic", "")),
        "rest": _isolated(details.get("rest", "")),
    }


def _across_paragraphs(details, tag_names) -> str:
    return _("Goes over the end of a paragraph.")


def _name_tagged_two_ways(details, tag_names) -> str:
    return _("The same name is also tagged otherwise in this article: %(tags)s") % {"tags": _tags(details, tag_names)}


def _annotators_disagree(details, tag_names) -> str:
    if details.get("what") == "bounds":
        return _("Another annotator gave it other bounds: “%(text)s”") % {"text": _isolated(details.get("text", ""))}
    return _("Another annotator tagged these words otherwise: %(tags)s") % {"tags": _tags(details, tag_names)}


def _name_in_collection(details, tag_names) -> str:
    number = details.get("number", 0)
    sentence = ngettext(
        "In this collection the same name is tagged otherwise %(number)d time: %(tags)s",
        "In this collection the same name is tagged otherwise %(number)d times: %(tags)s",
        number,
    )
    return sentence % {"number": number, "tags": _tags(details, tag_names)}


def _tags(details: Mapping, tag_names: Mapping[str, str]) -> str:
    return _(", ").join(_isolated(tag_names.get(slug, slug)) for slug in details.get("tags", []))


def _isolated(text: str) -> str:
    return ISOLATED.format(text)


_SENTENCES = {
    "quote_without_speaker": _quote_without_speaker,
    "unbalanced_quote_marks": _unbalanced_quote_marks,
    "stray_edge": _stray_edge,
    "proclitic_inside": _proclitic_inside,
    "across_paragraphs": _across_paragraphs,
    "name_tagged_two_ways": _name_tagged_two_ways,
    "annotators_disagree": _annotators_disagree,
    IN_COLLECTION: _name_in_collection,
}
