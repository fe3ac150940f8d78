"""Two people who finished the same articles and agree on a part of them."""

from tests import factories
from tests.annotations.work import make_assignment

TEXT = "قال سامر الحلواني لموسكو: «المطر قادم»، وأضاف: «غدا» في حلب. وعاد سامر الحلواني {number}."


def read_differently(collection, first, second, number: int = 1) -> list:
    """Make articles with one annotation in both, and one disagreement of each kind."""
    articles = []
    for index in range(number):
        article = factories.make_article(TEXT.format(number=index), collection=collection)
        speaker, *_ = factories.make_annotations(
            first, article, ("سامر الحلواني", "actor"), ("حلب", "location"), ("غدا", "quote"), ("موسكو", "location")
        )
        factories.make_annotation(first, article, "المطر قادم", "quote", speaker=speaker.pk)
        factories.make_annotations(second, article, ("سامر الحلواني", "actor"), ("حلب", "actor"), ("لموسكو", "location"))
        factories.make_annotation(second, article, "المطر قادم", "quote", speaker_unnamed=True)
        for person in (first, second):
            make_assignment(article, person, "finished")
        articles.append(article)
    return articles
