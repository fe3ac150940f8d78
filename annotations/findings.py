"""Keeps the findings of the checks true: a row for each, written in the transaction of the change.

:func:`follow` is called by :mod:`annotations.journal` under the lock of the articles, with what was
just written.  A mark that changed is checked anew; its neighbours are only compared with
it.  What needs a whole collection is found by :mod:`annotations.collection_findings`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F, Q
from django.db.models.functions import Substr

from annotations.checks import ALONE, BESIDE, IN_COLLECTION
from annotations.checks.marks import CUE, LONGEST_NAME, QUOTE, Mark, Neighbourhood, letters_of_all_spellings, name_of
from annotations.models import Annotation, Finding, Relation
from annotations.states import state_of
from newsroom.models import Article

SPEECH = "quote_without_speaker"
REJECTED, PENDING = Annotation.Status.REJECTED, Annotation.Status.PENDING
# What a finding depends on, besides whether the mark is rejected; a note or an approval changes none.
NAMED = ("tag", "exact", "deleted_at")
CHECKED = (*NAMED, "start", "end", "speaker_unnamed", "links")
# Of more changes than this at once, everything in their articles is compared anew.
FEW = 3
EVERY = Q()
BATCH = 500

Found = dict[tuple[uuid.UUID, str], dict]
Marks = dict[uuid.UUID, Mark]
Compared = dict[str, set[uuid.UUID]]


def follow(entries: list) -> None:
    """Bring the findings up to what ``entries`` of the journal have written."""
    # The gold set repeats what annotators marked; what is odd about it was found there.
    entries = [entry for entry in entries if not entry.annotation.is_gold]
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
    stored = Finding.objects.filter(article__in=list(read))
    _replace(read, found, stored, lambda annotation_id, name: name != IN_COLLECTION)
    return number


def _renew(changed: list) -> None:
    read, compared = _read_near(changed) if len(changed) <= FEW else _read_around(changed)
    found: Found = {}
    for marks in read.values():
        around = Neighbourhood.of(marks.values())
        for name, ids in compared.items():
            _find_beside([marks[pk] for pk in ids & marks.keys()], around, found, [name])
    rewritten = {entry.annotation.pk: entry.annotation for entry in changed if _has_changed(entry, CHECKED)}
    shown = [each for each in rewritten.values() if not each.is_deleted]
    texts = _texts_beside(shown)
    for annotation in shown:
        mark = replace(read[annotation.article_id][annotation.pk], exact=annotation.exact)
        _find_alone(mark, texts[annotation.article_id], found)
    spoken = _spoken_with(changed, read)
    _find_speakers(spoken, read, found)
    renewed = dict.fromkeys(ALONE, set(rewritten)) | compared
    renewed[SPEECH] = renewed[SPEECH] | spoken
    renewed[IN_COLLECTION] = {entry.annotation.pk for entry in changed if _has_changed(entry, NAMED)}
    new = {entry.annotation.pk for entry in changed if entry.before is None}
    if known := set().union(*renewed.values()) - new:
        stored = Finding.objects.filter(article__in=list(read), annotation__in=known)
    else:
        stored = Finding.objects.none()
    _replace(read, found, stored, lambda annotation_id, name: annotation_id in renewed.get(name, ()))


def _read_around(changed: list) -> tuple[dict[int, Marks], Compared]:
    """Return all marks of the articles of these changes, all to be compared anew."""
    read = _read_marks({entry.annotation.article_id for entry in changed})
    ids = {pk for marks in read.values() for pk in marks} | {entry.annotation.pk for entry in changed}
    return read, dict.fromkeys(BESIDE, ids)


def _read_near(changed: list) -> tuple[dict[int, Marks], Compared]:
    """Return the marks that a few changes can concern, and which of them to compare anew, by check.

    An article may have 2,000 marks; the same place and the same name have few.
    """
    read: dict[int, Marks] = {}
    compared: Compared = {name: {entry.annotation.pk for entry in changed} for name in BESIDE}
    for entry in changed:
        article_id = entry.annotation.article_id
        states = [state for state in (entry.before, state_of(entry.annotation)) if state]
        names = {name_of(state["tag"], state["exact"]) for state in states} - {None}
        near = _read_marks([article_id], Q(pk=entry.annotation.pk) | _places(states) | _called(names))[article_id]
        beside = {pk for pk, mark in near.items() if any(_meets(mark, state) for state in states)}
        compared["annotators_disagree"] |= beside
        compared["name_tagged_two_ways"] |= {pk for pk, mark in near.items() if name_of(mark.tag, mark.exact) in names}
        if any(near[pk].author_id != entry.annotation.author_id for pk in beside):
            # What lies beside these says whether they still disagree with somebody.
            hull = {"start": min(near[pk].start for pk in beside), "end": max(near[pk].end for pk in beside)}
            near |= _read_marks([article_id], _places([hull]))[article_id]
        read[article_id] = read.get(article_id, {}) | near
    return read, compared


def _places(states: list[dict]) -> Q:
    condition = Q()
    for state in states:
        condition |= Q(start__lt=state["end"], end__gt=state["start"])
    return condition


def _called(names: set[str]) -> Q:
    """Return the condition that a mark may have one of these names, in another spelling too."""
    condition = Q(pk__in=[])
    for name in names:
        spelling = Q(end__lte=F("start") + LONGEST_NAME) & ~Q(tag__slug__in=[QUOTE, CUE])
        for letter in sorted(letters_of_all_spellings(name)):
            spelling &= Q(exact__contains=letter)
        condition |= spelling
    return condition


def _meets(mark: Mark, state: dict) -> bool:
    return mark.start < state["end"] and state["start"] < mark.end


def _find_beside(marks: Iterable[Mark], around: Neighbourhood, found: Found, names: Iterable[str] = BESIDE) -> None:
    for mark in marks:
        for name in names:
            if (details := BESIDE[name](mark, around)) is not None:
                found[mark.id, name] = details


def _find_alone(mark: Mark, text: str, found: Found) -> None:
    for name, check in ALONE.items():
        if (details := check(mark, text)) is not None:
            found[mark.id, name] = details


def _find_speakers(quotes: set[uuid.UUID], read: dict[int, Marks], found: Found) -> None:
    """Look again whether somebody speaks these quotes, which may not have been read."""
    if not quotes:
        return
    for article_id, marks in _read_marks(read, Q(pk__in=quotes)).items():
        for mark in marks.values():
            read[article_id].setdefault(mark.id, mark)
            if (details := ALONE[SPEECH](mark, "")) is not None:
                found[mark.id, SPEECH] = details


def _read_marks(article_ids: Iterable[int], condition: Q = EVERY) -> dict[int, Marks]:
    """Return live marks of each article, in one query, and one more where there are quotes."""
    read: dict[int, Marks] = {article_id: {} for article_id in article_ids}
    rows = Annotation.objects.live().filter(condition, article__in=list(read)).values_list(
        "article_id", "id", "tag__slug", "start", "end", Substr("exact", 1, LONGEST_NAME + 1), "author_id", "is_gold",
        "status", "speaker_unnamed",
    )  # fmt: skip
    rows = list(rows)
    quotes = [row[1] for row in rows if row[2] == QUOTE]
    spoken = _spoken_quotes(read, quotes if len(quotes) <= FEW else None) if quotes else set()
    for article_id, pk, *mark, is_gold, status, is_unnamed in rows:
        is_spoken = is_unnamed or pk in spoken
        read[article_id][pk] = Mark(pk, *mark, is_gold, status == REJECTED, is_spoken, status == PENDING)
    return read


def _spoken_quotes(articles: Iterable[int], quotes: list[uuid.UUID] | None) -> set[uuid.UUID]:
    """Return the quotes, of all or of some, that have a live speaker, or continue a live quote."""
    roles = (Relation.Role.SPEAKER, Relation.Role.CONTINUES)
    relations = Relation.objects.live().filter(article__in=list(articles), role__in=roles)
    if quotes is not None:
        relations = relations.filter(source__in=quotes)
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


def _replace(read: dict[int, Marks], found: Found, stored, is_renewed) -> None:
    """Make those of the ``stored`` rows that are renewed the ones of ``found``; only what differs is written."""
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
