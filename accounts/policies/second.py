"""Who must log in by two factors: whoever handles rights or reports (等保 2.0 8.1.4.1 d)."""

from collections.abc import Callable
from datetime import date

from accounts.models import User
from accounts.policies.confirming import stands_in
from accounts.policies.roles import holds_role
from rulebook.administration import EXCLUSIVE
from rulebook.roles import Role

Handles = Callable[[User, date], bool]
_handling: list[Handles] = []


def register_handling(handles: Handles) -> None:
    """Say of whom an app above knows that they handle reports; called in AppConfig.ready()."""
    _handling.append(handles)


def handles_rights_or_reports(user: User, on: date) -> bool:
    """Whether `user` administers, or confirms rights, or reads or keeps the keys of what citizens report."""
    if user.is_superuser or holds_role(user, *EXCLUSIVE, Role.REGISTRAR, on=on) or stands_in(user, on):
        return True
    return any(handles(user, on) for handles in _handling)
