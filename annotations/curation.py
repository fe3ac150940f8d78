"""The one door for change: every change of an annotation is checked, written and logged here.

Each function works in one transaction, under the lock of the article's row, and
writes an :class:`AnnotationEvent` with the full state before and after.  They
raise a :class:`annotations.refusals.Refusal` and change nothing where a rule
says no.  ``version`` is what the person saw; ``None`` means "as it is now".
``action_id`` names one action of a person: sent again, it is not done again.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations import journal
from annotations.access import can_annotate, can_edit, can_review
from annotations.marking import check_mark, normalise_seen
from annotations.models import Annotation, AnnotationEvent
from annotations.refusals import AlreadyMarked, Gone, IdTaken, NotAllowed, Refusal, Stale
from annotations.rows import find_tag, lock_articles_of, locked_annotations, locked_article, refuse_twin
from annotations.states import state_of
from newsroom.models import Article

Verb = AnnotationEvent.Verb
Status = Annotation.Status

# A bulk change commits this many rows at a time, well under half a second, so that others get their turn.
CHUNK = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one change."""

    annotation: Annotation
    action_id: uuid.UUID
    is_new: bool = False


@dataclass
class BulkOutcome:
    """What became of a change of many: how many changed, and which were refused, with the reason."""

    action_id: uuid.UUID
    changed: int = 0
    refused: list[tuple[uuid.UUID, Refusal]] = field(default_factory=list)


@dataclass
class ManyOutcome(BulkOutcome):
    """What became of many new marks: those that are there now, and which of them this very call made."""

    annotations: list[Annotation] = field(default_factory=list)
    is_new: bool = False


@dataclass(frozen=True)
class NewMark:
    """What a person asks to store.  ``start`` and ``end`` are code points, half-open."""

    id: uuid.UUID
    tag: str
    start: int
    end: int
    exact: str
    note: str = ""


def create(by, article_id: int, mark: NewMark, action_id: uuid.UUID | None = None) -> Outcome:
    """Store ``mark`` as an annotation of ``by``; the same mark under the same id again returns the first one.

    Raises ``Article.DoesNotExist`` or a refusal.
    """
    if not can_annotate(by):
        raise NotAllowed()
    try:
        with transaction.atomic():
            article = locked_article(article_id)
            seen = Annotation.objects.select_related("tag").filter(pk=mark.id).first()
            if seen is not None:
                return _repeated(by, article, mark, seen)
            return _store(by, article, mark, action_id or uuid.uuid4())
    except IntegrityError as error:
        # Only an id used in another article at the same moment gets past the checks under this article's lock.
        raise IdTaken() from error


def create_many(by, article_id: int, marks: Iterable[NewMark], action_id: uuid.UUID | None = None) -> ManyOutcome:
    """Store ``marks`` as one action, ``CHUNK`` a transaction; each is refused by itself, a twin of one's own too.

    Sent again, it stores what is missing.  Raises ``Article.DoesNotExist`` or ``NotAllowed``.
    """
    if not can_annotate(by):
        raise NotAllowed()
    outcome, marks = ManyOutcome(action_id or uuid.uuid4()), list(marks)
    for first in range(0, len(marks), CHUNK):
        try:
            with transaction.atomic():
                _create_chunk(by, locked_article(article_id), marks[first : first + CHUNK], outcome)
        except IntegrityError as error:  # as in ``create``
            raise IdTaken() from error
    outcome.changed = len(outcome.annotations)
    return outcome


def _create_chunk(by, article: Article, marks: list[NewMark], outcome: ManyOutcome) -> None:
    seen = Annotation.objects.select_related("tag", "author", "article").in_bulk([mark.id for mark in marks])
    entries, places = [], set()
    for mark in marks:
        try:
            if mark.id in seen:
                outcome.annotations.append(_repeated(by, article, mark, seen[mark.id]).annotation)
                continue
            annotation = _new(by, article, mark)
            if (place := (mark.tag, mark.start, mark.end)) in places:
                raise AlreadyMarked()
            refuse_twin(annotation, None)
        except Refusal as refusal:
            outcome.refused.append((mark.id, refusal))
            continue
        seen[mark.id] = annotation
        places.add(place)
        entries.append(journal.Entry(annotation, None, Verb.CREATED))
    outcome.annotations += [entry.annotation for entry in entries]
    outcome.is_new |= journal.write(by, outcome.action_id, entries) > 0


def edit(by, annotation_id, version: int | None, action_id=None, **changes) -> Outcome:
    """Change ``tag`` (slug), ``start``, ``end``, ``exact`` or ``note``; bounds come with their ``exact``.

    An author's change of tag or bounds makes a judged mark pending again.
    """

    def apply(annotation: Annotation) -> str | None:
        if "tag" in changes:
            annotation.tag = find_tag(changes["tag"])
        for name in ("start", "end", "note"):
            setattr(annotation, name, changes.get(name, getattr(annotation, name)))
        if "exact" in changes:
            annotation.exact = normalise_seen(changes["exact"])
        check_mark(annotation.article.text, annotation.start, annotation.end, annotation.exact)
        return Verb.EDITED

    return _change(by, annotation_id, version, action_id, apply, may=can_edit, by_author=_back_to_pending)


