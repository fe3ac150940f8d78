"""Computes the agreement of a collection, and keeps it for the page until a reading changes."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from annotations.agreement.comparison import Agreement, compare_all
from annotations.agreement.plain import agreement_as_plain
from annotations.agreement.resampling import RESAMPLES
from annotations.finished_readings import FinishedWork, finished_work, shared_articles
from annotations.models import AgreementSummary, CollectionSettings

# Two readings of an article compared take 1 ms, and 1.3 ms more with 1,000 resamples (tests/benchmarks/agreement.py).
# Up to this many comparisons a page computes by itself what it has to show, with all resamples.
FEW = 200
# Above, it does so when asked, with these: enough for an interval whose ends are good to about a fifth of its width.
FEWER_RESAMPLES = 200
# Above this it would take longer than a request should; the command has time.
MOST = 10_000


def measure(
    work: FinishedWork,
    people: Iterable[int] | None = None,
    *,
    resamples: int,
    reading: Callable[[int], object] = lambda articles: None,
    comparing: Callable[[int], object] = lambda pairs: None,
) -> Agreement:
    """Return the agreement of ``people``, by default of all who finished anything.

    ``reading`` is told how many articles have been read, ``comparing`` how many pairs of people are compared.
    """
    articles = list(shared_articles(work, progress=reading))
    people = work.people if people is None else list(people)
    return compare_all(articles, people, work.tags, resamples=resamples, progress=comparing)


def kept(settings: CollectionSettings) -> AgreementSummary | None:
    """Return what was computed last, right or not any more."""
    return AgreementSummary.objects.filter(pk=settings.pk).first()


def keep(settings: CollectionSettings, work: FinishedWork, agreement: Agreement, resamples: int) -> AgreementSummary:
    """Store what was computed.  A reading that changed meanwhile has another state than that of ``work``."""
    written = {
        "state": work.state,
        "computed_at": timezone.now(),
        "resamples": resamples,
        "figures": agreement_as_plain(agreement),
    }
    return AgreementSummary.objects.update_or_create(pk=settings.pk, defaults=written)[0]


def compute(settings: CollectionSettings, work: FinishedWork) -> AgreementSummary:
    """Compute and store the agreement of everybody, with as many resamples as a page has time for."""
    resamples = RESAMPLES if work.comparisons <= FEW else FEWER_RESAMPLES
    return keep(settings, work, measure(work, resamples=resamples), resamples)


def summary_of(settings: CollectionSettings) -> tuple[AgreementSummary | None, FinishedWork]:
    """Return the summary to show and the work as it is now.

    A summary of another state is computed anew if that is quick; ``None`` where nothing was computed yet.
    """
    work = finished_work(settings)
    summary = kept(settings)
    if (summary is None or summary.state != work.state) and work.comparisons <= FEW:
        return compute(settings, work), work
    return summary, work
