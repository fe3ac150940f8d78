"""What a complete annotation of an article holds, and whether the database holds just that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.models import Annotation, Relation, Tag

UNNAMED = "unnamed"


@dataclass(frozen=True)
class Name:
    """All mentions of one person, organisation or place: each form with the numbers of its occurrences in the text.

    The first mention is the one that is marked first, since the shorter forms of a name are found from it.
    """

    tag: str
    forms: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Said:
    """A quote: first and last words of each part, who says it (or ``UNNAMED``), and the cue, if it is marked."""

    parts: tuple[tuple[str, str], ...]
    speaker: str
    cue: str = ""


def actor(*forms: str) -> Name:
    return Name(Tag.ACTOR, _forms(forms))


def place(*forms: str) -> Name:
    return Name(Tag.LOCATION, _forms(forms))


def _forms(forms: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Read ``"كيري 1 3"`` as the first and the third occurrence; without numbers the first is meant."""
    read = {}
    for form in forms:
        text, numbers = re.fullmatch(r"(.*?)((?: \d+)*)", form).groups()
        read[text] = tuple(map(int, numbers.split())) or (1,)
    return read


@dataclass(frozen=True)
class Work:
    """An article and all that is to be marked in it."""

    text: str
    names: tuple[Name, ...]
    quotes: tuple[Said, ...]

    def mentions(self, name: Name) -> list[tuple[int, int]]:
        """Return the spans of a name, in code points, the one to be marked first as the first."""
        return [self.span(form, number) for form, numbers in name.forms.items() for number in numbers]

    def parts(self, quote: Said) -> list[tuple[int, int]]:
        """Return the spans of a quote."""
        spans = []
        for first, last in quote.parts:
            start = self.text.index(first)
            spans.append((start, self.text.index(last, start) + len(last)))
        return spans

    def span(self, needle: str, occurrence: int = 1) -> tuple[int, int]:
        """Return the n-th ``needle``."""
        start = [found.start() for found in re.finditer(re.escape(needle), self.text)][occurrence - 1]
        return start, start + len(needle)

    def cue(self, quote: Said) -> tuple[int, int]:
        """Return the nearest ``quote.cue`` to the quote's first part."""
        start, _end = self.parts(quote)[0]
        starts = [found.start() for found in re.finditer(re.escape(quote.cue), self.text)]
        nearest = min(starts, key=lambda at: abs(at - start))
        return nearest, nearest + len(quote.cue)

    @property
    def size(self) -> int:
        """How many annotations the marked article holds; links and cues are no annotations of their own."""
        return sum(len(self.mentions(name)) for name in self.names) + sum(len(quote.parts) for quote in self.quotes)

    def expected(self) -> Iterator[tuple[str, int, int]]:
        """Give tag, start and end of everything."""
        for name in self.names:
            yield from ((name.tag, *span) for span in self.mentions(name))
        for quote in self.quotes:
            yield from ((Tag.QUOTE, *span) for span in self.parts(quote))
            if quote.cue:
                yield Tag.CUE, *self.cue(quote)

    def check_stored(self, article, person) -> None:
        """Check that ``person`` has stored exactly what is expected, letter by letter, link by link."""
        stored = Annotation.objects.live().filter(article=article).select_related("tag", "author")
        found = sorted((mark.tag.slug, mark.start, mark.end) for mark in stored)
        assert _named(self.text, found) == _named(self.text, sorted(self.expected()))
        for mark in stored:
            assert mark.exact == self.text[mark.start : mark.end]
            assert mark.author == person
        by_start = {(mark.start, mark.end): mark for mark in stored if mark.tag.slug == Tag.QUOTE}
        for quote in self.quotes:
            head, *others = (by_start[span] for span in self.parts(quote))
            ties = dict(Relation.objects.live().filter(source=head).values_list("role", "target__exact"))
            expected = {"cue": quote.cue} if quote.cue else {}
            if quote.speaker != UNNAMED:
                expected["speaker"] = quote.speaker
            assert ties == expected
            assert head.speaker_unnamed == (quote.speaker == UNNAMED)
            for part in others:
                assert list(Relation.objects.live().filter(source=part).values_list("role", "target")) == [
                    (Relation.Role.CONTINUES, head.pk)
                ]
        assert Relation.objects.live().filter(article=article).count() == sum(
            (quote.speaker != UNNAMED) + bool(quote.cue) + len(quote.parts) - 1 for quote in self.quotes
        )


def _named(text: str, marks: list[tuple[str, int, int]]) -> list[tuple]:
    """Return the marks with their text: a difference must be readable."""
    return [(*mark, text[mark[1] : mark[2]]) for mark in marks]
