"""The log against what it led to: each annotation's events, replayed, give its present state."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.integrity.faults import Fault
from annotations.models import Annotation, AnnotationEvent, Relation, Tag
from annotations.states import state_of

AT_ONCE = 500
_Rows = Iterator[tuple]


def find() -> Iterator[Fault]:
    """Walk through annotations, events and relations side by side, all in the order of the annotations' ids."""
    slugs = frozenset(Tag.objects.values_list("slug", flat=True))
    events, links = _by_annotation(_events()), _by_annotation(_links())
    log, tied = next(events, None), next(links, None)
    for annotation in _annotations():
        annotation.links = {}
        if tied is not None and tied[0] == annotation.pk:
            annotation.links = {role: target for _source, role, target in tied[1]}
            tied = next(links, None)
        if log is None or log[0] != annotation.pk:
            yield Fault("no_events", _("The log knows nothing of an annotation."), _ids(annotation))
            continue
        yield from _replay(annotation, log[1], slugs)
        log = next(events, None)


def _annotations() -> Iterator[Annotation]:
    rows = Annotation.objects.order_by("pk").select_related("tag")
    return rows.iterator(chunk_size=AT_ONCE)


def _events() -> _Rows:
    rows = AnnotationEvent.objects.order_by("annotation_id", "pk")
    return rows.values_list("annotation_id", "pk", "article_id", "verb", "before", "after").iterator(chunk_size=AT_ONCE)


def _links() -> _Rows:
    rows = Relation.objects.order_by("source_id", "pk").values_list("source_id", "role", "target_id")
    return rows.iterator(chunk_size=AT_ONCE)


def _by_annotation(rows: _Rows) -> Iterator[tuple[UUID, _Rows]]:
    return groupby(rows, key=itemgetter(0))


def _replay(annotation: Annotation, log: _Rows, slugs: frozenset[str]) -> Iterator[Fault]:
    state = None
    for _annotation, pk, article_id, verb, before, after in log:
        ids = _ids(annotation) | {"event": pk}
        if article_id != annotation.article_id:
            yield Fault("event_elsewhere", _("An event names another article than its annotation."), ids)
        if (state is None) != (before is None) or (before is None) != (verb == AnnotationEvent.Verb.CREATED):
            yield Fault("event_order", _("The log of an annotation does not begin with its creation, once."), ids)
        elif state is not None and _differ(state, before, slugs):
            yield Fault("event_gap", _("Between two events an annotation changed without one."), ids)
        state = after
    if differing := _differ(state, state_of(annotation), slugs):
        ids = _ids(annotation) | {"fields": ", ".join(sorted(differing))}
        yield Fault("event_state", _("An annotation is not what its log says."), ids)


def _differ(earlier: dict, later: dict, slugs: frozenset[str]) -> set[str]:
    """Return the names of what differs; an older event does not know of everything."""
    differing = {name for name in earlier.keys() & later.keys() if earlier[name] != later[name]}
    # An administrator may have renamed a tag since: then one of the slugs is not known any more.
    if "tag" in differing and not {earlier["tag"], later["tag"]} <= slugs:
        differing.discard("tag")
    return differing


def _ids(annotation: Annotation) -> dict[str, object]:
    return {"annotation": str(annotation.pk), "article": annotation.article_id}
