"""Handing out the articles of a collection to people: by hand, by itself, or one to whoever asks.

Everything here holds the row of the collection's settings, then those of the
articles in the order of their ids, then those of assignments: two people who hand
out at once wait for each other, never in a ring, and give no article away twice.
Large collections are handed out ``CHUNK`` articles a transaction.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotations.access import ANNOTATE
from annotations.distribution import Need, share_out
from annotations.models import Assignment, CollectionSettings
from annotations.refusals import NotAllowed, Refusal
from annotations.staffing import ids_that_annotate, leads, members_to_annotate, people_to_choose, takes_part
from newsroom.models import Article

Status = Assignment.Status

# As many articles to two people each take a quarter of a second on SQLite.
CHUNK = 250


class NotPartOf(Refusal):
    status = 404
    code = "not_part_of"
    message = _("There is no such collection among yours.")


class Reason:
    """Why an article was not handed out; the keys of :attr:`HandOut.left`."""

    NO_ARTICLES = "no_articles"
    NO_PEOPLE = "no_people"
    ALL_HANDED_OUT = "all_handed_out"
    TOO_FEW_PEOPLE = "too_few_people"
    HAS_IT = "has_it"
    NOT_OF_COLLECTION = "not_of_collection"
    NOT_A_MEMBER = "not_a_member"
    IS_STARTED = "is_started"
    NOBODY_ELSE = "nobody_else"
    NOT_THERE = "not_there"


@dataclass
class HandOut:
    """What was handed out to whom, and what was not: ``{reason: how many}``."""

    by_person: Counter = field(default_factory=Counter)
    left: Counter = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)

    @property
    def number(self) -> int:
        return self.by_person.total()

    def add(self, pairs: Iterable[tuple[int, int]]) -> None:
        for article_id, person_id in pairs:
            self.by_person[person_id] += 1
            self.articles.add(article_id)


def preview(by, collection_id: int, people: Iterable[int] = ()) -> HandOut:
    """Return what :func:`hand_out` would do now, without doing it."""
    settings = settings_for(by, collection_id)
    outcome = HandOut()
    loads = loads_of(settings, people, outcome)
    shares = share_out(_needs(settings), loads)
    outcome.add(shares.pairs)
    return _with_reasons(outcome, settings, loads, len(shares.lacking))


def hand_out(by, collection_id: int, people: Iterable[int] = ()) -> HandOut:
    """Give every article as many annotators as the collection wants, evenly.

    Members with the role annotator get them, and ``people`` where the collection is open.
    Raises ``NotPartOf`` or ``NotAllowed``.
    """
    outcome, people = HandOut(), list(people)
    after, lacking, loads = 0, 0, {}
    while after is not None:
        with transaction.atomic():
            settings = settings_for(by, collection_id, locked=True)
            outcome.left.pop(Reason.NOT_A_MEMBER, None)
            loads = loads_of(settings, people, outcome)
            needs = _needs(settings, after=after, limit=CHUNK) if loads else []
            shares = share_out(_still_there(settings, needs), loads)
            store(shares.pairs)
        outcome.add(shares.pairs)
        lacking += len(shares.lacking)
        after = needs[-1].article_id if len(needs) == CHUNK else None
    return _with_reasons(outcome, settings, loads, lacking)


def assign(by, collection_id: int, article_ids: Iterable[int], person_ids: Iterable[int]) -> HandOut:
    """Give each of these articles to each of these people; who has it already keeps it.

    Raises ``NotPartOf`` or ``NotAllowed``.
    """
    outcome, article_ids, person_ids = HandOut(), sorted(set(article_ids)), sorted(set(person_ids))
    for first in range(0, len(article_ids), CHUNK):
        chunk = article_ids[first : first + CHUNK]
        with transaction.atomic():
            settings = settings_for(by, collection_id, locked=True)
            people = list(people_to_choose(settings).filter(pk__in=person_ids).values_list("pk", flat=True))
            there = lock_articles(settings, chunk)
            held = Assignment.objects.filter(article__in=there, user__in=people).values_list("article_id", "user_id")
            taken = set(held)
            pairs = [(article, person) for article in there for person in people if (article, person) not in taken]
            store(pairs)
        outcome.add(pairs)
        outcome.left[Reason.HAS_IT] += len(taken)
        outcome.left[Reason.NOT_OF_COLLECTION] += len(chunk) - len(there)
        outcome.left[Reason.NOT_A_MEMBER] = len(person_ids) - len(people)
    return outcome


def take_next(by, collection_id: int | None = None) -> tuple[Assignment | None, str]:
    """Give ``by`` one article that lacks annotators: of this collection, or of the first of theirs that has one.

    Returns the assignment, or ``None`` with the reason.  Raises ``NotPartOf`` or ``NotAllowed``.
    """
    reason = Reason.NO_PEOPLE
    for each in [collection_id] if collection_id is not None else _collections_to_take_from(by):
        with transaction.atomic():
            settings = _settings(each, locked=True)
            if not takes_part(by, settings):
                raise NotPartOf()
            if by.pk not in ids_that_annotate(settings):
                raise NotAllowed()
            for need in _needs(settings, limit=1, without=by.pk):
                if _still_there(settings, [need]):
                    return Assignment.objects.create(article_id=need.article_id, user=by), ""
            reason = _reason_for_none(settings, by)
    return None, reason


def lacking_articles(settings: CollectionSettings, able: set[int] | None = None):
    """Return the articles of the collection that lack annotators, each with the ``number`` that counts.

    The open assignment of a person who left does not count: nobody works on it.
    ``able`` is what ``ids_that_annotate`` said, where it was asked already.
    """
    if able is None:
        able = ids_that_annotate(settings)
    counting = Assignment.objects.filter(article=OuterRef("pk")).order_by()
    counting = counting.filter(Q(status=Status.FINISHED) | Q(user__in=able))
    number = Subquery(counting.values("article").annotate(number=Count("*")).values("number"))
    articles = Article.objects.present().filter(collection=settings.pk).annotate(number=Coalesce(number, 0))
    return articles.filter(number__lt=settings.annotators_per_article)


def _needs(settings, *, after: int = 0, limit: int | None = None, without: int | None = None) -> list[Need]:
    articles = lacking_articles(settings).filter(pk__gt=after).order_by("pk")
    if without is not None:
        articles = articles.exclude(assignments__user=without)
    found = list(articles.values_list("pk", "number")[:limit])
    taken: dict[int, set[int]] = {}
    # The bounds keep the list of ids out of the query.
    pairs = Assignment.objects.filter(article__collection=settings.pk, article__gt=after)
    pairs = pairs.filter(article__lte=found[-1][0]) if found else pairs.none()
    for article_id, person_id in pairs.order_by().values_list("article_id", "user_id"):
        taken.setdefault(article_id, set()).add(person_id)
    wanted = settings.annotators_per_article
    return [Need(pk, wanted - number, frozenset(taken.get(pk, ()))) for pk, number in found]


def _still_there(settings, needs: list[Need]) -> list[Need]:
    there = set(lock_articles(settings, [need.article_id for need in needs]))
    return [need for need in needs if need.article_id in there]


def lock_articles(settings, article_ids: list[int]) -> list[int]:
    """Return those of the articles that are in the collection, under lock, in the order of their ids."""
    articles = Article.objects.present().select_for_update().filter(pk__in=article_ids, collection=settings.pk)
    return list(articles.order_by("pk").values_list("pk", flat=True))


def store(pairs: Iterable[tuple[int, int]]) -> None:
    Assignment.objects.bulk_create(
        [Assignment(article_id=article_id, user_id=person_id) for article_id, person_id in pairs], batch_size=500
    )


def _settings(collection_id: int, *, locked: bool = False) -> CollectionSettings:
    settings = CollectionSettings.objects.filter(collection__pk=collection_id)
    found = (settings.select_for_update() if locked else settings).first()
    if found is None:
        raise NotPartOf()
    return found


def settings_for(by, collection_id: int, *, locked: bool = False) -> CollectionSettings:
    """Return the settings, under lock if asked for; raise a refusal if ``by`` does not hand out in the collection."""
    settings = _settings(collection_id, locked=locked)
    if not takes_part(by, settings):
        raise NotPartOf()
    if not leads(by, settings):
        raise NotAllowed()
    return settings


def loads_of(settings, people: Iterable[int], outcome: HandOut) -> dict[int, int]:
    """Return ``{person id: open assignments everywhere}`` of the members and of the chosen ``people``."""
    members = set(members_to_annotate(settings.pk).values_list("pk", flat=True))
    asked = set(people) - members
    chosen = set(people_to_choose(settings).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    outcome.left[Reason.NOT_A_MEMBER] += len(asked - chosen)
    open_ones = Assignment.objects.filter(user__in=members | chosen).exclude(status=Status.FINISHED)
    counted = open_ones.order_by().values_list("user_id").annotate(number=Count("*"))
    return dict.fromkeys(sorted(members | chosen), 0) | dict(counted)


def _with_reasons(outcome: HandOut, settings, loads: dict, lacking: int) -> HandOut:
    outcome.left += Counter()  # drops the zeros
    if not Article.objects.present().filter(collection=settings.pk).exists():
        outcome.left[Reason.NO_ARTICLES] = 1
    elif not loads:
        outcome.left[Reason.NO_PEOPLE] = 1
    elif lacking:
        outcome.left[Reason.TOO_FEW_PEOPLE] = lacking
    elif not outcome.number:
        outcome.left[Reason.ALL_HANDED_OUT] = 1
    return outcome


def _collections_to_take_from(by) -> list[int]:
    """Return the ids of the collections that ``by`` annotates in: first where they are a member."""
    roles = list(by.memberships.order_by("collection").values_list("collection_id", flat=True)) if by.pk else []
    if by.has_perm(ANNOTATE):
        rest = CollectionSettings.objects.filter(is_open=True).exclude(pk__in=roles).order_by("pk")
        roles += list(rest.values_list("pk", flat=True))
    return roles


def _reason_for_none(settings, by) -> str:
    if not Article.objects.present().filter(collection=settings.pk).exists():
        return Reason.NO_ARTICLES
    return Reason.HAS_IT if lacking_articles(settings).exists() else Reason.ALL_HANDED_OUT
