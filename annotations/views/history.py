"""The log of an annotation, an article, a person, a day and an action; undoing an action, going back to a state."""

import datetime
from dataclasses import replace

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import bulk_runs, curation, event_log, reverting, undoing
from annotations.access import can_edit, can_judge, can_see_article, seen_by
from annotations.admin.bulk import reasons
from annotations.cursors import seal, unseal
from annotations.differences import differences_between, tag_names, texts_of
from annotations.forms import UndoForm, validated
from annotations.models import Annotation, AnnotationEvent, BulkRun
from annotations.refusals import NotAllowed
from annotations.views.answers import respond_changes, see_other
from annotations.views.discussion import account_view, annotation_to_discuss
from annotations.views.log_forms import FIRST_DAY, LAST_DAY, EventForm, LogForm, RevertForm
from newsroom.access import wants_fragment
from newsroom.models import Article
from newsroom.text import passage_around

# Numbers of events tell how much others did: a page names them sealed, those of no one article under this number.
WHOLE_LOG = 0


@require_safe
@account_view
def annotation_history(request, annotation_id):
    """Show all that happened to one annotation, deleted or not, and the way back to each state."""
    annotation = annotation_to_discuss(request.user, annotation_id)
    events = event_log.events_for(request.user).filter(annotation=annotation)
    context = _log(request, events, as_actions=False)
    is_mine_to_change = can_edit(request.user, annotation)
    if is_mine_to_change:
        context["page"] = _with_ways_back(request.user, annotation, context["page"])
    context |= {
        "annotation": annotation,
        "passage": passage_around(annotation.article.text, annotation.span),
        "can_restore": is_mine_to_change and annotation.is_deleted,
    }
    return render(request, "annotations/annotation_history.html", context)


@require_safe
@account_view
def article_history(request, article_id: int):
    """Show what happened in one article, action by action."""
    articles = Article.objects.without_text().select_related("collection__settings")
    article = articles.get(pk=article_id)
    if not can_see_article(request.user, article):
        raise Article.DoesNotExist()
    context = _log(request, event_log.events_for(request.user).filter(article=article))
    return render(request, "annotations/article_history.html", context | {"article": article})


@require_safe
@account_view
def person_history(request, username: str):
    """Show what one person did, as far as the reader may know of it."""
    if "\0" in username:  # which PostgreSQL does not take
        raise Http404
    person = get_user_model().objects.get(username=username)
    context = _log(request, event_log.events_for(request.user).filter(by=person))
    return render(request, "annotations/person_history.html", context | {"person": person})


@require_safe
@account_view
def day_history(request):
    """Show what happened on one day, today if none is said."""
    day = validated(LogForm(request.GET))["day"] or timezone.localdate()
    context = _log(request, event_log.events_for(request.user), day=day)
    one = datetime.timedelta(days=1)
    context |= {
        "day": day,
        "day_before": day - one if day > FIRST_DAY else None,
        "day_after": day + one if day < min(timezone.localdate(), LAST_DAY) else None,
    }
    return render(request, "annotations/day_history.html", context)


@require_safe
@account_view
def action_history(request, action_id):
    """List every change of one action; whoever did it can undo it as one."""
    events = event_log.events_for(request.user).filter(action_id=action_id)
    context = _log(request, events, as_actions=False)
    first = events.select_related("by").order_by("pk").first()
    if first is None:
        raise Http404
    context |= {
        "first": first,
        "number": events.values("annotation").distinct().count(),
        "can_undo": event_log.can_undo(request.user, first),
    }
    return render(request, "annotations/action_history.html", context)


@require_POST
@account_view
def history_undo(request, action_id):
    """Undo an action of this person as one; the answer leads to the action that did it.

    A long one is undone step by step on the page of the administration that it was made on.  Whoever has no access
    to that has made none: outside of it an action is about the marks of one article at most.
    """
    new_action = validated(UndoForm(request.POST))["action"]
    pages = admin.site.get_model_admin(Annotation)
    if pages.may_change_many(request):
        back = reverse("annotations:action_history", args=[action_id])
        outcome = bulk_runs.undo(request.user, action_id, back, new_action)
        if isinstance(outcome, BulkRun):
            return pages.show_run(outcome, goes_on=True)
    else:
        outcome = undoing.undo(request.user, action_id, new_action)
    said = ngettext("%(count)d change undone.", "%(count)d changes undone.", outcome.changed)
    messages.success(request, said % {"count": outcome.changed})
    for sentence in reasons(outcome):
        messages.warning(request, sentence)
    return see_other(reverse("annotations:action_history", args=[outcome.action_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@account_view
def annotation_revert(request, annotation_id):
    """Show what going back to an earlier state would change; a POST does it."""
    if request.method == "POST":
        return _revert(request, annotation_id)
    annotation = annotation_to_discuss(request.user, annotation_id)
    if not can_edit(request.user, annotation):
        raise NotAllowed()
    sealed, version = validated(EventForm(request.GET))["event"], annotation.version
    event_id = unseal(sealed, request.user, annotation.article_id)
    passage = passage_around(annotation.article.text, annotation.span)
    states = reverting.preview(request.user, annotation, event_id)
    context = {
        "annotation": Annotation.objects.select_related("tag", "author", "article").get(pk=annotation_id),
        "passage": passage,
        "version": version,
        "sealed": sealed,
        "event": AnnotationEvent.objects.select_related("by").get(pk=event_id),
        "changes": differences_between(*states, tag_names(), texts_of(states, seen_by(request.user))),
    }
    return render(request, "annotations/annotation_revert.html", context)


def _revert(request, annotation_id):
    data = validated(RevertForm(request.POST))
    article_id = Annotation.objects.values_list("article_id", flat=True).get(pk=annotation_id)
    event_id = unseal(data["event"], request.user, article_id)
    outcome = curation.revert(request.user, annotation_id, data["version"], event_id, data["action"])
    message = _("The earlier state is restored.")
    if wants_fragment(request):
        return respond_changes(request, [outcome.annotation], message=message, action_id=outcome.action_id)
    messages.success(request, message)
    return see_other(reverse("annotations:annotation_history", args=[annotation_id]))


def _log(request, events, *, day: datetime.date | None = None, as_actions: bool = True) -> dict:
    """Return the page of ``events`` that the address asks for, and its filters."""
    asked = validated(LogForm(request.GET))
    day = day or asked["day"]
    events = event_log.on_day(events, day) if day else events
    events = events.filter(verb=asked["verb"]) if asked["verb"] else events
    before = unseal(asked["before"], request.user, WHOLE_LOG) if asked["before"] else None
    page = event_log.page_of(events, request.user, before=before, is_by_time=bool(day), as_actions=as_actions)
    kept = request.GET.copy()
    kept.pop("before", None)
    return {
        "page": page,
        "verbs": AnnotationEvent.Verb.choices,
        "verb": asked["verb"],
        "day": day,
        "kept": kept.urlencode(),
        "older": page.older and seal(page.older, request.user, WHOLE_LOG),
        "is_first": before is None,
    }


def _with_ways_back(user, annotation: Annotation, page: event_log.Page) -> event_log.Page:
    """Return the page with a way back to each state in which the annotation was other than now, and not deleted."""
    with_verdict = can_judge(user, annotation)

    def way_back(event: AnnotationEvent) -> str:
        is_one = event.after["deleted_at"] is None and reverting.differs(
            annotation, event.after, with_verdict=with_verdict
        )
        return seal(event.pk, user, annotation.article_id) if is_one else ""

    return replace(page, entries=[replace(entry, way_back=way_back(entry.event)) for entry in page.entries])
