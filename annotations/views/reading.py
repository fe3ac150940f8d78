"""The reading page: an article with its notes in the margin."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.access import (
    can_annotate,
    can_know_article,
    can_review,
    seen_in,
    sees_all_in,
    settings_of,
    visible_in,
)
from annotations.discussion import open_counts
from annotations.guidance import examples_for
from annotations.models import Annotation, AnnotationEvent, Assignment, GuidelineExample, Tag
from annotations.notes import rows_of
from annotations.progress import next_of
from annotations.recent import undo_stacks
from annotations.tagsets import with_use
from annotations.views.news import first_cursor
from annotations.views.sets import GOLD, IS_ADJUDICATED, of_set, shown_set
from newsroom.access import reader_required
from newsroom.models import Article
from newsroom.views.errors import withdrawn

# Fetched at once instead of one after the other as the imports are read: by everybody, and by people who are logged in.
READER_MODULES = (
    "reader", "keys", "later", "margin", "notes", "notices", "offsets", "painter", "pointing", "quotations", "ranges",
    "selecting", "tending", "toolbar", "walking", "words",
)  # fmt: skip
MARKING_MODULES = ("marking", "history", "outbox", "shelf", "standing")
# Fetched when somebody has touched the page (static/js/later.js).
LATER_MODULES = (
    "tools", "cards", "comfort", "cursor", "edges", "filter", "help", "invisibles", "live", "overlay", "preferences",
    "server", "steps", "stops",
)  # fmt: skip
LATER_MARKING_MODULES = ("linking", "tying", "strip", "bounds", "occurrences", "talk", "waiting")

# A round figure for silent reading of Arabic news.
WORDS_PER_MINUTE = 180


@require_safe
@cache_control(private=True, no_store=True)
@reader_required
def article_detail(request, article_id: int):
    """Show an article, its notes, and for annotators what they need to mark it."""
    article = _article_to_read(request.user, article_id)
    if article.withdrawn_at:
        return withdrawn(request)
    cursor = first_cursor(request.user, article)
    shown = shown_set(request, article)
    # The gold set is changed where it is decided.
    marks = can_annotate(request.user, article) and shown != GOLD
    undo, redo = undo_stacks(request.user, article) if marks else ([], [])
    tags = list(with_use(article))
    notes = of_set(visible_in(request.user, article), shown)
    rows = rows_of(
        article, notes, tags, seen_in(request.user, article, "target__"), open_counts(request.user, [article.pk])
    )
    context = {
        "article": article,
        "cursor": cursor,
        "is_blind": not sees_all_in(request.user, article),
        "guidelines": settings_of(article).guidelines.strip(),
        "examples": examples_for(request.user, article) if article.has_examples else [],
        "minutes": reading_minutes(article.text),
        **modules_for(request.user),
        "strings": reader_strings(),
        # The header shows whether everything is stored.
        "save_state": marks,
        "rows": rows,
        "counts": count_by_status(rows),
        "tags": [tag for tag in tags if tag.has_button and tag.is_used],
        "filter_tags": tags_to_filter(tags, rows),
        "statuses": Annotation.Status.choices,
        "can_annotate": marks,
        "shown_set": shown,
        "can_review": can_review(request.user, article),
        "undo": undo,
        "redo": redo,
        **own_work(request.user, article),
    }
    return render(request, "annotations/article_detail.html", context)


def _article_to_read(user, article_id: int) -> Article:
    """Return the article with its settings, ``has_examples``, ``last_event``, ``is_adjudicated`` and
    ``own_status``, that of an assignment.

    Raises ``Http404`` also if ``user`` may not know of it.
    """
    has_examples = Exists(GuidelineExample.objects.filter(collection=OuterRef("collection")))
    # Read before the annotations: what happens in between is told again, not missed.
    last_event = AnnotationEvent.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    own = Assignment.objects.filter(article=OuterRef("pk"), user=user.pk).values("status")[:1]
    articles = Article.objects.annotate(
        has_examples=has_examples,
        last_event=Subquery(last_event),
        own_status=Subquery(own),
        is_adjudicated=IS_ADJUDICATED,
    ).defer("folded_text")
    article = articles.select_related("source", "collection__settings").filter(pk=article_id).first()
    if article is None or not can_know_article(user, article):
        raise Http404
    return article


def modules_for(user) -> dict[str, list[str]]:
    """Return the addresses of the page's modules: what is fetched at once, the first of which starts it, and later."""
    marks = user.is_authenticated
    first = (*MARKING_MODULES, *READER_MODULES) if marks else READER_MODULES
    later = (*LATER_MODULES, *LATER_MARKING_MODULES) if marks else LATER_MODULES
    return {
        "modules": [static(f"js/{name}.js") for name in first],
        "later_modules": [static(f"js/{name}.js") for name in later],
    }


def own_work(user, article: Article) -> dict:
    """Return how far the person is with the article, if it is theirs, and once it is finished, what comes next."""
    is_finished = article.own_status == Assignment.Status.FINISHED
    return {
        "work_status": article.own_status,
        "next_article": next_of(user, besides=article.pk) if is_finished else None,
    }


def reading_minutes(text: str) -> int:
    """Return how many minutes a reader needs, at least one."""
    return max(1, round(len(text.split()) / WORDS_PER_MINUTE))


