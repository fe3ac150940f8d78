"""Collections in the admin: how they work, their members, and what is asked before something is revealed."""

import pytest
from django.urls import reverse

from annotations.models import Assignment, CollectionSettings, Membership, Tag
from newsroom.models import Collection
from tests import factories
from tests.annotations.admin.pages import messages_of

SHARED, BLIND = CollectionSettings.Mode.SHARED, CollectionSettings.Mode.BLIND


@pytest.fixture
def blind(db):
    return factories.make_collection("حملة عمياء", mode=BLIND, guidelines="الألقاب خارج الاسم")


def page_of(collection) -> str:
    return reverse("admin:newsroom_collection_change", args=[collection.pk])


def form_of(collection, members=(), **changes) -> dict:
    """Return the form of the collection's page as it is shown, with what somebody changed."""
    settings = CollectionSettings.objects.get(pk=collection.pk)
    form = {
        "name": collection.name, "description": collection.description,
        "settings-TOTAL_FORMS": 1, "settings-INITIAL_FORMS": 1, "settings-0-collection": collection.pk,
        "settings-0-mode": settings.mode, "settings-0-annotators_per_article": settings.annotators_per_article,
        "settings-0-guidelines": settings.guidelines,
        "settings-0-tags": [tag.pk for tag in settings.tags.all()],
        "memberships-TOTAL_FORMS": len(members), "memberships-INITIAL_FORMS": sum(1 for each in members if each.pk),
    }  # fmt: skip
    if settings.is_open:
        form["settings-0-is_open"] = "on"
    if settings.may_judge_own:
        form["settings-0-may_judge_own"] = "on"
    for number, each in enumerate(members):
        row = {"id": each.pk or "", "collection": collection.pk, "user": each.user_id, "role": each.role}
        form |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return {name: value for name, value in (form | changes).items() if value is not None}


def settings_of(collection) -> CollectionSettings:
    return CollectionSettings.objects.get(pk=collection.pk)


def test_a_new_collection_works_as_it_was_said(manager, annotator):
    form = {
        "name": "حملة", "description": "", "settings-TOTAL_FORMS": 1, "settings-INITIAL_FORMS": 0,
        "settings-0-mode": BLIND, "settings-0-annotators_per_article": 2, "settings-0-guidelines": "دليل",
        "settings-0-tags": [Tag.objects.get(slug="quote").pk],
        "memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0,
        "memberships-0-user": annotator.pk, "memberships-0-role": "annotator",
    }  # fmt: skip
    assert manager.post("/admin/newsroom/collection/add/", form).status_code == 302
    made = Collection.objects.get(name="حملة")
    assert (made.settings.mode, made.settings.annotators_per_article, made.settings.is_open) == (BLIND, 2, False)
    assert [tag.slug for tag in made.settings.tags.all()] == ["quote"]
    assert made.memberships.get().user == annotator


