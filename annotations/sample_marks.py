"""The marks of the sample articles, made and judged by people as any other mark."""

import uuid

from django.db import transaction

from annotations import curation, linking
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Relation
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
    article = Article.objects.filter(pk=sample.store().article_id).first()
    if article is None:  # it was withdrawn
        return 0
    # All or none: half of the marks would look like somebody's work next time.
    with transaction.atomic():
        if Annotation.objects.of(article).exists():
            return 0
        made = {_key(mark): _make_mark(article, mark, author) for mark in sample.marks}
        for mark in sample.marks:
            _link_mark(mark, made, author)
        # Last, since an author's change takes a verdict away.
        for mark in sample.marks:
            _judge_mark(mark, made[_key(mark)], reviewer)
    return len(sample.marks)


def _make_mark(article: Article, mark: dict, author) -> uuid.UUID:
    span = find_occurrence(article.text, mark["exact"], mark["occurrence"])
    new = curation.NewMark(
        new_uuid7(), mark["tag"], span.start, span.end, mark["exact"],
        kind=mark.get("kind", ""), speaker_unnamed=mark.get("unnamed", False),
    )  # fmt: skip
    return curation.create(author, article.pk, new).annotation.pk


def _link_mark(mark: dict, made: dict[tuple, uuid.UUID], author) -> None:
    for role, tag in Relation.TARGET_TAGS.items():
        if role in mark:
            target = made[_key(mark[role] | {"tag": tag})]
            linking.link(author, made[_key(mark)], None, role, target)


def _judge_mark(mark: dict, annotation_id: uuid.UUID, reviewer) -> None:
    if mark["status"] == Annotation.Status.APPROVED:
        curation.approve(reviewer, annotation_id, None)
    elif mark["status"] == Annotation.Status.REJECTED:
        curation.reject(reviewer, annotation_id, None, mark.get("reason", REASON))


def _key(mark: dict) -> tuple:
    """Return what tells a mark from the others of its article."""
    return mark["tag"], mark["exact"], mark["occurrence"]


def find_occurrence(text: str, exact: str, occurrence: int) -> Span:
    """Return the span of the n-th ``exact`` in ``text``, counted from 1.  Raises ``ValueError`` if there is none."""
    start = -1
    for _number in range(occurrence):
        start = text.index(exact, start + 1)
    return Span(start, start + len(exact))
