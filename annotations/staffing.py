"""Who works in a collection: who may be handed its articles, who hands them out."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q

from annotations.access import ADMINISTER, ANNOTATE, REVIEW, Role, is_administrator, role_in, roles_of
from annotations.installation import ANNOTATOR
from annotations.models import CollectionSettings, Membership
from newsroom.models import Collection

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def takes_part(user, settings: CollectionSettings) -> bool:
    """Tell whether the work in the collection is ``user``'s business."""
    return role_in(user, settings) is not None


def leads(user, settings: CollectionSettings) -> bool:
    """Tell whether ``user`` hands out the articles of the collection: its reviewers, and administrators."""
    return role_in(user, settings) == Role.REVIEWER


def collections_of(user):
    """Return the collections that ``user`` takes part in, with their settings."""
    collections = Collection.objects.select_related("settings").order_by("name")
    if is_administrator(user):
        return collections
    mine = Q(pk__in=list(roles_of(user)))
    if user.has_perm(ANNOTATE) or user.has_perm(REVIEW):
        mine |= Q(settings__is_open=True)
    return collections.filter(mine)


def led_collections(user):
    """Return the collections whose articles ``user`` may hand out."""
    collections = Collection.objects.all()
    if is_administrator(user):
        return collections
    roles = roles_of(user)
    led = Q(pk__in=[pk for pk, role in roles.items() if role == Role.REVIEWER])
    if user.has_perm(REVIEW):
        # The membership decides where there is one.
        led |= Q(settings__is_open=True) & ~Q(pk__in=list(roles))
    return collections.filter(led)


def members_to_annotate(collection_id: int):
    """Return the active members with the role annotator: whom articles are handed out to by themselves."""
    members = Membership.objects.filter(collection=collection_id, role=Role.ANNOTATOR).values("user")
    return get_user_model().objects.filter(is_active=True, pk__in=members).order_by("pk")


def people_to_choose(settings: CollectionSettings):
    """Return whom articles may be handed to: members, in an open collection the site's annotators as well."""
    chosen = Q(pk__in=members_to_annotate(settings.pk).order_by().values("pk"))
    if settings.is_open:
        site_wide = Group.objects.filter(name=ANNOTATOR).values("user")
        chosen |= Q(pk__in=site_wide)
    return get_user_model().objects.filter(chosen, is_active=True).order_by("pk")


def ids_that_annotate(settings: CollectionSettings) -> set[int]:
    """Return the ids of everybody who may annotate in the collection; other people's open assignments are stranded."""
    people = get_user_model().objects
    able = Q(pk__in=Membership.objects.filter(collection=settings.pk).values("user"))
    able |= Q(pk__in=people.with_perm(ADMINISTER, backend=MODEL_BACKEND).values("pk"))
    if settings.is_open:
        able |= Q(pk__in=people.with_perm(ANNOTATE, backend=MODEL_BACKEND).values("pk"))
    return set(people.filter(able, is_active=True).order_by().values_list("pk", flat=True))