def test_a_new_collection_that_says_nothing_is_open_and_shared(manager):
    form = {
        "name": "حملة", "settings-TOTAL_FORMS": 0, "settings-INITIAL_FORMS": 0,
        "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert manager.post("/admin/newsroom/collection/add/", form).status_code == 302
    assert (made := Collection.objects.get(name="حملة").settings).is_open and made.mode == SHARED


def test_a_collection_without_annotators_or_mode_is_refused_with_a_reason(manager, blind):
    for change in ({"settings-0-annotators_per_article": "0"}, {"settings-0-mode": "secret"}):
        response = manager.post(page_of(blind), form_of(blind, **change))
        assert (response.status_code, "errorlist" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("tags", [["9" * 30], ["x"], ["999999"]])
def test_what_is_no_tag_is_refused(manager, blind, tags):
    response = manager.post(page_of(blind), form_of(blind, **{"settings-0-tags": tags}))
    assert (response.status_code, "errorlist" in response.content.decode()) == (200, True)


def test_showing_blind_annotations_to_all_is_asked_about_first(manager, blind, annotator, second_annotator):
    article = factories.make_article(collection=blind)
    factories.make_annotation(annotator, article, "موسكو")
    factories.make_annotation(second_annotator, article, "موسكو")
    form = form_of(blind, **{"settings-0-mode": SHARED})
    page = manager.post(page_of(blind), form).content.decode()
    assert "2 annotations of articles that are not adjudicated become visible" in page
    assert '<input type="checkbox" name="settings-0-confirmed"' in page
    assert settings_of(blind).is_blind
    assert manager.post(page_of(blind), form | {"settings-0-confirmed": "on"}).status_code == 302
    assert not settings_of(blind).is_blind


def test_what_is_adjudicated_is_visible_already_and_needs_no_question(manager, blind, annotator, reviewer):
    article = factories.make_article(collection=blind)
    factories.make_annotation(annotator, article, "موسكو")
    factories.adjudicate(article, reviewer)
    assert manager.post(page_of(blind), form_of(blind, **{"settings-0-mode": SHARED})).status_code == 302


def test_opening_a_closed_collection_is_asked_about_first(manager, annotator):
    closed = factories.make_collection("مغلقة", is_open=False)
    factories.make_article(collection=closed)
    form = form_of(closed, **{"settings-0-is_open": "on"})
    page = manager.post(page_of(closed), form).content.decode()
    assert "1 article becomes visible to everybody" in page
    assert not settings_of(closed).is_open
    assert manager.post(page_of(closed), form | {"settings-0-confirmed": "on"}).status_code == 302


def test_hiding_and_closing_reveal_nothing_and_are_done_at_once(manager, annotator, article):
    factories.make_annotation(annotator, article, "موسكو")
    form = form_of(article.collection, **{"settings-0-mode": BLIND, "settings-0-is_open": None})
    assert manager.post(page_of(article.collection), form).status_code == 302
    assert settings_of(article.collection).is_blind and not settings_of(article.collection).is_open


def test_the_question_is_hidden_where_there_is_none(manager, blind):
    page = manager.get(page_of(blind)).content.decode()
    assert '<input type="hidden" name="settings-0-confirmed"' in page
    assert "tick the box" not in page


def test_a_removed_member_with_open_articles_is_named(manager, blind, annotator):
    member = factories.make_member(blind, annotator)
    for number, status in enumerate(["to_do", "started", "finished"]):
        article = factories.make_article(f"خبر {number}", collection=blind)
        Assignment.objects.create(article=article, user=annotator, status=status)
    elsewhere = factories.make_article("خبر آخر")
    Assignment.objects.create(article=elsewhere, user=annotator)
    assert '<p>2</p>' in manager.get(page_of(blind)).content.decode()
    response = manager.post(page_of(blind), form_of(blind, [member], **{"memberships-0-DELETE": "on"}))
    assert any("layla left 2 articles unfinished" in said for said in messages_of(response))
    assert not Membership.objects.exists()
    assert Assignment.objects.filter(user=annotator).count() == 4


def test_a_removed_member_with_nothing_to_do_is_no_news(manager, blind, annotator):
    member = factories.make_member(blind, annotator)
    response = manager.post(page_of(blind), form_of(blind, [member], **{"memberships-0-DELETE": "on"}))
    assert not any("unfinished" in said for said in messages_of(response))


def test_a_membership_keeps_its_person_and_is_had_once(manager, blind, annotator, second_annotator):
    member = factories.make_member(blind, annotator)
    manager.post(page_of(blind), form_of(blind, [member], **{"memberships-0-user": second_annotator.pk}))
    assert Membership.objects.get().user == annotator
    twice = [member, Membership(user=annotator, role="reviewer")]
    response = manager.post(page_of(blind), form_of(blind, twice))
    assert response.status_code == 200
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("person", ["9" * 30, "x", "999999"])
def test_a_member_is_somebody(manager, blind, person):
    new = Membership(role="annotator")
    response = manager.post(page_of(blind), form_of(blind, [new], **{"memberships-0-user": person}))
    assert (response.status_code, "errorlist" in response.content.decode()) == (200, True)
    assert not Membership.objects.exists()


def test_a_reviewer_reads_it_and_changes_nothing(moderator, blind):
    assert "الألقاب خارج الاسم" in moderator.get(page_of(blind)).content.decode()
    assert moderator.post(page_of(blind), form_of(blind, name="آخر")).status_code == 403
    assert Collection.objects.get(pk=blind.pk).name == blind.name


def test_a_reviewer_does_not_hear_of_a_closed_collection_of_others(moderator, reviewer):
    closed = factories.make_collection("سر الأسرار", is_open=False)
    factories.make_article("خبر سري", collection=closed)
    for address in ("/admin/newsroom/collection/", "/admin/newsroom/article/", f"/admin/newsroom/article/?collection={closed.pk}"):
        page = moderator.get(address).content.decode()
        assert "سر الأسرار" not in page and "خبر سري" not in page
    # As Django says that there is no such thing.
    assert moderator.get(page_of(closed)).status_code == 302
    factories.make_member(closed, reviewer, "annotator")
    assert moderator.get(page_of(closed)).status_code == 200
