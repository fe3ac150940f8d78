"""Disputed annotations as examples in the guidelines of their collection: reviewers add and remove them here."""

import uuid

from django.db import transaction

from annotations.access import Role, can_review, can_see_annotation, role_in, seen_by
from annotations.models import Annotation, GuidelineExample
from annotations.refusals import NotAllowed


def add_example(by, annotation_id: uuid.UUID, note: str) -> GuidelineExample:
    """Let the annotation be an example in its collection's guidelines, with a note of what was decided.

    One that is there already gets the new note.  Raises ``Annotation.DoesNotExist`` or ``NotAllowed``.
    """
    related = Annotation.objects.select_related("article__collection__settings")
    annotation = related.defer("article__text", "article__folded_text").get(pk=annotation_id)
    if not can_see_annotation(by, annotation):
        raise Annotation.DoesNotExist()
    if not can_review(by, annotation.article):
        raise NotAllowed()
    example, _is_new = GuidelineExample.objects.update_or_create(
        collection=annotation.article.collection,
        annotation=annotation,
        defaults={"note": note},
        create_defaults={"note": note, "article": annotation.article, "added_by": by},
    )
    return example


def remove_example(by, example_id: int) -> GuidelineExample:
    """Take an example out of the guidelines and return it; the annotation stays as it is.

    Raises ``GuidelineExample.DoesNotExist``, also for those who may not know of the annotation, or ``NotAllowed``.
    """
    examples = GuidelineExample.objects.filter(seen_by(by, "annotation__"))
    with transaction.atomic():
        example = examples.select_related("collection__settings").get(pk=example_id)
        if role_in(by, example.collection.settings) != Role.REVIEWER:
            raise NotAllowed()
        GuidelineExample.objects.filter(pk=example_id).delete()
    return example


def example_of(annotation: Annotation) -> GuidelineExample | None:
    """Return the example that the annotation is in its collection's guidelines."""
    examples = GuidelineExample.objects.filter(collection=annotation.article.collection_id, annotation=annotation)
    return examples.select_related("added_by").first()
