"""Linking through the one door: who may, what follows, what is refused, and that undo brings links back."""

import uuid

import pytest

from annotations import curation, linking, refusals, undoing
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, AnnotationEvent, Relation
from newsroom.models import Article
from tests import factories

TEXT = "قال الوزير إن الحصاد جيد، وأضاف أن القمح وفير في حلب. ثم ختم رئيسه."
ARTICLE_MARKS = {
    "head": ("الحصاد جيد", "quote"), "part": ("القمح وفير", "quote"), "third": ("ثم ختم", "quote"),
    "actor": ("الوزير", "actor"), "chief": ("رئيسه", "actor"), "place": ("حلب", "location"),
}  # fmt: skip


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


@pytest.fixture
def ends(annotator, article) -> dict[str, Annotation]:
    return {name: factories.make_annotation(annotator, article, *mark) for name, mark in ARTICLE_MARKS.items()}


def now(annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def new(article, exact: str, tag: str, **fields) -> curation.NewMark:
    start = article.text.index(exact)
    return curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact, **fields)


def last_action() -> uuid.UUID:
    return AnnotationEvent.objects.latest("pk").action_id


def everything() -> tuple:
    models = (Annotation, Relation, AnnotationEvent, Article)
    return tuple(list(model.objects.order_by("pk").values()) for model in models)


def live() -> set[tuple]:
    return set(Relation.objects.live().values_list("role", "source__exact", "target__exact"))


def test_a_link_is_a_change_of_its_source(annotator, ends):
    outcome = linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    assert live() == {("speaker", "الحصاد جيد", "الوزير")}
    assert (outcome.annotation.version, now(ends["head"]).version, now(ends["actor"]).version) == (2, 2, 1)
    event = AnnotationEvent.objects.latest("pk")
    assert (event.verb, event.before["links"], event.after["links"]) == ("edited", {}, {"speaker": str(ends["actor"].pk)})
    assert Relation.objects.get().article_id == ends["head"].article_id


def test_another_target_takes_the_place_and_none_takes_it_away(annotator, ends):
    linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    linking.link(annotator, ends["head"].pk, 2, "speaker", ends["chief"].pk)
    assert live() == {("speaker", "الحصاد جيد", "رئيسه")}
    linking.link(annotator, ends["head"].pk, 3, "speaker", None)
    assert not Relation.objects.exists()
    linking.link(annotator, ends["head"].pk, 4, "speaker", None)
    assert now(ends["head"]).version == 4


def test_the_same_action_again_is_not_done_again(annotator, ends):
    action = uuid.uuid4()
    for _ in range(2):
        linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk, action)
    assert now(ends["head"]).version == 2


