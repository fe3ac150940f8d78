"""Takes an article out of the site on legal request: its text, and all that quotes it, is gone for good.

What stays is the row with the hash of the text, the log without words, and who withdrew it and why.
"""

import uuid

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from annotations import bulk_runs, journal
from annotations.access import is_administrator
from annotations.models import (
    AgreementSummary,
    Annotation,
    AnnotationEvent,
    Assignment,
    Claim,
    Comment,
    Finding,
    GuidelineExample,
)
from annotations.redacting import QUOTING, blank_quotes
from annotations.refusals import AlreadyWithdrawn, NoReason, NotAllowed
from annotations.rows import locked_article, with_links
from annotations.states import state_of
from newsroom.models import Article, Withdrawal


def withdraw(by, article_id: int, reason: str) -> Withdrawal:
    """Blank the article and all that quotes it, as one action of ``by``, which nothing undoes.

    Raises ``Article.DoesNotExist``, ``NotAllowed``, ``NoReason`` or ``AlreadyWithdrawn``.
    """
    if not is_administrator(by):
        raise NotAllowed()
    if not reason.strip():
        raise NoReason()
    _overwrite_what_is_deleted()
    with transaction.atomic():
        article = locked_article(article_id)
        if article.withdrawn_at:
            raise AlreadyWithdrawn()
        blank_quotes(article)
        _take_out_annotations(by, article)
        _forget_beside(article)
        now = timezone.now()
        blank = {"text": "", "folded_text": "", "headline": "", "link": "", "withdrawn_at": now}
        Article.objects.filter(pk=article.pk).update(**blank)
        return Withdrawal.objects.create(article=article, by=by, reason=reason.strip(), at=now)


def _take_out_annotations(by, article: Article) -> None:
    """Delete every annotation without its words, and say so in the log of each, the deleted ones too."""
    # By itself: the journal writes what differs from before, and in the log there were no words before either.
    Annotation.objects.of(article).update(**dict.fromkeys(QUOTING, ""))
    annotations = Annotation.objects.select_for_update(of=("self",)).of(article).select_related("tag", "author")
    now, entries = timezone.now(), []
    for annotation in with_links(list(annotations.order_by("pk"))):
        before = state_of(annotation)
        annotation.deleted_at = annotation.deleted_at or now
        entries.append(journal.Entry(annotation, before, AnnotationEvent.Verb.WITHDRAWN))
    journal.write(by, uuid.uuid4(), entries)


def _forget_beside(article: Article) -> None:
    """Remove or blank what was said of the annotations, who was to annotate, and figures that name places."""
    bulk_runs.forget_words_of(article)
    comments = Comment.objects.filter(article=article)
    _forget_names(article, comments)
    comments.update(text="", deleted_at=timezone.now())
    for model in (Finding, Claim, GuidelineExample, Assignment):
        model.objects.filter(article=article).delete()
    AgreementSummary.objects.filter(collection=article.collection_id).delete()


def _forget_names(article: Article, comments) -> None:
    """Blank what the log of the administration calls the article, its annotations and comments: their first words."""
    keys = {
        Article: [article.pk],
        Annotation: Annotation.objects.filter(article=article).values_list("pk", flat=True),
        Comment: comments.values_list("pk", flat=True),
    }
    for model, pks in keys.items():
        ids = [str(pk) for pk in pks]
        for first in range(0, len(ids), 500):
            entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
            entries.filter(object_id__in=ids[first : first + 500]).update(object_repr="")


def _overwrite_what_is_deleted() -> None:
    """Let SQLite overwrite with zeros what goes, instead of leaving it in free pages of the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
