"""What every migration leaves behind."""

import pytest
from django.core.management import call_command

from newsroom.models import Collection


@pytest.mark.django_db
def test_a_renamed_default_collection_stays_the_only_one():
    Collection.objects.filter(is_default=True).update(name="الأرشيف")
    call_command("migrate", verbosity=0)
    assert [collection.name for collection in Collection.objects.all()] == ["الأرشيف"]
