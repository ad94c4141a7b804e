"""Use cases of the accounts: users made from people, roles given and ended, keys for other systems. Logging in has modules of its own beside these."""

from accounts.services.backend import (
    RoleBackend,
    administers,
    counties_kept,
    imports_cases,
    imports_roster,
)
from accounts.services.keys import make_api_key, revoke_api_key, user_of_key
from accounts.services.roles import end_role, give_role
from accounts.services.users import make_user

__all__ = [
    "RoleBackend",
    "administers",
    "counties_kept",
    "end_role",
    "give_role",
    "imports_cases",
    "imports_roster",
    "make_api_key",
    "make_user",
    "revoke_api_key",
    "user_of_key",
]
