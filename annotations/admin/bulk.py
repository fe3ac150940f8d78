"""What is said about a change of many annotations, before and after it."""

from collections import Counter

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.bulk_runs import sentence_of
from annotations.curation import BulkOutcome
from annotations.models import Annotation, Tag

Status = Annotation.Status
# Enough to know a mark again in a list of a thousand.
LINE_LENGTH = 60

LABELS = {
    "approve": gettext_lazy("Approve"),
    "reopen": gettext_lazy("Put back to pending"),
    "reject": gettext_lazy("Reject"),
    "retag": gettext_lazy("Change the tag"),
    "delete": gettext_lazy("Delete"),
    "restore": gettext_lazy("Restore"),
}


def question(change: str, count: int) -> str:
    """Return what the page that asks first is called."""
    sentences = {
        "approve": ngettext("Approve %(count)d annotation?", "Approve %(count)d annotations?", count),
        "reopen": ngettext(
            "Put %(count)d annotation back to pending?", "Put %(count)d annotations back to pending?", count
        ),
        "reject": ngettext("Reject %(count)d annotation?", "Reject %(count)d annotations?", count),
        "retag": ngettext(
            "Change the tag of %(count)d annotation?", "Change the tag of %(count)d annotations?", count
        ),
        "delete": ngettext("Delete %(count)d annotation?", "Delete %(count)d annotations?", count),
        "restore": ngettext("Restore %(count)d annotation?", "Restore %(count)d annotations?", count),
    }
    return sentences[change] % {"count": count}


def counts(annotations) -> list[tuple[str, int]]:
    """Return how many of ``annotations`` have each status now, and how many articles they are in."""
    found = dict(annotations.order_by().values_list("status").annotate(Count("pk")))
    counted = [(str(label), found[status]) for status, label in Status.choices if status in found]
    return [*counted, (_("articles"), annotations.order_by().values("article").distinct().count())]


def lines(annotations) -> list[tuple]:
    """Return id, beginning of the marked text, tag and author of each of ``annotations``, the newest first."""
    values = annotations.order_by("-id").values_list("pk", Substr("exact", 1, LINE_LENGTH), "tag", "author")
    rows, tags = list(values), Tag.objects.in_bulk()
    people = get_user_model().objects.in_bulk({author for *_others, author in rows})
    return [(pk, text, tags[tag].name, str(people[author])) for pk, text, tag, author in rows]


def report(change: str, asked: int, outcome: BulkOutcome) -> str:
    """Return what happened, in one or two sentences; refusals come from :func:`reasons`."""
    sentences = [what_changed(change, outcome.changed)]
    unchanged = asked - outcome.changed - len(outcome.refused)
    if unchanged:
        sentences.append(
            ngettext("%(count)d was so already.", "%(count)d were so already.", unchanged) % {"count": unchanged}
        )
    return " ".join(sentences)


def reasons(outcome: BulkOutcome) -> list[str]:
    """Return why annotations were refused, one sentence for each reason with how many it concerns."""
    counts = Counter((refusal.code, sentence_of(refusal)) for _pk, refusal in outcome.refused)
    return [
        ngettext("%(count)d was not changed: %(reason)s", "%(count)d were not changed: %(reason)s", count)
        % {"count": count, "reason": reason}
        for (_code, reason), count in counts.most_common()
    ]


def what_changed(change: str, count: int) -> str:
    """Return how many annotations ``change`` has changed, as a sentence."""
    sentences = {
        "approve": ngettext("%(count)d annotation approved.", "%(count)d annotations approved.", count),
        "reopen": ngettext(
            "%(count)d annotation put back to pending.", "%(count)d annotations put back to pending.", count
        ),
        "reject": ngettext("%(count)d annotation rejected.", "%(count)d annotations rejected.", count),
        "retag": ngettext("%(count)d annotation has another tag.", "%(count)d annotations have another tag.", count),
        "undo": ngettext("%(count)d change undone.", "%(count)d changes undone.", count),
        "delete": ngettext("%(count)d annotation deleted.", "%(count)d annotations deleted.", count),
        "restore": ngettext("%(count)d annotation restored.", "%(count)d annotations restored.", count),
    }
    return sentences[change] % {"count": count}
