"""What tables are called."""

from django.apps import apps


def table_title(label: str) -> str:
    """What one row of a table (app.model) is called; the label where there is no such table any more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
