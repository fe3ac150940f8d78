"""What two people disagree on, place by place: computed as it is asked for, so that it is never out of date."""

from bisect import bisect_right
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from annotations.agreement.alignment import Disagreement, Kind
from annotations.agreement.comparison import disagreements_between
from annotations.agreement.readings import UNNAMED, Mark, SharedArticle
from annotations.agreement_words import KINDS
from annotations.finished_readings import CHUNK, FinishedWork, shared_articles
from annotations.models import Annotation, Tag
from newsroom.models import Article

# A page is full with so many, and then ends with the article it is in.
ENOUGH = 50
# Of a mark, what is shown of it.
SHOWN_LENGTH = 160


@dataclass(frozen=True)
class Side:
    """What one of the two marked, with the address of its note; ``speaker`` is what they say of a quote's speaker."""

    tag: Tag
    text: str
    address: str
    speaker: str | None = None
    is_unnamed: bool = False


@dataclass(frozen=True)
class Place:
    """One disagreement; a side is ``None`` where that person marked nothing."""

    kind: str
    is_edge: bool
    first: Side | None
    second: Side | None

    @property
    def label(self) -> str:
        return str(KINDS[Kind(self.kind)])

    @property
    def is_about_speakers(self) -> bool:
        return self.kind == Kind.SPEAKER


@dataclass(frozen=True)
class ArticlePlaces:
    """The disagreements in one article, in text order."""

    article: Article
    places: list[Place]


@dataclass(frozen=True)
class Page:
    """Some articles with their disagreements; ``after`` is the article to go on behind, if there are more."""

    articles: list[ArticlePlaces]
    after: int | None


def find_disagreements(
    work: FinishedWork, first: int, second: int, tags: dict[str, Tag], *, kind: str = "", after: int = 0
) -> Page:
    """Return the disagreements of two people in the articles with an id above ``after``.

    Looks through ``CHUNK`` articles at most; a page may be empty and still have an ``after``.
    """
    ids = [pk for pk, people in sorted(work.by_article.items()) if first in people and second in people]
    ids = ids[bisect_right(ids, after) :]
    found: list[tuple[SharedArticle, list[Disagreement]]] = []
    number, last = 0, None
    for article in shared_articles(work, ids[:CHUNK]):
        places = [each for each in disagreements_between(article, first, second, work.tags) if kind in ("", each.kind)]
        if places:
            found.append((article, places))
        last, number = article.id, number + len(places)
        if number >= ENOUGH:
            break
    goes_on = last is not None and last != ids[-1]
    return Page(list(_with_places(found, first, second, tags)), last if goes_on else None)


def _with_places(found, first: int, second: int, tags: dict[str, Tag]) -> Iterator[ArticlePlaces]:
    articles = Article.objects.without_text().in_bulk([article.id for article, _places in found])
    notes = _notes_of(articles, [first, second])
    for shared, places in found:
        if article := articles.get(shared.id):
            writer = _Writer(shared, article, notes, tags)
            yield ArticlePlaces(article, [writer.place(each, first, second) for each in places])


def _notes_of(articles, people: list[int]) -> dict[tuple, Hashable]:
    """Return the id of each person's mark, by article, person, start, end and tag."""
    marks = Annotation.objects.live().filter(article__in=articles, author__in=people, is_gold=False).order_by()
    values = marks.values_list("article_id", "author_id", "start", "end", "tag__slug", "id")
    return {tuple(place): pk for *place, pk in values}


@dataclass(frozen=True)
class _Writer:
    """Turns the disagreements of one article into what is shown of them."""

    shared: SharedArticle
    article: Article
    notes: dict[tuple, Hashable]
    tags: dict[str, Tag]

    def place(self, each: Disagreement, first: int, second: int) -> Place:
        is_about_speakers = each.kind is Kind.SPEAKER
        sides = [
            mark and self._side(mark, person, is_about_speakers)
            for mark, person in ((each.first, first), (each.second, second))
        ]
        return Place(str(each.kind), each.is_edge, *sides)

    def _side(self, mark: Mark, person: int, with_speaker: bool) -> Side:
        pk = self.notes.get((self.article.pk, person, *mark))
        address = self.article.get_absolute_url() + (f"#n-{pk}" if pk else "")
        speaker = self._speaker_of(mark, person) if with_speaker else None
        text = self._cut(mark.start, mark.end)
        if speaker == UNNAMED:
            return Side(self.tags[mark.tag], text, address, is_unnamed=True)
        return Side(self.tags[mark.tag], text, address, speaker and self._cut(*speaker))

    def _speaker_of(self, head: Mark, person: int):
        """Return who says the quote of which ``head`` is the first part."""
        quotes = self.shared.readings[person].quotes
        return next((quote.speaker for quote in quotes if min(quote.parts) == head[:2]), None)

    def _cut(self, start: int, end: int) -> str:
        text = self.shared.text[start:end]
        return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH].rstrip() + "…"
