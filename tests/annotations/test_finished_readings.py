"""What agreement reads from the database."""

import pytest

from annotations import curation, finished_readings
from annotations.agreement.readings import UNNAMED, Mark, Quote
from annotations.finished_readings import finished_work, shared_articles
from annotations.models import Annotation, Tag
from tests import factories
from tests.annotations.work import join, make_articles, make_assignment, make_collection

TEXT = "قال سامر الحلواني لموسكو: «المطر قادم»، وأضاف: «غدا» في حلب. قال سامر إن الثلج لن يأتي."


@pytest.fixture
def collection(annotator, second_annotator):
    made = make_collection()
    join(made, annotator, second_annotator)
    return made


@pytest.fixture
def shared(collection, annotator, second_annotator):
    """An article that both will finish."""
    return factories.make_article(TEXT, collection=collection)


def finish(article, *people) -> None:
    for person in people:
        make_assignment(article, person, "finished")


def read(collection, people=None):
    work = finished_work(collection.settings, people)
    return list(shared_articles(work))


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def mark(words: str, tag: str) -> Mark:
    return Mark(*span(words), tag)


def test_reads_each_persons_marks_nested_ones_too(collection, shared, annotator, second_annotator):
    factories.make_annotation(annotator, shared, "المطر قادم", "quote")
    factories.make_annotation(annotator, shared, "المطر", "actor")
    factories.make_annotation(annotator, shared, "المطر", "location")
    factories.make_annotation(second_annotator, shared, "حلب", "location")
    finish(shared, annotator, second_annotator)
    (found,) = read(collection)
    assert (found.id, found.text, found.length) == (shared.pk, TEXT, len(TEXT))
    assert sorted(found.readings[annotator.pk].marks) == sorted(
        [mark("المطر قادم", "quote"), mark("المطر", "actor"), mark("المطر", "location")]
    )
    assert list(found.readings[second_annotator.pk].marks) == [mark("حلب", "location")]


def test_leaves_out_whoever_has_not_finished(collection, shared, annotator, second_annotator, reader):
    join(collection, reader)
    factories.make_annotation(reader, shared, "حلب", "location")
    make_assignment(shared, reader, "started")
    finish(shared, annotator, second_annotator)
    (found,) = read(collection)
    assert set(found.readings) == {annotator.pk, second_annotator.pk}


def test_leaves_out_articles_that_one_person_finished(collection, shared, annotator, second_annotator):
    finish(shared, annotator)
    work = finished_work(collection.settings)
    assert (work.people, list(shared_articles(work)), work.comparisons) == ([annotator.pk], [], 0)


def test_leaves_out_other_collections(collection, shared, annotator, second_annotator):
    other = make_collection("أخرى")
    (article,) = make_articles(other, 1)
    finish(article, annotator, second_annotator)
    assert read(collection) == []


def test_leaves_out_gold_deleted_marks_and_cues(collection, shared, annotator, second_annotator):
    quote = factories.make_annotation(annotator, shared, "المطر قادم", "quote")
    gone = factories.make_annotation(annotator, shared, "حلب", "location")
    curation.delete(annotator, gone.pk, None)
    factories.make_annotation(annotator, shared, "قال", "cue")
    gold = factories.make_annotation(annotator, shared, "سامر", "actor")
    Annotation.objects.filter(pk=gold.pk).update(is_gold=True)
    rejected = factories.make_annotation(annotator, shared, "لموسكو", "location")
    Annotation.objects.filter(pk=rejected.pk).update(status="rejected")
    finish(shared, annotator, second_annotator)
    (found,) = read(collection)
    assert sorted(found.readings[annotator.pk].marks) == [mark("لموسكو", "location"), mark("المطر قادم", "quote")]
    assert found.readings[annotator.pk].quotes == (Quote((span("المطر قادم"),)),)
    assert quote.pk


