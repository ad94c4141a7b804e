"""Conditions on posts and tenures as of a day."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from organisation.models import Tenure

ENDING_DAYS = 60  # how far ahead an end that is already entered is pointed out to whoever keeps the roster


def first_day(tenure: Tenure, tenures: Iterable[Tenure]) -> date:
    """The first day of the unbroken run of `tenures` of one person on this post that leads to `tenure`: touching ones are joined."""
    first: date = tenure.during.lower
    ended = {one.during.upper: one.during.lower for one in tenures if one.post_id == tenure.post_id}
    while first in ended:
        first = ended[first]
    return first


def held_on(on: date) -> Q:
    """Tenures held on `on`."""
    return Q(during__contains=on)


def ending_after(on: date) -> Q:
    """Tenures held on `on` whose end, already entered, comes within ENDING_DAYS."""
    return held_on(on) & Q(during__endswith__lte=on + timedelta(days=ENDING_DAYS))


def vacant_on(on: date) -> Q:
    """Posts that nobody holds on `on`."""
    return ~Q(Exists(Tenure.objects.filter(held_on(on), post=OuterRef("pk"))))
