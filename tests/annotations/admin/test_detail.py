"""The page of one annotation."""

import uuid

import pytest
from django.contrib.auth.models import Permission

from annotations import curation
from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.annotations.admin.pages import LIST, correction, detail, messages_of, undo_address

Status = Annotation.Status


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, "موسكو", note="سطر\nوسطر")


def now(mark) -> Annotation:
    return Annotation.objects.select_related("tag").get(pk=mark.pk)


def verbs(mark) -> list[str]:
    return list(AnnotationEvent.objects.filter(annotation=mark).order_by("pk").values_list("verb", flat=True))


def test_shows_the_whole_block_with_the_mark(moderator, mark):
    page = moderator.get(detail(mark)).content.decode()
    assert 'قال وزير الزراعة سامر الحلواني لـ<mark class="tag-2">موسكو</mark> إن' in page
    assert "سنزرع بسوريا قمحا" in page
    assert "Green Fields" not in page


def test_shows_every_block_of_a_mark_over_several(moderator, annotator, article):
    whole = factories.make_annotation(annotator, article, article.text[16:140], "quote")
    assert len(moderator.get(detail(whole)).context["passage"]) == 2


def test_links_to_the_place_in_the_article(moderator, mark):
    assert f'href="/articles/{mark.article_id}/#n-{mark.pk}"' in moderator.get(detail(mark)).content.decode()


def test_escapes_what_people_wrote(moderator, annotator):
    article = factories.make_article("عنوان\n\nنص <b>غليظ</b> هنا")
    mark = factories.make_annotation(annotator, article, "<b>غليظ", note="<i>")
    page = moderator.get(detail(mark)).content.decode()
    assert "<b>" not in page
    assert "<i>" not in page


def test_tells_what_happened_with_before_and_after(moderator, mark, reviewer):
    curation.edit(reviewer, mark.pk, None, tag="location")
    curation.reject(reviewer, mark.pk, None, "ليست مكانا")
    ((rejected, why), (edited, changes), (created, _first)) = moderator.get(detail(mark)).context["history"]
    assert [event.verb for event in (rejected, edited, created)] == ["rejected", "edited", "created"]
    assert [(change.label, change.before, change.after) for change in changes] == [("Tag", "actor", "location")]
    assert [(change.label, change.before, change.after) for change in why] == [
        ("Status", "pending", "rejected"),
        ("Reason", "", "ليست مكانا"),
    ]


def test_corrects_tag_and_note(moderator, mark, reviewer):
    response = moderator.post(detail(mark), correction(mark, tag="location", note="جديد"))
    assert response.url == detail(mark)
    assert messages_of(response) == ["Corrected."]
    assert (now(mark).tag.slug, now(mark).note, now(mark).author) == ("location", "جديد", mark.author)
    assert AnnotationEvent.objects.filter(annotation=mark, verb="edited", by=reviewer).count() == 1


def test_a_form_as_it_came_changes_nothing(moderator, mark):
    response = moderator.post(detail(mark), correction(mark, note="سطر\r\nوسطر"))
    assert messages_of(response) == ["Nothing was left to change."]
    assert verbs(mark) == ["created"]


def test_a_changed_text_takes_the_nearest_occurrence(moderator, mark, article):
    moderator.post(detail(mark), correction(mark, exact="لـموسكو"))
    start = article.text.index("لـموسكو")
    assert (now(mark).start, now(mark).end, now(mark).exact) == (start, start + 7, "لـموسكو")


def test_changed_offsets_take_the_text_there(moderator, mark, article):
    moderator.post(detail(mark), correction(mark, start=0, end=4))
    assert (now(mark).start, now(mark).end, now(mark).exact) == (0, 4, "وزير")


def test_text_and_offsets_together_must_agree(moderator, mark):
    page = moderator.post(detail(mark), correction(mark, start=0, end=4, exact="قال"))
    assert page.status_code == 409
    assert "The stored text differs" in page.context["form"].non_field_errors()[0]
    assert verbs(mark) == ["created"]


def test_several_lines_come_back_with_line_feeds(moderator, annotator, article):
    whole = factories.make_annotation(annotator, article, article.text[16:140], "quote")
    moderator.post(detail(whole), correction(whole, exact=whole.exact.replace("\n", "\r\n")))
    assert verbs(whole) == ["created"]


