"""What ties notes together: speaker, cue and parts of the quotes of an article, as they are shown."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Substr

from annotations.models import Relation

UNNAMED = "unnamed"
# A chip shows the beginning of a speaker's text; the whole is in the speaker's own note.
SHOWN_LENGTH = 120

Role = Relation.Role


class End(NamedTuple):
    """The other end of a relation.  Offsets are code points, half-open."""

    id: str
    text: str
    start: int
    end: int


class Quotation(NamedTuple):
    """What a note shows of the quote it begins or continues."""

    kind: str = ""
    is_unnamed: bool = False
    speaker: End | None = None
    continues: End | None = None
    cue: End | None = None


def links_of(articles: Iterable, sources: Iterable | None = None, seen: Q | None = None) -> dict:
    """Return ``{source id: {role: End}}`` of the live relations in these articles, in one query.

    ``sources`` narrows them to those of some annotations, ``seen`` to the targets that somebody may know of.
    """
    relations = Relation.objects.live().filter(seen or Q(), article__in=articles)
    if sources is not None:
        relations = relations.filter(source__in=sources)
    found: dict = {}
    text = Substr("target__exact", 1, SHOWN_LENGTH)
    for source, role, *end in relations.values_list(
        "source_id", "role", "target_id", text, "target__start", "target__end"
    ):
        found.setdefault(source, {})[role] = End(str(end[0]), *end[1:])
    return found


def parts_of(annotation, seen: Q | None = None) -> list[End]:
    """Return the later parts of a quote in text order; ``seen`` narrows them to those that somebody may know of."""
    parts = Relation.objects.live().filter(article=annotation.article_id, role=Role.CONTINUES, target=annotation.pk)
    parts = parts.filter(seen or Q())
    text = Substr("source__exact", 1, SHOWN_LENGTH)
    values = parts.order_by("source__start").values_list("source_id", text, "source__start", "source__end")
    return [End(str(pk), *rest) for pk, *rest in values]


def quotation_of(kind: str, is_unnamed: bool, links: dict[str, End] | None) -> Quotation | None:
    """Return what is shown of a quote, or ``None`` of an annotation that tells nothing of the sort."""
    if not (kind or is_unnamed or links):
        return None
    links = links or {}
    return Quotation(kind, is_unnamed, links.get(Role.SPEAKER), links.get(Role.CONTINUES), links.get(Role.CUE))
