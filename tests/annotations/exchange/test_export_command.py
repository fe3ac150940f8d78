"""``export_annotations``: what is in the file, in which order, and what is refused."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from annotations import adjudicating, curation
from annotations.adjudicating import Take
from annotations.exchange import store
from newsroom.models import Collection
from tests import factories
from tests.annotations.adjudications import TEXT, add, add_cue, assign, place_at


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


def export(*arguments) -> list[dict]:
    out = io.StringIO()
    call_command("export_annotations", "--format", "jsonl", *arguments, stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().split("\n")[:-1]]


def marks(line: dict) -> list[tuple]:
    return [(each["tag"], each["exact"]) for each in line["annotations"]]


def test_every_article_is_a_line_with_its_annotations_in_text_order(article, annotator):
    other = factories.make_article("خبر آخر")
    add(annotator, article, "حلب", "location"), add(annotator, article, "سامر الحلواني")
    first, second = export()
    assert (first["id"], second["id"], second["annotations"]) == (article.pk, other.pk, [])
    assert marks(first) == [("actor", "سامر الحلواني"), ("location", "حلب")]
    for each in first["annotations"]:
        assert first["text"][each["start"] : each["end"]] == each["exact"]


def test_quotes_have_speaker_parts_and_cue(article, annotator):
    speaker = add(annotator, article, "سامر الحلواني")
    head = add(annotator, article, "القمح جيد", "quote", speaker=speaker.pk, kind="indirect")
    part = add(annotator, article, "الشعير وفير", "quote", continues=head.pk)
    add_cue(annotator, head, "قال")
    by_text = {each["exact"]: each for each in export()[0]["annotations"]}
    assert by_text["القمح جيد"]["speaker"] == str(speaker.pk)
    assert by_text["القمح جيد"]["cue"] == by_text["قال"]["id"]
    assert by_text["الشعير وفير"] | {"continues": str(head.pk), "id": str(part.pk)} == by_text["الشعير وفير"]


def test_deleted_annotations_and_links_to_them_are_left_out(article, annotator):
    speaker = add(annotator, article, "سامر الحلواني")
    add(annotator, article, "القمح جيد", "quote", speaker=speaker.pk)
    curation.delete(annotator, speaker.pk, None)
    (quote,) = export()[0]["annotations"]
    assert quote["speaker"] is None


def test_statuses_are_chosen(article, annotator, reviewer):
    curation.approve(reviewer, add(annotator, article, "حلب", "location").pk, None)
    curation.reject(reviewer, add(annotator, article, "القمح").pk, None, "لا")
    add(annotator, article, "الشعير")
    assert marks(export("--status", "approved")[0]) == [("location", "حلب")]
    assert marks(export("--status", "approved", "--status", "rejected")[0]) == [("actor", "القمح"), ("location", "حلب")]


def test_gold_is_apart_and_comes_when_the_adjudication_is_finished(article, annotator, second_annotator, reviewer):
    factories.make_article("خبر آخر")
    assign(article, annotator, second_annotator)
    mark = add(annotator, article, "حلب", "location")
    place = place_at(article, "حلب")
    adjudicating.decide(reviewer, article.pk, place.key, place.seen, Take(annotator.pk))
    assert export("--gold") == []
    adjudicating.finish(reviewer, article.pk)
    (line,) = export("--gold")
    (gold,) = line["annotations"]
    assert (gold["exact"], gold["gold"], gold["origins"], gold["author"]) == ("حلب", True, [str(mark.pk)], "samira")
    assert [each["id"] for each in export()[0]["annotations"]] == [str(mark.pk)]


def test_one_collection_is_chosen(article):
    other = factories.make_article("خبر آخر", collection=Collection.objects.create(name="تجربة"))
    assert [line["id"] for line in export("--collection", "تجربة")] == [other.pk]


def test_the_same_data_gives_the_same_bytes_in_any_batches(article, annotator, tmp_path, monkeypatch):
    for number in range(5):
        add(annotator, factories.make_article(f"{TEXT} {number}"), "حلب", "location")
    call_command("export_annotations", "--format", "jsonl", "-o", str(tmp_path / "a"), stderr=io.StringIO())
    monkeypatch.setattr(store, "BATCH", 2)
    call_command("export_annotations", "--format", "jsonl", "-o", str(tmp_path / "b"), stderr=io.StringIO())
    written = (tmp_path / "a").read_bytes()
    assert written == (tmp_path / "b").read_bytes()
    assert written.count(b"\n") == 6 and b"\r" not in written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_batch_costs_three_queries(article, annotator, django_assert_num_queries):
    for number in range(5):
        add(annotator, factories.make_article(f"{TEXT} {number}"), "حلب", "location")
    # Articles, annotations, relations, and the end.
    with django_assert_num_queries(4):
        list(store.read_articles(store.Choice()))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "word"], "word"),
        (["--format", "jsonl", "--collection", "لا شيء"], "لا شيء"),
        (["--format", "jsonl", "--status", "good"], "good"),
        (["--format", "jsonl", "-o", "/nowhere/at/all.jsonl"], "/nowhere/at/all.jsonl"),
    ],
)
def test_what_is_not_there_is_told_with_exit_status_1(db, arguments, message):
    with pytest.raises(CommandError, match=message) as error:
        call_command("export_annotations", *arguments, stdout=io.StringIO())
    assert error.value.returncode == 1


def test_a_file_that_was_there_stays_if_the_export_fails(article, tmp_path, monkeypatch):
    target = tmp_path / "out.jsonl"
    target.write_text("before")
    monkeypatch.setattr(store, "_article", None)
    with pytest.raises(TypeError):
        call_command("export_annotations", "--format", "jsonl", "-o", str(target), stdout=io.StringIO())
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
