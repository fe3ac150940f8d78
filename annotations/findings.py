"""Keeps the findings of the checks true: a row for each, written in the transaction of the change.

:func:`follow` is called by :mod:`annotations.journal` under the lock of the articles, with what was
just written.  A mark that changed is checked anew; its neighbours are only compared with
it.  What needs a whole collection is found by :mod:`annotations.collection_findings`.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models.functions import Substr

from annotations.checks import ALONE, BESIDE, IN_COLLECTION
from annotations.checks.marks import LONGEST_NAME, QUOTE, Mark, Neighbourhood, name_of
from annotations.models import Annotation, Finding, Relation
from annotations.states import state_of
from newsroom.models import Article

SPEECH = "quote_without_speaker"
REJECTED, PENDING = Annotation.Status.REJECTED, Annotation.Status.PENDING
# What a finding depends on, besides whether the mark is rejected; a note or an approval changes none.
NAMED = ("tag", "exact", "deleted_at")
CHECKED = (*NAMED, "start", "end", "speaker_unnamed", "links")
# Of more changes than this in one article, everything there is compared anew.
FEW = 8
BATCH = 500

Found = dict[tuple[uuid.UUID, str], dict]
Marks = dict[uuid.UUID, Mark]


def follow(entries: list) -> None:
    """Bring the findings up to what ``entries`` of the journal have written."""
    changed = [entry for entry in entries if _is_checked(entry)]
    if changed:
        _renew(changed)
    for is_pending in (True, False):
        moved = [entry.annotation.pk for entry in entries if _moved_to(entry, is_pending=is_pending)]
        if moved:
            Finding.objects.filter(annotation__in=moved).exclude(is_pending=is_pending).update(is_pending=is_pending)


def recompute(article_ids: Iterable[int]) -> int:
    """Check every mark of these articles, which are locked, and return how many findings there are."""
    read = _read_marks(article_ids)
    found: Found = {}
    for marks in read.values():
        _find_beside(marks.values(), Neighbourhood.of(marks.values()), found)
    for article_id, text in _texts_of(read):
        for mark in read[article_id].values():
            _find_alone(replace(mark, exact=text[mark.start : mark.end]), text, found)
    number = len(found)
    _replace(read, found, lambda annotation_id, name: name != IN_COLLECTION)
    return number


def _renew(changed: list) -> None:
    read = _read_marks({entry.annotation.article_id for entry in changed})
    found: Found = {}
    compared: set[uuid.UUID] = set()
    for article_id, marks in read.items():
        compared |= _compare([entry for entry in changed if entry.annotation.article_id == article_id], marks, found)
    rewritten = {entry.annotation.pk: entry.annotation for entry in changed if _has_changed(entry, CHECKED)}
    renamed = {entry.annotation.pk for entry in changed if _has_changed(entry, NAMED)}
    shown = [each for each in rewritten.values() if not each.is_deleted]
    texts = _texts_beside(shown)
    for annotation in shown:
        mark = replace(read[annotation.article_id][annotation.pk], exact=annotation.exact)
        _find_alone(mark, texts[annotation.article_id], found)
    spoken = _spoken_with(changed, read)
    for marks in read.values():
        for pk in spoken & marks.keys():
            if (details := ALONE[SPEECH](marks[pk], "")) is not None:
                found[pk, SPEECH] = details

    def is_renewed(annotation_id: uuid.UUID, name: str) -> bool:
        if name in BESIDE:
            return annotation_id in compared
        if name == IN_COLLECTION:
            return annotation_id in renamed
        return annotation_id in rewritten or (name == SPEECH and annotation_id in spoken)

    _replace(read, found, is_renewed)


def _compare(entries: list, marks: Marks, found: Found) -> set[uuid.UUID]:
    """Find what the neighbours of these changes say of each other now; return whose findings these are."""
    around = Neighbourhood.of(marks.values())
    changed = {entry.annotation.pk for entry in entries}
    if len(entries) > FEW:
        concerned = set(marks)
    else:
        concerned = changed & marks.keys()
        for state in filter(None, (each for entry in entries for each in (entry.before, state_of(entry.annotation)))):
            start, end, name = state["start"], state["end"], name_of(state["tag"], state["exact"])
            concerned |= {pk for pk, mark in marks.items() if mark.start < end and start < mark.end}
            concerned |= {mark.id for mark in around.by_name.get(name, [])}
    _find_beside([marks[pk] for pk in concerned], around, found)
    return concerned | changed


def _find_beside(marks: Iterable[Mark], around: Neighbourhood, found: Found) -> None:
    for mark in marks:
        for name, check in BESIDE.items():
            if (details := check(mark, around)) is not None:
                found[mark.id, name] = details


def _find_alone(mark: Mark, text: str, found: Found) -> None:
    for name, check in ALONE.items():
        if (details := check(mark, text)) is not None:
            found[mark.id, name] = details


def _read_marks(article_ids: Iterable[int]) -> dict[int, Marks]:
    """Return the live marks of each article, in one query, and one more where there are quotes."""
    read: dict[int, Marks] = {article_id: {} for article_id in article_ids}
    rows = Annotation.objects.live().filter(article__in=list(read)).values_list(
        "article_id", "id", "tag__slug", "start", "end", Substr("exact", 1, LONGEST_NAME + 1), "author_id", "is_gold",
        "status", "speaker_unnamed",
    )  # fmt: skip
    rows = list(rows)
    spoken = _spoken_quotes(read) if any(row[2] == QUOTE for row in rows) else set()
    for article_id, pk, *mark, is_gold, status, is_unnamed in rows:
        is_spoken = is_unnamed or pk in spoken
        read[article_id][pk] = Mark(pk, *mark, is_gold, status == REJECTED, is_spoken, status == PENDING)
    return read


def _spoken_quotes(articles: Iterable[int]) -> set[uuid.UUID]:
    """Return the quotes that have a live speaker, or continue a live quote."""
    roles = (Relation.Role.SPEAKER, Relation.Role.CONTINUES)
    relations = Relation.objects.live().filter(article__in=list(articles), role__in=roles)
    return set(relations.values_list("source_id", flat=True))


def _spoken_with(changed: list, articles: Iterable[int]) -> set[uuid.UUID]:
    """Return the quotes whose speaker, or whose head, came or went."""
    ids = [entry.annotation.pk for entry in changed if entry.before and _has_changed(entry, ("deleted_at",))]
    if not ids:
        return set()
    relations = Relation.objects.filter(article__in=list(articles), target__in=ids)
    return set(relations.values_list("source_id", flat=True))


def _texts_beside(annotations: list[Annotation]) -> dict[int, str]:
    """Return the texts of these annotations' articles; those that are in memory cost no query."""
    texts, missing = {}, set()
    for annotation in annotations:
        article = annotation.article
        if "text" in article.get_deferred_fields():
            missing.add(article.pk)
        else:
            texts[article.pk] = article.text
    return texts | dict(_texts_of(missing - texts.keys()))


