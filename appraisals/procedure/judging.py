"""What is found in an appraisal as it stands on a day (C13): by the same days that refuse a step beforehand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from appraisals.procedure.days import is_long_enough, publish_due
from core.found import Found
from core.workdays import WorkdayCalendar
from rulebook.procedures.appraisals import CODES, ELECTORATES, STATEMENT_DAYS, Electorate, is_valid


class Returned(Struct, frozen=True, kw_only=True):
    """How many ballots of an electorate were given out, and how many came back."""

    electorate: str
    issued: int
    returned: int


class Course(Struct, frozen=True, kw_only=True):
    """An appraisal as it is judged: its days, and what came back."""

    year: int
    published_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    sealed_on: date | None = None
    has_meeting: bool = False
    returned: Iterable[Returned] = ()


def judge_course(course: Course, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """Everything found in `course` as of `on`."""
    found = []
    published, opened = course.published_on, course.opened_on
    if published and opened and not is_long_enough(published, opened, calendar):
        facts = {
            "published": published.isoformat(),
            "opened": opened.isoformat(),
            "days": STATEMENT_DAYS.value,
        }
        found.append(_found("appraisal-statement-short", facts))
    if course.closed_on is None:
        return found
    if not course.has_meeting:
        found.append(_found("appraisal-without-meeting", {"year": course.year}))
    low = [one for one in course.returned if one.issued and not is_valid(one.issued, one.returned)]
    if low:
        names = "、".join(ELECTORATES[Electorate(one.electorate)].name for one in low)
        found.append(_found("appraisal-turnout-low", {"year": course.year, "electorates": names}))
    due = publish_due(course.closed_on, calendar)
    if (course.sealed_on or on) > due:
        how = f"已于 {course.sealed_on} 公布" if course.sealed_on else "至今没有公布"
        facts = {
            "year": course.year,
            "closed": course.closed_on.isoformat(),
            "due": due.isoformat(),
            "how": how,
        }
        found.append(_found("appraisal-result-late", facts))
    return found


def _found(code: str, facts: dict[str, Any]) -> Found:
    return Found(rule=CODES[code], facts=facts)
