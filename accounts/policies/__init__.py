"""Which roles a user holds on a day, who must log in by two factors, who lets others in again. What a role lets them see is decided in supervision.policies."""

from accounts.policies.changes import reads_roles, visible_changes, waiting_changes
from accounts.policies.confirming import confirmable, proposes, stands_in
from accounts.policies.recoveries import may_recover, recoverable, waiting_recoveries
from accounts.policies.roles import Grant, administrators, are_installed, grants_of, holds_role, usable_keys
from accounts.policies.second import handles_rights_or_reports, register_handling
from accounts.policies.sessions import all_live_sessions, live_sessions
from accounts.policies.tables import may_in_tables, opens_app

__all__ = [
    "Grant",
    "administrators",
    "all_live_sessions",
    "are_installed",
    "confirmable",
    "grants_of",
    "handles_rights_or_reports",
    "holds_role",
    "live_sessions",
    "may_in_tables",
    "may_recover",
    "opens_app",
    "proposes",
    "reads_roles",
    "recoverable",
    "register_handling",
    "stands_in",
    "usable_keys",
    "visible_changes",
    "waiting_changes",
    "waiting_recoveries",
]