@pytest.mark.parametrize(
    "change",
    [
        {"exact": "ليس هنا"},
        {"exact": "مَد"},
        {"exact": ""},
        {"exact": "\0"},
        {"start": "x"},
        {"start": "-1"},
        {"start": "٣"},
        {"start": ""},
        {"end": "0"},
        {"end": "999999999"},
        {"end": "9" * 40},
        {"start": "50", "end": "40"},
        {"tag": "unknown"},
        {"tag": ""},
        {"tag": "\0"},
        {"note": "س" * 10_001},
        {"note": "\0"},
        {"reason": "س" * 2_001},
        {"version": "x"},
        {"version": ""},
        {"version": "9" * 30},
        {"action": "x"},
    ],
    ids=str,
)
def test_refuses_bad_input_and_changes_nothing(moderator, annotator, article, change):
    mark = factories.make_annotation(annotator, article, "مَدِينَةِ")
    page = moderator.post(detail(mark), correction(mark, **change))
    assert page.status_code in (400, 409, 413, 422)
    assert verbs(mark) == ["created"]


def test_a_cut_grapheme_is_refused_in_words(moderator, annotator, article):
    mark = factories.make_annotation(annotator, article, "حَلَبَ")
    page = moderator.post(detail(mark), correction(mark, exact="حَلَب"))
    assert page.status_code == 422
    assert "cuts a letter from its diacritics" in page.content.decode()


def test_a_twin_is_refused_in_words(moderator, annotator, article, mark):
    factories.make_annotation(annotator, article, "موسكو", "location")
    page = moderator.post(detail(mark), correction(mark, tag="location"))
    assert page.status_code == 409
    assert now(mark).tag.slug == "actor"


def test_who_comes_too_late_sees_the_present_state_and_what_they_typed(moderator, mark, annotator):
    form = correction(mark, tag="location", note="ملاحظتي")
    curation.edit(annotator, mark.pk, None, note="ملاحظتها")
    page = moderator.post(detail(mark), form)
    assert page.status_code == 409
    assert now(mark).note == "ملاحظتها"
    assert page.context["form"]["note"].value() == "ملاحظتها"
    assert dict(page.context["typed"]) == {"Tag": "location", "Note": "ملاحظتي"}
    assert "nothing was overwritten" in page.content.decode()


def test_approves_and_goes_back_to_the_list(moderator, mark, reviewer):
    address = f"{detail(mark)}?_changelist_filters=status__exact%3Dpending"
    response = moderator.post(address, correction(mark, "approve"))
    assert response.url == LIST + "?status__exact=pending"
    assert (now(mark).status, now(mark).reviewer) == (Status.APPROVED, reviewer)


def test_a_verdict_saves_the_correction_too(moderator, mark):
    response = moderator.post(detail(mark), correction(mark, "approve", tag="location"))
    assert messages_of(response) == ["Corrected. Approved."]
    assert (now(mark).status, now(mark).tag.slug) == (Status.APPROVED, "location")
    assert verbs(mark) == ["created", "edited", "approved"]


def test_a_refused_correction_keeps_the_verdict_back(moderator, mark):
    page = moderator.post(detail(mark), correction(mark, "approve", exact="ليس هنا"))
    assert page.status_code == 422
    assert now(mark).status == Status.PENDING


def test_rejects_with_a_reason_only(moderator, mark):
    assert moderator.post(detail(mark), correction(mark, "reject", reason=" ")).status_code == 422
    moderator.post(detail(mark), correction(mark, "reject", reason="ليست جهة"))
    assert (now(mark).status, now(mark).reason) == (Status.REJECTED, "ليست جهة")


def test_puts_back_to_pending(moderator, mark, reviewer):
    curation.approve(reviewer, mark.pk, None)
    moderator.post(detail(mark), correction(now(mark), "reopen"))
    assert now(mark).status == Status.PENDING


