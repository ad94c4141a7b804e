"""Sweeping the calendar of duties: plan, chase, escalate. Safe to run twice, late, or beside itself."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, Q

from core.ledger import record
from core.locking import CALENDAR, hold
from core.periods import quarter_of
from rulebook.duties import DUTIES, TERM_YEARS
from supervision.duties import Counts, Planner
from supervision.models import CountyCalendar

SINCE_EVER = "-infinity"

NEW_COUNTIES = """
INSERT INTO supervision_countycalendar (county_id, starts_on, swept_to, stale)
SELECT code, %(on)s, NULL, false FROM organisation_division division
WHERE level = 3 AND EXISTS (
    SELECT FROM organisation_unit unit JOIN organisation_post post ON post.unit_id = unit.id AND post.is_head
    WHERE unit.county_id = division.code)
ON CONFLICT DO NOTHING
"""
HEADS = """
INSERT INTO wanted
SELECT tenure.person_id, min(CASE WHEN calendar.stale OR calendar.swept_to IS NULL THEN '-infinity'
                                  ELSE calendar.swept_to END)
FROM organisation_tenure tenure
JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
JOIN organisation_unit unit ON unit.id = post.unit_id
JOIN supervision_countycalendar calendar ON calendar.county_id = unit.county_id
WHERE calendar.swept_to IS NULL OR calendar.stale
    OR (%(everyone)s AND (upper(tenure.during) IS NULL OR upper(tenure.during) > calendar.swept_to))
GROUP BY tenure.person_id
ON CONFLICT (person) DO UPDATE SET since = least(wanted.since, excluded.since)
"""
CHANGED = """
WITH taken AS (DELETE FROM supervision_replan RETURNING person)
INSERT INTO wanted SELECT person, '-infinity' FROM taken
ON CONFLICT (person) DO UPDATE SET since = '-infinity'
"""
# What the mere passing of days changes: tenures that begin or end, records whose day comes, five-year duties that open.
PASSED = """
INSERT INTO wanted
SELECT person, '-infinity' FROM (
    SELECT person_id AS person FROM organisation_tenure WHERE lower(during) > %(last)s AND lower(during) <= %(on)s
    UNION SELECT person_id FROM organisation_tenure WHERE upper(during) > %(last)s AND upper(during) <= %(on)s
    UNION SELECT person_id FROM supervision_fulfilment WHERE "on" > %(last)s AND "on" <= %(on)s
    UNION SELECT person_id FROM organisation_tenure
        WHERE lower(during) BETWEEN %(last)s - %(ahead)s AND %(on)s - %(ahead)s + 2
    UNION SELECT person_id FROM supervision_fulfilment
        WHERE until BETWEEN %(last)s - %(ahead)s AND %(on)s - %(ahead)s + 2
) AS moved
ON CONFLICT (person) DO UPDATE SET since = '-infinity'
"""
# Whoever is absent depends on who acts for them: where anybody is planned anew, so are they. They are few.
ABSENT = """
INSERT INTO wanted SELECT DISTINCT person_id, '-infinity'::date FROM organisation_absence WHERE EXISTS (SELECT FROM wanted)
ON CONFLICT (person) DO UPDATE SET since = '-infinity'
"""


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep did on a day, per kind of duty."""

    on: date
    counts: Counts

    def as_json(self) -> dict[str, Any]:
        """The report in the stable form of the interchange."""
        kinds = [rule.kind for rule in DUTIES]
        names = ("created", "due_soon", "overdue", "escalated", "cancelled", "waived", "done")
        return {"date": self.on.isoformat()} | {
            name: {kind: getattr(self.counts, name)[kind] for kind in kinds} for name in names
        }


def sweep(*, on: date, by: Any = None, afresh: bool = False) -> SweepReport:
    """Plan and chase the calendar of every county as if `on` were today; a day already swept past counts as the last one swept.

    `afresh` forgets how far the calendar was swept and looks at every person and period again.
    """
    with transaction.atomic():
        lock()
        _run(NEW_COUNTIES, {"on": on})
        if afresh:
            CountyCalendar.objects.update(stale=True)
        marks = CountyCalendar.objects.aggregate(first=Min("starts_on"), last=Max("swept_to"))
        if marks["first"] is None:
            return SweepReport(on, Counts())
        last: date | None = marks["last"]
        day = max(on, last) if last else on
        gathered = _gather(day, last)
        planner = Planner(on=day, first=marks["first"])
        if gathered:
            planner.plan()
        if gathered or last is None or day > last:
            planner.chase()
            planner.escalate()
            CountyCalendar.objects.update(swept_to=day, stale=False)
        report = SweepReport(on, planner.counts)
        if gathered:
            record("calendar.swept", by=by, facts=report.as_json())
    return report


def replan(*, people: Iterable[int], on: date | None = None, proofs: Set[str] | None = None) -> None:
    """Bring the duties of `people` (ids) to what is known on `on`, at once rather than with the next sweep.

    Without `on`, to what is known on the last day swept; nothing is planned where there was no sweep yet. With `proofs`, only the
    duties these may fulfil.
    """
    with transaction.atomic():
        lock()
        marks = CountyCalendar.objects.aggregate(first=Min("starts_on"), last=Max("swept_to"))
        days = [day for day in (on, marks["last"]) if day is not None]
        if marks["first"] is None or not days:
            return
        day = max(days)
        Planner.start()
        _run(
            "INSERT INTO wanted SELECT DISTINCT unnest(%(people)s::bigint[]), '-infinity'::date",
            {"people": [*people]},
        )
        rules = [rule for rule in DUTIES if proofs is None or not proofs.isdisjoint(rule.proofs)]
        Planner(on=day, first=marks["first"], rules=rules).plan()


def lock() -> None:
    """Wait until no other sweep runs; held to the end of the transaction. Take it before writing what a sweep reads."""
    hold(CALENDAR)


def _gather(on: date, last: date | None) -> int:
    """Fill the table of people to plan; return how many there are."""
    Planner.start()
    _run(CHANGED)
    everyone = last is None or quarter_of(last) != quarter_of(on)
    if everyone or CountyCalendar.objects.filter(Q(stale=True) | Q(swept_to=None)).exists():
        _run(HEADS, {"everyone": everyone})
    if last is not None and last < on:
        # One year before five are complete the duty opens; two days of slack cover leap days, planning is exact.
        ahead = TERM_YEARS * 365 - max(rule.opens_before for rule in DUTIES) + 2
        _run(PASSED, {"on": on, "last": last, "ahead": ahead})
    _run(ABSENT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wanted")
        (number,) = cursor.fetchone()
    return int(number)


def _run(sql: str, parameters: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
