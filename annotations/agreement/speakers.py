"""Do two annotators say of the same quote that the same one speaks?"""

from collections.abc import Sequence
from typing import NamedTuple

from annotations.agreement.coverage import length_of, shared_length, union
from annotations.agreement.edges import names_at
from annotations.agreement.figures import Figure, Reason, Undefined
from annotations.agreement.pairing import HALF, overlapping, pair_up
from annotations.agreement.readings import UNNAMED, Quote


class SpeakerCounts(NamedTuple):
    """Quotes that both annotators marked, by what they say of the speaker."""

    matched: int = 0
    same: int = 0
    different: int = 0
    one_answered: int = 0  # the other annotator left the speaker open
    none_answered: int = 0


def match_quotes(first: Sequence[Quote], second: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """Return the quotes that both marked, one to one: all parts together overlap by half."""
    first, second = sorted(first, key=_hull), sorted(second, key=_hull)
    candidates = overlapping([_hull(quote) for quote in first], [_hull(quote) for quote in second])
    shares = ((_overlap(first[i], second[j]), i, j) for _, i, j in candidates)
    return [(first[i], second[j]) for i, j in pair_up(share for share in shares if share[0] >= HALF)]


def has_same_speaker(first: Quote, second: Quote, text: str | None) -> bool:
    """Return whether both name the same speaker, both say unnamed, or both leave it open.

    Two actors are the same where their spans overlap and, if there is a ``text``, where one name is written at both,
    up to proclitics and spelling: a person is mentioned more than once.
    """
    ours, theirs = first.speaker, second.speaker
    if ours in (None, UNNAMED) or theirs in (None, UNNAMED):
        return ours == theirs
    if ours[0] < theirs[1] and theirs[0] < ours[1]:
        return True
    return text is not None and not names_at(text, ours).isdisjoint(names_at(text, theirs))


def count_speakers(pairs: Sequence[tuple[Quote, Quote]], text: str | None) -> SpeakerCounts:
    """Return what the pairs of ``match_quotes`` say of their speakers."""
    same = different = one = none = 0
    for first, second in pairs:
        answers = (first.speaker is not None) + (second.speaker is not None)
        if answers == 0:
            none += 1
        elif answers == 1:
            one += 1
        elif has_same_speaker(first, second, text):
            same += 1
        else:
            different += 1
    return SpeakerCounts(len(pairs), same, different, one, none)


def speaker_agreement(counts: SpeakerCounts) -> Figure:
    """Return the share with the same speaker, 0..1, of the matched quotes to which at least one gave a speaker.

    Undefined without such quotes (``NO_MATCHED_QUOTES``, ``NO_SPEAKERS``).
    """
    if not counts.matched:
        return Undefined(Reason.NO_MATCHED_QUOTES)
    if counts.matched == counts.none_answered:
        return Undefined(Reason.NO_SPEAKERS)
    return counts.same / (counts.matched - counts.none_answered)


def _hull(quote: Quote) -> tuple[int, int]:
    return min(start for start, _ in quote.parts), max(end for _, end in quote.parts)


def _overlap(first: Quote, second: Quote) -> float:
    ours, theirs = union(sorted(first.parts)), union(sorted(second.parts))
    shared = shared_length(ours, theirs)
    return shared / (length_of(ours) + length_of(theirs) - shared)
