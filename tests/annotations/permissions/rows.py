"""The rows of the permission matrix for the site; ``test_permissions.py`` says how to write one."""

import uuid

from annotations.identifiers import new_uuid7
from tests.annotations import adjudications
from tests.annotations.permissions.tables import JSON, Row, everybody, table
from tests.annotations.permissions.world import World


# What an address names, for (world, role, place).
def annotation(world: World, role: str, place: str):
    found = world.annotation(role, place)
    return found and [found.pk]


def article(world: World, role: str, place: str):
    found = world.article(role, place)
    return found and [found.pk]


def action(world: World, role: str, place: str):
    found = world.action(role, place)
    return found and [found]


def collection(world: World, role: str, place: str):
    found = world.collection(role, place)
    return found and [found.pk]


def finished(world: World, role: str, place: str):
    return [world.articles_finished[place].pk]


def guest(world: World, role: str, place: str):
    return [world.guest.pk]


def link(world: World, role: str, place: str):
    return ["Mg", "set-password"]


def pair(world: World, role: str, place: str):
    """Two people who have finished the same article of a collection."""
    found = world.collection(role, place)
    return found and [found.pk, *sorted([world.omar.pk, world.people["annotator"].pk])]


# What is sent.
def since(world: World, role: str, place: str) -> dict:
    return {"since": 0}


def mark(world: World, role: str, place: str) -> dict:
    start = world.articles["open"].text.index("موسكو")
    return {"id": str(new_uuid7()), "tag": "actor", "start": start, "end": start + 5, "exact": "موسكو"}


def version(world: World, role: str, place: str) -> dict:
    return {"version": 1, "action": str(uuid.uuid4())}


def note(world: World, role: str, place: str) -> dict:
    return version(world, role, place) | {"note": "ملاحظة"}


def unnamed_speaker(world: World, role: str, place: str) -> dict:
    return version(world, role, place) | {"role": "speaker", "target": "unnamed"}


def article_and_person(world: World, role: str, place: str) -> dict:
    return {"articles": [world.articles[place].pk], "people": [world.omar.pk]}


def omars_assignment(world: World, role: str, place: str) -> dict:
    return {"pairs": [f"{world.articles[place].pk}.{world.omar.pk}"]}


def decision(world: World, role: str, place: str) -> dict:
    (only,) = adjudications.table(world.articles_finished[place]).places
    return {"item": only.key, "seen": only.seen, "choice": "none"}


def nothing_there(world: World, role: str, place: str) -> dict:
    return {"undone": str(uuid.uuid4()), "gold": str(uuid.uuid4())}


def rejection(world: World, role: str, place: str) -> dict:
    return version(world, role, place) | {"words": "لا"}


def correction(world: World, role: str, place: str) -> dict:
    found = world.annotation(role, place)
    present = {"tag": "quote", "start": found.start, "end": found.end, "exact": found.exact}
    return version(world, role, place) | present | {"note": "صُحّح"}


READ_ARTICLE = table("""
    open   200 200 200 200 200 200
    blind  200 200 200 200 200 200
    closed 404 404 404 200 200 200
""")
# Of a blind article, people hear of their own.
READ_CHANGES = table("""
    open   200 200 200 200 200 200
    blind  204 200 200 200 204 204
    closed 404 404 404 200 200 200
""")
MARK = table("""
    open   401 201 201 201 403 403
    blind  401 201 201 201 403 403
    closed 401 404 404 201 201 201
""")
READ_MARK = table("""
    own    -   200 200 200 200 200
    open   200 200 200 200 200 200
    blind  404 404 200 200 404 404
    closed 404 404 404 200 200 200
""")
CHANGE = table("""
    own    -   200 200 200 200 200
    open   401 403 200 200 403 403
    blind  401 404 200 200 404 404
    closed 401 404 404 200 403 200
""")
JUDGE = table("""
    own    -   403 200 200 403 200
    open   401 403 200 200 403 403
    blind  401 404 200 200 404 404
    closed 401 404 404 200 403 200
""")
FIND_MENTIONS = table("""
    own    -   200 200 200 200 200
    open   302 200 200 200 403 403
    blind  302 404 200 200 404 404
    closed 302 404 404 200 200 200
""")
UNDO = table("""
    own    -   200 200 200 200 200
    open   401 404 404 404 404 404
    blind  401 404 404 404 404 404
    closed 401 404 404 404 404 404
""")

