"""The marks of the sample articles, made and judged by people as any other mark."""

from django.db import transaction

from annotations import curation
from annotations.identifiers import new_uuid7
from annotations.models import Annotation
from newsroom.importing.samples import Sample, read_samples
from newsroom.models import Article
from newsroom.spans import Span

# A guideline in one sentence, for the two usual mistakes: a proclitic inside, a name inside a longer name.
REASON = "حدود الحاشية أو وسمها لا تطابق الإرشادات."


def load_sample_marks(author, reviewer) -> int:
    """Store the samples' marks by ``author``, judged by ``reviewer``, and return how many.

    Only in articles that never had an annotation: what people did there stays.
    A missing sample is stored first.  Raises a ``Refusal`` if one of the two lacks the right.
    """
    return sum(_load_marks(sample, author, reviewer) for sample in read_samples())


def _load_marks(sample: Sample, author, reviewer) -> int:
    article = Article.objects.get(pk=sample.store().article_id)
    # All or none: half of the marks would look like somebody's work next time.
    with transaction.atomic():
        if Annotation.objects.of(article).exists():
            return 0
        for mark in sample.marks:
            _load_mark(article, mark, author, reviewer)
    return len(sample.marks)


def _load_mark(article: Article, mark: dict, author, reviewer) -> None:
    span = find_occurrence(article.text, mark["exact"], mark["occurrence"])
    new = curation.NewMark(new_uuid7(), mark["tag"], span.start, span.end, mark["exact"])
    annotation = curation.create(author, article.pk, new).annotation
    if mark["status"] == Annotation.Status.APPROVED:
        curation.approve(reviewer, annotation.pk, None)
    elif mark["status"] == Annotation.Status.REJECTED:
        curation.reject(reviewer, annotation.pk, None, mark.get("reason", REASON))


def find_occurrence(text: str, exact: str, occurrence: int) -> Span:
    """Return the span of the n-th ``exact`` in ``text``, counted from 1.  Raises ``ValueError`` if there is none."""
    start = -1
    for _number in range(occurrence):
        start = text.index(exact, start + 1)
    return Span(start, start + len(exact))
