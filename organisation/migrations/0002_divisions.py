"""The divisions of the country come with the product: a roster may name any county or town."""

from typing import Any

from django.db import migrations

from organisation.services.divisions import load_divisions


def load(apps: Any, schema_editor: Any) -> None:
    """Load all of them, half a second by COPY."""
    load_divisions()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
