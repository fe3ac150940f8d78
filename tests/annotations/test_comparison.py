"""What several annotators marked, grouped into what is agreed and what is to be decided."""

import itertools

import pytest

from annotations.comparison import Difference, Piece, compare_sets, merged_parts

#       0         1         2         3
TEXT = "قال سامر الحلواني إن القمح جيد وإن سامر باق"
MISSING, TAG, PARTS, BOUNDARY, SPEAKER, KIND = Difference


def actor(start, end, name=None):
    return Piece((name or f"a{start}-{end}",), "actor", ((start, end),))


def place(start, end):
    return Piece((f"p{start}-{end}",), "location", ((start, end),))


def quote(*parts, speaker=None, kind=""):
    return Piece(tuple(f"q{start}-{end}" for start, end in parts), "quote", parts, speaker, kind)


def case(sets, expected, id):
    return pytest.param(sets, expected, id=id)


# Each set is one annotator's; an item is (its pieces by annotator, its differences).
CASES = [
    case([[], []], [], "nobody marked anything"),
    case([[actor(4, 17)]], [({0: "a4-17"}, [])], "one annotator agrees with themselves"),
    case([[actor(4, 17)], [actor(4, 17)]], [({0: "a4-17", 1: "a4-17"}, [])], "agreement"),
    case([[actor(4, 17)], []], [({0: "a4-17"}, [MISSING])], "one has nothing there"),
    case([[], [actor(4, 17)]], [({1: "a4-17"}, [MISSING])], "the first has nothing there"),
    case([[actor(4, 17)], [actor(4, 8)]], [({0: "a4-17", 1: "a4-8"}, [BOUNDARY])], "boundary, less than half in common"),
    case([[actor(4, 17)], [place(4, 17)]], [({0: "a4-17", 1: "p4-17"}, [TAG])], "tag"),
    case(
        [[actor(4, 17)], [place(4, 16)]], [({0: "a4-17", 1: "p4-16"}, [TAG, BOUNDARY])], "tag and boundary at once"
    ),
    case(
        [[actor(4, 17)], [place(4, 8)]],
        [({0: "a4-17"}, [MISSING]), ({1: "p4-8"}, [MISSING])],
        "another tag on less than half is another thing",
    ),
    case(
        [[actor(4, 17)], [actor(18, 20)]],
        [({0: "a4-17"}, [MISSING]), ({1: "a18-20"}, [MISSING])],
        "what only comes after is another thing",
    ),
    case(
        [[actor(4, 17)], [actor(4, 8), actor(9, 17)]],
        [({0: "a4-17", 1: "a9-17"}, [BOUNDARY]), ({1: "a4-8"}, [MISSING])],
        "of two that share with one the larger part is paired",
    ),
    case(
        [[actor(4, 17), place(4, 17)], [place(4, 17), actor(4, 17)]],
        [({0: "a4-17", 1: "a4-17"}, []), ({0: "p4-17", 1: "p4-17"}, [])],
        "two tags on the same words by both are two agreements",
    ),
    case(
        [[quote((21, 30))], [quote((21, 30)), actor(21, 26)]],
        [({0: "q21-30", 1: "q21-30"}, []), ({1: "a21-26"}, [MISSING])],
        "a mark inside a quote is not the quote",
    ),
    case(
        [[actor(4, 17)], [actor(4, 17)], [actor(4, 17)]],
        [({0: "a4-17", 1: "a4-17", 2: "a4-17"}, [])],
        "three agree",
    ),
    case(
        [[actor(4, 17)], [place(4, 17)], [actor(4, 16)]],
        [({0: "a4-17", 1: "p4-17", 2: "a4-16"}, [TAG, BOUNDARY])],
        "three differ in two ways",
    ),
    case(
        [[actor(4, 17)], [], [actor(4, 17)]], [({0: "a4-17", 2: "a4-17"}, [MISSING])], "two agree, one has nothing"
    ),
    case(
        [[], [actor(4, 8)], [actor(4, 17)]], [({1: "a4-8", 2: "a4-17"}, [MISSING, BOUNDARY])], "missing and boundary"
    ),
    case(
        [[quote((18, 30), (31, 43))], [quote((18, 43))]],
        [({0: "q18-30", 1: "q18-43"}, [PARTS])],
        "a quote in two parts and in one",
    ),
    case(
        [[quote((18, 30), (31, 43))], [quote((18, 30), (31, 40))]],
        [({0: "q18-30", 1: "q18-30"}, [BOUNDARY])],
        "the second part ends elsewhere",
    ),
    case(
        [[quote((18, 30), (31, 43))], [quote((18, 30)), quote((31, 43))]],
        [({0: "q18-30", 1: "q18-30"}, [PARTS]), ({1: "q31-43"}, [MISSING])],
        "one quote of two parts is not two quotes",
    ),
    case(
        [[quote((18, 30), speaker=(4, 17))], [quote((18, 30), speaker="unnamed")]],
        [({0: "q18-30", 1: "q18-30"}, [SPEAKER])],
        "speaker and unnamed source",
    ),
    case(
        [[quote((18, 30), speaker=(4, 17))], [quote((18, 30))]],
        [({0: "q18-30", 1: "q18-30"}, [SPEAKER])],
        "only one answered who speaks",
    ),
    case(
        [[quote((18, 30), speaker=(4, 8))], [quote((18, 30), speaker=(35, 39))]],
        [({0: "q18-30", 1: "q18-30"}, [])],
        "two mentions of one name are one speaker",
    ),
    case(
        [[quote((18, 30), speaker=(4, 17))], [quote((18, 30), speaker=(4, 8))]],
        [({0: "q18-30", 1: "q18-30"}, [])],
        "the speaker's own bounds are decided at the speaker",
    ),
    case(
        [[quote((18, 30), kind="direct")], [quote((18, 30), kind="indirect")]],
        [({0: "q18-30", 1: "q18-30"}, [KIND])],
        "kind",
    ),
    case(
        [[quote((18, 30), kind="direct")], [quote((18, 30))]],
        [({0: "q18-30", 1: "q18-30"}, [])],
        "a kind that only one has said",
    ),
    case(
        [[quote((18, 30), speaker=(4, 17))], [actor(18, 30)]],
        [({0: "q18-30", 1: "a18-30"}, [TAG])],
        "no speaker is expected of what is no quote",
    ),
    case(
        [[actor(31, 34), actor(4, 17), actor(4, 8)], []],
        [({0: "a4-17"}, [MISSING]), ({0: "a4-8"}, [MISSING]), ({0: "a31-34"}, [MISSING])],
        "in text order, the outer before the inner",
    ),
]  # fmt: skip


