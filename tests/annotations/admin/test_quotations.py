"""Speaker, cue, parts and kind of a quote in the administration."""

import pytest

from annotations import curation, linking
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.admin.pages import LIST, correction, detail


@pytest.fixture
def speaker(annotator, article):
    return factories.make_annotation(annotator, article, "سامر الحلواني")


@pytest.fixture
def head(annotator, article, speaker):
    head = factories.make_annotation(annotator, article, "المحصول جيد", "quote", kind="direct")
    part = factories.make_annotation(annotator, article, "سنزرع بسوريا", "quote")
    linking.link(annotator, part.pk, 1, "continues", head.pk)
    linking.link(annotator, head.pk, 1, "speaker", speaker.pk)
    return stored(head)


def stored(annotation) -> Annotation:
    return Annotation.objects.select_related("tag").get(pk=annotation.pk)


def facts_of(response) -> dict[str, str]:
    return {str(label): str(value) for label, value in response.context["quotation"]}


def test_the_page_tells_who_speaks_in_which_parts_and_how(moderator, head, speaker):
    facts = facts_of(moderator.get(detail(head)))
    assert facts.keys() == {"Speaker", "Parts", "Kind of quotation"}
    assert detail(speaker) in facts["Speaker"] and speaker.exact in facts["Speaker"]
    assert "سنزرع بسوريا" in facts["Parts"]
    assert "المحصول جيد" in facts_of(moderator.get(detail(speaker)))["Quotes"]
    part = Annotation.objects.get(exact="سنزرع بسوريا")
    assert "المحصول جيد" in facts_of(moderator.get(detail(part)))["Continues"]


def test_a_reviewer_corrects_speaker_and_kind_in_one_action(moderator, annotator, article, head):
    other = factories.make_annotation(annotator, article, "لافروف")
    assert (str(other.pk), "لافروف") in moderator.get(detail(head)).context["form"].fields["speaker"].choices
    moderator.post(detail(head), correction(head, speaker=str(other.pk), kind="mixed"))
    assert (stored(head).links, stored(head).kind, stored(head).version) == ({"speaker": other.pk}, "mixed", 3)
    moderator.post(detail(head), correction(stored(head), speaker="unnamed", kind="mixed"))
    assert (stored(head).links, stored(head).speaker_unnamed) == ({}, True)
    moderator.post(detail(head), correction(stored(head), speaker="", kind=""))
    assert (stored(head).links, stored(head).speaker_unnamed, stored(head).kind) == ({}, False, "")


def test_what_is_shown_unchanged_changes_nothing(moderator, head, speaker):
    moderator.post(detail(head), correction(head, speaker=str(speaker.pk), kind="direct"))
    assert stored(head).version == head.version


def test_a_deleted_speaker_stays_chosen(moderator, annotator, head, speaker):
    curation.delete(annotator, speaker.pk, None)
    form = moderator.get(detail(head)).context["form"]
    assert form["speaker"].value() == str(speaker.pk) in dict(form.fields["speaker"].choices)


@pytest.mark.parametrize("chosen", ["location", "nobody"])
def test_only_actors_of_the_article_can_be_chosen(moderator, annotator, article, head, chosen):
    pk = factories.make_annotation(annotator, article, "بسوريا", "location").pk if chosen == "location" else chosen
    response = moderator.post(detail(head), correction(head, speaker=str(pk), kind="direct"))
    assert (response.status_code, stored(head).version) == (422, head.version)


def test_only_the_beginning_of_a_quote_has_the_fields(moderator, head, speaker):
    for annotation in (speaker, Annotation.objects.get(exact="سنزرع بسوريا")):
        assert "speaker" not in moderator.get(detail(annotation)).context["form"].fields


def test_the_history_names_the_speaker(moderator, head, speaker):
    ((_event, changes), *_rest) = moderator.get(detail(head)).context["history"]
    assert [(change.label, change.before, change.after) for change in changes] == [("Speaker", "", speaker.exact)]
    event = AnnotationEvent.objects.latest("pk")
    page = moderator.get(f"/admin/annotations/annotationevent/{event.pk}/change/").content.decode()
    assert f'<ins dir="auto">{speaker.exact}</ins>' in page


def test_the_list_names_the_speaker_beside_the_quote(
    moderator, annotator, article, head, speaker, django_assert_num_queries
):
    page = moderator.get(LIST).content.decode()
    assert f'<span class="quote-speaker">Speaker: <bdi dir="auto">{speaker.exact}</bdi></span>' in page
    assert page.count("quote-speaker") == 1
    with django_assert_num_queries(10):
        moderator.get(LIST)
    curation.delete(annotator, speaker.pk, None)
    assert "quote-speaker" not in moderator.get(LIST).content.decode()
    curation.edit(annotator, head.pk, None, speaker_unnamed=True)
    assert "unnamed source" in moderator.get(LIST).content.decode()
