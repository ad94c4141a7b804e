"""What rules, tables and digests are called on pages."""

from django.apps import apps
from django.utils.translation import gettext as _

from rulebook.retention import RULES


def rule_title(key: str) -> str:
    """The name of the material a rule is about; of a rule that is no longer, its key."""
    return _(RULES[key].title) if key in RULES else key


def table_title(label: str) -> str:
    """What one row of a table is called."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label
