"""One duty: how its state came about, and the facts behind a waiver or a cancellation."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from core.periods import Period, period_of
from organisation.models import Absence, Tenure
from rulebook.duties import BY_KIND
from rulebook.tenure import OWING
from rulebook.types import Subject
from supervision.models import Duty
from supervision.policies import own_duties, visible_duties
from supervision.selectors.acting import escalated_duties

Run = tuple[date, date]  # first and last day, both held


@dataclass(frozen=True, slots=True)
class Stay:
    """What a head's presence in a period came to: the days in post and the days of approved absence."""

    period: Period
    runs: list[Run]
    absences: list[Absence]

    @property
    def days(self) -> int:
        """Days in post within the period."""
        return sum((last - first).days + 1 for first, last in self.runs)

    @property
    def days_absent(self) -> int:
        """Days of approved absence within the period, no day counted twice."""
        spans = [_within(absence.during, self.period) for absence in self.absences]
        return sum((last - first).days + 1 for first, last in _joined([span for span in spans if span]))


def duty_for(user: User, pk: int, on: date) -> Duty | None:
    """The duty where `user` may see it: by office, because it is their own, or was put before their body as superior; else None."""
    for rows in (visible_duties(user, on), own_duties(user), escalated_duties(user, on)):
        found = rows.filter(pk=pk).select_related("person", "unit", "post", "fulfilment").first()
        if found is not None:
            return found
    return None


def stay_of(duty: Duty) -> Stay | None:
    """The head's days in the duty's quarter or year; None for a five-year duty, which knows no such period."""
    period = period_of(duty.period)
    if period is None:
        return None
    posts = Tenure.objects.filter(person=duty.person_id, post__is_head=True, kind__in=OWING)
    if BY_KIND[duty.kind].subject == Subject.HEADED_UNIT:
        posts = posts.filter(post__unit=duty.subject)
    spans = [_within(tenure.during, period) for tenure in posts]
    days = (period.starts, period.ends + timedelta(days=1))
    absences = list(Absence.objects.filter(person=duty.person_id, during__overlap=days))
    return Stay(period, _joined([span for span in spans if span]), absences)


def states_of(duty: Duty) -> list[Any]:
    """The kept rows of the duty's history, oldest first."""
    return list(duty.history.select_related("unit", "post").order_by("history_date", "history_id"))


def _within(during: Any, period: Period) -> Run | None:
    last = period.ends if during.upper is None else min(during.upper - timedelta(days=1), period.ends)
    first = max(during.lower, period.starts)
    return (first, last) if first <= last else None


def _joined(spans: list[Run]) -> list[Run]:
    """The spans with those that touch or overlap made one."""
    found: list[Run] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
