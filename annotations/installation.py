"""Built-in tags, groups and triggers, installed idempotently after every ``migrate``."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, post_save, pre_migrate
from django.dispatch import receiver

from annotations import triggers
from annotations.models import CollectionSettings, Tag
from newsroom.models import Collection

ANNOTATOR = "annotator"
REVIEWER = "reviewer"
ADMINISTRATOR = "administrator"

# slug, Arabic, English, colour token, sign, key, order, has a button
BUILT_IN_TAGS = [
    (Tag.QUOTE, "اقتباس", "quote", 1, "❝", "1", 10, True),
    (Tag.ACTOR, "جهة", "actor", 2, "●", "2", 20, True),
    (Tag.LOCATION, "مكان", "location", 3, "◆", "3", 30, True),
    (Tag.CUE, "فعل القول", "cue", 4, "❯", "", 40, False),
]

ANNOTATOR_PERMISSIONS = {"annotations": ["add_annotation"]}
REVIEWER_PERMISSIONS = {
    "annotations": [
        "add_annotation",
        "review_annotation",
        "view_annotation",
        "change_annotation",
        "view_annotationevent",
        "view_tag",
        "view_collectionsettings",
        "view_membership",
        "view_assignment",
        "view_comment",
        "view_agreementsummary",
    ],
    "newsroom": ["view_article", "view_source", "view_collection"],
}
# Annotations and events are never deleted or added by hand; everything else is the administrator's.
ADMINISTRATOR_PERMISSIONS = {
    "annotations": [
        *REVIEWER_PERMISSIONS["annotations"], "add_tag", "change_tag", "delete_tag",
        "add_collectionsettings", "change_collectionsettings",
        "add_membership", "change_membership", "delete_membership",
    ],
    "newsroom": [
        f"{action}_{model}"
        for model in ("article", "source", "collection")
        for action in ("view", "change", "add", "delete")
    ]
    + ["view_withdrawal"],
    "accounts": ["view_user", "add_user", "change_user"],
    "auth": ["view_group"],
}
GROUPS = {
    ANNOTATOR: ANNOTATOR_PERMISSIONS,
    REVIEWER: REVIEWER_PERMISSIONS,
    ADMINISTRATOR: ADMINISTRATOR_PERMISSIONS,
}


@receiver(pre_migrate, dispatch_uid="annotations.make_way")
def make_way(sender, using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Lift the triggers on SQLite before tables are rebuilt; ``install`` puts them back.

    A rebuilt table is renamed into its place, and SQLite refuses to rename anything
    while a trigger of another table speaks of one that is missing just then.
    """
    if sender.name == "annotations" and connections[using].vendor == "sqlite":
        triggers.lift(connections[using])


@receiver(post_migrate, dispatch_uid="annotations.install")
def install(sender, using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Bring a freshly migrated database to where the site can start."""
    # `migrate <another app>` sends the signal for this app too, before its tables exist.
    if sender.name != "annotations" or not triggers.is_migrated(connections[using]):
        return
    triggers.install(connections[using])
    install_tags(using)
    install_settings(using)
    # Django makes the permissions of an app after this handler ran for it.
    for label in ADMINISTRATOR_PERMISSIONS:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    install_groups(using)


def install_tags(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the built-in tags that are missing; what an administrator changed stays."""
    tags = Tag.objects.using(using)
    for slug, name_ar, name_en, colour_token, sign, shortcut, order, has_button in BUILT_IN_TAGS:
        # A key is unique, and an administrator's tag may have it already.
        is_key_free = not tags.filter(shortcut=shortcut).exclude(slug=slug).exists()
        defaults = {
            "name_ar": name_ar,
            "name_en": name_en,
            "colour_token": colour_token,
            "sign": sign,
            "shortcut": shortcut if is_key_free else "",
            "order": order,
            "has_button": has_button,
        }
        tags.get_or_create(slug=slug, defaults=defaults)


@receiver(post_save, sender=Collection, dispatch_uid="annotations.settings_of_collection")
def install_settings_of(sender, instance, created, raw=False, using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Give a new collection its settings; a loaded fixture brings its own."""
    if created and not raw and triggers.is_migrated(connections[using]):
        CollectionSettings.objects.using(using).get_or_create(collection=instance)


def install_settings(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give every collection its settings: those made before there were any too."""
    without = Collection.objects.using(using).filter(settings__isnull=True)
    for collection in without:
        CollectionSettings.objects.using(using).get_or_create(collection=collection)


def install_groups(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the groups that are missing and give each at least its built-in permissions."""
    for name, by_app in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        for app_label, codenames in by_app.items():
            wanted = Permission.objects.using(using).filter(
                content_type__app_label=app_label, codename__in=codenames
            )
            group.permissions.add(*wanted)
