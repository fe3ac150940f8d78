"""Which tags a collection works with: those its settings name, or all where they name none."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from annotations.models import CollectionSettings, Tag
from annotations.refusals import NotInTagset, UnknownTag
from newsroom.models import Article

SEPARATOR = " · "


def with_use(article: Article):
    """Return all tags, each with ``is_used``: whether the article's collection works with it.

    A cue comes with the quote that it introduces.
    """
    chosen = _chosen_for(article)
    has_quote = Exists(chosen.filter(tag__slug=Tag.QUOTE))
    is_chosen = Exists(chosen.filter(tag=OuterRef("pk")))
    is_used = Q(~Exists(chosen)) | Q(is_chosen) | (Q(slug=Tag.CUE) & Q(has_quote))
    return Tag.objects.annotate(is_used=ExpressionWrapper(is_used, BooleanField()))


def _chosen_for(article: Article):
    """Return the tags that the settings of the article's collection name, as rows of the table between them."""
    return CollectionSettings.tags.through.objects.filter(collectionsettings=article.collection_id)


def tags_of(article: Article):
    """Return the tags that the article's collection works with."""
    return with_use(article).filter(is_used=True)


def find_tag_for(article: Article, slug: str) -> Tag:
    """Return the tag named ``slug``; raise ``UnknownTag``, or ``NotInTagset`` if the collection does without it."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise UnknownTag()
    # Two plain queries: every new mark asks this, and Django takes long to write the one of ``with_use``.
    chosen = _chosen_for(article).values_list("tag__slug", flat=True)
    if not (slugs := set(chosen)) or slug in slugs or (slug == Tag.CUE and Tag.QUOTE in slugs):
        return tag
    names = SEPARATOR.join(each.name for each in tags_of(article).with_button())
    raise NotInTagset(
        _("The collection of this article does without the tag “%(tag)s”. It uses: %(tags)s.")
        % {"tag": tag.name, "tags": names}
    )
