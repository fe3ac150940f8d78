"""What a change of many would do, before it is made: counts by tag and author, and what would be left as it is."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.translation import ngettext

from annotations.bulk_changes import VERDICTS
from annotations.models import CollectionSettings, Tag
from annotations.selection import Selection
from annotations.staffing import led_collections

MOST_NAMES = 12


@dataclass(frozen=True)
class Preview:
    """Names with their numbers, the largest first, and sentences about what would not change."""

    tags: list[tuple[str, int]]
    authors: list[tuple[str, int]]
    left_out: list[str]


def preview_of(by, change: str, selection: Selection, visible) -> Preview:
    """Return what ``change`` would do to the selected annotations, of which ``by`` may see ``visible``."""
    fields = ("pk", "version", "status", "tag_id", "author_id", "article__collection_id", "is_gold", "deleted_at")
    rows = list(visible.order_by().values(*fields))
    tags, people = Tag.objects.in_bulk(), get_user_model().objects
    authors = Counter(row["author_id"] for row in rows).most_common(MOST_NAMES)
    names = people.in_bulk([pk for pk, _number in authors])
    return Preview(
        [(tags[pk].name, number) for pk, number in Counter(row["tag_id"] for row in rows).most_common()],
        [(str(names[pk]), number) for pk, number in authors],
        _left_out(by, change, selection, rows),
    )


def _left_out(by, change: str, selection: Selection, rows: list[dict]) -> list[str]:
    """Return why some would not change, one sentence for each reason; who confirms nevertheless changes the others."""
    led = set(led_collections(by).order_by().values_list("pk", flat=True))
    without_own = set(CollectionSettings.objects.filter(may_judge_own=False).values_list("pk", flat=True))
    found = Counter(_reason(row, by, change, selection, led, without_own) for row in rows)
    found["gone"] += len(selection) - len(rows)
    return [_sentence(reason, number) for reason, number in found.most_common() if reason and number]


def _reason(row: dict, by, change: str, selection: Selection, led: set, without_own: set) -> str:
    """Return the first reason why the annotation would not change; ``""`` if it would."""
    is_own = row["author_id"] == by.pk
    if row["deleted_at"] is not None and change != "restore":
        return "gone"
    if row["version"] != selection[row["pk"]]:
        return "stale"
    if row["is_gold"]:
        return "gold"
    if row["article__collection_id"] not in led and not (is_own and change not in VERDICTS):
        return "not_led"
    if change in VERDICTS and is_own and row["article__collection_id"] in without_own:
        return "own"
    # A rejection may come with another reason.
    if change in VERDICTS and change != "reject" and row["status"] == VERDICTS[change]:
        return "already"
    return ""


def _sentence(reason: str, number: int) -> str:
    sentences = {
        "gone": ngettext("%(count)d is not there any more.", "%(count)d are not there any more.", number),
        "stale": ngettext(
            "%(count)d was changed since the list was shown.",
            "%(count)d were changed since the list was shown.", number,
        ),
        "gold": ngettext(
            "%(count)d belongs to a gold set, which changes where it is decided.",
            "%(count)d belong to a gold set, which changes where it is decided.", number,
        ),
        "not_led": ngettext(
            "%(count)d is in a collection that you do not review.",
            "%(count)d are in collections that you do not review.", number,
        ),
        "own": ngettext(
            "%(count)d is your own, in a collection where nobody judges their own.",
            "%(count)d are your own, in collections where nobody judges their own.", number,
        ),
        "already": ngettext("%(count)d is so already.", "%(count)d are so already.", number),
    }  # fmt: skip
    return sentences[reason] % {"count": number}