@pytest.mark.parametrize("person", ["second_annotator", "reader"])
def test_others_do_not_link(request, ends, person):
    before = everything()
    by = request.getfixturevalue(person)
    with pytest.raises(refusals.NotAllowed):
        linking.link(by, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    assert everything() == before


def test_an_author_links_to_what_somebody_else_marked(annotator, second_annotator, article, ends):
    other = factories.make_annotation(second_annotator, article, "الوزير")
    linking.link(annotator, ends["head"].pk, 1, "speaker", other.pk)
    with pytest.raises(refusals.LinkedEnd, match="linked"):
        curation.edit(second_annotator, other.pk, 1, tag="location")


@pytest.mark.parametrize(("person", "status"), [("annotator", "pending"), ("reviewer", "approved")])
@pytest.mark.parametrize("change", ["link", "kind", "unnamed"])
def test_an_authors_link_takes_an_approval_away(request, reviewer, ends, person, status, change):
    curation.approve(reviewer, ends["head"].pk, 1)
    by = request.getfixturevalue(person)
    if change == "link":
        linking.link(by, ends["head"].pk, 2, "speaker", ends["actor"].pk)
    else:
        curation.edit(by, ends["head"].pk, 2, **({"kind": "direct"} if change == "kind" else {"speaker_unnamed": True}))
    assert (now(ends["head"]).status, now(ends["actor"]).status) == (status, "pending")


def test_undo_and_redo_bring_links_kind_and_approval(annotator, reviewer, ends):
    curation.edit(annotator, ends["head"].pk, 1, kind="direct", speaker_unnamed=True)
    curation.approve(reviewer, ends["head"].pk, 2)
    linking.link(annotator, ends["head"].pk, 3, "speaker", ends["actor"].pk)
    undoing.undo(annotator, last_action())
    head = now(ends["head"])
    assert (head.links, head.kind, head.speaker_unnamed, head.status) == ({}, "direct", True, "approved")
    undoing.undo(annotator, last_action())
    head = now(ends["head"])
    assert (head.links, head.speaker_unnamed, head.status) == ({"speaker": ends["actor"].pk}, False, "pending")


def test_an_event_of_before_relations_can_be_undone(annotator, ends):
    curation.edit(annotator, ends["head"].pk, 1, note="انظر")
    event = AnnotationEvent.objects.latest("pk")
    before = {name: event.before[name] for name in event.before if name not in ("links", "kind", "speaker_unnamed")}
    old = AnnotationEvent.objects.create(
        article=event.article, annotation=event.annotation, action_id=uuid.uuid4(), verb="edited", by=annotator,
        by_name="layla", before=before, after=event.after,
    )  # fmt: skip
    undoing.undo(annotator, old.action_id)
    assert (now(ends["head"]).note, now(ends["head"]).kind) == ("", "")


def test_a_quote_is_made_with_speaker_or_head(annotator, article, ends):
    mark = new(article, "جيد", "quote", kind="direct", speaker=ends["actor"].pk)
    curation.create(annotator, article.pk, mark)
    part = new(article, "وفير", "quote", continues=mark.id)
    curation.create(annotator, article.pk, part)
    assert live() == {("speaker", "جيد", "الوزير"), ("continues", "وفير", "جيد")}
    assert not curation.create(annotator, article.pk, mark).is_new
    undoing.undo(annotator, last_action())
    assert live() == {("speaker", "جيد", "الوزير")}


def test_a_cue_is_made_with_its_link_and_goes_with_it(annotator, article, ends):
    linking.link_new(annotator, ends["head"].pk, 1, "cue", new(article, "قال", "cue"))
    assert live() == {("cue", "الحصاد جيد", "قال")}
    linking.link_new(annotator, ends["head"].pk, 2, "cue", new(article, "وأضاف", "cue"))
    assert live() == {("cue", "الحصاد جيد", "وأضاف")}
    assert Annotation.objects.get(exact="قال").is_deleted
    undoing.undo(annotator, last_action())
    assert live() == {("cue", "الحصاد جيد", "قال")}
    assert Annotation.objects.get(exact="وأضاف").is_deleted


def test_a_cue_that_another_quote_has_stays(annotator, article, ends):
    linking.link_new(annotator, ends["head"].pk, 1, "cue", new(article, "قال", "cue"))
    linking.link_new(annotator, ends["third"].pk, 1, "cue", new(article, "قال", "cue"))
    assert Annotation.objects.filter(tag__slug="cue").count() == 1
    linking.link(annotator, ends["head"].pk, 2, "cue", None)
    assert live() == {("cue", "ثم ختم", "قال")}


def refuse_link(source: str, role: str, target: str, refusal, *before, id=None):
    return pytest.param(before, (source, role, target), refusal, id=id or f"{source} {role} {target}")


REFUSED = [
    refuse_link("head", "speaker", "place", refusals.WrongEnd),
    refuse_link("head", "cue", "actor", refusals.WrongEnd),
    refuse_link("head", "continues", "actor", refusals.WrongEnd),
    refuse_link("place", "speaker", "actor", refusals.WrongEnd),
    refuse_link("head", "continues", "head", refusals.UnknownEnd),
    refuse_link("third", "continues", "part", refusals.IsPart, ("part", "continues", "head")),
    refuse_link("head", "continues", "third", refusals.HasParts, ("part", "continues", "head")),
    refuse_link("head", "continues", "part", refusals.HasParts, ("part", "continues", "head"), id="circle"),
    refuse_link("part", "speaker", "actor", refusals.NotAHead, ("part", "continues", "head")),
    refuse_link("part", "continues", "head", refusals.HasOwnLinks, ("part", "speaker", "actor")),
]


@pytest.mark.parametrize(("before", "link", "refusal"), REFUSED)
def test_what_makes_no_quote_is_refused_before_the_database_has_to(annotator, ends, before, link, refusal):
    for source, role, target in before:
        linking.link(annotator, ends[source].pk, None, role, ends[target].pk)
    state, (source, role, target) = everything(), link
    with pytest.raises(refusal):
        linking.link(annotator, ends[source].pk, None, role, ends[target].pk)
    assert everything() == state


def test_an_end_elsewhere_or_deleted_is_refused(annotator, ends):
    other = factories.make_annotation(annotator, factories.make_article(f"{TEXT}\nنسخة"), "الوزير")
    curation.delete(annotator, ends["chief"].pk, 1)
    for target, refusal in [(other.pk, "UnknownEnd"), (new_uuid7(), "UnknownEnd"), (ends["chief"].pk, "DeletedEnd")]:
        with pytest.raises(getattr(refusals, refusal)):
            linking.link(annotator, ends["head"].pk, 1, "speaker", target)


@pytest.mark.parametrize("change", [{"kind": "direct"}, {"speaker_unnamed": True}], ids=["kind", "unnamed"])
def test_kind_and_unnamed_belong_to_heads(annotator, ends, change):
    linking.link(annotator, ends["part"].pk, 1, "continues", ends["head"].pk)
    with pytest.raises(refusals.NotAHead):
        curation.edit(annotator, ends["part"].pk, 2, **change)
    with pytest.raises(refusals.WrongEnd):
        curation.edit(annotator, ends["place"].pk, 1, **change)


def test_a_kind_gives_way_where_the_quote_becomes_something_else(annotator, ends):
    for name in ("part", "third"):
        curation.edit(annotator, ends[name].pk, 1, kind="direct", speaker_unnamed=True)
    linking.link(annotator, ends["part"].pk, 2, "continues", ends["head"].pk)
    curation.edit(annotator, ends["third"].pk, 2, tag="location")
    assert {(now(ends[name]).kind, now(ends[name]).speaker_unnamed) for name in ("part", "third")} == {("", False)}


@pytest.mark.parametrize("name", ["head", "part", "actor"])
def test_a_linked_end_cannot_be_retagged_until_the_link_is_gone(annotator, ends, name):
    linking.link(annotator, ends["head"].pk, None, "speaker", ends["actor"].pk)
    linking.link(annotator, ends["part"].pk, None, "continues", ends["head"].pk)
    state = everything()
    with pytest.raises(refusals.LinkedEnd):
        curation.edit(annotator, ends[name].pk, None, tag="location")
    assert everything() == state
    linking.link(annotator, ends["head"].pk, None, "speaker", None)
    linking.link(annotator, ends["part"].pk, None, "continues", None)
    curation.edit(annotator, ends[name].pk, None, tag="location")


@pytest.mark.parametrize("name", ["head", "actor"])
def test_deleting_an_end_hides_the_link_and_restoring_shows_it(annotator, ends, name):
    linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    relation = Relation.objects.get()
    curation.delete(annotator, ends[name].pk, None)
    assert (live(), Relation.objects.get()) == (set(), relation)
    curation.restore(annotator, ends[name].pk, None)
    assert (len(live()), Relation.objects.get()) == (1, relation)


def test_a_hidden_link_is_in_nobodys_way_and_comes_back_only_if_it_fits(annotator, ends):
    linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    curation.delete(annotator, ends["head"].pk, 2)
    curation.edit(annotator, ends["actor"].pk, 1, tag="location")
    curation.restore(annotator, ends["head"].pk, 3)
    assert now(ends["head"]).links == {}
    undoing.undo(annotator, AnnotationEvent.objects.filter(verb="edited").latest("pk").action_id)
    assert live() == set()


def test_a_part_whose_head_is_deleted_may_become_a_head(annotator, ends):
    linking.link(annotator, ends["part"].pk, 1, "continues", ends["head"].pk)
    curation.delete(annotator, ends["head"].pk, 1)
    with pytest.raises(refusals.IsPart):
        linking.link(annotator, ends["third"].pk, 1, "continues", ends["part"].pk)
    linking.link(annotator, ends["part"].pk, 2, "speaker", ends["actor"].pk)
    curation.restore(annotator, ends["head"].pk, 2)
    assert live() == {("speaker", "القمح وفير", "الوزير")}


def test_an_undo_that_would_make_no_quote_is_refused(annotator, ends):
    linking.link(annotator, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    linking.link(annotator, ends["head"].pk, 2, "speaker", None)
    action = last_action()
    curation.edit(annotator, ends["actor"].pk, 1, tag="location")
    state = everything()
    with pytest.raises(refusals.WrongEnd):
        undoing.undo(annotator, action)
    assert everything() == state


def test_a_verdict_costs_no_look_at_links(reviewer, ends, django_assert_max_num_queries):
    linking.link(reviewer, ends["head"].pk, 1, "speaker", ends["actor"].pk)
    with django_assert_max_num_queries(16):
        curation.approve(reviewer, ends["head"].pk, 2)
