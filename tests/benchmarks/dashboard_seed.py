"""Verdicts and a log for the dashboard, and how long it takes.  Called by ``Site.seed``."""

import time

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client

from annotations import moderation_figures
from annotations.models import Annotation, AnnotationEvent
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"


def what_happened() -> dict:
    """Reject a quarter of what was judged, and log that everything was made and judged at the time of its making."""
    people = list(get_user_model().objects.filter(username__in=["annotator1", "annotator5"]))
    judged = Annotation.objects.filter(status="approved", author__in=people)
    judged.update(status="rejected", reason="Another tag fits.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_annotation SET reviewed_at = created_at WHERE status <> 'pending'")
        state = "CAST('{}' AS jsonb)" if connection.vendor == "postgresql" else "'{}'"
        for verb, condition in [("'created'", "1 = 1"), ("status", "status <> 'pending'")]:
            cursor.execute(
                "INSERT INTO annotations_annotationevent"
                " (article_id, annotation_id, action_id, verb, by_id, by_name, at, after)"
                f" SELECT article_id, id, id, {verb}, author_id, 'annotator', created_at, {state}"
                f" FROM annotations_annotation WHERE {condition}"
            )
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"events": AnnotationEvent.objects.count()}


def times_of_dashboard(times: str) -> dict:
    """Return how long the page takes counted anew and kept, and its three queries by themselves, in ms."""
    person = factories.make_person("huda", "administrator", is_staff=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend=BACKEND)
    client.get("/admin/")
    now = moderation_figures.timezone.now()
    measured = {
        "counted anew": lambda: (cache.delete(moderation_figures.KEY), client.get("/admin/")),
        "kept": lambda: client.get("/admin/"),
        "  what waits": lambda: moderation_figures._pending(now),
        "  reasons": lambda: moderation_figures._reasons(now),
        "  activity of today": lambda: moderation_figures._activity(now),
        "  of the days before, once an hour": lambda: (cache.clear(), moderation_figures._activity(now)),
    }
    return {name: [_milliseconds(call) for _ in range(int(times))] for name, call in measured.items()}


def _milliseconds(call) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000
