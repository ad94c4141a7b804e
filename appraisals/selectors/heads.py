"""Heads a round may take in: with the days they hold the post in its year, and whether they are too few (L1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from appraisals.models import Appraisal
from appraisals.policies import appraisable_tenures
from core.periods import Period, year_of
from organisation.models import Tenure, Unit
from rulebook.duties import YEAR_END_APPRAISAL
from rulebook.procedures.appraisals import State
from rulebook.tenure import OWING


@dataclass(frozen=True, slots=True)
class Head:
    """A head as set-up shows them: the tenure, the days held in the year, whether those are enough, whether they are appraised already."""

    tenure: Tenure
    days: int
    taken: bool

    @property
    def owes(self) -> bool:
        """Whether the head has been in the unit long enough to be appraised."""
        return self.days >= YEAR_END_APPRAISAL.least_days

    @property
    def may_be_taken(self) -> bool:
        """Whether they can be ticked."""
        return self.owes and not self.taken


def years_to_set_up(on: date) -> list[int]:
    """The years a round may be set up for: this one, and the last while it is being caught up."""
    return [on.year, on.year - 1]


def heads_of(user: User, on: date, body: Unit, year: int) -> list[Head]:
    """Heads `body` may appraise for `year`, by unit category and name: in office on `on`, or on the year's last day; three queries."""
    period = year_of(date(year, 1, 1))
    rows = appraisable_tenures(user, on, body, min(on, period.ends)).select_related("person", "post__unit")
    held = list(rows.order_by("post__unit__category", "post__unit__name", "post_id", "pk"))
    days = _days_held([row.person_id for row in held if row.person_id], period)
    taken = _taken(held, year)
    found: dict[tuple[int, int], Head] = {}
    for row in held:
        key = (row.person_id or 0, row.post.unit_id)
        if key not in found:
            found[key] = Head(row, days[key], key in taken)
    return list(found.values())


def _days_held(people: Iterable[int], period: Period) -> dict[tuple[int, int], int]:
    """Days of the year in which each person heads each unit, those of tenures entered ahead among them (L19)."""
    whole = DateRange(period.starts, period.ends + timedelta(1))
    rows = Tenure.objects.filter(
        person__in=list(people), post__is_head=True, kind__in=OWING, during__overlap=whole
    )
    spans: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
    for person, unit, during in rows.values_list("person", "post__unit", "during"):
        first, last = max(during.lower or period.starts, period.starts), period.ends + timedelta(1)
        spans[person, unit].append((first, min(during.upper or last, last)))
    return defaultdict(int, {key: _length(parts) for key, parts in spans.items()})


def _length(spans: list[tuple[date, date]]) -> int:
    """Days in any of `spans`, each once."""
    total, reached = 0, date.min
    for first, end in sorted(spans):
        begins = max(first, reached)
        if end > begins:
            total += (end - begins).days
            reached = end
    return total


def _taken(held: list[Tenure], year: int) -> set[tuple[int, int]]:
    rows = Appraisal.objects.filter(year=year, person__in=[row.person_id for row in held])
    return set(rows.exclude(state=State.CANCELLED).order_by().values_list("person", "unit"))
