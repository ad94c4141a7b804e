"""The days of an appraisal: from when its ballot may open, until when it is open, by when its result is to be published (L76, L79, L82)."""

from datetime import date, timedelta

from core.workdays import WorkdayCalendar
from rulebook.procedures.appraisals import PAPER_DAYS, PUBLISH_DAYS, STATEMENT_DAYS, TALK_DAYS


def may_open_from(published_on: date, calendar: WorkdayCalendar) -> date:
    """The first day on which the statement has been before the voters long enough."""
    return calendar.add(published_on, STATEMENT_DAYS.value)


def is_long_enough(published_on: date, opened_on: date, calendar: WorkdayCalendar) -> bool:
    """Whether the statement had been published long enough when the ballot opened."""
    return calendar.between(published_on, opened_on) >= STATEMENT_DAYS.value


def last_day_of(opened_on: date, opens_on: date, closes_on: date) -> date:
    """The last day of a ballot: the round's, and as many days as the round has where it opened later than meant."""
    return closes_on if opened_on <= closes_on else opened_on + (closes_on - opens_on)


def publish_due(closed_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for publishing the result."""
    return calendar.add(closed_on, PUBLISH_DAYS.value)


def talk_due(sealed_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for the talk a result calls for; on a holiday the next working day (N42)."""
    return calendar.on_or_after(sealed_on + timedelta(TALK_DAYS.value))


def papers_due(last_day: date, calendar: WorkdayCalendar) -> date:
    """The last day for typing in and comparing paper ballots (L82)."""
    return calendar.add(last_day, PAPER_DAYS.value)
