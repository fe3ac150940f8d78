"""A person without a name: it is nowhere any more, and what they did is still there."""

import json
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from annotations import curation, discussion, triggers
from annotations.anonymising import anonymise
from annotations.integrity import find_faults
from annotations.models import Annotation, AnnotationEvent, Assignment, Comment, Membership
from annotations.refusals import AlreadyAnonymous, LastAdministrator, NotAllowed, Oneself
from newsroom.accounts import invitations
from newsroom.backup import tables
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = ("layla", "Layla", "Haddad", "ليلى")


@pytest.fixture
def second_administrator(db):
    return factories.make_person("yusuf", "administrator", is_staff=True, is_superuser=True)


@pytest.fixture
def layla(annotator, article, reviewer, administrator):
    """A person with full names, marks, comments, work of each kind, a session and entries in the logs."""
    annotator.first_name, annotator.last_name, annotator.email = "ليلى", "Haddad", "layla@hawashi.example"
    annotator.save()
    mark = factories.make_annotation(annotator, article, "سامر الحلواني")
    curation.approve(reviewer, mark.pk, None)
    discussion.add(reviewer, mark.pk, "أحسنت يا @layla. و@layla2 لا أعرفه")
    discussion.add(annotator, mark.pk, "شكرا")
    factories.make_member(factories.make_collection("مغلقة", is_open=False), annotator)
    Assignment.objects.filter(user=annotator).delete()
    for status in ("to_do", "started", "finished"):
        Assignment.objects.create(article=factories.make_article(status), user=annotator, status=status)
    Client().force_login(annotator, backend=BACKEND)
    LogEntry.objects.log_actions(administrator.pk, [annotator, annotator.memberships.get()], 2)
    AccessAttempt.objects.create(username="layla", ip_address="192.0.2.1", failures_since_start=1)
    return annotator


def test_the_name_is_in_no_table(layla, administrator):
    Comment.objects.filter(text__contains="layla2").update(text="أحسنت يا @layla.")
    anonymise(administrator, layla.pk)
    for model in tables.models_in_order():
        for row in tables.rows_of(model):
            assert not any(name in json.dumps(row, ensure_ascii=False) for name in NAMES), model
    assert not AccessAttempt.objects.exists()


def test_what_they_did_stays_under_the_neutral_name(layla, administrator):
    events, comments = AnnotationEvent.objects.count(), Comment.objects.count()
    person = anonymise(administrator, layla.pk)
    assert person.username == f"deleted-{layla.pk}"
    assert (AnnotationEvent.objects.count(), Comment.objects.count()) == (events, comments)
    assert str(Annotation.objects.get().author) == person.username
    assert set(AnnotationEvent.objects.values_list("by_name", flat=True)) == {person.username, "samira"}


def test_only_their_own_mentions_are_renamed(layla, administrator):
    anonymise(administrator, layla.pk)
    said = Comment.objects.get(text__contains="layla2").text
    assert said == f"أحسنت يا @deleted-{layla.pk}. و@layla2 لا أعرفه"


def test_they_are_nobody_any_more(layla, administrator):
    anonymise(administrator, layla.pk)
    person = get_user_model().objects.get(pk=layla.pk)
    assert (person.is_active, person.is_staff, person.has_usable_password()) == (False, False, False)
    assert (person.first_name, person.last_name, person.email, person.last_login) == ("", "", "", None)
    assert not person.groups.exists()
    assert not Membership.objects.filter(user=person).exists()
    assert [each.status for each in person.assignments.all()] == ["finished"]
    assert not Session.objects.exists()


def test_the_log_stays_sound_and_guarded(layla, administrator):
    anonymise(administrator, layla.pk)
    assert list(find_faults()) == []
    assert triggers.check_triggers(None, ["default"]) == []