def compare(sets):
    items = compare_sets(TEXT, dict(enumerate(sets)))
    return [({who: piece.ids[0] for who, piece in item.pieces.items()}, list(item.differences)) for item in items]


@pytest.mark.parametrize(("sets", "expected"), CASES)
def test_sets_become_items(sets, expected):
    assert compare(sets) == expected


@pytest.mark.parametrize("sets", [case.values[0] for case in CASES], ids=[case.id for case in CASES])
def test_the_order_within_a_set_does_not_matter(sets):
    assert len({str(compare(order)) for order in itertools.product(*map(itertools.permutations, sets))}) == 1


@pytest.mark.parametrize("sets", [case.values[0] for case in CASES], ids=[case.id for case in CASES])
def test_every_mark_is_in_one_item_and_no_annotator_twice_in_one(sets):
    items = compare_sets(TEXT, dict(enumerate(sets)))
    marked = sorted(name for pieces in sets for piece in pieces for name in piece.ids)
    assert sorted(name for item in items for name in item.ids) == marked
    for item in items:
        assert {*item.pieces, *item.missing} == set(range(len(sets)))
        assert not set(item.pieces) & set(item.missing)


def test_an_item_knows_its_place_and_its_first_mark():
    (item,) = compare_sets(TEXT, {"layla": [actor(4, 8, "one")], "omar": [actor(4, 17, "two")]})
    assert (item.start, item.end, item.key, item.ids) == (4, 17, "one", ["one", "two"])
    assert item.can_merge and not item.is_agreed


@pytest.mark.parametrize(
    ("pieces", "can_merge", "merged"),
    [
        pytest.param([actor(4, 8), actor(4, 17)], True, ((4, 17),), id="the longer"),
        pytest.param([actor(4, 9), actor(8, 17)], True, ((4, 17),), id="both"),
        pytest.param([actor(4, 17), actor(4, 17)], False, ((4, 17),), id="nothing new"),
        pytest.param([quote((18, 30), (31, 43)), quote((18, 40))], True, ((18, 43),), id="parts that overlap are one"),
        pytest.param(
            [quote((18, 26), (31, 43)), quote((18, 30), (31, 40))], True, ((18, 30), (31, 43)), id="part by part"
        ),
    ],
)
def test_bounds_are_merged(pieces, can_merge, merged):
    (item,) = compare_sets(TEXT, dict(enumerate([[piece] for piece in pieces])))
    assert item.can_merge == can_merge
    assert merged_parts(pieces) == merged


def test_two_tags_are_not_merged():
    (item,) = compare_sets(TEXT, {0: [actor(4, 17)], 1: [place(4, 16)]})
    assert not item.can_merge
