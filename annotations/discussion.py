"""Discussion of annotations: the one door for comments.

The comments on one annotation are one thread.  A thread is open as long as one of its
comments is; resolving the last comment that a person saw resolves those before it, and
leaves open what was written meanwhile.  ``@name`` mentions a person, who finds it on
a page of their own, if they may know of the annotation.

Comments are for people with an account.  Whoever may know of an annotation reads its
thread; whoever annotates in its collection writes in it.
"""

import datetime
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from annotations.access import can_annotate, can_see_annotation, is_administrator, seen_by
from annotations.models import Annotation, Comment
from annotations.refusals import Gone, NotAllowed

# Several screens; more is a document of its own.
TEXT_LIMIT = 5_000
# A comment for more people than this is an announcement.
MENTION_LIMIT = 20
# A form sent twice; whoever says the same again after that means it.
REPEATED_WITHIN = datetime.timedelta(minutes=1)

# What a user name may hold (Django's validator).  In an address such as a@b.example the sign mentions nobody;
# an Arabic proclitic may stand before it.
MENTION = re.compile(r"(?<![A-Za-z0-9._+-])@([\w.@+-]+)")
# Of a name at the end of a sentence.
ENDING = ".@+-"


@dataclass(frozen=True)
class Added:
    """A new comment, and the names in it that mention nobody who may know of the annotation."""

    comment: Comment
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """A comment as it is shown: its text in pieces, each with whether it mentions somebody."""

    comment: Comment
    pieces: list[tuple[str, bool]]
    can_delete: bool


@dataclass(frozen=True)
class Thread:
    """The comments on an annotation as one person sees them."""

    annotation: Annotation
    said: list[Said]
    can_write: bool
    # User names that a person may want to mention: whoever said something, and whose the annotation is.
    names: list[str]

    @property
    def open_count(self) -> int:
        return sum(said.comment.resolved_at is None for said in self.said)

    @property
    def last(self) -> Comment | None:
        return self.said[-1].comment if self.said else None


