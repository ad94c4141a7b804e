"""Which roles a user holds on a day, who must log in by two factors, who lets others in again. What a role lets them see is decided in supervision.policies."""

from accounts.policies.recoveries import may_recover, recoverable, waiting_recoveries
from accounts.policies.roles import Grant, grants_of, holds_role, usable_keys
from accounts.policies.second import handles_rights_or_reports, register_handling
from accounts.policies.sessions import live_sessions

__all__ = [
    "Grant",
    "grants_of",
    "handles_rights_or_reports",
    "holds_role",
    "live_sessions",
    "may_recover",
    "recoverable",
    "register_handling",
    "usable_keys",
    "waiting_recoveries",
]