def reader_strings() -> dict[str, str]:
    """Return what the page's script says, in the person's language."""
    return {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "waiting": _("Waiting for the connection ({number})"),
        "login": _("Please log in again; your marks are kept and will be sent then."),
        "discard": _("Discard"),
        "discardSure": _("Discard it for good?"),
        "change": _("a change"),
        "loginState": _("Log in to save ({number})"),
        **strings_of_selection(),
        "keysOfView": _("View"),
        "occurrences": _("All mentions"),
        "filtered": _("Filter on: {shown} of {all} notes"),
        "textOnly": _("Text only"),
        "invisible": _("Invisible characters"),
        "nextPending": _("To the next pending annotation"),
        "previousPending": _("To the previous pending annotation"),
        "nothingPending": _("Nothing here is pending."),
        "more": _("Show the folded notes (+{number})"),
        "refused": _("The server refused this change."),
        "failed": _("The server does not answer. Try again."),
        "toolMissing": _("This tool is not loaded yet, and the server does not answer. Try again when it does."),
        "parked": _("What depended on it was dropped too ({number})."),
        "refusedElsewhere": _("This was in another article: «{text}»"),
        "volatile": _("This browser keeps nothing (its storage is full or blocked). Do not leave before all is saved."),
        "changedMeanwhile": _("This annotation was changed meanwhile. What you wrote is still here."),
        "deletedMeanwhile": _(
            "This annotation was deleted meanwhile. What you wrote stays here until you close the card."
        ),
        "noteNow": _("The note is now: {note}"),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "keysOfUndo": _("Undo"),
        **strings_of_keys(),
    }


def strings_of_selection() -> dict[str, str]:
    """Return what is said of a selection and its keys, wherever text is tagged."""
    return {
        "keysOfTags": _("Tag the selection"),
        "keysOfSelection": _("Change the selection"),
        "narrower": _("Less: without the proclitic, a letter, a word"),
        "wider": _("More: the word, the quotation, the sentence, the paragraph"),
        "wordMore": _("The next word too"),
        "wordLess": _("Without the last word or letter"),
        "quotation": _("The whole quotation"),
        "undropped": _("Keep what was cut off at the ends"),
    }


def strings_of_keys() -> dict[str, str]:
    """Return what the help sheet says of each key, and what the handles are called."""
    return {
        "close": _("Close"),
        "keysTitle": _("Keys"),
        "keysOfMoving": _("Move in the text"),
        "keyEnter": _("to the text"),
        "keyWord": _("by a word, to the side you see"),
        "keyLine": _("by a line"),
        "keyBlockEdge": _("to the beginning or end of the paragraph"),
        "keySentence": _("by a sentence"),
        "keyParagraph": _("by a paragraph"),
        "keyTextEdge": _("to the beginning or end of the article"),
        "keysOfSelecting": _("Select"),
        "keyTake": _("the word at the cursor"),
        "keyExtendWord": _("a word more or less"),
        "keyExtendGrapheme": _("a letter more or less"),
        "keyExtendLine": _("to the line above or below"),
        "keyExtendBlockEdge": _("up to the beginning or end of the paragraph"),
        "keyExtendParagraph": _("a paragraph more or less"),
        "keySwap": _("move the other end of the selection"),
        "keyPen": _("tag with the pen"),
        "keysOfNotes": _("Annotations"),
        "keyNext": _("the next one"),
        "keyPrevious": _("the previous one"),
        "keyOpen": _("open the one at the cursor, or in focus"),
        "keyEdit": _("edit its bounds"),
        "keyAgain": _("select its bounds again"),
        "keyDelete": _("delete it, with a way back"),
        "keyOut": _("back to the text, then out of it"),
        "keyHelp": _("this sheet"),
        "keysOfBounds": _("While editing bounds"),
        "keyBound": _("move the end by a letter"),
        "keyBoundWord": _("move the end by a word"),
        "keyOtherBound": _("the other end"),
        "keyStore": _("store"),
        "keyCancel": _("leave everything as it was"),
        "boundStart": _("Beginning of the annotation"),
        "boundEnd": _("End of the annotation"),
        "selectAgain": _("Select the new words. Esc leaves everything as it was."),
        "takeBounds": _("These are the bounds"),
        **strings_of_quotes(),
    }


def strings_of_quotes() -> dict[str, str]:
    """Return what is said of a quote's speaker, parts and cue."""
    return {
        "askSpeaker": _("Who says it?"),
        "unnamed": _("unnamed source"),
        "speaker": _("speaker"),
        "continued": _("continued"),
        "selectPart": _("Select the next part of the quote. Esc leaves everything as it was."),
        "takePart": _("This is the next part"),
        "tiedPart": _("Continues the quote «{text}»"),
        "selectCue": _("Select the word that introduces the quote, such as «said». Esc leaves everything as it was."),
        "takeCue": _("This is the cue"),
        "tiedCue": _("Cue of the quote «{text}»"),
        "keysOfQuotes": _("Quote and speaker"),
        "keyLink": _("ask for the speaker of the quote in focus; on an actor: that is the one"),
        "keySpeaker": _("the actor of that number"),
        "keyLater": _("later"),
        "keyPart": _("a further part of the quote: what is selected, else the next selection"),
        "keyCue": _("its cue («said»): what is selected, else the next selection"),
    }


def tags_to_filter(tags: list[Tag], rows) -> list[Tag]:
    """Return the tags that the collection uses and that have a button, and the others that are on the page."""
    shown = {note.tag.pk for row in rows for note in row.notes}
    return [tag for tag in tags if (tag.has_button and tag.is_used) or tag.pk in shown]


def count_by_status(rows) -> dict[str, int]:
    """Return how many notes of ``rows`` have each status, and under ``all`` how many there are."""
    counts = dict.fromkeys(["all", *Annotation.Status.values], 0)
    for row in rows:
        counts["all"] += len(row.notes)
        for note in row.notes:
            counts[note.status] += 1
    return counts
