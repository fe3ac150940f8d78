"""What is said of handing out: how much was done, and why the rest was not."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.assigning import HandOut, Reason


def report(request, outcome: HandOut, sentence: str) -> None:
    """Say on the next page what was done (``%(numbers)s`` in ``sentence``), and what was not."""
    if outcome.number:
        messages.success(request, sentence % {"numbers": told(outcome)})
    for reason in reasons(outcome):
        messages.warning(request, reason)


def told(outcome: HandOut) -> str:
    """Return how many assignments were made, of how many articles, to how many people."""
    articles, people = len(outcome.articles), len(outcome.by_person)
    parts = [
        ngettext("%(number)d assignment", "%(number)d assignments", outcome.number) % {"number": outcome.number},
        ngettext("%(number)d article", "%(number)d articles", articles) % {"number": articles},
        ngettext("%(number)d person", "%(number)d people", people) % {"number": people},
    ]
    return " · ".join(parts)


def reasons(outcome: HandOut) -> list[str]:
    """Return a sentence for everything that was not handed out."""
    return [_sentence(reason, number) for reason, number in outcome.left.items() if number]


def reason_why_none(reason: str) -> str:
    """Return why there is no next article for a person."""
    sentences = {
        Reason.NO_ARTICLES: _("The collection has no articles yet."),
        Reason.NO_PEOPLE: _("You are not a member of any collection yet. Ask a reviewer or an administrator."),
        Reason.ALL_HANDED_OUT: _("All articles are handed out. Thank you!"),
        Reason.HAS_IT: _("You have every article already that still lacks annotators."),
    }
    return sentences[reason]


def _sentence(reason: str, number: int) -> str:
    sentences = {
        Reason.NO_ARTICLES: _("The collection has no articles yet."),
        Reason.NO_PEOPLE: _("The collection has no members who annotate. Add some, or choose people."),
        Reason.ALL_HANDED_OUT: _("Every article has all its annotators already."),
        Reason.TOO_FEW_PEOPLE: ngettext(
            "%(number)d article still lacks annotators: there are too few people.",
            "%(number)d articles still lack annotators: there are too few people.",
            number,
        ),
        Reason.HAS_IT: ngettext("%(number)d had been assigned before.", "%(number)d had been assigned before.", number),
        Reason.NOT_OF_COLLECTION: ngettext(
            "%(number)d article is not in this collection (any more).",
            "%(number)d articles are not in this collection (any more).",
            number,
        ),
        Reason.NOT_A_MEMBER: ngettext(
            "%(number)d person does not annotate in this collection (any more).",
            "%(number)d people do not annotate in this collection (any more).",
            number,
        ),
        Reason.IS_STARTED: ngettext(
            "%(number)d article is started or finished and stays with its person.",
            "%(number)d articles are started or finished and stay with their people.",
            number,
        ),
        Reason.NOBODY_ELSE: ngettext(
            "%(number)d article can go to nobody else: the others have it, or there are none.",
            "%(number)d articles can go to nobody else: the others have them, or there are none.",
            number,
        ),
        Reason.NOT_THERE: ngettext(
            "%(number)d assignment does not exist (any more).",
            "%(number)d assignments do not exist (any more).",
            number,
        ),
    }
    return sentences[reason] % {"number": number}
