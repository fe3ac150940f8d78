"""A reviewer who opens an annotation holds it for some minutes: meanwhile nobody else is offered it."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim
from annotations.refusals import Refusal

# Long enough to read a page around the mark; whoever needs longer is told if somebody else judged meanwhile.
LENGTH = datetime.timedelta(minutes=10)


class Held(Refusal):
    """Somebody else looks at the annotation just now."""

    status = 409
    code = "held"
    message = _("Another reviewer has this annotation open just now. Nothing was changed.")


def take(by, annotation_id, article_id: int) -> bool:
    """Let ``by`` hold the annotation from now on; return whether that worked: nobody else holds it.

    Each statement is whole by itself: of several who take at once, the one whose row is
    there holds it.
    """
    now = timezone.now()
    claim = Claim(annotation_id=annotation_id, article_id=article_id, by=by, until=now + LENGTH)
    Claim.objects.bulk_create([claim], ignore_conflicts=True)
    there = Claim.objects.filter(annotation=annotation_id).values_list("by_id", "until").first()
    if there == (by.pk, claim.until):
        return True
    if there is not None and there[0] != by.pk and there[1] > now:
        # Whoever is late asks for no lock.
        return False
    free = ~held_by_others(by, now)
    return Claim.objects.filter(free, annotation=annotation_id).update(by=by, until=claim.until) > 0


def release(by, annotation_id) -> None:
    """Let others have what ``by`` holds; nothing happens where somebody else does."""
    Claim.objects.filter(annotation=annotation_id, by=by).delete()


def is_held_by_others(by, annotation_id) -> bool:
    """Tell whether somebody else looks at the annotation."""
    return Claim.objects.filter(held_by_others(by), annotation=annotation_id).exists()


def holder(annotation_id):
    """Return who looks at the annotation, or ``None``."""
    claims = Claim.objects.filter(annotation=annotation_id, until__gt=timezone.now())
    claim = claims.select_related("by").first()
    return claim and claim.by


def held_by_others(by, now=None):
    """Return the condition that a claim holds, and is not that of ``by``."""
    return ~Q(by=by) & Q(until__gt=now or timezone.now())


def forget_old() -> None:
    """Delete the claims that are over; a page of the queue does so now and then."""
    Claim.objects.filter(until__lt=timezone.now() - LENGTH).delete()
