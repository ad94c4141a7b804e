"""How much there is in each area, as counts alone: nothing of a case, a finding or a report."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.policies import all_live_sessions
from accounts.selectors import LogIns, counted_log_ins
from organisation.models import Person, Tenure, Unit
from organisation.selectors import held_on


@dataclass(frozen=True, slots=True)
class Sizes:
    """Units, people, heads in office, log-ins by their state, and in how many sessions somebody is logged in."""

    units: int
    people: int
    heads: int
    log_ins: LogIns
    sessions: int


def sizes(on: date, at: datetime) -> Sizes:
    """Count them, heads as of `on`, sessions as of `at`; five queries."""
    return Sizes(
        units=Unit.objects.count(),
        people=Person.objects.count(),
        heads=Tenure.objects.filter(held_on(on), post__is_head=True).count(),
        log_ins=counted_log_ins(),
        sessions=all_live_sessions(at).count(),
    )
