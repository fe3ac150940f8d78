"""What is tied to what, as the database has it."""

from annotations.models import Relation


def ties(annotation) -> dict:
    """Return the text of what is tied to an annotation, by role."""
    return dict(Relation.objects.live().filter(source=annotation).values_list("role", "target__exact"))
