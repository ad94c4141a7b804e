"""What a registrar looks after: the roster's gaps and what is about to change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from organisation.models import Post, Tenure, Unit
from organisation.policies import counties_of, in_counties
from organisation.selectors import ENDING_DAYS, ending_after, held_on, vacant_on
from rulebook.tenure import TenureKind


@dataclass(frozen=True, slots=True)
class RosterState:
    """How the roster stands that a user keeps: units, vacant heads' posts, acting heads, heads whose end is entered."""

    units: int
    vacant: int
    acting: int
    ending: int
    ending_days: int = ENDING_DAYS


def roster_state(user: User, on: date) -> RosterState:
    """Count what a registrar follows up on `on`, in the counties the user keeps; four queries."""
    counties = counties_of(user)

    def theirs(path: str) -> Q:
        return Q() if counties is None else in_counties(path, counties)

    heads = Tenure.objects.filter(theirs("post__unit"), post__is_head=True)
    return RosterState(
        units=Unit.objects.filter(theirs("")).count(),
        vacant=Post.objects.filter(theirs("unit"), vacant_on(on), is_head=True).count(),
        acting=heads.filter(held_on(on), kind=TenureKind.ACTING).count(),
        ending=heads.filter(ending_after(on)).count(),
    )