# Omar's queue is nobody else's: for them his articles are not in theirs.
FINISH = table("""
    own    -   303 303 303 303 303
    blind  401 404 404 404 404 404
    closed 401 404 404 404 303 303
""")
# Let in, and told that there is nothing to reopen.
REOPEN = table("""
    own    -   409 409 409 409 409
    blind  401 404 404 404 404 404
    closed 401 404 404 404 409 409
""")
READ_COLLECTION = table("""
    open   302 200 200 200 404 404
    blind  302 200 200 200 404 404
    closed 302 404 404 200 200 200
""")
LEAD = table("""
    open   302 403 200 200 404 404
    blind  302 403 200 200 404 404
    closed 302 404 404 200 403 200
""")
HAND_OUT = table("""
    open   401 403 303 303 404 404
    blind  401 403 303 303 404 404
    closed 401 404 404 303 403 303
""")
ADJUDICATE = table("""
    open   302 403 200 200 403 403
    blind  302 403 200 200 403 403
    closed 302 404 404 200 403 200
""")
AGREE = table("""
    open   401 403 303 303 403 403
    blind  401 403 303 303 403 403
    closed 401 404 404 303 403 303
""")
# One place is not decided yet.
FINISH_DECISIONS = AGREE | table("""
    open   401 403 409 409 403 403
    blind  401 403 409 409 403 403
    closed 401 404 404 409 403 409
""")
UNDO_DECISION = table("""
    open   401 403 404 404 403 403
    blind  401 403 404 404 403 403
    closed 401 404 404 404 403 404
""")
REMOVE = table("""
    open   401 403 409 409 403 403
    blind  401 403 409 409 403 403
    closed 401 404 404 409 403 409
""")
COMPARE = table("""
    open   302 404 200 200 404 404
    blind  302 404 200 200 404 404
    closed 302 404 404 200 404 200
""")
COMPARE_ANEW = table("""
    open   401 404 303 303 404 404
    blind  401 404 303 303 404 404
    closed 401 404 404 303 404 303
""")
# The queue of reviewers is nobody else's, whatever they ask there for.
REVIEW = table("""
    own    -   403 200 200 403 200
    open   302 403 200 200 403 403
    blind  302 403 200 200 403 404
    closed 302 403 404 200 403 200
""")
REVIEW_POST = table("""
    own    -   403 303 303 403 303
    open   401 403 303 303 403 403
    blind  401 403 303 303 403 404
    closed 401 403 404 303 403 303
""")
REVIEW_UNDO = table("""
    own    -   403 303 303 403 303
    open   401 403 404 404 403 404
    blind  401 403 404 404 403 404
    closed 401 403 404 404 403 404
""")

# Whoever is logged in; whoever may make accounts.
ACCOUNT = everybody(200, visitor=302)
ACCOUNT_POST = everybody(200, visitor=401)
INVITE = everybody(403, visitor=302, administrator=200)
INVITE_POST = everybody(403, visitor=401, administrator=200)

