"""What follows from changing how a collection works, or from moving an article to another one: said before it is done.

Each function returns sentences.  Those that *reveal* something cannot be taken back:
what people have seen they have seen.  The administration asks before it does that.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.access import can_annotate
from annotations.models import Annotation, Assignment, CollectionSettings
from annotations.tagsets import tags_of
from newsroom.models import Article

Mode = CollectionSettings.Mode


def reveals(before: CollectionSettings, *, is_open: bool, mode: str) -> list[str]:
    """Return what people get to see that they could not see before; ``[]`` if nothing."""
    found = []
    if before.is_blind and mode == Mode.SHARED and (number := _undecided_in(before)):
        found.append(
            ngettext(
                "%(number)d annotation of articles that are not adjudicated becomes visible to all who read there.",
                "%(number)d annotations of articles that are not adjudicated become visible to all who read there.",
                number,
            )
            % {"number": number}
        )
    if not before.is_open and is_open and (number := Article.objects.filter(collection=before.pk).count()):
        found.append(
            ngettext(
                "%(number)d article becomes visible to everybody who may read this site.",
                "%(number)d articles become visible to everybody who may read this site.",
                number,
            )
            % {"number": number}
        )
    return found


def reveals_by_move(article: Article, to: CollectionSettings) -> list[str]:
    """Return what people get to see if ``article`` moves into the collection of ``to``."""
    before, found = article.collection.settings, []
    marks = Annotation.objects.of(article).live().counted()
    if before.is_blind and not to.is_blind and not _is_adjudicated(article) and marks.exists():
        found.append(_("Its annotations, which annotators made blind, become visible to all who read there."))
    if not before.is_open and to.is_open:
        found.append(_("It becomes visible to everybody who may read this site."))
    return found


def after_move(article: Article, before: CollectionSettings) -> list[str]:
    """Return what an article that was moved out of the collection of ``before`` brings along, and what changes for it."""
    marks, now = Annotation.objects.of(article).live().counted(), article.collection.settings
    number = marks.count()
    found = [
        ngettext(
            "The article moved with its %(number)d annotation and its history.",
            "The article moved with its %(number)d annotations and their history.",
            number,
        )
        % {"number": number}
    ]
    if now.is_blind and not before.is_blind and not _is_adjudicated(article):
        found.append(_("It is blind now: annotators see only their own annotations until it is adjudicated."))
    if before.is_open and not now.is_open:
        found.append(_("Only members of its new collection see it now."))
    return [*found, *_strange_tags(article, marks), *_strangers(article)]


def after_removal(person, collection_id: int) -> str:
    """Return what a person who is no member any more leaves open; ``""`` if nothing."""
    left = Assignment.objects.filter(user=person, article__collection=collection_id)
    number = left.exclude(status=Assignment.Status.FINISHED).count()
    if not number:
        return ""
    return ngettext(
        "%(person)s left %(number)d article unfinished. It stays assigned until somebody hands it to another person.",
        "%(person)s left %(number)d articles unfinished. They stay assigned until somebody hands them to others.",
        number,
    ) % {"person": person, "number": number}


def _strange_tags(article: Article, marks) -> list[str]:
    number = marks.exclude(tag__in=tags_of(article)).count()
    if not number:
        return []
    return [
        ngettext(
            "%(number)d annotation has a tag that the new collection does without; it stays as it is.",
            "%(number)d annotations have tags that the new collection does without; they stay as they are.",
            number,
        )
        % {"number": number}
    ]


def _strangers(article: Article) -> list[str]:
    """Return that open assignments belong to people who may not annotate there."""
    unfinished = article.assignments.exclude(status=Assignment.Status.FINISHED).select_related("user")
    names = [str(each.user) for each in unfinished if not can_annotate(each.user, article)]
    if not names:
        return []
    return [
        _("It is assigned to people who do not annotate in the new collection: %(names)s.") % {"names": _(", ").join(names)}
    ]


def _undecided_in(settings: CollectionSettings) -> int:
    marks = Annotation.objects.live().counted().filter(article__collection=settings.pk)
    return marks.exclude(article__adjudication__finished_at__isnull=False).count()


def _is_adjudicated(article: Article) -> bool:
    adjudication = getattr(article, "adjudication", None)
    return adjudication is not None and adjudication.finished_at is not None
