"""The frame of every change: lock, check, apply, log.  Used by curation, linking and undoing only."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from annotations import journal
from annotations.access import can_annotate, can_see_annotation, can_see_article, seen_by
from annotations.finishing import begin, refuse_finished
from annotations.fitting import concerns_links, ends_around, refuse_misfit, settle
from annotations.marking import check_mark, normalise_seen
from annotations.models import Annotation, AnnotationEvent, Relation
from annotations.refusals import Gone, IdTaken, NotAllowed, Stale
from annotations.rows import locked_annotation, locked_article, refuse_twin
from annotations.states import state_of
from annotations.tagsets import find_tag_for
from newsroom.models import Article

Verb = AnnotationEvent.Verb
Status = Annotation.Status
Role = Relation.Role

# What makes a judged mark pending again when its author changes it.
JUDGED_FIELDS = ("tag", "start", "end", "kind", "speaker_unnamed", "links")


@dataclass(frozen=True)
class Outcome:
    """What became of one change."""

    annotation: Annotation
    action_id: uuid.UUID
    is_new: bool = False


@dataclass(frozen=True)
class NewMark:
    """What a person asks to store.  ``start`` and ``end`` are code points, half-open.

    A quote may come with its kind, its speaker or the head that it continues.
    """

    id: uuid.UUID
    tag: str
    start: int
    end: int
    exact: str
    note: str = ""
    kind: str = ""
    speaker: uuid.UUID | None = None
    continues: uuid.UUID | None = None
    speaker_unnamed: bool = False

    @property
    def links(self) -> dict[str, uuid.UUID]:
        links = {Role.SPEAKER: self.speaker, Role.CONTINUES: self.continues}
        return {str(role): target for role, target in links.items() if target}


def locked_for(by, annotation_id) -> Annotation:
    """Return the annotation under lock; raise ``Annotation.DoesNotExist`` also if ``by`` may not know of it."""
    annotation = locked_annotation(annotation_id)
    if not can_see_annotation(by, annotation):
        raise Annotation.DoesNotExist()
    return annotation


def article_to_mark(by, article_id: int) -> Article:
    """Return the article under lock; raise ``Article.DoesNotExist``, or ``NotAllowed`` if ``by`` only reads there."""
    article = locked_article(article_id)
    if not can_see_article(by, article):
        raise Article.DoesNotExist()
    if not can_annotate(by, article):
        raise NotAllowed()
    return article


def change(by, annotation_id, version, action_id, apply: Callable, **rules) -> Outcome:
    """Change one annotation; raise ``Annotation.DoesNotExist`` or a refusal."""
    with transaction.atomic():
        annotation = locked_for(by, annotation_id)
        # An action without an id begins here, and has reached nothing.
        is_done = action_id is not None and journal.reached(by, action_id, [annotation.pk])
        action_id = action_id or uuid.uuid4()
        if not is_done:
            entry = prepare(by, annotation, version, apply, **rules)
            journal.write(by, action_id, [entry] if entry else [])
    return Outcome(annotation, action_id)


def prepare(by, annotation, version, apply, *, may, deleted_too=False, by_author=None) -> journal.Entry | None:
    """Check, apply and return what to write, or ``None`` if nothing changes."""
    # The gold set changes through annotations.adjudicating only.
    if annotation.is_gold or not may(by, annotation):
        raise NotAllowed()
    if annotation.is_deleted and not deleted_too:
        raise Gone()
    if version is not None and version != annotation.version:
        raise Stale(current=annotation)
    before = state_of(annotation)
    verb = apply(annotation)
    if state_of(annotation) == before:
        return None
    refuse_finished(by, annotation, before, state_of(annotation))
    _check_links(by, annotation, before)
    if by_author and annotation.author_id == by.pk:
        by_author(annotation, before)
    refuse_twin(annotation, before)
    return journal.Entry(annotation, before, verb)


def back_to_pending(annotation: Annotation, before: dict) -> None:
    """Take a verdict away if what was judged has changed."""
    after = state_of(annotation)
    if any(before[name] != after[name] for name in JUDGED_FIELDS):
        annotation.status, annotation.reason = Status.PENDING, ""
        annotation.reviewer, annotation.reviewed_at = None, None


def store(by, article: Article, mark: NewMark, action_id: uuid.UUID) -> Outcome:
    """Store a new mark in the article, which is locked; the same one again returns the first."""
    seen = Annotation.objects.select_related("tag").filter(pk=mark.id).first()
    if seen is not None:
        return repeated(by, article, mark, seen)
    annotation = new_annotation(by, article, mark)
    refuse_twin(annotation, None)
    _check_links(by, annotation, None)
    begin(by, article.pk)
    journal.write(by, action_id, [journal.Entry(annotation, None, Verb.CREATED)])
    return Outcome(annotation, action_id, is_new=True)


def new_annotation(by, article: Article, mark: NewMark) -> Annotation:
    """Return the annotation that ``mark`` asks for, not stored yet; raise a refusal if the text says otherwise."""
    check_mark(article.text, mark.start, mark.end, mark.exact)
    annotation = Annotation(
        id=mark.id,
        article=article,
        tag=find_tag_for(article, mark.tag),
        start=mark.start,
        end=mark.end,
        exact=normalise_seen(mark.exact),
        note=mark.note,
        kind=mark.kind,
        speaker_unnamed=mark.speaker_unnamed,
        author=by,
        version=0,
    )
    annotation.links = mark.links
    return annotation


def _check_links(by, annotation: Annotation, before: dict | None) -> None:
    """Raise a refusal if the change makes a relation that cannot be.  Most changes cost no query here."""
    if concerns_links(before, state_of(annotation)):
        ends = ends_around([annotation], seen_by(by))
        settle(annotation, before, ends)
        refuse_misfit(annotation, before, ends)


def repeated(by, article: Article, mark: NewMark, seen: Annotation) -> Outcome:
    """Return the annotation this very request made before; it is compared as it was made, not as it is."""
    created = AnnotationEvent.objects.filter(annotation=seen, verb=Verb.CREATED).first()
    if (
        created is None
        or (seen.author_id, seen.article_id) != (by.pk, article.pk)
        or _asked(mark) != {"links": {}, "kind": "", "speaker_unnamed": False} | _made(created.after)
    ):
        raise IdTaken()
    if seen.is_deleted:
        raise Gone()
    return Outcome(seen, created.action_id)


def _asked(mark: NewMark) -> dict:
    asked = {name: getattr(mark, name) for name in ("tag", "start", "end", "kind", "speaker_unnamed")}
    links = {role: str(target) for role, target in mark.links.items()}
    return asked | {"exact": normalise_seen(mark.exact), "links": links}


def _made(state: dict) -> dict:
    """Return what a created event tells of the request; an older one knows nothing of links."""
    names = ("tag", "start", "end", "exact", "kind", "speaker_unnamed", "links")
    return {name: state[name] for name in names if name in state}
