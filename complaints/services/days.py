"""By when the next step of a complaint is due, with those merged into it; a major matter must be put before leaders; a head must be cleared."""

from datetime import date

from complaints.models import Complaint
from complaints.procedure.clarification import clarify_by
from complaints.procedure.handling import Taken, due_of
from complaints.services.escalating import escalation_day
from core import workdays
from rulebook.procedures.complaints import CLEARED, State, Step


def taken_in(complaint: Complaint) -> list[Taken]:
    """The steps of `complaint` as the procedure asks for them."""
    return [Taken(Step(row.kind), row.on, row.by_id, row.choice) for row in complaint.steps.all()]


def begun_on(complaint: Complaint) -> date:
    """The day deadlines run from: the earliest on which it, or one merged into it, came in."""
    days = [one.received_on for one in complaint.merged.all()]
    return min([complaint.received_on, *days])


def set_days(found: Complaint, taken: list[Taken]) -> None:
    """Set its days after the steps `taken`; the caller saves it."""
    calendar = workdays.load()
    found.due = due_of(
        State(found.state),
        begun_on(found),
        taken,
        major=found.major,
        calendar=calendar,
        named=found.named,
        channel=found.channel,
    )
    found.escalate_by = escalation_day(found, taken, calendar)
    last = taken[-1] if taken else None
    if last is not None and last.kind == Step.CONCLUDE:
        found.clarify_by = clarify_by(last.on, calendar) if last.choice in CLEARED else None
    elif last is not None and last.kind == Step.REOPEN:
        found.clarify_by = None
