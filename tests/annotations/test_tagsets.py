"""The tags that a collection works with, and what is refused beside them."""

import pytest
from django.utils import translation

from annotations import curation, linking, undoing
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Tag
from annotations.refusals import NotInTagset, UnknownTag
from annotations.tagsets import tags_of, with_use
from tests import factories


def article_with(*tags):
    return factories.make_article(collection=factories.make_collection("حملة", tags=tags))


def slugs(article) -> set[str]:
    return {tag.slug for tag in tags_of(article)}


@pytest.mark.parametrize(
    ("chosen", "used"),
    [
        pytest.param([], {"quote", "actor", "location", "cue"}, id="none chosen is all"),
        pytest.param(["actor"], {"actor"}, id="one"),
        pytest.param(["quote"], {"quote", "cue"}, id="a quote brings its cue"),
        pytest.param(["cue"], {"cue"}, id="a cue brings nothing"),
    ],
)
def test_a_collection_uses_what_was_chosen(db, chosen, used):
    article = article_with(*chosen)
    assert slugs(article) == used
    assert {tag.slug: tag.is_used for tag in with_use(article)} == {
        slug: slug in used for slug in ("quote", "actor", "location", "cue")
    }


def test_costs_one_query(db, django_assert_num_queries):
    article = article_with("actor")
    with django_assert_num_queries(1):
        assert slugs(article) == {"actor"}


def test_another_tag_is_refused_with_those_there_are(annotator):
    article = article_with("actor", "quote")
    with translation.override("ar"), pytest.raises(NotInTagset) as refused:
        factories.make_annotation(annotator, article, "موسكو", "location")
    assert refused.value.status == 422
    assert "مكان" in refused.value.message and "جهة" in refused.value.message and "اقتباس" in refused.value.message
    with pytest.raises(UnknownTag):
        factories.make_annotation(annotator, article, "موسكو", "weather")
    assert not Annotation.objects.exists()


def test_many_at_once_are_refused_one_by_one(annotator):
    article = article_with("actor")
    start = article.text.index("موسكو")
    outcome = curation.create_many(annotator, article.pk, [curation.NewMark(new_uuid7(), "location", start, start + 5, "موسكو")])
    assert [refusal.code for _pk, refusal in outcome.refused] == ["not_in_tagset"]


def test_a_new_speaker_needs_the_actor_and_a_cue_only_the_quote(annotator):
    article = article_with("quote")
    quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote")

    def link(role, tag, exact):
        start = article.text.index(exact)
        mark = curation.NewMark(new_uuid7(), tag, start, start + len(exact), exact)
        return linking.link_new(annotator, quote.pk, None, role, mark)

    with pytest.raises(NotInTagset):
        link("speaker", "actor", "سامر الحلواني")
    assert link("cue", "cue", "قال").annotation.links["cue"]


def test_what_has_a_tag_from_before_is_edited_kept_and_restored_but_not_chosen_again(annotator, article):
    mark = factories.make_annotation(annotator, article, "موسكو", "location")
    retagged = curation.edit(annotator, mark.pk, 1, tag="actor")
    article.collection.settings.tags.set(Tag.objects.filter(slug="actor"))
    with pytest.raises(NotInTagset):
        curation.edit(annotator, mark.pk, 2, tag="location")
    # Back to what it was, as the log has it.
    undoing.undo(annotator, retagged.action_id)
    assert Annotation.objects.get(pk=mark.pk).tag.slug == "location"
    assert curation.edit(annotator, mark.pk, None, tag="location", note="يبقى").annotation.note == "يبقى"
    curation.delete(annotator, mark.pk, None)
    assert not curation.restore(annotator, mark.pk, None).annotation.is_deleted
