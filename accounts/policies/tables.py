"""What each role finds in the administration pages (基础数据): declared table by table. What is not named here nobody finds there.

No complaint, inquiry, audit, appointment, decision, finding or record has a table in these pages.
"""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.policies.roles import grants_of
from rulebook.roles import Role

Actions = frozenset[str]
SEE: Actions = frozenset({"view"})
ENTER: Actions = frozenset({"view", "add"})
KEEP: Actions = frozenset({"view", "add", "change"})
ALL: Actions = frozenset({"view", "add", "change", "delete"})

ROSTER: Mapping[str, Actions] = {
    "organisation.division": SEE,
    "organisation.unit": KEEP,
    "organisation.affiliation": KEEP,
    "organisation.section": KEEP,
    "organisation.post": KEEP,
    "organisation.person": KEEP,
    "organisation.tenure": KEEP,
    "organisation.leaderlink": KEEP,
    "organisation.relative": KEEP,
    "organisation.absence": KEEP,
}

TABLES: Mapping[Role, Mapping[str, Actions]] = {
    # The roster, too: before there is one, there is nobody who could confirm a registrar.
    Role.ADMINISTRATOR: {
        **ROSTER,
        "core.calendarexception": ALL,
        "core.job": SEE,
        "core.heartbeat": SEE,
        "core.jobrun": SEE,
        "supervision.countycalendar": SEE,
        "supervision.suspension": KEEP,
        "integrity.countyitem": KEEP,
        "integrity.extension": KEEP,
    },
    Role.SECURITY_ADMINISTRATOR: {
        # Whom a log-in is for, and what a mandate or a body is about.
        "organisation.unit": SEE,
        "organisation.person": SEE,
        "accounts.user": KEEP,
        "accounts.apikey": ENTER,
        "supervision.mandateexception": KEEP,
        "complaints.receivingbody": KEEP,
    },
    Role.AUDIT_ADMINISTRATOR: {},
    Role.REGISTRAR: ROSTER,
}
ADMINISTERING = tuple(
    role for role, tables in TABLES.items() if tables
)  # who works in these pages; the others never enter them


def may_in_tables(user: User | AnonymousUser, table: str, action: str, on: date) -> bool:
    """Whether a role `user` holds on `on` lets them do `action` with `table` (app.model) in the administration pages."""
    return any(action in _of(grant.role).get(table, ()) for grant in grants_of(user, on))


def opens_app(user: User | AnonymousUser, app: str, on: date) -> bool:
    """Whether a role held on `on` opens any table of the app."""
    return any(table.partition(".")[0] == app for grant in grants_of(user, on) for table in _of(grant.role))


def _of(role: str) -> Mapping[str, Actions]:
    return TABLES.get(Role(role), {})
