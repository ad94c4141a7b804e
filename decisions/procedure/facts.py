"""What every check asks of a decision, worked out once: the day it counts from, who sat, what had happened by the day of judgement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.workdays import WorkdayCalendar
from decisions.procedure.form import Decision, Execution, Meeting, Member, Resolution
from rulebook.procedures.decisions import COLLECTIVE, MatterCategory, Numbers, numbers_on

Report = Callable[..., None]
COMMENDED = "supervision"  # the one kind of entry that looks on rather than carries out
PASSED, REJECTED, DEFERRED = "passed", "rejected", "deferred"
_COLLECTIVE = frozenset(category.value for category in COLLECTIVE)
_PERSONNEL = MatterCategory.PERSONNEL.value


@dataclass(slots=True)
class Facts:
    """A decision as it stood on the day `on`.

    `decided_on` is the day everything before deciding had to be done by: the meeting held, else the resolution, else the first
    thing carried out; None while it lies ahead. `planned_on` is the day of a meeting still ahead. `resolution` is the one made by
    `on`, if any, `outcome` what it came to, `passed_on` its day where it passed. From `allowed_since` on there was something to
    carry out: a passed resolution, or an emergency. `seated` are the members who attended, were there for this item and
    were not recused: they alone count for quorum, speaking and votes. `done` are the entries of what was carried out by `on`.
    """

    decision: Decision
    on: date
    calendar: WorkdayCalendar
    numbers: Numbers
    is_collective: bool
    held_on: date | None
    planned_on: date | None
    decided_on: date | None
    resolution: Resolution | None
    outcome: str | None
    passed_on: date | None
    allowed_since: date | None
    members: list[Member]
    seated: list[Member]
    done: list[Execution]

    @property
    def before(self) -> str:
        """As a fact: the day by which what comes before deciding had to be done."""
        day_meant = self.decided_on or self.planned_on
        return day(day_meant) if day_meant else ""

    def happened(self, day: date | None) -> bool:
        """Whether something dated `day` had happened."""
        return day is not None and day <= self.on

    def is_late(self, days: int | None, *, working: bool = False) -> bool:
        """Whether what must begin `days` before the decision, and has not begun, cannot be done in time any more."""
        if self.decided_on is not None:
            return True
        if self.planned_on is None:
            return False
        return self.days_between(self.on, self.planned_on, working=working) < (days or 0)

    def days_between(self, first: date, last: date, *, working: bool = False) -> int:
        """Days, or working days, after `first` through `last` (N42: the first day is not counted); none where last is earlier."""
        days = self.calendar.between(first, last) if working else (last - first).days
        return max(days, 0)

    def days_short(
        self, since: date, until: date | None, least: int | None, *, working: bool = False
    ) -> tuple[int, date] | None:
        """How long a period from `since` lasted, and to which day, where that is short of `least`; None where it is long enough.

        A period without an end lasts to the decision. Ahead of a meeting one that still runs can go on to the day before deciding,
        and one that is over can be held again, as long as there are days enough.
        """
        if not least:
            return None
        if self.decided_on is not None:
            if until is None and since > self.decided_on:
                return None
            end = until or self.decided_on
        elif until is None or until > self.on:
            end = self.planned_on or self.on
        elif self.is_late(least, working=working):
            end = until
        else:
            return None
        days = self.days_between(since, end, working=working)
        return (days, end) if days < least else None


def facts_of(decision: Decision, on: date, calendar: WorkdayCalendar, *, as_if_met: bool = False) -> Facts:
    """Work out the facts of `decision` as of `on`; `as_if_met` takes its meeting for held though nothing of it is written yet."""
    meeting = decision.meeting
    members = (meeting.members or []) if meeting is not None else []
    meets_on = meeting_day(meeting)
    resolution = _made_by(decision.resolution, meets_on, on)
    seated = [member for member in members if takes_part(member)]
    # On its own day a meeting of which nothing is written yet is still ahead.
    written = as_if_met or resolution is not None or any(member.attended for member in members)
    held = meets_on is not None and (meets_on < on or (meets_on == on and written))
    done = [entry for entry in decision.execution or () if entry.on is not None and entry.on <= on]
    decided_on = meets_on if held else _decided_without_meeting(meets_on, resolution, done, on)
    outcome = resolution.outcome if resolution is not None else None
    passed_on = (resolution.on or decided_on) if resolution is not None and outcome == PASSED else None
    return Facts(
        decision=decision,
        on=on,
        calendar=calendar,
        numbers=numbers_on(decision.proposed_on or decided_on or on),
        is_collective=decision.category in _COLLECTIVE,
        held_on=meets_on if held else None,
        planned_on=None if held else meets_on,
        decided_on=decided_on,
        resolution=resolution,
        outcome=outcome,
        passed_on=passed_on,
        allowed_since=_earlier(passed_on, decision.emergency.decided_on) if decision.emergency else passed_on,
        members=members,
        seated=seated,
        done=done,
    )


def takes_part(member: Member) -> bool:
    """Whether a member was there for the item and did not withdraw."""
    return bool(member.attended) and not member.away and not member.recused


def meeting_day(meeting: Meeting | None) -> date | None:
    """The day of a meeting, by the clock its time was written with."""
    return meeting.at.date() if meeting is not None and meeting.at is not None else None


def _made_by(resolution: Resolution | None, meets_on: date | None, on: date) -> Resolution | None:
    """The resolution if it was made by the day `on`; one without a day was made when the meeting met."""
    if resolution is None:
        return None
    made_on = resolution.on or meets_on
    return resolution if made_on is None or made_on <= on else None


def _decided_without_meeting(
    meets_on: date | None, resolution: Resolution | None, done: list[Execution], on: date
) -> date | None:
    """When a decision was evidently taken though no meeting was held; None where one is still ahead or nothing was decided."""
    if resolution is not None and resolution.outcome != DEFERRED:
        return resolution.on or min(_days(done), default=on)
    if resolution is not None or meets_on is not None:
        return None
    return min(_days(entry for entry in done if entry.kind != COMMENDED), default=None)


def _days(entries: Iterable[Execution]) -> Iterable[date]:
    return (entry.on for entry in entries if entry.on is not None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one is not None and other is not None else one or other


def is_personnel(decision: Decision) -> bool:
    """Whether the matter is one of cadres (重要人事任免), for which rules of its own hold."""
    return decision.category == _PERSONNEL


def is_blank(words: str | None) -> bool:
    """Whether nothing was written."""
    return words is None or not words.strip()


def names(members: list[Member]) -> dict[str, Any]:
    """Members as facts of a finding."""
    return {
        "staff_nos": [member.staff_no for member in members],
        "names": [member.name or member.staff_no for member in members],
    }


def day(value: date) -> str:
    """A day as a fact."""
    return value.isoformat()
