"""Articles with the marks of two, for the tests of the comparison."""

from annotations.agreement.readings import Mark, Reading, SharedArticle

TEXT = "قال ولافروف في موسكو: «الوقت ضيق»، وأضاف كيري في جنيف: «نعم»."
TAGS = ["actor", "location", "quote"]


def mark(words, tag, text=TEXT):
    start = text.index(words)
    return Mark(start, start + len(words), tag)


def article(number, *, text=TEXT, **marks):
    return SharedArticle(number, len(TEXT), {name: Reading(found) for name, found in marks.items()}, text)


def values(measures):
    return {name: measure.value for name, measure in measures.items()}


def random_marks(random, length, count):
    """Return disjoint marks: what nervaluate expects."""
    ends = sorted(random.sample(range(length), 2 * count))
    return [Mark(*ends[at : at + 2], random.choice(TAGS)) for at in range(0, 2 * count, 2)]


def random_articles(random, count):
    articles = []
    for number in range(count):
        first = random_marks(random, len(TEXT), 6)
        second = [each if random.random() < 0.6 else each._replace(tag=random.choice(TAGS)) for each in first]
        second = [each if random.random() < 0.6 else each._replace(end=each.start + 1) for each in second]
        articles.append(article(number, first=first, second=second[random.randint(0, 2) :]))
    return articles
