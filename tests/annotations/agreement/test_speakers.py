import pytest

from annotations.agreement.figures import Reason, Undefined
from annotations.agreement.readings import UNNAMED, Quote
from annotations.agreement.speakers import (
    SpeakerCounts,
    count_speakers,
    has_same_speaker,
    match_quotes,
    speaker_agreement,
)

TEXT = "قال لافروف إن الوقت ضيق، وأضاف كيري إن ولافروف محق"
LAVROV = (4, 10)
LAVROV_AGAIN = (39, 46)  # with his و
KERRY = (31, 35)


def saying(speaker):
    return Quote(((0, 10),), speaker)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(LAVROV, LAVROV, True, id="same mention"),
        pytest.param(LAVROV, (0, 10), True, id="overlapping mention"),
        pytest.param(LAVROV, LAVROV_AGAIN, True, id="another mention, behind a conjunction"),
        pytest.param(LAVROV, KERRY, False, id="another person"),
        pytest.param(LAVROV, UNNAMED, False, id="unnamed by one"),
        pytest.param(LAVROV, None, False, id="open in one"),
        pytest.param(UNNAMED, None, False, id="unnamed or open"),
        pytest.param(UNNAMED, UNNAMED, True, id="unnamed by both"),
        pytest.param(None, None, True, id="open in both"),
    ],
)
def test_same_speaker(first, second, same):
    assert TEXT[slice(*LAVROV_AGAIN)] == "ولافروف" and TEXT[slice(*KERRY)] == "كيري"
    assert has_same_speaker(saying(first), saying(second), TEXT) == same
    assert has_same_speaker(saying(second), saying(first), TEXT) == same


def test_without_the_text_another_mention_is_another_speaker():
    assert not has_same_speaker(saying(LAVROV), saying(LAVROV_AGAIN), None)


def test_quotes_are_matched_by_all_their_parts():
    interrupted = Quote(((0, 20), (30, 50)))
    whole, first_part, second_part = Quote(((0, 50),)), Quote(((0, 20),)), Quote(((30, 50),))
    assert match_quotes([interrupted], [whole]) == [(interrupted, whole)]
    assert match_quotes([interrupted], [first_part, second_part]) == [(interrupted, first_part)]
    assert match_quotes([first_part], [whole]) == []
    assert match_quotes([], [whole]) == []


def test_quotes_are_counted_by_what_is_said_of_the_speaker():
    answers = [(LAVROV, LAVROV), (LAVROV, KERRY), (UNNAMED, UNNAMED), (LAVROV, None), (None, UNNAMED), (None, None)]
    counts = count_speakers([(saying(one), saying(other)) for one, other in answers], TEXT)
    assert counts == SpeakerCounts(matched=6, same=2, different=1, one_answered=2, none_answered=1)
    assert speaker_agreement(counts) == 2 / 5


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (SpeakerCounts(), Reason.NO_MATCHED_QUOTES),
        (SpeakerCounts(matched=3, none_answered=3), Reason.NO_SPEAKERS),
    ],
)
def test_says_why_there_is_no_figure(counts, reason):
    assert speaker_agreement(counts) == Undefined(reason)
