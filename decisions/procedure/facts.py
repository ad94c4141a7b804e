"""What every check asks of a decision, worked out once: the day it counts from, who sat, what had happened by the day of judgement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.workdays import WorkdayCalendar
from decisions.procedure.form import Decision, Execution, Member
from rulebook.procedures.decisions import COLLECTIVE, MatterCategory, Numbers

Report = Callable[..., None]
COMMENDED = "supervision"  # the one kind of entry that looks on rather than carries out


@dataclass(slots=True)
class Facts:
    """A decision as it stood on the day `on`.

    `decided_on` is the day everything before deciding had to be done by: the meeting held, else the resolution, else the first
    thing carried out; None while it lies ahead. `planned_on` is the day of a meeting still ahead. `seated` are the members who
    attended and were not recused: they alone count for quorum, speaking and votes.
    """

    decision: Decision
    on: date
    calendar: WorkdayCalendar
    numbers: Numbers
    is_collective: bool
    held_on: date | None
    planned_on: date | None
    decided_on: date | None
    members: list[Member]
    seated: list[Member]
    done: list[Execution]

    def happened(self, day: date | None) -> bool:
        """Whether something dated `day` had happened."""
        return day is not None and day <= self.on

    def is_late(self, days: int | None, *, working: bool = False) -> bool:
        """Whether what must begin `days` before the decision, and has not begun, cannot be done in time any more."""
        if self.decided_on is not None:
            return True
        if self.planned_on is None:
            return False
        return self.days_until(self.on, self.planned_on, working=working) < (days or 0)

    def days_until(self, first: date, last: date, *, working: bool = False) -> int:
        """Days, or working days, after `first` through `last` (N42: the first day is not counted)."""
        return self.calendar.between(first, last) if working else (last - first).days


def facts_of(decision: Decision, on: date, calendar: WorkdayCalendar, numbers: Numbers) -> Facts:
    """Work out the facts of `decision` as of `on`."""
    meeting = decision.meeting
    meets_on = meeting.at.date() if meeting is not None and meeting.at is not None else None
    held_on = meets_on if meets_on is not None and meets_on <= on else None
    members = (meeting.members or []) if meeting is not None else []
    done = [entry for entry in decision.execution or () if entry.on <= on]
    return Facts(
        decision=decision,
        on=on,
        calendar=calendar,
        numbers=numbers,
        is_collective=decision.category in COLLECTIVE,
        held_on=held_on,
        planned_on=meets_on if held_on is None else None,
        decided_on=held_on or _decided_without_meeting(decision, meets_on, done, on),
        members=members,
        seated=[member for member in members if member.attended and not member.recused],
        done=done,
    )


def _decided_without_meeting(
    decision: Decision, meets_on: date | None, done: list[Execution], on: date
) -> date | None:
    """When a decision without a meeting was evidently taken; None where one is still ahead or nothing was decided."""
    if meets_on is not None:
        return None
    resolution = decision.resolution
    if resolution is not None:
        resolved = resolution.on or min((entry.on for entry in done), default=on)
        return resolved if resolved <= on else None
    return min((entry.on for entry in done if entry.kind != COMMENDED), default=None)


def is_personnel(decision: Decision) -> bool:
    """Whether the matter is one of cadres (重要人事任免), for which rules of its own hold."""
    return decision.category == MatterCategory.PERSONNEL


def names(members: list[Member]) -> dict[str, Any]:
    """Members as facts of a finding."""
    return {
        "staff_nos": [member.staff_no for member in members],
        "names": [member.name or member.staff_no for member in members],
    }


def day(value: date) -> str:
    """A day as a fact."""
    return value.isoformat()
