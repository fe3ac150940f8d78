"""Quotes as gold: with their parts, their cue and who speaks."""

import pytest

from annotations import adjudicating, refusals
from annotations.adjudicating import Merge, Nothing, Take
from annotations.models import Annotation, Relation
from tests import factories
from tests.annotations.adjudications import TEXT, add, add_cue, assign, decide, gold, table, third


@pytest.fixture
def article(db, annotator, second_annotator):
    article = factories.make_article(TEXT)
    assign(article, annotator, second_annotator)
    return article


def links(article) -> set[tuple]:
    live = Relation.objects.live().filter(article=article, source__is_gold=True)
    return set(live.values_list("role", "source__exact", "target__exact", "target__is_gold"))


@pytest.fixture
def quotes(article, annotator, second_annotator):
    """Both quote two parts; Layla names the speaker and the cue, Omar says unnamed."""
    speaker = add(annotator, article, "سامر الحلواني")
    add(second_annotator, article, "الحلواني")
    head = add(annotator, article, "القمح جيد", "quote", speaker=speaker.pk, kind="indirect")
    add(annotator, article, "الشعير وفير", "quote", continues=head.pk)
    add_cue(annotator, head, "قال")
    other = add(second_annotator, article, "القمح جيد", "quote", speaker_unnamed=True)
    add(second_annotator, article, "الشعير", "quote", continues=other.pk)
    return head


def test_a_quote_is_taken_with_its_parts_and_its_cue(article, annotator, reviewer, quotes):
    decide(reviewer, article, "القمح", Take(annotator.pk))
    assert gold(article) == [("quote", "القمح جيد"), ("quote", "الشعير وفير")]
    assert links(article) == {("continues", "الشعير وفير", "القمح جيد", True), ("cue", "القمح جيد", "قال", True)}
    assert Annotation.objects.of(article).gold().get(exact="القمح جيد").kind == "indirect"


def test_the_speaker_is_what_its_mark_was_decided_to_be(article, annotator, second_annotator, reviewer, quotes):
    decide(reviewer, article, "القمح", Take(annotator.pk))
    action = decide(reviewer, article, "سامر", Take(second_annotator.pk))
    assert ("speaker", "القمح جيد", "الحلواني", True) in links(article)
    decide(reviewer, article, "سامر", Take(annotator.pk))
    assert ("speaker", "القمح جيد", "سامر الحلواني", True) in links(article)
    last = decide(reviewer, article, "سامر", Nothing())
    assert not [link for link in links(article) if link[0] == "speaker"]
    adjudicating.undo(reviewer, article.pk, last)
    assert ("speaker", "القمح جيد", "سامر الحلواني", True) in links(article)
    with pytest.raises(refusals.Stale):
        adjudicating.undo(reviewer, article.pk, action)


def test_the_order_of_decisions_does_not_matter_for_the_speaker(article, annotator, reviewer, quotes):
    decide(reviewer, article, "سامر", Take(annotator.pk))
    decide(reviewer, article, "القمح", Take(annotator.pk))
    assert ("speaker", "القمح جيد", "سامر الحلواني", True) in links(article)


def test_the_other_side_of_a_quote_takes_the_place_of_all_of_the_first(
    article, annotator, second_annotator, reviewer, quotes
):
    decide(reviewer, article, "القمح", Take(annotator.pk))
    decide(reviewer, article, "سامر", Take(annotator.pk))
    action = decide(reviewer, article, "القمح", Take(second_annotator.pk))
    head = Annotation.objects.of(article).gold().get(exact="القمح جيد")
    assert (head.speaker_unnamed, head.kind) == (True, "indirect")
    assert links(article) == {("continues", "الشعير", "القمح جيد", True)}
    assert not Annotation.objects.of(article).adjudicated().filter(tag__slug="cue").exists()
    adjudicating.undo(reviewer, article.pk, action)
    assert links(article) == {
        ("continues", "الشعير وفير", "القمح جيد", True), ("cue", "القمح جيد", "قال", True),
        ("speaker", "القمح جيد", "سامر الحلواني", True),
    }  # fmt: skip


def test_quotes_are_merged_part_by_part(article, reviewer, quotes):
    decide(reviewer, article, "القمح", Merge())
    assert gold(article) == [("quote", "القمح جيد"), ("quote", "الشعير وفير")]


def test_a_speaker_that_is_in_nobodys_set_comes_with_the_quote(article, annotator, reviewer):
    outside = add(reviewer, article, "سامر الحلواني")
    add(annotator, article, "القمح جيد", "quote", speaker=outside.pk)
    decide(reviewer, article, "القمح", Take(annotator.pk))
    assert gold(article) == [("actor", "سامر الحلواني"), ("quote", "القمح جيد")]
    assert links(article) == {("speaker", "القمح جيد", "سامر الحلواني", True)}
    assert [row.exact for row in table(article).loose] == ["سامر الحلواني"]


def test_the_same_words_are_gold_once(article, annotator, second_annotator, reviewer):
    add(annotator, article, "سامر الحلواني")
    add(second_annotator, article, "سامر الحلواني"), add(second_annotator, article, "سامر")
    whole, part = table(article).places
    adjudicating.decide(reviewer, article.pk, whole.key, whole.seen, third(article, "سامر", "actor"))
    part = table(article).places[1]
    adjudicating.decide(reviewer, article.pk, part.key, part.seen, Take(second_annotator.pk))
    assert gold(article) == [("actor", "سامر")]
    assert table(article).undecided == []
    whole = table(article).places[0]
    adjudicating.decide(reviewer, article.pk, whole.key, whole.seen, Take(annotator.pk))
    assert gold(article) == [("actor", "سامر الحلواني"), ("actor", "سامر")]
    assert table(article).undecided == []
