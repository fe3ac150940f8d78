"""The list of annotations."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from annotations import curation
from annotations.admin.filters import AuthorFilter
from annotations.models import Annotation, Tag
from tests import factories
from tests.annotations.admin.pages import LIST


def texts(page) -> str:
    return page.content.decode()


def shown(page) -> set:
    return {annotation.pk for annotation in page.context["cl"].result_list}


def test_shows_each_mark_in_its_sentence(moderator, marks):
    page = texts(moderator.get(LIST))
    assert '<span class="passage" dir="auto">قال وزير الزراعة سامر الحلواني لـ<mark class="tag-2">موسكو</mark> إن' in page


def test_links_to_the_place_in_the_reading_page(moderator, marks):
    assert f'href="/articles/{marks[0].article_id}/#n-{marks[0].pk}"' in texts(moderator.get(LIST))


def test_names_the_status_in_words(moderator, marks, reviewer):
    curation.approve(reviewer, marks[0].pk, None)
    page = texts(moderator.get(LIST))
    assert 'data-status="approved"><span aria-hidden="true">✓</span> approved' in page


def test_escapes_what_people_wrote(moderator, annotator):
    article = factories.make_article("عنوان <script>alert(1)</script> طويل\n\nنص <b>غليظ</b> هنا")
    factories.make_annotation(annotator, article, "<b>غليظ</b>")
    page = texts(moderator.get(LIST))
    assert "<script>alert" not in page
    assert "<mark class=\"tag-2\">&lt;b&gt;غليظ&lt;/b&gt;</mark>" in page


def test_hides_deleted_annotations_until_asked(moderator, marks, annotator):
    curation.delete(annotator, marks[0].pk, None)
    assert shown(moderator.get(LIST)) == {marks[1].pk, marks[2].pk}
    assert shown(moderator.get(LIST, {"presence": "deleted"})) == {marks[0].pk}


def test_filters_by_status(moderator, marks, reviewer):
    curation.approve(reviewer, marks[0].pk, None)
    assert shown(moderator.get(LIST, {"status__exact": "approved"})) == {marks[0].pk}


def test_filters_by_tag(moderator, marks, annotator, article):
    place = factories.make_annotation(annotator, article, "موسكو", "location")
    location = Tag.objects.get(slug="location")
    assert shown(moderator.get(LIST, {"tag__id__exact": location.pk})) == {place.pk}


def test_filters_by_author_and_by_a_part_of_the_authors_name(moderator, marks, second_annotator, article):
    other = factories.make_annotation(second_annotator, article, "موسكو")
    assert shown(moderator.get(LIST, {"author": second_annotator.pk})) == {other.pk}
    assert shown(moderator.get(LIST, {"author_name": "mAr"})) == {other.pk}


def test_filters_by_source(moderator, marks, annotator):
    elsewhere = factories.make_article("خبر آخر عن موسكو", source=factories.make_source("صحيفة الميناء"))
    mark = factories.make_annotation(annotator, elsewhere, "موسكو")
    assert shown(moderator.get(LIST, {"source": elsewhere.source_id})) == {mark.pk}
    assert shown(moderator.get(LIST, {"source_name": "الميناء"})) == {mark.pk}


def test_filters_by_date(moderator, marks):
    yesterday = timezone.now() - datetime.timedelta(days=1)
    assert shown(moderator.get(LIST, {"created_at__gte": yesterday.isoformat()})) == {mark.pk for mark in marks}
    assert shown(moderator.get(LIST, {"created_at__lt": yesterday.isoformat()})) == set()


@pytest.mark.parametrize("query", ["لافر", "ملاحظة", "نظيره في مرفأ"], ids=["marked text", "note", "headline"])
def test_searches(moderator, annotator, article, query):
    mark = factories.make_annotation(annotator, article, "لافروف", note="ملاحظة أولى")
    elsewhere = factories.make_article("خبر آخر عن موسكو")
    factories.make_annotation(annotator, elsewhere, "موسكو")
    assert shown(moderator.get(LIST, {"q": query})) == {mark.pk}


def test_lists_the_first_authors_only_and_offers_to_type_the_others(moderator, marks, article):
    for number in range(15):
        factories.make_annotation(factories.make_person(f"extra{number:02}", "annotator"), article, "موسكو")
    page = moderator.get(LIST)
    (authors,) = [spec for spec in page.context["cl"].filter_specs if isinstance(spec, AuthorFilter)]
    assert [name for _pk, name in authors.lookup_choices] == [f"extra{number:02}" for number in range(12)]
    assert 'name="author_name"' in texts(page)
    last = shown(moderator.get(LIST, {"author_name": "extra14"}))
    assert last == {Annotation.objects.get(author__username="extra14").pk}


def test_has_no_action_that_deletes_rows(moderator, marks):
    assert "delete_selected" not in texts(moderator.get(LIST))


def test_costs_the_same_number_of_queries_for_any_number_of_rows(
    moderator, marks, annotator, django_assert_num_queries
):
    # Session, person, two for the rights, keys, rows, and the choices of tag, author and source.
    with django_assert_num_queries(10):
        moderator.get(LIST)
    for number in range(20):
        article = factories.make_article(f"عنوان رقم {number}\n\nنص عن موسكو")
        factories.make_annotation(annotator, article, "موسكو")
    with django_assert_num_queries(10):
        moderator.get(LIST)


def test_loads_no_text(moderator, marks):
    (row, *_rest) = moderator.get(LIST).context["cl"].result_list
    assert {"exact", "note"} <= row.get_deferred_fields()
    assert {"text", "folded_text"} <= row.article.get_deferred_fields()


def test_speaks_arabic_from_right_to_left_unless_the_person_switches(client, reviewer, marks):
    client.force_login(reviewer)
    assert '<html lang="ar" dir="rtl">' in texts(client.get(LIST))


def test_nobody_is_asked_to_log_in(client, marks):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("person", ["annotator", "reader"])
def test_is_closed_to_who_is_not_staff(client, request, marks, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(LIST).status_code == 302


def test_is_closed_to_staff_without_the_right(client, marks):
    client.force_login(factories.make_person("salim", is_staff=True))
    assert client.get(LIST).status_code == 403


def test_has_no_actions_for_staff_who_may_not_review(client, marks):
    person = factories.make_person("salim", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_annotation", "change_annotation"]))
    client.force_login(person)
    page = client.get(LIST)
    assert page.status_code == 200
    assert "_selected_action" not in texts(page)


@pytest.mark.parametrize("address", ["add/", "00000000-0000-7000-8000-000000000000/delete/"])
def test_adds_and_deletes_no_rows(moderator, address):
    assert moderator.post(LIST + address, {"post": "yes"}).status_code in (403, 404)


@pytest.mark.parametrize(
    "query",
    [
        "p=-5",
        "p=99999",
        "p=x",
        "o=99.x",
        "all=",
        "e=1",
        "q=%00",
        "q=" + "ك" * 3000,
        "status__exact=%00",
        "status__exact=nothing",
        "tag__id__exact=x",
        "tag__id__exact=999999999999999999999999999999",
        "author=x",
        "author=%D9%A1",
        "author=-1",
        "author=999999999999999999999999999999",
        "author_name=%00",
        "author_name=%25_'%22",
        "source=1;2",
        "presence=other",
        "created_at__gte=yesterday",
        "id__lt=not-a-uuid",
        "id__lt=%00",
        "unknown=1",
        "author__password__startswith=a",
        "article__text__contains=a",
        "_to_field=exact",
        "%FF=%FE",
    ],
)
def test_survives_garbage_in_the_address(moderator, marks, query):
    assert moderator.get(f"{LIST}?{query}", follow=True).status_code in (200, 400)
