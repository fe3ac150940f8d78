"""Each fault of the database is found and named with its rows, and a sound one has none."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from annotations import curation, findings, triggers, undoing
from annotations.integrity import find_faults
from annotations.models import Annotation, AnnotationEvent, Finding, Relation, Tag
from newsroom.models import Article
from tests import factories


@pytest.fixture
def actor(annotator, article):
    return factories.make_annotation(annotator, article, "سامر الحلواني")


@pytest.fixture
def quote(annotator, article, actor):
    return factories.make_annotation(annotator, article, "المحصول جيد هذا العام", "quote", speaker=actor.pk)


def names() -> list[str]:
    return [fault.name for fault in find_faults()]


def without_triggers(sql: str, *values) -> None:
    """Change what the triggers guard, as a damaged disk or a careless hand would."""
    triggers.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    if connection.vendor == "postgresql":
        connection.check_constraints()
    triggers.install(connection)


def test_a_site_that_was_worked_on_has_no_fault(quote, actor, annotator, reviewer, second_annotator, article):
    curation.approve(reviewer, quote.pk, None)
    action = curation.edit(annotator, quote.pk, None, kind="direct", speaker=None).action_id
    undoing.undo(annotator, action)
    curation.delete(annotator, actor.pk, None)
    curation.restore(annotator, actor.pk, None)
    curation.reject(reviewer, actor.pk, None, "ليس جهة")
    other = factories.make_annotation(second_annotator, article, "سوريا", "location")
    curation.delete(second_annotator, other.pk, None)
    first = AnnotationEvent.objects.filter(annotation=quote).earliest("pk")
    curation.revert(annotator, quote.pk, None, first.pk)
    assert names() == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"text": factories.TEXT.replace("سامر", "ساهر")}, {"content_hash", "folded_text", "exact"}),
        ({"text": "قال"}, {"content_hash", "folded_text", "beyond_text"}),
        ({"folded_text": ""}, {"folded_text"}),
    ],
)
def test_a_changed_text_is_found(actor, change, name):
    Article.objects.update(**change)
    assert set(names()) == name


@pytest.mark.parametrize(
    "change", [{"exact": "غيره"}, {"note": "x"}, {"version": 9}, {"deleted_at": "2026-10-05T09:30Z"}, {"status": "approved"}]
)
def test_a_change_past_the_log_is_found(actor, change):
    Finding.objects.all().delete()
    Annotation.objects.update(**change)
    (fault,) = [fault for fault in find_faults() if fault.name == "event_state"]
    assert fault.ids["annotation"] == str(actor.pk)
    assert next(iter(change)) in fault.ids["fields"]


def test_a_link_past_the_log_is_found(quote):
    Relation.objects.all().delete()
    assert names() == ["event_state"]


def test_a_removed_event_is_found(actor, annotator, reviewer):
    curation.edit(annotator, actor.pk, None, note="أولا")
    curation.approve(reviewer, actor.pk, None)
    Finding.objects.all().delete()
    first, second, third = AnnotationEvent.objects.order_by("pk").values_list("pk", flat=True)
    without_triggers("DELETE FROM annotations_annotationevent WHERE id = %s", second)
    assert names() == ["event_gap"]
    without_triggers("DELETE FROM annotations_annotationevent WHERE id = %s", first)
    assert names() == ["event_order"]
    without_triggers("DELETE FROM annotations_annotationevent WHERE id = %s", third)
    assert names() == ["no_events"]


def test_a_renamed_tag_is_no_fault(annotator, article):
    tag = Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=4, sign="*")
    factories.make_annotation(annotator, article, "شراكة", "event")
    tag.slug = "happening"
    tag.save()
    assert names() == []


def test_ends_that_make_no_quote_are_found(quote, actor):
    without_triggers(
        "UPDATE annotations_annotation SET tag_id = (SELECT id FROM annotations_tag WHERE slug = 'location') WHERE tag_id = "
        "(SELECT id FROM annotations_tag WHERE slug = 'actor')"
    )
    found = [fault for fault in find_faults() if fault.name == "relation"]
    assert [fault.ids["target"] for fault in found] == [str(actor.pk)]


def test_a_finding_about_a_deleted_annotation_is_found(actor, annotator):
    curation.delete(annotator, actor.pk, None)
    finding = Finding.objects.create(article=actor.article, annotation=actor, check_name="long_name")
    (fault,) = find_faults()
    assert (fault.name, fault.ids["finding"]) == ("finding", finding.pk)


def test_findings_that_checks_made_are_no_fault(quote, article, annotator):
    factories.make_annotation(annotator, article, "ولافروف")
    findings.recompute([article.pk])
    assert Finding.objects.exists()
    assert names() == []


def test_a_missing_trigger_is_found(db):
    triggers.lift(connection)
    assert set(names()) == {"missing_trigger"}


def test_the_command_names_each_fault_and_exits_with_1(actor):
    Article.objects.update(folded_text="")
    said, complained = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity", "--json", stdout=said, stderr=complained)
    assert ended.value.code == 1
    assert json.loads(said.getvalue())["ids"] == {"article": actor.article_id}
    with pytest.raises(SystemExit):
        call_command("check_integrity", stdout=said, stderr=complained)
    assert f"folded_text: article {actor.article_id}" in said.getvalue()


def test_the_command_is_content_with_a_sound_site(quote):
    said = StringIO()
    call_command("check_integrity", stdout=said)
    assert said.getvalue().strip()
