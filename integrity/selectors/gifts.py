"""Gifts; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from core.searching import matches
from integrity.models import Gift
from integrity.policies.gifts import receivable_gifts, visible_gifts
from integrity.selectors.exercised import GIFTS
from supervision.selectors.powers import Narrowing


@dataclass(frozen=True, slots=True)
class GiftQuery:
    """What gifts are narrowed by; empty values ask for everything. `handed_in`: "yes", "no"."""

    text: str = ""
    handed_in: str = ""
    year: int | None = None
    unit: int | None = None
    exercised: Narrowing | None = None


def gifts_matching(user: User, on: date, query: GiftQuery) -> QuerySet[Gift]:
    """Gifts `user` may see that answer `query`, the latest first."""
    rows = visible_gifts(user, on)
    if query.text:
        rows = rows.filter(matches(query.text, field="person__search_keys"))
    if query.year:
        rows = rows.filter(received_on__year=query.year)
    if query.unit:
        rows = rows.filter(unit=query.unit)
    if query.exercised:
        rows = GIFTS.narrowed(rows, query.exercised)
    if query.handed_in:
        rows = rows.filter(handed_in_on__isnull=query.handed_in == "no")
    return rows.select_related("person", "unit", "receiver")


def gifts_to_receive(user: User, on: date) -> QuerySet[Gift]:
    """Gifts that heads entered and the user's discipline body has not taken in."""
    return receivable_gifts(user, on).select_related("person", "unit").order_by("received_on", "pk")