SITE_ROWS = {
    "newsroom:article_list": Row(get=everybody(200)),
    "newsroom:favicon": Row(get=everybody(302)),
    "newsroom:preferences_update": Row(post=everybody(303)),
    "annotations:article_detail": Row(get=READ_ARTICLE, named=article),
    "annotations:article_changes": Row(get=READ_CHANGES, named=article, query=since),
    "annotations:annotation_create": Row(post=MARK, named=article, form=mark, headers=JSON),
    "annotations:annotation_create_many": Row(post=MARK, named=article, form=mark, headers=JSON),
    "annotations:collection_agreement": Row(get=COMPARE, post=COMPARE_ANEW, named=collection),
    "annotations:collection_agreement_pair": Row(get=COMPARE, named=pair),
    "annotations:annotation_detail": Row(get=READ_MARK, post=CHANGE, named=annotation, form=note, headers=JSON),
    "annotations:occurrence_list": Row(get=FIND_MENTIONS, named=annotation),
    "annotations:annotation_link": Row(post=CHANGE, named=annotation, form=unnamed_speaker, headers=JSON),
    "annotations:annotation_delete": Row(post=CHANGE, named=annotation, form=version, headers=JSON),
    "annotations:annotation_restore": Row(post=CHANGE, named=annotation, form=version, headers=JSON),
    "annotations:annotation_approve": Row(post=JUDGE, named=annotation, form=version, headers=JSON),
    "annotations:annotation_reject": Row(post=JUDGE, named=annotation, form=version, headers=JSON),
    "annotations:annotation_reopen": Row(post=JUDGE, named=annotation, form=version, headers=JSON),
    "annotations:action_undo": Row(post=UNDO, named=action, headers=JSON),
    "annotations:queue": Row(get=everybody(200, visitor=302)),
    "annotations:queue_next": Row(post=everybody(303, visitor=401)),
    "annotations:article_finish": Row(post=FINISH, named=article),
    "annotations:article_reopen": Row(post=REOPEN, named=article),
    "annotations:collection_list": Row(get=everybody(200, visitor=302)),
    "annotations:collection_detail": Row(get=READ_COLLECTION, named=collection),
    "annotations:collection_articles": Row(get=LEAD, named=collection),
    "annotations:collection_hand_out": Row(get=LEAD, post=HAND_OUT, named=collection),
    "annotations:collection_assign": Row(post=HAND_OUT, named=collection, form=article_and_person),
    "annotations:collection_take_back": Row(post=HAND_OUT, named=collection, form=omars_assignment),
    "annotations:collection_hand_over": Row(post=HAND_OUT, named=collection, form=omars_assignment),
    "annotations:adjudication_list": Row(get=everybody(403, visitor=302, reviewer=200, administrator=200, lead=200)),
    "annotations:adjudication_detail": Row(get=ADJUDICATE, named=article),
    "annotations:adjudication_decide": Row(post=AGREE, named=finished, form=decision),
    "annotations:adjudication_agree": Row(post=AGREE, named=article),
    "annotations:adjudication_remove": Row(post=REMOVE, named=article, form=nothing_there),
    "annotations:adjudication_undo": Row(post=UNDO_DECISION, named=article, form=nothing_there),
    "annotations:adjudication_finish": Row(post=FINISH_DECISIONS, named=finished),
    "annotations:adjudication_reopen": Row(post=AGREE, named=article),
    "annotations:review_queue": Row(get=everybody(200, visitor=302, annotator=403, member=403)),
    "annotations:review_item": Row(get=REVIEW, named=annotation),
    "annotations:review_approve": Row(post=REVIEW_POST, named=annotation, form=version),
    "annotations:review_reject": Row(post=REVIEW_POST, named=annotation, form=rejection),
    "annotations:review_correct": Row(post=REVIEW_POST, named=annotation, form=correction),
    "annotations:review_skip": Row(post=REVIEW_POST, named=annotation),
    "annotations:review_undo": Row(post=REVIEW_UNDO, named=action),
    "login": Row(get=everybody(302, visitor=200), post=everybody(302, visitor=200), is_lenient=True),
    "logout": Row(post=everybody(302)),
    "profile": Row(get=ACCOUNT, post=ACCOUNT_POST),
    "password_change": Row(get=ACCOUNT, post=ACCOUNT_POST, is_lenient=True),
    "password_change_done": Row(get=ACCOUNT, is_lenient=True),
    "password_reset": Row(get=everybody(200), post=everybody(200)),
    "password_reset_done": Row(get=everybody(200), is_lenient=True),
    "password_reset_complete": Row(get=everybody(200), is_lenient=True),
    # A link that is none, or was used: the page says so.
    "password_reset_confirm": Row(get=everybody(200), post=everybody(200), named=link, is_lenient=True),
    "invitation_accept": Row(get=everybody(200), post=everybody(200), named=link, is_lenient=True),
    "invite": Row(get=INVITE, post=INVITE_POST),
    "invitation_link": Row(get=INVITE | everybody(403, visitor=302, administrator=302), post=INVITE_POST, named=guest),
    "invitation_withdraw": Row(post=everybody(403, visitor=401, administrator=302), named=guest),
}