class TestQuotes:
    def test_parts_and_speaker_are_one_object(self, collection, shared, annotator, second_annotator):
        speaker = factories.make_annotation(annotator, shared, "سامر الحلواني")
        head = factories.make_annotation(annotator, shared, "المطر قادم", "quote", speaker=speaker.pk)
        factories.make_annotation(annotator, shared, "غدا", "quote", continues=head.pk)
        factories.make_annotation(second_annotator, shared, "غدا", "quote", speaker_unnamed=True)
        factories.make_annotation(second_annotator, shared, "الثلج لن يأتي", "quote")
        finish(shared, annotator, second_annotator)
        (found,) = read(collection)
        parts = (span("المطر قادم"), span("غدا"))
        assert found.readings[annotator.pk].quotes == (Quote(parts, span("سامر الحلواني")),)
        assert set(found.readings[second_annotator.pk].quotes) == {
            Quote((span("غدا"),), UNNAMED),
            Quote((span("الثلج لن يأتي"),), None),
        }

    def test_a_part_before_its_head_stands_first(self, collection, shared, annotator, second_annotator):
        head = factories.make_annotation(annotator, shared, "غدا", "quote")
        factories.make_annotation(annotator, shared, "المطر قادم", "quote", continues=head.pk)
        finish(shared, annotator, second_annotator)
        (found,) = read(collection)
        assert found.readings[annotator.pk].quotes == (Quote((span("المطر قادم"), span("غدا"))),)

    def test_a_deleted_end_hides_the_link(self, collection, shared, annotator, second_annotator):
        speaker = factories.make_annotation(annotator, shared, "سامر الحلواني")
        head = factories.make_annotation(annotator, shared, "المطر قادم", "quote", speaker=speaker.pk)
        factories.make_annotation(annotator, shared, "غدا", "quote", continues=head.pk)
        other = factories.make_annotation(annotator, shared, "الثلج لن يأتي", "quote", speaker=speaker.pk)
        for one in (head, speaker):
            curation.delete(annotator, one.pk, None)
        finish(shared, annotator, second_annotator)
        (found,) = read(collection)
        assert set(found.readings[annotator.pk].quotes) == {Quote((span("غدا"),)), Quote((span("الثلج لن يأتي"),))}
        assert other.pk

    def test_ends_that_somebody_else_marked(self, collection, shared, annotator, second_annotator):
        speaker = factories.make_annotation(annotator, shared, "سامر الحلواني")
        head = factories.make_annotation(annotator, shared, "المطر قادم", "quote", speaker=speaker.pk)
        factories.make_annotation(second_annotator, shared, "غدا", "quote", continues=head.pk)
        factories.make_annotation(second_annotator, shared, "الثلج لن يأتي", "quote", speaker=speaker.pk)
        finish(shared, annotator, second_annotator)
        (found,) = read(collection)
        assert set(found.readings[second_annotator.pk].quotes) == {
            Quote((span("غدا"),), None),  # who speaks was answered by the other
            Quote((span("الثلج لن يأتي"),), span("سامر الحلواني")),
        }


class TestState:
    @pytest.fixture
    def states(self, collection, shared, annotator, second_annotator):
        finish(shared, annotator, second_annotator)
        return lambda: finished_work(collection.settings).state

    def test_stays_where_nothing_changes(self, states, collection, article, annotator):
        before = states()
        factories.make_annotation(annotator, article, "موسكو")  # of another collection
        factories.make_annotation(annotator, make_articles(collection, 1)[0], "موسكو")  # finished by nobody
        assert states() == before

    def test_follows_every_change(self, states, collection, shared, administrator, second_annotator):
        seen = [states()]
        made = factories.make_annotation(administrator, shared, "المطر قادم", "quote")
        seen.append(states())
        linking_speaker = factories.make_annotation(administrator, shared, "سامر الحلواني")
        seen.append(states())
        curation.edit(administrator, made.pk, None, speaker=linking_speaker.pk)
        seen.append(states())
        collection.settings.tags.set(Tag.objects.filter(slug="quote"))
        seen.append(states())
        shared.assignments.filter(user=second_annotator).update(status="started")
        seen.append(states())
        assert len(set(seen)) == len(seen)


def test_compares_the_tags_of_the_collection_without_cues(collection):
    assert finished_work(collection.settings).tags == ["quote", "actor", "location"]
    collection.settings.tags.set(Tag.objects.filter(slug__in=["location", "cue"]))
    assert finished_work(collection.settings).tags == ["location"]


def test_narrows_to_the_people_asked_for(collection, shared, annotator, second_annotator, reader):
    finish(shared, annotator, second_annotator, reader)
    (found,) = read(collection, [annotator.pk, reader.pk])
    assert set(found.readings) == {annotator.pk, reader.pk}


def test_reads_many_articles_in_few_queries_and_tells_how_far_it_is(
    collection, annotator, second_annotator, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(finished_readings, "CHUNK", 2)
    articles = make_articles(collection, 5)
    for article in articles:
        factories.make_annotation(annotator, article, "سامر الحلواني")
        finish(article, annotator, second_annotator)
    with django_assert_num_queries(3):  # assignments, the tags that were chosen, all tags
        work = finished_work(collection.settings)
    told = []
    with django_assert_num_queries(1 + 3 * 3):
        found = list(shared_articles(work, progress=told.append))
    assert [each.id for each in found] == [article.pk for article in articles]
    assert told == [2, 4, 5]
