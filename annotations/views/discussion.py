"""The thread of an annotation, what concerns a person in all threads, and disputed examples for the guidelines."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import discussion, examples
from annotations.access import can_see_annotation
from annotations.forms import validated
from annotations.models import Annotation, Comment
from annotations.views.answers import change_view, see_other
from annotations.views.log_forms import CommentForm, ExampleForm, PlaceForm
from newsroom.access import account_required, wants_fragment
from newsroom.text import passage_around

PAGE_SIZE = 50


def account_view(view):
    """Answer people with an account; refusals in their form, and 404 for what is not there."""

    @cache_control(private=True, no_store=True)
    @account_required
    @change_view
    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return answering


@require_http_methods(["GET", "HEAD", "POST"])
@account_view
def comment_list(request, annotation_id):
    """Show the thread of an annotation; a POST adds a comment."""
    if request.method == "POST":
        return _add(request, annotation_id)
    annotation = annotation_to_discuss(request.user, annotation_id)
    if request.htmx:
        return _thread(request, annotation)
    context = {"annotation": annotation, "passage": passage_around(annotation.article.text, annotation.span)}
    return render(request, "annotations/comment_list.html", context)


@require_POST
@account_view
def comment_resolve(request, comment_id: int):
    return _answer(request, discussion.resolve(request.user, comment_id).pk, _("Resolved."))


@require_POST
@account_view
def comment_reopen(request, comment_id: int):
    return _answer(request, discussion.reopen(request.user, comment_id).pk, _("Open again."))


@require_POST
@account_view
def comment_delete(request, comment_id: int):
    return _answer(request, discussion.delete(request.user, comment_id).pk, _("The comment is deleted."))


@require_POST
@account_view
def annotation_example(request, annotation_id):
    """Let the annotation be an example in the guidelines, or note something else about it."""
    note = validated(ExampleForm(request.POST))["note"]
    example = examples.add_example(request.user, annotation_id, note)
    return _answer(request, example.annotation_id, _("It is an example in the guidelines now."))


@require_POST
@account_view
def example_remove(request, example_id: int):
    example = examples.remove_example(request.user, example_id)
    return _answer(request, example.annotation_id, _("It is no example in the guidelines any more."))


@require_safe
@account_view
def mention_list(request):
    """Show what concerns this person in all threads: open comments first, the newest first."""
    data = validated(PlaceForm(request.GET))
    found = discussion.after_place(discussion.concerning(request.user), data["after"], is_open=data["open"])
    shown = list(found[: PAGE_SIZE + 1])
    comments = shown[:PAGE_SIZE]
    context = {
        "said": discussion.said(comments, request.user),
        "older": comments[-1] if len(shown) > PAGE_SIZE else None,
        "is_first": data["after"] is None,
    }
    return render(request, "annotations/mention_list.html", context)


def annotation_to_discuss(user, annotation_id) -> Annotation:
    """Return an annotation, deleted or not, that ``user`` may know of; raise ``Annotation.DoesNotExist``."""
    related = ("tag", "author", "article__collection__settings")
    annotation = Annotation.objects.select_related(*related).get(pk=annotation_id)
    if not can_see_annotation(user, annotation):
        raise Annotation.DoesNotExist()
    return annotation


def _add(request, annotation_id):
    text = validated(CommentForm(request.POST))["text"]
    added = discussion.add(request.user, annotation_id, text)
    return _answer(request, annotation_id, _("Your comment is there."), status=201, warning=_warning(added.unknown))


def _warning(unknown: list[str]) -> str:
    """Return that nobody was told, in the same words whether the name is unknown or may not know of the annotation."""
    if not unknown:
        return ""
    sentence = ngettext(
        "Nobody called %(names)s can see this annotation, so nobody was told.",
        "Nobody called one of these can see this annotation, so they were not told: %(names)s",
        len(unknown),
    )
    return sentence % {"names": _(", ").join(f"@{name}" for name in unknown)}


def _answer(request, annotation_id, message: str, *, status: int = 200, warning: str = ""):
    """Answer a change with the thread as it is now, in the form the asker reads."""
    if request.htmx:
        return _thread(request, annotation_to_discuss(request.user, annotation_id), status, message, warning)
    if wants_fragment(request):
        comments = Comment.objects.live().filter(annotation=annotation_id)
        data = {"annotation": str(annotation_id), "comments": comments.count(), "open": comments.unresolved().count()}
        return JsonResponse(data | {"message": message, "warning": warning}, status=status)
    messages.success(request, message)
    if warning:
        messages.warning(request, warning)
    return see_other(_next(request, reverse("annotations:comment_list", args=[annotation_id])))


def _thread(request, annotation: Annotation, status: int = 200, message: str = "", warning: str = ""):
    context = {"annotation": annotation, "thread_message": message, "thread_warning": warning}
    return render(request, "annotations/thread.html", context, status=status)


def _next(request, otherwise: str) -> str:
    """Return where the form wants to go, if that is in this site."""
    target = request.POST.get("next", "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else otherwise
