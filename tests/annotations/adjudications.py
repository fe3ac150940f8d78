"""Articles that several people have annotated, for the tests of adjudication."""

from contextlib import contextmanager

from annotations import adjudicating, curation, linking
from annotations.adjudicating import Third
from annotations.adjudication import table_of
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Assignment
from newsroom.models import Article

TEXT = "قال سامر الحلواني إن القمح جيد، وأضاف أن الشعير وفير في حلب."


def assign(article: Article, *people, status: str = "finished") -> None:
    for person in people:
        Assignment.objects.create(article=article, user=person, status=status)


@contextmanager
def still_working(by, article: Article):
    """Let a person who has finished the article mark it all the same."""
    finished = Assignment.objects.filter(article=article, user=by, status="finished")
    pks = list(finished.values_list("pk", flat=True))
    finished.update(status="started")
    yield
    Assignment.objects.filter(pk__in=pks).update(status="finished")


def add(by, article: Article, exact: str, tag: str = "actor", **fields) -> Annotation:
    start = article.text.index(exact)
    mark = curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact, **fields)
    with still_working(by, article):
        return curation.create(by, article.pk, mark).annotation


def add_cue(by, quote: Annotation, exact: str) -> None:
    start = quote.article.text.index(exact)
    mark = curation.NewMark(new_uuid7(), "cue", start, start + len(exact), exact)
    with still_working(by, quote.article):
        linking.link_new(by, quote.pk, None, "cue", mark)


def fresh(article: Article) -> Article:
    return Article.objects.select_related("collection__settings").get(pk=article.pk)


def table(article: Article):
    return table_of(fresh(article))


def place_at(article: Article, exact: str):
    """Return the first item of the article that begins with ``exact``."""
    start = article.text.index(exact)
    return next(place for place in table(article).places if place.item.start == start)


def gold(article: Article) -> list[tuple]:
    """Return tag and text of the gold set in text order."""
    return list(Annotation.objects.of(article).gold().in_text_order().values_list("tag__slug", "exact"))


def decide(by, article, exact, choice, **more):
    place = place_at(article, exact)
    return adjudicating.decide(by, article.pk, place.key, place.seen, choice, **more)


def third(article, exact, tag):
    start = article.text.index(exact)
    return Third(tag, start, start + len(exact), exact)
