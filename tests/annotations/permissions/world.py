"""The people, collections and things that the permission matrix is tried on: made once, every request rolled back."""

import copy
import uuid
from contextlib import nullcontext
from unittest.mock import patch

from django.db import transaction
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from annotations import access
from annotations.models import AnnotationEvent, Assignment
from newsroom.accounts import invitations
from newsroom.accounts.roles import Role
from newsroom.models import Collection
from tests import factories

# The columns of every table.  A member annotates, a lead reviews in the closed collection; neither is in a group.
ROLES = ("visitor", "annotator", "reviewer", "administrator", "member", "lead")

# The rows: whose thing it is, and where.  "own" is the asker's, where they annotate; the others are Omar's:
# in a collection that is open and shared, open and blind, closed and shared.
PLACES = ("own", "open", "blind", "closed")


def _nothing(template, context=None, request=None) -> str:
    return ""


class Asker(RequestFactory):
    """Sends the requests of one person through all of the site, and keeps nothing of the answers.

    Who asks and what they may do is read once, and not again for each of thousands of requests.
    """

    def __init__(self, person=None) -> None:
        super().__init__()
        self.person = person
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.serve, self.handler.get_response = self.handler.get_response, self._serve
        if person is not None:
            client = Client()
            client.force_login(person)
            self.cookies = client.cookies
            person.get_all_permissions(), access.roles_of(person), access.hidden_from(person)

    def request(self, **environ):
        return self.handler(self._base_environ(**environ))

    def _serve(self, request):
        if self.person is not None:
            request._cached_user = copy.copy(self.person)
        return self.serve(request)


class World:
    """What addresses name: :meth:`thing` says which one a role is tried on in a place."""

    def __init__(self) -> None:
        self.collections = {
            "open": factories.make_collection("مفتوحة", guidelines="دليل"),
            "blind": factories.make_collection("عمياء", mode="blind"),
            "closed": factories.make_collection("مغلقة", is_open=False),
        }
        self.articles = {
            place: factories.make_article(collection=collection) for place, collection in self.collections.items()
        }
        self._make_people()
        self._make_marks()
        self._make_assignments()
        self.articles_finished = {place: self._make_finished(place) for place in self.collections}
        self.askers = {role: Asker(self.people.get(role)) for role in ROLES}

    def _make_people(self) -> None:
        self.omar = factories.make_person("omar", "annotator")
        self.people = {
            "annotator": factories.make_person("layla", "annotator"),
            "reviewer": factories.make_person("samira", "reviewer", is_staff=True),
            "administrator": factories.make_person("huda", "administrator", is_staff=True),
            "member": factories.make_person("nizar"),
            "lead": factories.make_person("rim"),
        }
        for person, role in [(self.omar, "annotator"), ("member", "annotator"), ("lead", "reviewer")]:
            factories.make_member(self.collections["closed"], self.people.get(person, person), role)
        guest = factories.make_person("guest")
        self.guest = invitations.invite(self.people["administrator"], guest, Role.ANNOTATOR)

    def _make_marks(self) -> None:
        self.marks = {place: self._mark(self.omar, article) for place, article in self.articles.items()}
        self.own = {
            role: self._mark(person, self.home(role))
            for role, person in self.people.items()
        }
        # The poll of a blind article has something to tell of one's own.
        self._mark(self.people["annotator"], self.articles["blind"])

    def _make_assignments(self) -> None:
        """Everybody has begun the article of their own marks, and Omar those of his."""
        started = {"status": Assignment.Status.STARTED}
        self.assignments = {
            place: Assignment.objects.create(article=each, user=self.omar, **started)
            for place, each in self.articles.items()
        }
        for role, person in self.people.items():
            Assignment.objects.create(article=self.home(role), user=person, **started)

    def _make_finished(self, place: str):
        """Return an article of the place that two people have finished, with one mark: it can be adjudicated."""
        article = factories.make_article(f"قال {place}", collection=self.collections[place])
        factories.make_annotation(self.omar, article, "قال", "quote")
        for person in (self.omar, self.people["annotator"]):
            Assignment.objects.create(article=article, user=person, status=Assignment.Status.FINISHED)
        return article

    def home(self, role: str):
        """Return the article in which a role has its own marks."""
        return self.articles["closed" if role in ("member", "lead") else "open"]

    def _mark(self, person, article):
        return factories.make_annotation(person, article, "المحصول جيد هذا العام", "quote")

    def annotation(self, role: str, place: str):
        """Return the annotation of a place, or ``None``: a visitor has none of their own."""
        return self.own.get(role) if place == "own" else self.marks[place]

    def article(self, role: str, place: str):
        return self.articles.get(place) or (self.home(role) if role in self.people else None)

    def collection(self, role: str, place: str) -> Collection | None:
        return self.collections.get(place)

    def event(self, role: str, place: str) -> AnnotationEvent | None:
        annotation = self.annotation(role, place)
        return annotation and annotation.events.first()

    def action(self, role: str, place: str) -> uuid.UUID | None:
        event = self.event(role, place)
        return event and event.action_id

    def ask(self, role: str, method: str, address: str, data: dict | None = None, *, renders=True, **headers) -> int:
        """Return the status of a request of ``role``, whose effects are taken back.

        ``renders`` says whether its page is rendered, or stays empty.
        """
        send, sent = getattr(self.askers[role], method.lower()), {}
        if method in ("GET", "HEAD", "POST"):
            sent = {"data": data or {}, "headers": headers}
        with transaction.atomic(), nullcontext() if renders else patch.object(Template, "render", _nothing):
            response = send(address, **sent)
            transaction.set_rollback(True)
        return response.status_code
