"""Who may do what with annotations, as predicates."""

from annotations.models import Annotation


def can_annotate(user) -> bool:
    """Tell whether ``user`` may mark texts."""
    return user.is_active and user.has_perm("annotations.add_annotation")


def can_review(user) -> bool:
    """Tell whether ``user`` may approve, reject and correct what others marked."""
    return user.is_active and user.has_perm("annotations.review_annotation")


def can_edit(user, annotation: Annotation) -> bool:
    """Tell whether ``user`` may change, delete or restore ``annotation``: their own, or any as a reviewer."""
    return (annotation.author_id == user.pk and can_annotate(user)) or can_review(user)
