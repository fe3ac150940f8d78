"""A quote in the administration: who speaks, with which cue, in which parts."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from annotations.access import seen_by, seen_in
from annotations.differences import role_names
from annotations.models import Annotation, Relation
from annotations.quotations import SHOWN_LENGTH

Role = Relation.Role


def with_speakers(annotations, user):
    """Add ``speaker_text`` to each row, the beginning of what its live speaker marks.

    ``None`` without one, or if ``user`` may not know of it.
    """
    speakers = Relation.objects.live().filter(
        seen_by(user, "target__"), article=OuterRef("article"), source=OuterRef("pk"), role=Role.SPEAKER
    )
    return annotations.annotate(speaker_text=Subquery(speakers.values(text=Substr("target__exact", 1, SHOWN_LENGTH))[:1]))


def show_with_speaker(passage: str, annotation: Annotation) -> str:
    """Return the passage of a row of :func:`with_speakers`, and below it who speaks."""
    name = _("unnamed source") if annotation.speaker_unnamed else annotation.speaker_text
    if not name:
        return passage
    return format_html(
        '{}<span class="quote-speaker">{}: <bdi dir="auto">{}</bdi></span>', passage, _("Speaker"), name
    )


def quotation_facts(annotation: Annotation, user) -> list[tuple[str, str]]:
    """Return label and value, as HTML, of all that ties the annotation to others that ``user`` may know of."""
    relations = Relation.objects.live().filter(
        Q(source=annotation) | Q(target=annotation),
        seen_in(user, annotation.article, "source__"),
        seen_in(user, annotation.article, "target__"),
        article=annotation.article_id,
    )
    ends: dict[str, list[Annotation]] = {}
    for relation in relations.select_related("source", "target").order_by("source__start"):
        is_source = relation.source_id == annotation.pk
        ends.setdefault(_label(relation.role, is_source=is_source), []).append(
            relation.target if is_source else relation.source
        )
    facts = [(label, format_html_join(" · ", "{}", ((_link(end),) for end in found))) for label, found in ends.items()]
    if annotation.speaker_unnamed:
        facts.append((_("Speaker"), _("unnamed source")))
    if annotation.kind:
        facts.append((_("Kind of quotation"), annotation.get_kind_display()))
    return facts


def _label(role: str, *, is_source: bool) -> str:
    if is_source:
        return role_names()[role]
    return _("Parts") if role == Role.CONTINUES else _("Quotes")


def _link(annotation: Annotation) -> str:
    address = reverse("admin:annotations_annotation_change", args=[annotation.pk])
    return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', address, annotation.exact[:SHOWN_LENGTH])
