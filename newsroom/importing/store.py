"""Articles into the database: many in one transaction, and one bad one spoils no other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, transaction

from newsroom import chunks
from newsroom.importing.refusals import Reason, Refused
from newsroom.models import Article, Collection, Source
from newsroom.text import find_forbidden, normalise_line_ends

# Others wait for the lock while a chunk is written: at most 0.1 s for either bound, measured on SQLite.
CHUNK_ARTICLES = 200
CHUNK_CHARACTERS = 2_000_000

# Set by the program, or by the foreign keys, whose check would cost a query an article.
_NOT_CHECKED = ("collection", "source", "text", "headline", "sorted_at", "content_hash", "folded_text")


class Status(Enum):
    """What became of one text."""

    IMPORTED = auto()
    DUPLICATE = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become an article.  ``text`` may still have its byte order mark and any line ends."""

    text: str
    source: Source | None = None
    link: str = ""
    published_at: datetime | None = None
    language: str = "ar"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: the article that holds its text, new or known before; or why there is none."""

    status: Status
    article_id: int | None = None
    headline: str = ""
    refused: Refused | None = None

    @classmethod
    def of(cls, refused: Refused) -> "Outcome":
        return cls(Status.REFUSED, refused=refused)


def store_article(text: str, *, collection: Collection | None = None, **fields) -> Outcome:
    """Store one text, with the other ``fields`` of :class:`Draft`, in ``collection`` or the default one."""
    return store_articles([Draft(text, **fields)], collection=collection)[0]


def store_articles(drafts: Iterable[Draft], *, collection: Collection | None = None) -> list[Outcome]:
    """Store ``drafts`` and return what became of each, in their order.

    A text that ``collection`` holds already is a duplicate, whoever stored it and when.
    Raises ``django.db.Error`` if the database fails as a whole; earlier chunks are stored then.
    """
    collection = collection or Collection.objects.get(is_default=True)
    outcomes = []
    for chunk in in_chunks(drafts, weigh=lambda draft: len(draft.text)):
        outcomes += _store_chunk(collection, chunk)
    return outcomes


def in_chunks(items: Iterable, weigh: Callable[..., int]) -> Iterator[list]:
    """Yield ``items`` in lists that are good for one transaction; ``weigh`` returns an item's characters."""
    return chunks.in_chunks(items, CHUNK_ARTICLES, CHUNK_CHARACTERS, weigh)


def _store_chunk(collection: Collection, drafts: list[Draft]) -> list[Outcome]:
    # All that takes time happens before the transaction, which locks SQLite.
    prepared = _without_withdrawn([_prepare(collection, draft) for draft in drafts])
    outcomes = iter(_save(collection, [article for article in prepared if isinstance(article, Article)]))
    return [Outcome.of(item) if isinstance(item, Refused) else next(outcomes) for item in prepared]


def _prepare(collection: Collection, draft: Draft) -> Article | Refused:
    text = normalise_line_ends(draft.text)
    for value in (text, draft.link, draft.language):
        if found := find_forbidden(value):
            return Refused(Reason.FORBIDDEN, offset=found[0], character=found[1])
    article = Article(
        collection=collection,
        text=text,
        source=draft.source,
        link=draft.link,
        language=draft.language,
        published_at=draft.published_at,
    )
    article.derive()
    if not article.headline:  # nothing but white space and invisible characters
        return Refused(Reason.EMPTY)
    try:
        article.clean_fields(exclude=_NOT_CHECKED)
    except ValidationError as error:
        return Refused(Reason.INVALID, error=" ".join(error.messages))
    return article


def _without_withdrawn(prepared: list[Article | Refused]) -> list[Article | Refused]:
    """Return ``prepared`` with a refusal in place of each text that was withdrawn, from whichever collection."""
    hashes = [item.content_hash for item in prepared if isinstance(item, Article)]
    known = Article.objects.filter(content_hash__in=hashes, withdrawn_at__isnull=False)
    withdrawn = dict(known.values_list("content_hash", "pk"))
    return [
        Refused(Reason.WITHDRAWN, id=withdrawn[item.content_hash])
        if isinstance(item, Article) and item.content_hash in withdrawn
        else item
        for item in prepared
    ]


def _save(collection: Collection, articles: list[Article]) -> list[Outcome]:
    try:
        with transaction.atomic():
            return _insert_new(collection, articles)
    except DatabaseError:
        # One of them is bad, or was stored by somebody else since (PostgreSQL; SQLite is locked): find out which.
        return [_save_one(collection, article) for article in articles]


def _save_one(collection: Collection, article: Article) -> Outcome:
    try:
        with transaction.atomic():
            return _insert_new(collection, [article])[0]
    except IntegrityError:
        if known := _find_known(collection, [article]).get(article.content_hash):
            return _duplicate(known)
        raise
    except DataError as error:
        return Outcome.of(Refused(Reason.DATABASE, error=str(error).strip()))


def _insert_new(collection: Collection, articles: list[Article]) -> list[Outcome]:
    """Insert what ``collection`` does not hold; of equal texts among ``articles`` the first."""
    if not articles:
        return []
    holders = _find_known(collection, articles)
    new = [article for article in articles if holders.setdefault(article.content_hash, article) is article]
    Article.objects.bulk_create(new)
    return [
        Outcome(Status.IMPORTED, article.pk, article.headline) if holder is article else _duplicate(holder)
        for article in articles
        for holder in [holders[article.content_hash]]
    ]


def _find_known(collection: Collection, articles: list[Article]) -> dict[str, Article]:
    """Return the articles of ``collection`` with the same texts, by content hash."""
    hashes = [article.content_hash for article in articles]
    known = Article.objects.filter(collection=collection, content_hash__in=hashes)
    return {article.content_hash: article for article in known.only("headline", "content_hash")}


def _duplicate(holder: Article) -> Outcome:
    return Outcome(Status.DUPLICATE, holder.pk, holder.headline)
