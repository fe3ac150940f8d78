"""The page on which one decides between the annotators' sets of an article."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from annotations import adjudicating
from annotations.access import can_review, visible_articles
from annotations.adjudication import Table, table_of
from annotations.forms import validated
from annotations.models import Annotation
from annotations.notes import block_offsets, rows_of
from annotations.recent import undo_stacks
from annotations.refusals import NotAllowed, Refusal
from annotations.tagsets import tags_of
from annotations.views.answers import respond_refusal, see_other
from annotations.views.decisions import ActionForm, DecisionForm, ItemWriter, RemoveForm, UndoneForm
from annotations.views.reading import strings_of_selection
from newsroom.access import account_required, wants_fragment
from newsroom.models import Article

MODULES = ("adjudication", "keys", "notices", "offsets", "painter", "quotations", "ranges", "selecting", "toolbar", "words")


def adjudication_view(view):
    """Answer refusals of a view that decides with the present state, which the person has not seen yet."""

    @wraps(view)
    def answering(request, article_id: int, *args, **kwargs):
        try:
            # Who may not be here is told so, whatever the form holds.
            _article(request.user, article_id)
            return view(request, article_id, *args, **kwargs)
        except Article.DoesNotExist as error:
            raise Http404 from error
        except NotAllowed as refusal:
            return respond_refusal(request, refusal)
        except Refusal as refusal:
            if wants_fragment(request) and not request.htmx:
                return respond_refusal(request, refusal)
            return _show(request, article_id, message=str(refusal.message), status=refusal.status)

    return cache_control(private=True, no_store=True)(account_required(answering))


@require_safe
@adjudication_view
def adjudication_detail(request, article_id: int):
    """Show the text, and beside each block what the annotators marked in it, item by item."""
    return _show(request, article_id)


@require_POST
@adjudication_view
def adjudication_decide(request, article_id: int):
    form = DecisionForm(request.POST)
    data = validated(form)
    adjudicating.decide(request.user, article_id, data["item"], data["seen"], form.decision, data["action"])
    return _answer(request, article_id, item=data["item"])


@require_POST
@adjudication_view
def adjudication_agree(request, article_id: int):
    """Take everything that the annotators agree on."""
    data = validated(ActionForm(request.POST))
    outcome = adjudicating.take_agreements(request.user, article_id, data["action"])
    message = ngettext("%(number)d agreement taken.", "%(number)d agreements taken.", outcome.changed)
    return _answer(request, article_id, message % {"number": outcome.changed})


@require_POST
@adjudication_view
def adjudication_remove(request, article_id: int):
    data = validated(RemoveForm(request.POST))
    adjudicating.remove_loose(request.user, article_id, data["gold"], data["action"])
    return _answer(request, article_id, _("Removed."))


@require_POST
@adjudication_view
def adjudication_undo(request, article_id: int):
    data = validated(UndoneForm(request.POST))
    adjudicating.undo(request.user, article_id, data["undone"], data["action"])
    return _answer(request, article_id, _("Undone."))


@require_POST
@adjudication_view
def adjudication_finish(request, article_id: int):
    adjudicating.finish(request.user, article_id)
    return _answer(request, article_id, _("Finished: this is the gold set now."))


@require_POST
@adjudication_view
def adjudication_reopen(request, article_id: int):
    adjudicating.reopen(request.user, article_id)
    return _answer(request, article_id, _("Reopened."))


def _answer(request, article_id: int, message: str = "", *, item: str = ""):
    """Answer a decision: for htmx with what changed, for a plain form with the way back to its place."""
    if request.htmx:
        return _show(request, article_id, message=message, item=item)
    place = f"#item-{item}" if item else ""
    return see_other(reverse("annotations:adjudication_detail", args=[article_id]) + place)


def _show(request, article_id: int, *, message: str = "", item: str = "", status: int = 200):
    """Answer with the page, or for htmx with its bar and the items: only ``item``, where one is named."""
    article = _article(request.user, article_id)
    table = table_of(article)
    writer = ItemWriter(table)
    undo, _redo = undo_stacks(request.user, article, is_gold=True)
    context = {
        "article": article,
        # Once, not for each of hundreds of items.
        "decide_url": reverse("annotations:adjudication_decide", args=[article.pk]),
        "table": table,
        "numbers": _numbers(table),
        "loose": [(row, writer.gold_line(row)) for row in table.loose],
        "message": message,
        "undone": undo[-1] if undo and not table.is_finished else None,
    }
    if request.htmx:
        place = table.find(item) if item else None
        context["items"] = writer.shown([place]) if place else None
        context["lists"] = None if place else _lists(table, writer)
        return render(request, "annotations/_adjudication.html", context, status=status)
    rows = rows_of(article, Annotation.objects.none(), [])
    lists = dict(_lists(table, writer))
    context |= {
        "rows": [(row, lists.get(row.block.span.start, [])) for row in rows],
        "tags": tags_of(article).with_button(),
        "modules": [static(f"js/{name}.js") for name in MODULES],
        "strings": adjudication_strings(),
    }
    return render(request, "annotations/adjudication_detail.html", context, status=status)


def _article(user, article_id: int) -> Article:
    articles = visible_articles(user).select_related("source", "collection__settings").defer("folded_text")
    article = articles.get(pk=article_id)
    if not can_review(user, article):
        raise NotAllowed()
    return article


def _lists(table: Table, writer: ItemWriter) -> list[tuple[int, list]]:
    """Return the items by the block that they begin in, every block of the text included."""
    offsets = block_offsets(table.article.text, [place.item.start for place in table.places])
    blocks = {row.block.span.start: [] for row in rows_of(table.article, Annotation.objects.none(), [])}
    for offset, shown in zip(offsets, writer.shown(table.places), strict=True):
        blocks.setdefault(offset, []).append(shown)
    return list(blocks.items())


def _numbers(table: Table) -> dict[str, int]:
    agreed = sum(place.item.is_agreed for place in table.places)
    return {
        "all": len(table.places),
        "decided": len(table.places) - len(table.undecided),
        "agreed": agreed,
        "disagreements": len(table.places) - agreed,
        "open_agreements": len(table.open_agreements),
        "left": len(table.undecided),
    }


def adjudication_strings() -> dict[str, str]:
    """Return what the page's script says, in the person's language."""
    return {
        "failed": _("The server does not answer. Try again."),
        "allDecided": _("Every place is decided."),
        "third": _("Select the words that are right, and tag them. Esc leaves everything as it was."),
        **strings_of_selection(),
    }
