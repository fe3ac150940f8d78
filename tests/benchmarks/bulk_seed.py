"""How long a change of 10,000 annotations takes.  Called by ``Site.seed``."""

import html
import re
import time
import uuid

from django.test import Client

from annotations.models import Annotation, AnnotationEvent, BulkRun
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/admin/annotations/annotation/"
FIELD = re.compile(r'<input type="hidden" name="(change|selection|next|action_id)" value="([^"]*)"')
STEP = {"HX-Request": "true"}


def times_of_bulk() -> dict:
    """Approve 10,000 step by step as the page does, and undo it; return seconds."""
    client = Client(headers={"host": "localhost"})
    client.force_login(factories.make_person("huda", "administrator", is_staff=True), backend=BACKEND)
    form = {"action": "approve", "action_id": str(uuid.uuid4()), "select_across": "1", "index": "0"}
    first = str(Annotation.objects.pending().values_list("pk", flat=True)[0])
    form |= {"_selected_action": [first], "seen": [f"{first}.1"]}
    asked, question = _timed(lambda: client.post(f"{LIST}?status__exact=pending", form))
    confirm = {name: html.unescape(value) for name, value in FIELD.findall(question.content.decode())}
    begun, answer = _timed(lambda: client.post(f"{LIST}confirm/", confirm))
    made = _steps(client, answer.url)
    run = BulkRun.objects.get()
    assert (run.changed, AnnotationEvent.objects.filter(action_id=run.pk).count()) == (10_000, 10_000)
    undo, answer = _timed(lambda: client.post(f"{LIST}undo/{run.pk}/"))
    undone = _steps(client, answer.url)
    assert Annotation.objects.filter(events__action_id=run.pk, status="approved").count() == 0
    return {
        "the question, s": asked, "confirmed, s": begun, "all steps, s": sum(made), "the longest step, s": max(made),
        "steps": len(made), "undo begun, s": undo, "all steps of the undo, s": sum(undone),
        "its longest step, s": max(undone),
    }  # fmt: skip


def _steps(client, address: str) -> list[float]:
    times = []
    while True:
        taken, answer = _timed(lambda: client.post(address.replace("?go=1", "step/"), headers=STEP))
        times.append(taken)
        if "HX-Redirect" in answer:
            return times


def _timed(call) -> tuple:
    started = time.perf_counter()
    answer = call()
    return time.perf_counter() - started, answer