def delete(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Take the annotation out of sight.  The row stays, so that it can be restored."""

    def apply(annotation: Annotation) -> str:
        annotation.deleted_at = timezone.now()
        return Verb.DELETED

    return _change(by, annotation_id, version, action_id, apply, may=can_edit)


def restore(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Bring a deleted annotation back; a living twin of it refuses with ``AlreadyMarked``."""

    def apply(annotation: Annotation) -> str:
        annotation.deleted_at = None
        return Verb.RESTORED

    return _change(by, annotation_id, version, action_id, apply, may=can_edit, deleted_too=True)


def approve(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Record that a reviewer found the annotation right."""
    return _change(by, annotation_id, version, action_id, _verdict(by, Status.APPROVED), may=_may_review)


def reject(by, annotation_id, version: int | None, reason: str = "", action_id=None) -> Outcome:
    """Record that a reviewer found the annotation wrong, and why."""
    return _change(by, annotation_id, version, action_id, _verdict(by, Status.REJECTED, reason), may=_may_review)


def reopen(by, annotation_id, version: int | None, action_id=None) -> Outcome:
    """Take a verdict back: the annotation is pending again."""
    return _change(by, annotation_id, version, action_id, _verdict(by, Status.PENDING), may=_may_review)


def judge_many(
    by, annotation_ids: Iterable, status: str, reason: str = "", action_id=None, versions: Mapping | None = None
) -> BulkOutcome:
    """Give every annotation the same verdict under one action id, ``CHUNK`` rows a transaction.

    ``versions`` says which version of each id the person saw; another one is refused as stale.
    """
    outcome = BulkOutcome(action_id or uuid.uuid4())
    ids = list(annotation_ids)
    for first in range(0, len(ids), CHUNK):
        _judge_chunk(by, ids[first : first + CHUNK], status, reason, outcome, versions or {})
    return outcome


def _judge_chunk(by, ids: list, status: str, reason: str, outcome: BulkOutcome, versions: Mapping) -> None:
    apply = _verdict(by, status, reason)
    with transaction.atomic():
        lock_articles_of(ids)
        done = journal.reached(by, outcome.action_id, ids)
        entries = []
        for annotation in locked_annotations(set(ids) - done):
            try:
                entries.append(_prepare(by, annotation, versions.get(annotation.pk), apply, may=_may_review))
            except Refusal as refusal:
                outcome.refused.append((annotation.pk, refusal))
        outcome.changed += len(done) + journal.write(by, outcome.action_id, [entry for entry in entries if entry])


def _change(by, annotation_id, version, action_id, apply: Callable, **rules) -> Outcome:
    """Change one annotation; raise ``Annotation.DoesNotExist`` or a refusal."""
    action_id = action_id or uuid.uuid4()
    with transaction.atomic():
        lock_articles_of([annotation_id])
        annotation = locked_annotations([annotation_id]).get()
        if not journal.reached(by, action_id, [annotation.pk]):
            entry = _prepare(by, annotation, version, apply, **rules)
            journal.write(by, action_id, [entry] if entry else [])
    return Outcome(annotation, action_id)


def _prepare(by, annotation, version, apply, *, may, deleted_too=False, by_author=None) -> journal.Entry | None:
    """Check, apply and return what to write, or ``None`` if nothing changes."""
    if not may(by, annotation):
        raise NotAllowed()
    if annotation.is_deleted and not deleted_too:
        raise Gone()
    if version is not None and version != annotation.version:
        raise Stale(current=annotation)
    before = state_of(annotation)
    verb = apply(annotation)
    if state_of(annotation) == before:
        return None
    if by_author and annotation.author_id == by.pk:
        by_author(annotation, before)
    refuse_twin(annotation, before)
    return journal.Entry(annotation, before, verb)


def _verdict(by, status: str, reason: str = "") -> Callable:
    verbs = {Status.APPROVED: Verb.APPROVED, Status.REJECTED: Verb.REJECTED, Status.PENDING: Verb.REOPENED}

    def apply(annotation: Annotation) -> str:
        # A verdict that stands already keeps the person who gave it first.
        if (annotation.status, annotation.reason) != (status, reason):
            annotation.status, annotation.reason = status, reason
            is_judged = status != Status.PENDING
            annotation.reviewer, annotation.reviewed_at = (by, timezone.now()) if is_judged else (None, None)
        return verbs[status]

    return apply


def _back_to_pending(annotation: Annotation, before: dict) -> None:
    if any(before[name] != value for name, value in state_of(annotation).items() if name in ("tag", "start", "end")):
        annotation.status, annotation.reason = Status.PENDING, ""
        annotation.reviewer, annotation.reviewed_at = None, None


def _may_review(by, annotation: Annotation) -> bool:
    return can_review(by)


def _store(by, article: Article, mark: NewMark, action_id: uuid.UUID) -> Outcome:
    annotation = _new(by, article, mark)
    refuse_twin(annotation, None)
    journal.write(by, action_id, [journal.Entry(annotation, None, Verb.CREATED)])
    return Outcome(annotation, action_id, is_new=True)


def _new(by, article: Article, mark: NewMark) -> Annotation:
    check_mark(article.text, mark.start, mark.end, mark.exact)
    return Annotation(
        id=mark.id,
        article=article,
        tag=find_tag(mark.tag),
        start=mark.start,
        end=mark.end,
        exact=normalise_seen(mark.exact),
        note=mark.note,
        author=by,
        version=0,
    )


def _repeated(by, article: Article, mark: NewMark, seen: Annotation) -> Outcome:
    """Return the annotation this very request made before; it is compared as it was made, not as it is."""
    created = AnnotationEvent.objects.filter(annotation=seen, verb=Verb.CREATED).first()
    asked = (mark.tag, mark.start, mark.end, normalise_seen(mark.exact))
    if (
        created is None
        or (seen.author_id, seen.article_id) != (by.pk, article.pk)
        or asked != tuple(created.after[name] for name in ("tag", "start", "end", "exact"))
    ):
        raise IdTaken()
    if seen.is_deleted:
        raise Gone()
    return Outcome(seen, created.action_id)
