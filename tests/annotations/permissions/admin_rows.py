"""The rows of the permission matrix for the admin; ``test_permissions.py`` says how to write one.

The admin is for staff: everybody else is led to its login.  Django answers 302, with a
message on its first page, where the thing does not exist, or not for this person.
"""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from annotations.models import AgreementSummary, BulkRun, Tag
from newsroom.models import Article, Withdrawal
from tests import factories
from tests.annotations.permissions.discussion_rows import comment
from tests.annotations.permissions.rows import action, annotation, article, collection
from tests.annotations.permissions.tables import Row, Statuses, everybody, staff
from tests.annotations.permissions.world import ROLES, World

EVERYWHERE = ("open", "blind", "closed")


def assignment(world: World, role: str, place: str):
    return [world.assignments[place].pk]


def event(world: World, role: str, place: str):
    return [world.event(role, place).pk]


def summary(world: World, role: str, place: str):
    return [AgreementSummary.objects.get_or_create(pk=world.collections[place].pk, defaults={"resamples": 0})[0].pk]


def run(world: World, role: str, place: str):
    """A change of many: one's own, or Omar's."""
    by = world.people.get(role, world.omar) if place == "own" else world.omar
    return [BulkRun.objects.create(by=by, change="approve", total=0).pk]


def source(world: World, role: str, place: str):
    return [factories.make_source().pk]


def tag(world: World, role: str, place: str):
    return [Tag.objects.get(slug=Tag.ACTOR).pk]


def group(world: World, role: str, place: str):
    return [Group.objects.get(name="annotator").pk]


def person(world: World, role: str, place: str):
    return [world.people["annotator"].pk]


def withdrawal(world: World, role: str, place: str):
    article = factories.make_article(f"نص مسحوب {Withdrawal.objects.count()}")
    return [Withdrawal.objects.create(article=article, by=world.people["administrator"], reason="طلب").pk]


def label(world: World, role: str, place: str):
    return ["newsroom"]


def type_and_key(world: World, role: str, place: str):
    return [ContentType.objects.get_for_model(Article).pk, world.article(role, place).pk]


def anything(world: World, role: str, place: str):
    return ["nothing/"]


def field_with_suggestions(world: World, role: str, place: str) -> dict:
    return {"app_label": "newsroom", "model_name": "article", "field_name": "collection", "term": ""}


def model_rows(name: str, named: Callable, places: tuple[str, ...], reviewer: str, administrator: str) -> dict[str, Row]:
    """Return the rows of a model's pages; the letters are what a role may do: view, add, change, delete.

    A reviewer finds nothing in the closed collection of others.
    """

    def status(right: str, place: str, role: str, *, is_found: int, is_asked_first: bool = True) -> int:
        may = right in {"reviewer": reviewer, "administrator": administrator}[role]
        is_hidden = role == "reviewer" and place == "closed"
        if is_hidden and (may or not is_asked_first):
            return 302
        return is_found if may else 403

    def page(right: str, **how) -> Statuses:
        return {
            (place, role): status(right, place, role, **how) if role in ("reviewer", "administrator") else 302
            for place in places
            for role in ROLES
        }

    def listed(right: str) -> Statuses:
        return staff(*(200 if right in rights else 403 for rights in (reviewer, administrator)))

    address = f"admin:{name}"
    return {
        f"{address}_changelist": Row(get=listed("v"), post=listed("v"), is_lenient=True),
        f"{address}_add": Row(get=listed("a"), post=listed("a"), is_lenient=True),
        f"{address}_change": Row(
            get=page("v", is_found=200), post=page("c", is_found=200), named=named, is_lenient=True
        ),
        f"{address}_delete": Row(
            get=page("d", is_found=200), post=page("d", is_found=200), named=named, is_lenient=True
        ),
        f"{address}_history": Row(
            get=page("v", is_found=200, is_asked_first=False), named=named, is_lenient=True
        ),
        # An old address of the same page, which leads there.
        f"/admin/{name.replace('_', '/', 1)}/<path:object_id>/": Row(
            get=staff(302, 302, places), named=named, is_lenient=True
        ),
    }


ONE = ("open",)
# A run is for the person whose it is, and for nobody else, whatever they may do.
RUN = staff(404, 404) | staff(200, 200, ("own",))
RUN_POST = staff(404, 404) | staff(303, 303, ("own",))
# model, what its addresses name, where, and what a reviewer and an administrator may do
MODELS = [
    ("annotations_annotation", annotation, EVERYWHERE, "vc", "vc"),
    ("annotations_annotationevent", event, EVERYWHERE, "v", "v"),
    ("annotations_agreementsummary", summary, EVERYWHERE, "v", "v"),
    ("annotations_assignment", assignment, EVERYWHERE, "v", "v"),
    ("annotations_comment", comment, EVERYWHERE, "v", "v"),
    ("annotations_tag", tag, ONE, "v", "vac"),
    ("newsroom_article", article, EVERYWHERE, "v", "vcd"),
    ("newsroom_collection", collection, EVERYWHERE, "v", "vacd"),
    ("newsroom_withdrawal", withdrawal, ONE, "", "v"),
    ("newsroom_source", source, ONE, "v", "vacd"),
    ("accounts_user", person, ONE, "", "vac"),
    ("auth_group", group, ONE, "", "v"),
]

ADMIN_ROWS = {
    "admin:index": Row(get=staff(200, 200), is_lenient=True),
    "admin:login": Row(
        get=everybody(200, reviewer=302, administrator=302), post=everybody(200), is_lenient=True
    ),
    "admin:logout": Row(post=everybody(302), is_lenient=True),
    "admin:password_change": Row(get=staff(200, 200), post=staff(200, 200), is_lenient=True),
    "admin:password_change_done": Row(get=staff(200, 200), is_lenient=True),
    "admin:autocomplete": Row(get=staff(200, 200), query=field_with_suggestions, is_lenient=True),
    "admin:jsi18n": Row(get=staff(200, 200), is_lenient=True),
    # It would tell whether a number is that of an article.
    "admin:view_on_site": Row(
        get={(place, role): 404 for place in EVERYWHERE for role in ROLES}, named=type_and_key, is_lenient=True
    ),
    "closed_shortcut": Row(get=everybody(404), named=anything, is_lenient=True),
    "admin:auth_user_password_change": Row(
        get=staff(403, 200), post=staff(403, 200), named=person, is_lenient=True
    ),
    "admin:app_list": Row(get=staff(200, 200), named=label, is_lenient=True),
    "/admin/(?P<url>.*)$": Row(get=staff(404, 404), named=anything, is_lenient=True),
    "admin:annotations_annotation_confirm": Row(post=staff(400, 400)),
    "admin:annotations_annotation_run": Row(get=RUN, named=run),
    "admin:annotations_annotation_run_step": Row(post=RUN_POST, named=run),
    "admin:annotations_annotation_run_stop": Row(post=RUN_POST, named=run),
    "admin:annotations_annotation_undo": Row(
        post=staff(302, 302, EVERYWHERE), named=action
    ),
}
for model in MODELS:
    ADMIN_ROWS |= model_rows(*model)
# Nothing was sent that could be stored: who is let in, is told so.
ADMIN_ROWS["admin:annotations_annotation_change"] = replace(
    ADMIN_ROWS["admin:annotations_annotation_change"],
    post=staff(422, 422, ("open", "blind")) | staff(302, 422, ("closed",)),
)
# Its history is on its own page, which asks who comes.
ADMIN_ROWS["admin:annotations_annotation_history"] = Row(
    get=staff(302, 302, EVERYWHERE), named=annotation, is_lenient=True
)
