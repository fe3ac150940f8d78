"""What every database must hold before the first article: the default collection.

Installed after every ``migrate``, idempotently, because a test's flush empties
rows that a migration would have written once.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from newsroom.models import Collection


@receiver(post_migrate, dispatch_uid="newsroom.install_default_collection")
def install_default_collection(sender, using=DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Make the default collection once the tables of this app exist."""
    # `migrate <another app>` sends the signal for this app too, before its tables exist.
    if sender.name == "newsroom" and Collection._meta.db_table in connections[using].introspection.table_names():
        Collection.objects.db_manager(using).get_or_create(
            # By the mark and not by the name, which an administrator may change.
            is_default=True, defaults={"name": Collection.DEFAULT_NAME}
        )
