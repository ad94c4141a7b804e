"""By when each step of an audit is due: from the days of the steps before it, by the limits of the rulebook."""

from datetime import date, timedelta

from audits.procedure.form import Audit
from core.workdays import WorkdayCalendar
from rulebook.procedures.auditing import (
    COMPLAINT_DAYS,
    DRAFT_DAYS,
    ISSUE_LIST_DAYS,
    NOTICE_DAYS,
    OPINION_DAYS,
    PUBLICATION_DAYS,
    RECTIFICATION_DAYS,
    REEXAMINATION_DAYS,
    RESULT_DAYS,
    SUMMARY_DAYS,
    Step,
)

# Working days after which step.
AFTER = {
    Step.HEAD_OPINION: (Step.DRAFT, OPINION_DAYS),
    Step.UNIT_OPINION: (Step.DRAFT, OPINION_DAYS),
    Step.ISSUE_LIST: (Step.REPORT, ISSUE_LIST_DAYS),
    Step.RESULT: (Step.REPORT, RESULT_DAYS),
    Step.PUBLICATION: (Step.SUMMARY, PUBLICATION_DAYS),
}


def due_of(audit: Audit, step: Step, calendar: WorkdayCalendar) -> date | None:
    """The last day for `step`; None where nothing says it, or what it runs from did not happen yet."""
    if step in AFTER:
        earlier, limit = AFTER[step]
        begun = audit.day(earlier)
        return calendar.add(begun, limit.value) if begun is not None else None
    entered, listed = audit.day(Step.ENTRY), audit.day(Step.ISSUE_LIST)
    if step == Step.DRAFT and entered is not None:
        return calendar.on_or_after(entered + timedelta(DRAFT_DAYS.value))
    if step == Step.SUMMARY and listed is not None:
        return calendar.add(rectified_by(listed, calendar), SUMMARY_DAYS.value)
    return None


def rectified_by(listed_on: date, calendar: WorkdayCalendar) -> date:
    """The last day of the term of rectification that begins when the list of issues is handed over (L15)."""
    return calendar.on_or_after(listed_on + timedelta(RECTIFICATION_DAYS.value))


def earliest_entry(notice_on: date, calendar: WorkdayCalendar) -> date:
    """The first day on which the audit may begin after a notice served on `notice_on` (N15)."""
    return calendar.add(notice_on, NOTICE_DAYS.value)


def objected_by(delivered_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for an objection to a report received on `delivered_on` (N17)."""
    return calendar.on_or_after(delivered_on + timedelta(COMPLAINT_DAYS.value))


def reexamined_by(filed_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for the answer to an objection received on `filed_on` (N17)."""
    return calendar.on_or_after(filed_on + timedelta(REEXAMINATION_DAYS.value))
