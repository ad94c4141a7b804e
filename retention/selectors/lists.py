"""The lists of retention, each narrowed, with all that is shown of a row."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from retention.models import DestructionList, LegalHold, Tombstone
from retention.policies import visible_holds, visible_lists, visible_tombstones


def holds_listed(user: User, on: date, *, q: str = "", state: str = "") -> QuerySet[LegalHold]:
    """Holds the user may see, those that stand first."""
    rows = visible_holds(user, on)
    if q:
        rows = rows.filter(
            Q(person__name__contains=q) | Q(unit__name__contains=q) | Q(ordered_by__contains=q) | Q(key=q)
        )
    if state:
        rows = rows.filter(lifted_on__isnull=state == "standing")
    named = ("person", "unit", "body", "placed_by__person", "lifted_by__person")
    return rows.select_related(*named).order_by(F("lifted_on").desc(nulls_first=True), "-placed_on", "-pk")


def lists_listed(user: User, on: date) -> QuerySet[DestructionList]:
    """Destruction lists the user may see, those that wait first, with how many approved."""
    rows = visible_lists(user, on).annotate(approved=Count("approvals"))
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-made_on", "-pk")


def tombstones_listed(user: User, on: date, *, rule: str = "", key: str = "") -> QuerySet[Tombstone]:
    """What is left of deleted rows, the latest first."""
    rows = visible_tombstones(user, on)
    if rule:
        rows = rows.filter(rule=rule)
    return rows.filter(key=key) if key else rows
