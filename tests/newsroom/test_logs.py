"""One line a record."""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from newsroom.logs import RequestFormatter


def line(**extra) -> str:
    record = logging.makeLogRecord(
        {"name": "django.request", "levelname": "ERROR", "msg": "Broken: %s", "args": ("/x",)}
    )
    record.__dict__.update(extra)
    return RequestFormatter().format(record)


def request_by(user=None):
    request = RequestFactory().post("/articles/1/annotations/")
    if user is not None:
        request._cached_user = user
    return request


def test_a_record_is_time_level_logger_and_message():
    assert line().endswith("ERROR django.request: Broken: /x")


@pytest.mark.parametrize(
    ("user", "status", "about"),
    [(None, 500, "[POST 500 -]"), (AnonymousUser(), 404, "[POST 404 -]"), (None, "", "[POST  -]")],
    ids=["nobody looked up", "visitor", "no status"],
)
def test_a_record_about_a_request_names_method_status_and_person(user, status, about):
    assert line(request=request_by(user), status_code=status).endswith(f"Broken: /x {about}")


def test_the_person_is_named_by_number_and_not_by_name(annotator):
    written = line(request=request_by(annotator), status_code=403)
    assert written.endswith(f"[POST 403 {annotator.pk}]")
    assert "layla" not in written


def test_a_person_nobody_looked_up_is_not_looked_up(db, django_assert_num_queries):
    request = request_by()
    request.user = SimpleLazyObject(lambda: pytest.fail("asked for the person"))
    with django_assert_num_queries(0):
        line(request=request, status_code=500)


def test_a_socket_in_place_of_a_request_is_no_request():
    assert line(request=object()).endswith("Broken: /x")
