"""How a change is answered: list items for the page's script, a redirect for a plain form."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from annotations.access import can_annotate, can_edit, can_judge, seen_beside, seen_in
from annotations.discussion import open_counts
from annotations.models import Annotation, Tag
from annotations.notes import block_offset, note_of
from annotations.quotations import UNNAMED, Quotation, links_of, parts_of
from annotations.refusals import Refusal, SomebodyElse
from annotations.tagsets import tags_of
from newsroom.access import wants_fragment
from newsroom.models import Article
from newsroom.views.errors import respond_error


def change_view(view):
    """Answer refusals and missing rows of a view that changes annotations."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            _refuse_somebody_else(request)
            return view(request, *args, **kwargs)
        except (Annotation.DoesNotExist, Article.DoesNotExist) as error:
            raise Http404 from error
        except Refusal as refusal:
            return respond_refusal(request, refusal)

    return answering


def respond_changes(
    request, annotations: list[Annotation], *, status: int = 200, message: str = "", action_id=None, refused=()
):
    """Answer with the annotations as they are now, in the form the asker reads; the first is the one that was meant.

    ``refused`` are the (id, refusal) pairs of a bulk change that was made in part.
    """
    links = _links_of(request, annotations)
    if request.htmx:
        # A cue has no note: its quote says where it stands.
        shown = [each for each in annotations if each.tag.slug != Tag.CUE or each is annotations[0]]
        comments = _comments_on(request, shown)
        items = [item_context(request, annotation, links, comments) for annotation in shown]
        context = {"items": items, "message": message, "action_id": action_id, "refused": refused}
        return _private(render(request, "annotations/_change.html", context, status=status))
    if wants_fragment(request):
        data = {"annotations": [as_data(annotation, links) for annotation in annotations], "action": action_id}
        if refused:
            data["refused"] = [
                {"id": str(pk), "code": refusal.code, "message": str(refusal.message)} for pk, refusal in refused
            ]
        return _private(JsonResponse(data, status=status))
    if message:
        messages.success(request, message)
    return redirect_to_place(annotations[0])


def respond_refusal(request, refusal: Refusal) -> HttpResponse:
    """Answer with the reason, and with the present annotation where the refusal names it."""
    if request.htmx:
        items = [item_context(request, refusal.current)] if refusal.current else []
        context = {"refusal": refusal, "items": items}
        return _private(render(request, "annotations/_change.html", context, status=refusal.status))
    if wants_fragment(request):
        error = {"status": refusal.status, "code": refusal.code, "message": str(refusal.message)}
        if refusal.current:
            error["annotation"] = as_data(refusal.current, _links_of(request, [refusal.current]))
        return _private(JsonResponse({"error": error}, status=refusal.status))
    return respond_error(request, refusal.status, str(refusal.message), _hint(refusal))


def redirect_to_place(annotation: Annotation) -> HttpResponse:
    """Redirect (303) to the annotation's place in the reading page."""
    return see_other(f"{annotation.article.get_absolute_url()}#n-{annotation.pk}")


def see_other(address: str) -> HttpResponse:
    """Redirect (303): what was asked is done, and this is where it shows."""
    # Not `redirect`, which takes a word for the name of a view.
    return HttpResponseRedirect(address, status=303)


def item_context(
    request, annotation: Annotation, links: dict | None = None, comments: dict | None = None, *, is_open: bool = False
) -> dict:
    """Return what the list item of one annotation needs; an open one carries its card."""
    if links is None:
        links = _links_of(request, [annotation])
    if comments is None:
        comments = _comments_on(request, [annotation])
    context = {"note": note_of(annotation, links, comments), "is_removed": annotation.is_deleted, "is_open": is_open}
    if not annotation.is_deleted:
        context["list_offset"] = block_offset(annotation.article.text, annotation.start)
    if is_open:
        context |= {
            "annotation": annotation,
            "can_annotate": can_annotate(request.user, annotation.article),
            "can_edit": can_edit(request.user, annotation),
            "can_judge": can_judge(request.user, annotation) and not annotation.is_gold,
            "tags": tags_of(annotation.article).with_button(),
        }
        if annotation.tag.slug == Tag.QUOTE:
            context |= {
                "quotation": context["note"].quotation or Quotation(),
                "parts": parts_of(annotation, seen_in(request.user, annotation.article, "source__")),
                "kinds": [choice for choice in Annotation.Kind.choices if choice[0]],
            }
    return context


def as_data(annotation: Annotation, links: dict) -> dict:
    """Return the annotation for a script that asked for JSON; offsets are code points, half-open."""
    ends = {role: end.id for role, end in links.get(annotation.pk, {}).items()}
    return {
        "id": str(annotation.pk),
        "article": annotation.article_id,
        "tag": annotation.tag.slug,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "note": annotation.note,
        "kind": annotation.kind,
        "speaker": UNNAMED if annotation.speaker_unnamed else ends.get("speaker"),
        "continues": ends.get("continues"),
        "cue": ends.get("cue"),
        "status": annotation.status,
        "version": annotation.version,
        "author": annotation.author.get_username(),
        "deleted": annotation.is_deleted,
    }


def _links_of(request, annotations: list[Annotation]) -> dict:
    """Return the links of ``annotations`` as far as the asker may know of the other ends."""
    articles, ids = {each.article_id for each in annotations}, [each.pk for each in annotations]
    return links_of(articles, ids, seen_beside(request.user, annotations, "target__"))


def _comments_on(request, annotations: list[Annotation]) -> dict:
    """Return how many open comments there are on each of ``annotations`` that has any."""
    return open_counts(request.user, {each.article_id for each in annotations}, [each.pk for each in annotations])


def _refuse_somebody_else(request) -> None:
    """Refuse what a page sends for the person it was made for, where another one has logged in since."""
    person = request.POST.get("person", "")
    if person and request.user.is_authenticated and person != str(request.user.pk):
        raise SomebodyElse()


def _hint(refusal: Refusal) -> str:
    return "" if refusal.current is None else f"«{refusal.current.exact[:80]}»"


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
