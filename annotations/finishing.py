"""From to do to finished: the states of a person's work on one article.

Whoever changes a state holds the lock of the article's row, as every change of an
annotation does: a mark is stored before its author finished, or refused.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.access import can_annotate, can_review, can_see_article
from annotations.models import Adjudication, Annotation, Assignment
from annotations.refusals import NotAllowed, Refusal
from newsroom.models import Article

Status = Assignment.Status

# A verdict is the reviewer's; it says nothing about what the annotator found.
VERDICT_FIELDS = {"status", "reviewer_id", "reviewed_at", "reason", "version"}


class Finished(Refusal):
    status = 409
    code = "finished"
    message = _("You have finished this article. Reopen it to change your annotations.")


class NotAssigned(Refusal):
    status = 404
    code = "not_assigned"
    message = _("This article is not assigned to you (any more).")


class AlreadyFinished(Refusal):
    status = 409
    code = "already_finished"
    message = _("This article is finished already.")


class NotFinished(Refusal):
    status = 409
    code = "not_finished"
    message = _("This article is not finished: there is nothing to reopen.")


class NoLongerMember(NotAllowed):
    message = _("You do not annotate in this collection any more. Your annotations are kept.")


class Decided(Refusal):
    status = 409
    code = "decided"
    message = _("This article has been adjudicated. Only a reviewer can reopen it.")


def begin(by, article_id: int) -> None:
    """Note that ``by`` stores a mark in the article, which is locked; raise ``Finished`` if that is over."""
    assignment = Assignment.objects.filter(article=article_id, user=by).only("status").first()
    if assignment is None or assignment.status == Status.STARTED:
        return
    if assignment.status == Status.FINISHED:
        raise Finished()
    Assignment.objects.filter(pk=assignment.pk).update(status=Status.STARTED, started_at=timezone.now())


def refuse_finished(by, annotation: Annotation, before: dict, after: dict) -> None:
    """Raise ``Finished`` if this is a change of the person's own mark in an article they have finished.

    Verdicts cost no query here: bulk verdicts rely on it.
    """
    if annotation.author_id != by.pk or annotation.is_gold:
        return
    if {name for name in after if after[name] != before.get(name)} <= VERDICT_FIELDS:
        return
    if Assignment.objects.filter(article=annotation.article_id, user=by, status=Status.FINISHED).exists():
        raise Finished()


def finish(by, article_id: int) -> Assignment:
    """Record that ``by`` has found everything in the article; locks their annotations there.

    Raises ``Article.DoesNotExist`` or a refusal.
    """
    with transaction.atomic():
        article, assignment = _locked(by, article_id, by.pk)
        if assignment is None:
            raise NotAssigned()
        if not can_annotate(by, article):
            raise NoLongerMember()
        if assignment.status == Status.FINISHED:
            raise AlreadyFinished()
        now = timezone.now()
        changes = {"status": Status.FINISHED, "finished_at": now, "started_at": assignment.started_at or now}
        return _write(assignment, changes)


def reopen(by, article_id: int, person_id: int | None = None) -> Assignment:
    """Unlock the annotations of a person in the article: one's own, or as a reviewer anybody's.

    Raises ``Article.DoesNotExist`` or a refusal.
    """
    person_id = person_id or by.pk
    with transaction.atomic():
        article, assignment = _locked(by, article_id, person_id)
        reviews = can_review(by, article)
        if person_id != by.pk and not reviews:
            raise NotAllowed()
        if assignment is None:
            raise NotAssigned(None if person_id == by.pk else _("This article is not assigned to this person."))
        if not (reviews or can_annotate(by, article)):
            raise NoLongerMember()
        if assignment.status != Status.FINISHED:
            raise NotFinished()
        if not reviews and Adjudication.objects.filter(article=article, finished_at__isnull=False).exists():
            raise Decided()
        return _write(assignment, {"status": Status.STARTED, "finished_at": None})


def _locked(by, article_id: int, person_id: int) -> tuple[Article, Assignment | None]:
    """Return article and assignment under lock; an article that is no business of ``by`` is not there."""
    articles = Article.objects.select_for_update(of=("self",)).select_related("collection__settings")
    article = articles.without_text().get(pk=article_id)
    assignments = Assignment.objects.select_for_update(of=("self",)).select_related("article")
    assignments = assignments.defer("article__text", "article__folded_text")
    assignment = assignments.filter(article=article, user=person_id).first()
    if not can_see_article(by, article) and (assignment is None or person_id != by.pk):
        raise Article.DoesNotExist()
    return article, assignment


def _write(assignment: Assignment, changes: dict) -> Assignment:
    Assignment.objects.filter(pk=assignment.pk).update(**changes)
    for name, value in changes.items():
        setattr(assignment, name, value)
    return assignment
