"""What a role given by hand lets its holder do in the administration pages, on the day they ask."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import User
from accounts.policies import grants_of, holds_role
from core.clock import today
from rulebook.roles import Role

ROSTER = "organisation"  # the app a registrar keeps: units, posts, people, tenures


class RoleBackend(BaseBackend):
    """Model permissions from roles: the system administrator everything there is in the pages, the registrar the roster.

    A registrar keeps the roster of the county of the body the role is held for; rows of another county are not theirs.
    """

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        """Whether a role held today gives `perm` (app.action_model)."""
        if holds_role(user_obj, Role.ADMINISTRATOR, on=today()):
            return True
        app, _, name = perm.partition(".")
        return (
            app == ROSTER and name.startswith(("add_", "change_", "view_")) and bool(counties_kept(user_obj))
        )

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Whether a role held today opens anything of the app."""
        if holds_role(user_obj, Role.ADMINISTRATOR, on=today()):
            return True
        return app_label == ROSTER and bool(counties_kept(user_obj))


def counties_kept(user: User | AnonymousUser) -> frozenset[str] | None:
    """The counties (GB/T 2260 codes) whose roster `user` may keep today; None: every county, for the administrator."""
    on = today()
    if getattr(user, "is_superuser", False) or holds_role(user, Role.ADMINISTRATOR, on=on):
        return None
    bodies = (grant.body for grant in grants_of(user, on) if grant.role == Role.REGISTRAR)
    return frozenset(body.county_id for body in bodies if body is not None)


def administers(user: User | AnonymousUser) -> bool:
    """Whether the administration pages let `user` in today; a role that ran out lets nobody in any more."""
    return bool(getattr(user, "is_staff", False)) and counties_kept(user) != frozenset()
