"""The other mentions of what an annotation marks: a list for a person to choose from.

A mention is the marked text again, compared as ``newsroom.arabic.folding`` folds it, as
whole words: an attached pronoun makes another word (دولتهم), a proclitic does not, and
stays outside of the span (وموسكو gives موسكو).  Shorter forms of a name are proposed too,
but not chosen: كيري for جون كيري.  Nothing here guesses who is meant; a person does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from annotations.name_forms import shorter_forms
from newsroom.arabic.folding import Folded, fold, fold_text
from newsroom.spans import Span, is_grapheme_boundary

# A person looks through the list; the rest is found when these are tagged.
MOST = 200

# Folded function words that are spelt like a name: على "on" and علي "Ali", إلى "to" and ألي.
_FUNCTION_WORDS = frozenset("علي الي من ما لا في ان او اذا هذا هذه كان قد مع عن هو هي كل بل هل اي".split())

_ARTICLE = "ال"

# و "and" or ف "so", then one of ب "in", ل "to", ك "like".
_PROCLITICS = "[وف]?[بلك]?"
# س "will" stands before a verb only, whose first letter is one of these.
_FUTURE = "[وف]?س"
_VERB_PREFIXES = tuple("اينت")


class Reason(StrEnum):
    """Why a place is proposed; the one that asks for most attention, if several hold."""

    SAME = "same"
    PROCLITIC = "proclitic"
    SPELLING = "spelling"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be another mention, in code points of the raw text."""

    span: Span
    reason: Reason
    is_chosen: bool


def find_occurrences(text: str, span: Span, marked: Iterable[Span] = (), *, is_place: bool = False) -> list[Candidate]:
    """Return the other mentions of ``span`` in ``text``, in text order, at most ``MOST``.

    What overlaps ``span`` or one of ``marked`` is left out, and so is what would cut a
    grapheme cluster.  ``is_place`` tells that the name is no person's and has no surname.
    """
    exact = span.cut(text)
    form = fold_text(exact).strip(" ")
    if not form:
        return []
    folded, taken, found = fold(text), bytearray(len(text)), []
    _take(taken, [span, *marked])
    for index, spellings in enumerate(_forms(text, span, form, is_place=is_place)):
        is_shorter = index > 0
        # A shorter form inside a longer one is the longer one: what the pass before found is taken.
        places = [place for place in _places(text, folded, spellings) if not any(taken[place[0].start : place[0].end])]
        _take(taken, [place for place, _ in places])
        for place, has_proclitic in places:
            reason = _reason(exact, place.cut(text), is_shorter=is_shorter, has_proclitic=has_proclitic)
            found.append(Candidate(place, reason, not is_shorter and form not in _FUNCTION_WORDS))
    return sorted(found, key=lambda candidate: candidate.span)[:MOST]


def _take(taken: bytearray, spans: Iterable[Span]) -> None:
    for span in spans:
        taken[span.start : span.end] = b"\1" * len(span)


def _forms(text: str, span: Span, form: str, *, is_place: bool) -> Iterator[tuple[str, ...]]:
    """Give the folded forms to look for, the marked one first; each as its spellings."""
    before = fold_text(text[max(0, span.start - 6) : span.start])
    # للأمم المتحدة was cut after its لل: elsewhere the name has its article.
    yield (_ARTICLE + form, form) if regex.search(r"\b[وف]?لل$", before) else (form,)
    for shorter in shorter_forms(form, is_place=is_place):
        yield (shorter,)


def _places(text: str, folded: Folded, forms: tuple[str, ...]) -> Iterator[tuple[Span, bool]]:
    """Give the places of any of ``forms``, and whether a proclitic stands before it."""
    for match in _pattern(forms).finditer(folded.text):
        place = folded.raw_span(*match.span("name"))
        # A ligature across the border (ﻻ) would bring the proclitic with it.
        has_same_letters = len(fold_text(place.cut(text))) == match.end("name") - match.start("name")
        if has_same_letters and is_grapheme_boundary(text, place.start) and is_grapheme_boundary(text, place.end):
            yield place, match.start("name") > match.start()


def _pattern(forms: tuple[str, ...]) -> regex.Pattern:
    """Return what finds the group ``name`` as whole words of a folded text, proclitics before it included."""
    names = []
    for form in forms:
        names.append(rf"(?:{_PROCLITICS}){_named(form)}")
        if form.startswith(_VERB_PREFIXES) and not form.startswith(_ARTICLE):
            names.append(rf"(?:{_FUTURE}){_named(form)}")
        if form.startswith(_ARTICLE) and len(form) > len(_ARTICLE):
            # After ل the article loses its alef: للأمم; before another lam its lam too: للاذقية.
            rest = form.removeprefix(_ARTICLE)
            names.append(rf"(?:[وف]?{'ل' if rest.startswith('ل') else 'لل'}){_named(rest)}")
    return regex.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def _named(form: str) -> str:
    # Two spaces, or a NO-BREAK SPACE beside one, are one space to the reader.
    return "(?P<name>" + " +".join(regex.escape(word) for word in form.split(" ") if word) + ")"


def _reason(exact: str, found: str, *, is_shorter: bool, has_proclitic: bool) -> Reason:
    if is_shorter:
        return Reason.SHORTER
    if found.split() != exact.split():
        return Reason.SPELLING
    return Reason.PROCLITIC if has_proclitic else Reason.SAME
