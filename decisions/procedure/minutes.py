"""Whether the minutes of a meeting were made in time (会议纪要, C6): within so many working days after it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.workdays import WorkdayCalendar
from decisions.procedure.facts import day
from rulebook.procedures.regulator import MINUTES_DAYS


@dataclass(frozen=True, slots=True)
class MinutesOf:
    """A meeting held on `met_on`, whose minutes bear the day `made_on`; entered on `entered_on` where it was held on paper."""

    met_on: date
    made_on: date | None
    entered_on: date | None = None


def minutes_due(held: MinutesOf, calendar: WorkdayCalendar) -> date | None:
    """The last day for the minutes; None where the rule was not in force. A meeting entered later leaves the days after its entering,
    as long as none are here that bear a later day than they may.
    """
    if held.met_on < MINUTES_DAYS.since:
        return None
    since = held.entered_on if held.entered_on and held.made_on is None else held.met_on
    return calendar.add(max(since, held.met_on), MINUTES_DAYS.value)


def minutes_late(held: MinutesOf, on: date, calendar: WorkdayCalendar) -> dict[str, Any] | None:
    """The facts where the minutes came late, or have not come though their day has passed; None where not."""
    due = minutes_due(held, calendar)
    made = held.made_on if held.made_on and held.made_on <= on else None
    if due is None or (made or on) <= due:
        return None
    how = f"{made} 才形成" if made else "至今没有登记"
    return {"meeting": day(held.met_on), "due": day(due), "least": MINUTES_DAYS.value, "how": how}
