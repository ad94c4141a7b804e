"""Use cases of the accounts: users made from people, roles given and ended."""

from accounts.services.backend import RoleBackend, administers, counties_kept
from accounts.services.roles import end_role, give_role
from accounts.services.users import make_user

__all__ = ["RoleBackend", "administers", "counties_kept", "end_role", "give_role", "make_user"]
