"""By when a major matter is put before the county leaders, and put before them again (C24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.workdays import WorkdayCalendar
from rulebook.procedures.complaints import OVER, State
from rulebook.procedures.major import ESCALATED_DAYS, INSTRUCTION_DAYS, REPEATED_DAYS


@dataclass(frozen=True, slots=True)
class Round:
    """All notices of one day (一次呈报): when, and whether every leader said something."""

    on: date
    is_answered: bool


def instruction_due(on: date, calendar: WorkdayCalendar) -> date:
    """The last day for a leader's instruction (L63)."""
    return calendar.add(on, INSTRUCTION_DAYS.value)


def escalate_by(
    state: State, marked_on: date, rounds: Sequence[Round], due: date | None, calendar: WorkdayCalendar
) -> date | None:
    """The last day on which it must be put before the leaders, again where nobody answered or its own day has passed; None: not any more."""
    if state in OVER or state == State.CONCLUDED:
        return None
    if not rounds:
        return calendar.add(marked_on, ESCALATED_DAYS.value)
    repeated = rounds[-1].on + timedelta(REPEATED_DAYS.value)
    if not rounds[-1].is_answered:
        return calendar.on_or_after(repeated)
    late = due + timedelta(1) if due else None
    return calendar.on_or_after(max(repeated, late)) if late else None
