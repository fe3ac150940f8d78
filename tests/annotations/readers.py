"""Two people who finished the same articles and agree on a part of them."""

from tests import factories
from tests.annotations.work import make_assignment

TEXT = "قال سامر الحلواني لموسكو: «المطر قادم»، وأضاف: «غدا» في حلب. وعاد سامر الحلواني {number}."


def read_differently(collection, first, second, number: int = 1) -> list:
    """Make articles with one annotation in both, and one disagreement of each kind."""
    articles = []
    for index in range(number):
        article = factories.make_article(TEXT.format(number=index), collection=collection)
        speaker = factories.make_annotation(first, article, "سامر الحلواني")
        factories.make_annotation(first, article, "المطر قادم", "quote", speaker=speaker.pk)
        factories.make_annotation(first, article, "حلب", "location")
        factories.make_annotation(first, article, "غدا", "quote")
        factories.make_annotation(first, article, "موسكو", "location")
        factories.make_annotation(second, article, "المطر قادم", "quote", speaker_unnamed=True)
        factories.make_annotation(second, article, "سامر الحلواني")
        factories.make_annotation(second, article, "حلب", "actor")
        factories.make_annotation(second, article, "لموسكو", "location")
        for person in (first, second):
            make_assignment(article, person, "finished")
        articles.append(article)
    return articles
