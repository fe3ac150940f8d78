"""Annotations, their log and their tags in the admin.

Everything that changes an annotation goes through :mod:`annotations.curation`;
Django's own ways of saving and deleting are closed.
"""

from annotations.admin import (
    agreement,
    annotations,
    articles,
    assignments,
    collections,
    comments,
    events,
    people,
    tags,
    withdrawals,
)

__all__ = [
    "agreement", "annotations", "articles", "assignments", "collections", "comments", "events", "people", "tags",
    "withdrawals",
]  # fmt: skip
