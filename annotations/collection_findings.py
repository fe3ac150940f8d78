"""The findings that need a whole collection: names that are tagged two ways in it.

Found by ``manage.py check_annotations``, in chunks that hold a lock for a moment.  A change of the name
or its tag takes such a finding away (:mod:`annotations.findings`) until the next run.
"""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from annotations.checks import IN_COLLECTION
from annotations.checks.beside import NamesOfCollection
from annotations.checks.marks import CUE, LONGEST_NAME, QUOTE
from annotations.models import Annotation, Finding
from newsroom.models import Article

CHUNK = 500
FIELDS = ("id", "article_id", "tag__slug", "exact", "status")


def check_names(collection_id: int) -> int:
    """Bring the findings about names in a collection up to date; return how many there are."""
    names = NamesOfCollection()
    rows = _names_in(collection_id).values_list("tag__slug", "exact")
    names.add(rows.order_by().iterator(CHUNK))
    names.keep_ambiguous()
    number = 0
    for chunk in _chunks(collection_id):
        wanted = _wanted(chunk, names)
        stored = _stored([row[0] for row in chunk])
        number += len(wanted)
        different = [row[0] for row in chunk if wanted.get(row[0]) != stored.get(row[0])]
        if different:
            _write(collection_id, different, names)
    return number


def _names_in(collection_id: int):
    live = Annotation.objects.live().filter(article__collection=collection_id, is_gold=False)
    return live.exclude(tag__slug__in=[QUOTE, CUE]).filter(end__lte=F("start") + LONGEST_NAME)


def _chunks(collection_id: int) -> Iterator[list[tuple]]:
    """Give the names of a collection by id, some at a time; no cursor stays open while others write."""
    rest = _names_in(collection_id).order_by("pk").values_list(*FIELDS)
    chunk = list(rest[:CHUNK])
    while chunk:
        yield chunk
        chunk = list(rest.filter(pk__gt=chunk[-1][0])[:CHUNK])


def _wanted(rows: list[tuple], names: NamesOfCollection) -> dict[uuid.UUID, dict]:
    found = {pk: names.name_tagged_two_ways(tag, exact) for pk, _article, tag, exact, _status in rows}
    return {pk: details for pk, details in found.items() if details is not None}


def _stored(ids: list[uuid.UUID]) -> dict[uuid.UUID, dict]:
    rows = Finding.objects.filter(check_name=IN_COLLECTION, annotation__in=ids)
    return dict(rows.values_list("annotation_id", "details"))


@transaction.atomic
def _write(collection_id: int, ids: list[uuid.UUID], names: NamesOfCollection) -> None:
    """Write what differs, under the locks that every change of an annotation takes, of the rows as they are now."""
    articles = Annotation.objects.filter(pk__in=ids).values("article")
    list(Article.objects.select_for_update().filter(pk__in=articles).order_by("pk").values_list("pk"))
    rows = list(_names_in(collection_id).filter(pk__in=ids).values_list(*FIELDS))
    wanted = _wanted(rows, names)
    Finding.objects.filter(check_name=IN_COLLECTION, annotation__in=ids).delete()
    Finding.objects.bulk_create(
        Finding(
            article_id=article_id, annotation_id=pk, check_name=IN_COLLECTION, details=wanted[pk],
            is_pending=status == Annotation.Status.PENDING,
        )
        for pk, article_id, _tag, _exact, status in rows
        if pk in wanted
    )  # fmt: skip
