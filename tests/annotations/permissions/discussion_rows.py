"""The rows of the permission matrix for discussions and for the log."""

from annotations import discussion, examples
from tests.annotations.permissions.rows import CHANGE, JUDGE, action, annotation, article, version
from tests.annotations.permissions.tables import JSON, Row, everybody, table
from tests.annotations.permissions.world import World


# What an address names.
def comment(world: World, role: str, place: str):
    """A comment of whoever made the annotation of the place; asked for again, it is the same one."""
    about = world.annotation(role, place)
    return about and [discussion.add(about.author, about.pk, "رأي").comment.pk]


def example(world: World, role: str, place: str):
    about = world.annotation(role, place)
    return about and [examples.add_example(world.people["administrator"], about.pk, "ما تقرّر").pk]


def omar(world: World, role: str, place: str):
    return ["omar"]


# What is sent.
def text(world: World, role: str, place: str) -> dict:
    return {"text": "رأي"}


def event(world: World, role: str, place: str) -> dict:
    return {"event": world.event(role, place).pk}


def event_and_version(world: World, role: str, place: str) -> dict:
    return event(world, role, place) | version(world, role, place)


READ_THREAD = table("""
    own    -   200 200 200 200 200
    open   401 200 200 200 200 200
    blind  401 404 200 200 404 404
    closed 401 404 404 200 200 200
""")
SAY = table("""
    own    -   201 201 201 201 201
    open   401 201 201 201 403 403
    blind  401 404 201 201 404 404
    closed 401 404 404 201 201 201
""")
SETTLE = table("""
    own    -   200 200 200 200 200
    open   401 200 200 200 403 403
    blind  401 404 200 200 404 404
    closed 401 404 404 200 200 200
""")
# One's own words, and everybody's as an administrator.
DELETE_COMMENT = table("""
    own    -   200 200 200 200 200
    open   401 403 403 200 403 403
    blind  401 404 403 200 404 404
    closed 401 404 404 200 403 403
""")
READ_HISTORY = table("""
    own    -   200 200 200 200 200
    open   302 200 200 200 200 200
    blind  302 404 200 200 404 404
    closed 302 404 404 200 200 200
""")
READ_HISTORY_OF_ARTICLE = table("""
    open   302 200 200 200 200 200
    blind  302 200 200 200 200 200
    closed 302 404 404 200 200 200
""")
PREVIEW_STATE = table("""
    own    -   200 200 200 200 200
    open   401 403 200 200 403 403
    blind  401 404 200 200 404 404
    closed 401 404 404 200 403 200
""")
UNDO_AS_ONE = table("""
    own    -   303 303 303 303 303
    open   401 404 404 404 404 404
    blind  401 404 404 404 404 404
    closed 401 404 404 404 404 404
""")
ACCOUNT = everybody(200, visitor=302)

DISCUSSION_ROWS = {
    "annotations:comment_list": Row(get=READ_THREAD, post=SAY, named=annotation, form=text, headers=JSON),
    "annotations:comment_resolve": Row(post=SETTLE, named=comment, headers=JSON),
    "annotations:comment_reopen": Row(post=SETTLE, named=comment, headers=JSON),
    "annotations:comment_delete": Row(post=DELETE_COMMENT, named=comment, headers=JSON),
    "annotations:annotation_example": Row(post=JUDGE, named=annotation, headers=JSON),
    "annotations:example_remove": Row(post=JUDGE, named=example, headers=JSON),
    "annotations:mention_list": Row(get=ACCOUNT),
    "annotations:annotation_history": Row(get=READ_HISTORY, named=annotation),
    "annotations:article_history": Row(get=READ_HISTORY_OF_ARTICLE, named=article),
    "annotations:person_history": Row(get=ACCOUNT, named=omar),
    "annotations:day_history": Row(get=ACCOUNT),
    "annotations:action_history": Row(get=READ_HISTORY, named=action),
    "annotations:history_undo": Row(post=UNDO_AS_ONE, named=action),
    "annotations:annotation_revert": Row(
        get=PREVIEW_STATE, post=CHANGE, named=annotation, query=event, form=event_and_version, headers=JSON
    ),
}
