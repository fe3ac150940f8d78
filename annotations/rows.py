"""Rows under lock, and the rules that hold between rows; used by curation and undoing only."""

from annotations.models import Annotation, Relation, Tag
from annotations.refusals import AlreadyMarked, UnknownTag
from newsroom.models import Article


def locked_article(article_id: int) -> Article:
    """Return the article under lock; raise ``Article.DoesNotExist``."""
    articles = Article.objects.select_for_update(of=("self",)).select_related("collection__settings")
    return articles.defer("folded_text").get(pk=article_id)


def lock_articles_of(annotation_ids) -> None:
    """Lock the articles of these annotations in the order of their ids, before any annotation.

    The fixed order keeps two changes from waiting for each other in a ring.
    """
    # An annotation never leaves its article: which one that is may be asked in the same breath.
    articles = Annotation.objects.filter(pk__in=annotation_ids).values("article_id")
    list(Article.objects.select_for_update().filter(pk__in=articles).order_by("pk").values_list("pk"))


def locked_annotations(annotation_ids) -> list[Annotation]:
    """Return these annotations under lock, with their links.  Texts stay in the database until one is looked at."""
    locked = Annotation.objects.select_for_update(of=("self",)).filter(pk__in=annotation_ids).order_by("pk")
    locked = locked.select_related("tag", "article__collection__settings", "author").defer("article__text", "article__folded_text")
    return with_links(list(locked))


def locked_annotation(annotation_id) -> Annotation:
    """Return the annotation under the lock of its article and its own; raise ``Annotation.DoesNotExist``."""
    lock_articles_of([annotation_id])
    found = locked_annotations([annotation_id])
    if not found:
        raise Annotation.DoesNotExist()
    return found[0]


def with_links(annotations: list[Annotation]) -> list[Annotation]:
    """Return the annotations after reading the links of all of them in one query."""
    by_id = {annotation.pk: annotation for annotation in annotations}
    for annotation in annotations:
        annotation.links = {}
    relations = Relation.objects.filter(article__in={each.article_id for each in annotations}, source__in=by_id)
    for source, role, target in relations.values_list("source_id", "role", "target_id"):
        by_id[source].links[role] = target
    return annotations


def refuse_twin(annotation: Annotation, before: dict | None) -> None:
    """Raise ``AlreadyMarked`` if a living annotation of the same author has the same tag and bounds.

    ``before`` is the state before the change (``None`` if new).  A verdict or a note
    leaves the mark where it was, makes no twin and costs no query: bulk verdicts rely on it.
    """
    mark = {"tag": annotation.tag.slug, "start": annotation.start, "end": annotation.end, "deleted_at": None}
    if annotation.is_deleted or (before and mark.items() <= before.items()):
        return
    twins = Annotation.objects.filter(
        deleted_at=None,
        is_gold=annotation.is_gold,
        article=annotation.article_id,
        author=annotation.author_id,
        tag=annotation.tag,
        start=annotation.start,
        end=annotation.end,
    )
    twin = twins.exclude(pk=annotation.pk).select_related("tag", "author").first()
    if twin:
        raise AlreadyMarked(current=twin)


def find_tag(slug: str) -> Tag:
    """Return the tag named ``slug``; raise ``UnknownTag``."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise UnknownTag()
    return tag
