"""What rules are called on pages."""

from django.utils.translation import gettext as _

from rulebook.retention import RULES


def rule_title(key: str) -> str:
    """The name of the material a rule is about; of a rule that is no longer, its key."""
    return _(RULES[key].title) if key in RULES else key