def test_deletes_softly_and_restores(moderator, mark):
    # Deleting does not look at the rest of the form.
    response = moderator.post(detail(mark), correction(mark, "delete", exact="ليس هنا"))
    assert messages_of(response) == ["Deleted."]
    assert now(mark).is_deleted
    page = moderator.get(detail(mark)).content.decode()
    assert 'value="restore"' in page
    assert 'value="approve"' not in page
    moderator.post(detail(mark), correction(now(mark), "restore"))
    assert not now(mark).is_deleted
    assert verbs(mark) == ["created", "deleted", "restored"]


@pytest.mark.parametrize("do", ["save", "approve"])
def test_a_deleted_annotation_is_not_changed(moderator, mark, annotator, do):
    curation.delete(annotator, mark.pk, None)
    page = moderator.post(detail(mark), correction(now(mark), do, note="بعد الحذف"))
    assert page.status_code == 410
    assert now(mark).status == Status.PENDING


def test_offers_an_undo_of_a_single_change(moderator, mark):
    page = moderator.post(detail(mark), correction(mark, tag="location"), follow=True)
    moderator.post(undo_address(page), {"next": detail(mark)})
    assert now(mark).tag.slug == "actor"


def test_a_second_click_changes_nothing_more(moderator, mark):
    form = correction(mark, "approve")
    moderator.post(detail(mark), form)
    response = moderator.post(detail(mark), form)
    assert response.status_code == 302
    assert verbs(mark) == ["created", "approved"]


def test_djangos_own_history_leads_to_ours(moderator, mark):
    assert moderator.get(detail(mark).replace("change/", "history/")).url == detail(mark) + "#history"


@pytest.mark.parametrize("pk", ["x", "00000000-0000-7000-8000-000000000000", "%00", "1", "«»"])
def test_an_unknown_annotation_leads_home_with_a_message(moderator, pk):
    response = moderator.get(f"{LIST}{pk}/change/", follow=True)
    assert response.status_code == 200
    assert "doesn’t exist" in response.content.decode()


def test_an_unknown_button_is_refused(moderator, mark):
    assert moderator.post(detail(mark), correction(mark, "explode")).status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(moderator, mark, method):
    assert getattr(moderator, method)(detail(mark)).status_code == 405


def test_nobody_and_annotators_are_sent_to_the_login(client, mark, annotator):
    assert client.get(detail(mark)).status_code == 302
    client.force_login(annotator)
    assert client.post(detail(mark), correction(mark, "approve")).status_code == 302
    assert now(mark).status == Status.PENDING


@pytest.fixture
def staff(client, db):
    """Return a function that logs in a member of the staff with some rights."""

    def log_in(*rights):
        person = factories.make_person("salim", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(person)
        return client

    return log_in


def test_staff_without_rights_see_nothing(staff, mark):
    assert staff().get(detail(mark)).status_code == 403


@pytest.mark.parametrize("do", ["save", "approve", "reject", "reopen", "delete"])
@pytest.mark.parametrize("rights", [["view_annotation"], ["view_annotation", "change_annotation"]], ids=len)
def test_the_right_to_change_alone_neither_judges_nor_corrects(staff, mark, rights, do):
    client = staff(*rights)
    page = client.get(detail(mark))
    assert page.status_code == 200
    assert 'id="correction"' not in page.content.decode()
    assert client.post(detail(mark), correction(mark, do, note="لا")).status_code == 403
    assert verbs(mark) == ["created"]


def test_an_author_on_the_staff_corrects_their_own_and_judges_nothing(staff, article):
    client = staff("view_annotation", "change_annotation", "add_annotation")
    author = factories.get_user_model().objects.get(username="salim")
    own = factories.make_annotation(author, article, "لافروف")
    assert client.post(detail(own), correction(own, note="جديد")).status_code == 302
    assert client.post(detail(own), correction(now(own), "approve")).status_code == 403
    assert (now(own).note, now(own).status) == ("جديد", Status.PENDING)


def test_costs_few_queries_for_any_history(moderator, mark, reviewer, django_assert_num_queries):
    with django_assert_num_queries(14):
        moderator.get(detail(mark))
    for number in range(10):
        curation.edit(reviewer, mark.pk, None, note=str(number), action_id=uuid.uuid4())
    with django_assert_num_queries(14):
        moderator.get(detail(mark))