def _texts_of(article_ids: Iterable[int]) -> Iterable[tuple[int, str]]:
    ids = list(article_ids)
    return Article.objects.filter(pk__in=ids).values_list("pk", "text") if ids else ()


def _replace(read: dict[int, Marks], found: Found, is_renewed) -> None:
    """Make the stored rows that are renewed those of ``found``; only what differs is written."""
    stored = Finding.objects.filter(article__in=list(read))
    gone = []
    for pk, annotation_id, name, details in stored.values_list("pk", "annotation_id", "check_name", "details"):
        if not is_renewed(annotation_id, name):
            continue
        if found.get((annotation_id, name)) == details:
            del found[annotation_id, name]
        else:
            gone.append(pk)
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    places = {pk: (article_id, mark.is_pending) for article_id, marks in read.items() for pk, mark in marks.items()}
    new = []
    for (pk, name), details in found.items():
        article_id, is_pending = places[pk]
        new.append(
            Finding(article_id=article_id, annotation_id=pk, check_name=name, details=details, is_pending=is_pending)
        )
    if new:
        Finding.objects.bulk_create(new, batch_size=BATCH)


def _is_checked(entry) -> bool:
    if _has_changed(entry, CHECKED):
        return True
    return (entry.before["status"] == REJECTED) != (entry.annotation.status == REJECTED)


def _has_changed(entry, names: tuple[str, ...]) -> bool:
    if entry.before is None:
        return True
    after = state_of(entry.annotation)
    return any(entry.before.get(name) != after[name] for name in names)


def _moved_to(entry, *, is_pending: bool) -> bool:
    """Tell whether the annotation began or ceased to wait for a verdict."""
    is_now = entry.annotation.status == PENDING
    return entry.before is not None and (entry.before["status"] == PENDING) != is_now and is_now == is_pending
