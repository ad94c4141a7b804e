"""What a role given by hand lets its holder do in the administration pages, on the day they ask; accounts/policies/tables.py declares it."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import User
from accounts.policies import grants_of, holds_role, may_in_tables, opens_app
from accounts.policies.tables import ADMINISTERING
from core.clock import today
from rulebook.administration import EXCLUSIVE
from rulebook.roles import Role

# A registrar is bound to counties, an administrator is not.
OF_EVERY_COUNTY = [role for role in ADMINISTERING if role in EXCLUSIVE]


class RoleBackend(BaseBackend):
    """Model permissions from roles. A registrar keeps the roster of the county of the body the role is held for; rows of another
    county are not theirs.
    """

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        """Whether a role held today gives `perm` (app.action_model)."""
        app, _, name = perm.partition(".")
        action, _, model = name.partition("_")
        return may_in_tables(user_obj, f"{app}.{model}", action, today())

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Whether a role held today opens anything of the app."""
        return opens_app(user_obj, app_label, today())


def counties_kept(user: User | AnonymousUser) -> frozenset[str] | None:
    """The counties (GB/T 2260 codes) whose rows `user` meets in the administration pages today; None: every county, for administrators.

    Which tables, and what may be done with them, is asked besides.
    """
    on = today()
    if getattr(user, "is_superuser", False) or holds_role(user, *OF_EVERY_COUNTY, on=on):
        return None
    bodies = (grant.body for grant in grants_of(user, on) if grant.role == Role.REGISTRAR)
    return frozenset(body.county_id for body in bodies if body is not None)


def imports_cases(user: User | AnonymousUser) -> bool:
    """Whether `user` imports what is no roster: talks, audits, purchases … An administrator of the product sees no case."""
    return getattr(user, "is_superuser", False) or holds_role(user, Role.REGISTRAR, on=today())


def imports_roster(user: User | AnonymousUser) -> bool:
    """Whether `user` imports units, posts and people, and how units divide their work."""
    return imports_cases(user) or holds_role(user, Role.ADMINISTRATOR, on=today())


def administers(user: User | AnonymousUser) -> bool:
    """Whether the administration pages let `user` in today; a role that ran out lets nobody in any more."""
    return bool(getattr(user, "is_staff", False)) and counties_kept(user) != frozenset()