def test_a_failure_on_the_way_changes_nothing(layla, administrator, monkeypatch):
    monkeypatch.setattr("annotations.anonymising._end_sessions", lambda person: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        anonymise(administrator, layla.pk)
    assert get_user_model().objects.get(pk=layla.pk).username == "layla"
    assert AnnotationEvent.objects.filter(by_name="layla").exists()
    assert triggers.check_triggers(None, ["default"]) == []


def test_a_name_that_somebody_took_is_left_to_them(layla, administrator):
    factories.make_person(f"deleted-{layla.pk}")
    assert anonymise(administrator, layla.pk).username == f"deleted-{layla.pk}-2"


def test_whom_nobody_may_anonymise(administrator, reviewer, annotator):
    with pytest.raises(Oneself):
        anonymise(administrator, administrator.pk)
    with pytest.raises(NotAllowed):
        anonymise(reviewer, annotator.pk)
    below = factories.make_person("amin", "administrator", is_staff=True)
    with pytest.raises(NotAllowed):
        anonymise(below, administrator.pk)
    anonymise(administrator, annotator.pk)
    with pytest.raises(AlreadyAnonymous):
        anonymise(administrator, annotator.pk)


def test_the_last_administrator_stays(administrator, second_administrator, monkeypatch):
    anonymise(administrator, second_administrator.pk)
    # Whoever asks is an administrator, so only one who ceased to be it a moment ago comes this far.
    monkeypatch.setattr("annotations.anonymising.is_administrator", lambda person: True)
    former = factories.make_person("amin", is_superuser=True)
    former.is_active = False
    former.save()
    with pytest.raises(LastAdministrator):
        anonymise(former, administrator.pk)


def test_an_anonymous_account_is_no_open_invitation(layla, administrator):
    anonymise(administrator, layla.pk)
    assert not invitations.unanswered_invitations(administrator).exists()


def test_the_admin_asks_first_and_lets_nobody_bring_the_person_back(layla, administrator, client):
    client.force_login(administrator, backend=BACKEND)
    data = {"action": "anonymise", "_selected_action": [layla.pk]}
    asked = client.post("/admin/accounts/user/", data)
    assert asked.status_code == 200
    assert "layla" in asked.content.decode()
    assert get_user_model().objects.filter(username="layla").exists()
    done = client.post("/admin/accounts/user/", data | {"confirmed": "yes"}, follow=True)
    assert f"deleted-{layla.pk}" in done.content.decode()
    page = f"/admin/accounts/user/{layla.pk}/"
    assert client.post(f"{page}change/", {"username": "x", "is_active": "on"}).status_code == 403
    assert client.get(f"{page}password/").status_code == 403


def test_the_admin_tells_whom_it_leaves_alone(administrator, client):
    client.force_login(administrator, backend=BACKEND)
    data = {"action": "anonymise", "_selected_action": [administrator.pk], "confirmed": "yes"}
    client.post("/admin/accounts/user/", data)
    assert get_user_model().objects.filter(username="huda").exists()


def test_the_pages_of_the_person_answer(layla, administrator, article, client):
    person = anonymise(administrator, layla.pk)
    client.force_login(administrator, backend=BACKEND)
    for page in (article.get_absolute_url(), f"/people/{person.username}/history/", "/review/", "/admin/accounts/user/"):
        response = client.get(page)
        assert response.status_code == 200, page
        assert "layla " not in response.content.decode(), page


def test_the_command_asks_and_tells(layla, administrator, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "")
    with pytest.raises(CommandError):
        call_command("anonymise_person", "layla", "--by", "huda", stdout=StringIO())
    for arguments in (["nobody", "--by", "huda"], ["layla", "--by", "nobody"], ["huda", "--by", "huda"]):
        with pytest.raises(CommandError):
            call_command("anonymise_person", *arguments, "--yes", stdout=StringIO())
    call_command("anonymise_person", "layla", "--by", "huda", "--yes", stdout=StringIO())
    assert not get_user_model().objects.filter(username="layla").exists()
