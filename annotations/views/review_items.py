"""What a reviewer sees of one annotation: the passage, the quote with speaker and parts, the findings."""

from dataclasses import dataclass

from annotations.access import can_judge
from annotations.admin.forms import CorrectionForm
from annotations.checks.messages import message_of
from annotations.claims import holder
from annotations.models import Annotation, Finding, Tag
from annotations.passages import lines_around
from annotations.quotations import End, Quotation, links_of, parts_of, quotation_of
from annotations.refusals import NotOnesOwn
from annotations.rejection_reasons import REASONS


@dataclass(frozen=True)
class Said:
    """A finding in words, and the bounds that it proposes."""

    text: str
    start: int | None = None
    end: int | None = None
    exact: str = ""


def item_context(request, annotation: Annotation, form=None) -> dict:
    """Return what the template shows of one annotation; ``form`` is a correction that was refused."""
    article = annotation.article
    links = links_of([annotation.article_id], [annotation.pk]).get(annotation.pk)
    quotation = quotation_of(annotation.kind, annotation.speaker_unnamed, links) or Quotation()
    is_quote = annotation.tag.slug == Tag.QUOTE
    parts = parts_of(annotation) if is_quote else []
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    other = holder(annotation.pk)
    is_pending = annotation.status == Annotation.Status.PENDING and not annotation.is_deleted
    is_own_only = not can_judge(request.user, annotation)
    can_decide = is_pending and not is_own_only and other in (None, request.user)
    return {
        "annotation": annotation,
        "article": article,
        "lines": [(line, line.parts(annotation.span)) for line in lines_around(article.text, annotation.span)],
        "is_quote": is_quote,
        "quotation": quotation,
        "parts": parts,
        "beside": _beside(quotation, parts, tags),
        "findings": findings_of(annotation, article.text, tags) if not annotation.is_deleted else [],
        "is_pending": is_pending,
        "holder": other if other != request.user else None,
        "own": NotOnesOwn.message if is_own_only else "",
        "can_decide": can_decide,
        "form": (form or CorrectionForm(annotation, by=request.user)) if can_decide else None,
        "reasons": REASONS.items(),
    }


def findings_of(annotation: Annotation, text: str, tags: dict[str, Tag]) -> list[Said]:
    """Return what the checks found, as sentences."""
    names = {slug: tag.name for slug, tag in tags.items()}
    rows = Finding.objects.filter(article=annotation.article_id, annotation=annotation.pk).order_by("pk")
    said = []
    for finding in rows:
        start, end = finding.details.get("start"), finding.details.get("end")
        exact = text[start:end] if start is not None and end is not None else ""
        said.append(Said(message_of(finding.check_name, finding.details, names), start, end, exact))
    return said


def _beside(quotation: Quotation, parts: list[End], tags: dict[str, Tag]) -> list[tuple[str, int, End]]:
    """Return role, colour and place of what belongs to a quote, for the paint."""
    ends = [("speaker", quotation.speaker), ("continues", quotation.continues), ("cue", quotation.cue)]
    ends += [("part", part) for part in parts]
    roles = {"speaker": Tag.ACTOR, "cue": Tag.CUE}
    return [(role, tags[roles.get(role, Tag.QUOTE)].colour_token, end) for role, end in ends if end]