def can_read(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may read what is said of ``annotation``, whose article's settings are loaded."""
    return user.is_authenticated and can_see_annotation(user, annotation)


def can_write(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may say something of ``annotation``, and call its thread resolved."""
    return can_read(user, annotation) and can_annotate(user, annotation.article)


def can_delete(user, comment: Comment) -> bool:
    """Tell whether ``user`` may take the comment out of the thread: their own, or any as an administrator."""
    return comment.author_id == user.pk or is_administrator(user)


def add(by, annotation_id: uuid.UUID, text: str) -> Added:
    """Store ``text`` as a comment of ``by``; the same again within a minute is the first one.

    Raises ``Annotation.DoesNotExist`` or a refusal.
    """
    with transaction.atomic():
        annotation = _locked(by, annotation_id)
        if annotation.is_deleted:
            raise Gone()
        repeated = Comment.objects.live().filter(
            annotation=annotation, author=by, text=text, created_at__gt=timezone.now() - REPEATED_WITHIN
        )
        names = _names(text)
        mentioned = _people(names, annotation) if names else []
        comment = repeated.first()
        if comment is None:
            comment = Comment.objects.create(
                article_id=annotation.article_id, annotation=annotation, author=by, text=text
            )
            comment.mentioned.set(person for person in mentioned if person != by)
    known = {person.get_username() for person in mentioned}
    return Added(comment, [name for name in names if not known & set(_spellings(name))])


def resolve(by, comment_id: int) -> Annotation:
    """Resolve the comment and those before it in its thread; return their annotation."""
    with transaction.atomic():
        annotation = _locked_thread(by, comment_id)
        open_ones = Comment.objects.unresolved().filter(annotation=annotation, pk__lte=comment_id)
        Comment.objects.filter(pk__in=list(open_ones.values_list("pk", flat=True))).update(
            resolved_at=timezone.now(), resolved_by=by
        )
    return annotation


def reopen(by, comment_id: int) -> Annotation:
    """Open the comment, and by that its thread, again; return its annotation."""
    with transaction.atomic():
        annotation = _locked_thread(by, comment_id)
        Comment.objects.live().filter(pk=comment_id).update(resolved_at=None, resolved_by=None)
    return annotation


def delete(by, comment_id: int) -> Annotation:
    """Take the comment out of its thread; the row stays.  Return its annotation."""
    with transaction.atomic():
        annotation = _locked_thread(by, comment_id, writes=False)
        if not can_delete(by, Comment.objects.get(pk=comment_id)):
            raise NotAllowed()
        Comment.objects.live().filter(pk=comment_id).update(deleted_at=timezone.now())
    return annotation


def rename_mentions(before: str, name: str) -> None:
    """Let every comment that mentions ``@before`` say ``@name``: that person is anonymous now."""

    def renamed(found: re.Match) -> str:
        is_meant = before in _spellings(found[1])
        return f"@{name}{found[1][len(before):]}" if is_meant else found[0]

    for comment in Comment.objects.filter(text__contains=f"@{before}").iterator(chunk_size=100):
        Comment.objects.filter(pk=comment.pk).update(text=MENTION.sub(renamed, comment.text))


def thread_of(annotation: Annotation, user) -> Thread | None:
    """Return the thread of ``annotation``, the oldest comment first, in two queries; ``None`` if it is not for ``user``."""
    if not can_read(user, annotation):
        return None
    comments = Comment.objects.live().filter(annotation=annotation).select_related("author", "resolved_by")
    comments = list(comments.prefetch_related("mentioned").order_by("pk"))
    people = [annotation.author, *(comment.author for comment in comments)]
    names = dict.fromkeys(person.get_username() for person in people if person.is_active and person != user)
    may_write = can_write(user, annotation) and not annotation.is_deleted
    return Thread(annotation, said(comments, user), may_write, list(names))


def said(comments: Iterable[Comment], user) -> list[Said]:
    """Return the comments as ``user`` sees them."""
    return [Said(comment, _pieces(comment), can_delete(user, comment)) for comment in comments]


def open_counts(user, article_ids: Iterable[int], annotation_ids: Iterable | None = None) -> dict[uuid.UUID, int]:
    """Return how many open comments there are on each annotation that has any; in one query, for visitors in none."""
    if not user.is_authenticated:
        return {}
    comments = Comment.objects.unresolved().filter(article__in=list(article_ids))
    if annotation_ids is not None:
        comments = comments.filter(annotation__in=list(annotation_ids))
    return dict(comments.order_by().values_list("annotation").annotate(Count("pk")))


def concerning(user):
    """Return the comments that mention ``user``, are theirs or are about an annotation of theirs.

    Open ones come first, the newest first.  Each has ``is_mention`` and ``is_open``.  What ``user`` may not know
    of any more is left out.
    """
    mentions = Comment.mentioned.through.objects.filter(comment=OuterRef("pk"), user=user.pk)
    is_open = ExpressionWrapper(Q(resolved_at__isnull=True), BooleanField())
    comments = Comment.objects.live().filter(seen_by(user, "annotation__"))
    comments = comments.annotate(is_mention=Exists(mentions), is_open=is_open)
    comments = comments.filter(Q(author=user) | Q(annotation__author=user) | Q(is_mention=True))
    related = ("author", "resolved_by", "annotation__tag", "annotation__author", "article")
    comments = comments.select_related(*related).prefetch_related("mentioned").order_by("-is_open", "-pk")
    return comments.defer("article__text", "article__folded_text", "annotation__note", "annotation__reason")


def after_place(comments, pk: int | None, *, is_open: bool):
    """Return those of :func:`concerning` that come after the comment ``pk``, which is open or not; all without one."""
    if pk is None:
        return comments
    rest = Q(is_open=is_open, pk__lt=pk)
    return comments.filter(rest | Q(is_open=False) if is_open else rest)


def count_open_mentions(user) -> int:
    """Return how many open comments mention ``user``; one query where there is none."""
    through = Comment.mentioned.through.objects.filter(
        user=user.pk, comment__deleted_at__isnull=True, comment__resolved_at__isnull=True
    )
    ids = list(through.values_list("comment_id", flat=True))
    if not ids:
        return 0
    return Comment.objects.filter(seen_by(user, "annotation__"), pk__in=ids).count()


def _locked(by, annotation_id: uuid.UUID, *, writes: bool = True) -> Annotation:
    """Return the annotation under its own lock, which puts the changes of its thread in a row."""
    annotations = Annotation.objects.select_for_update(of=("self",)).select_related("article__collection__settings")
    annotation = annotations.defer("article__text", "article__folded_text").get(pk=annotation_id)
    if not can_read(by, annotation):
        raise Annotation.DoesNotExist()
    if writes and not can_write(by, annotation):
        raise NotAllowed()
    return annotation


def _locked_thread(by, comment_id: int, *, writes: bool = True) -> Annotation:
    """Return the annotation of the comment, which somebody may have deleted meanwhile, under lock."""
    return _locked(by, Comment.objects.values_list("annotation_id", flat=True).get(pk=comment_id), writes=writes)


def _names(text: str) -> list[str]:
    """Return the names after an @, as they are written, each once."""
    return list(dict.fromkeys(found[1] for found in MENTION.finditer(text)))[:MENTION_LIMIT]


def _spellings(name: str) -> list[str]:
    """Return the user names that ``name`` may mean: itself, or without the full stop after it."""
    return list(dict.fromkeys([name, name.rstrip(ENDING)]))


def _people(names: list[str], annotation: Annotation) -> list:
    """Return the people of these names who may know of ``annotation``."""
    spellings = {spelling for name in names for spelling in _spellings(name)}
    people = get_user_model().objects.filter(username__in=spellings, is_active=True).order_by("pk")
    return [person for person in people if can_read(person, annotation)]


def _pieces(comment: Comment) -> list[tuple[str, bool]]:
    known = {person.get_username() for person in comment.mentioned.all()}
    pieces, at = [], 0
    for found in MENTION.finditer(comment.text):
        name = next((spelling for spelling in _spellings(found[1]) if spelling in known), None)
        if name:
            end = found.start() + len("@") + len(name)
            pieces += [(comment.text[at : found.start()], False), (comment.text[found.start() : end], True)]
            at = end
    return [piece for piece in [*pieces, (comment.text[at:], False)] if piece[0]]
