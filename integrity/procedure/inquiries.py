"""Asking a head about signs (函询谈话, C17): its days, which step may be taken, what is late, what would tell a confidential source."""

from datetime import date

from msgspec import Struct

from core.found import Found
from core.periods import months_after
from core.workdays import WorkdayCalendar
from integrity.procedure.found import found
from rulebook.procedures.appointments import ADMONITION_MONTHS
from rulebook.procedures.inquiry import (
    ASSESS_MONTHS,
    CRITICISM_DAYS,
    ECHO,
    RECEIPT_DAYS,
    REPLY_DAYS,
    State,
    StepRule,
    Way,
)


class InquiryForm(Struct, frozen=True, kw_only=True):
    """A case that was sent: its days; `criticism_due`, `criticism_on` of the self-criticism where it ended with an admonition."""

    number: str
    way: Way
    answer_due: date | None = None
    answered_on: date | None = None
    assessed_on: date | None = None
    decided_on: date | None = None
    criticism_due: date | None = None
    criticism_on: date | None = None


def answer_due(sent_on: date, received_on: date | None, calendar: WorkdayCalendar) -> date:
    """The last day for the head's words: counted from the receipt, at the latest from the last day for signing for the letter (N28)."""
    latest = calendar.add(sent_on, RECEIPT_DAYS.value)
    return calendar.add(min(received_on or latest, latest), REPLY_DAYS.value)


def assess_due(answered_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for proposing an outcome (N29); on a holiday the next working day (N42)."""
    return calendar.on_or_after(months_after(answered_on, ASSESS_MONTHS.value))


def criticism_due(decided_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for the written self-criticism (N30)."""
    return calendar.add(decided_on, CRITICISM_DAYS.value)


def admonished_until(decided_on: date) -> date:
    """The first day on which an admonition weighs no more (N30)."""
    return months_after(decided_on, ADMONITION_MONTHS.value)


def may_take(rule: StepRule, *, state: State, way: Way, answer_due: date | None, on: date) -> bool:
    """Whether the step is one that can be taken in `state`."""
    if way not in rule.ways:
        return False
    passed = answer_due is not None and on > answer_due
    return state in rule.after or (passed and state in rule.overdue)


def judge_inquiry(form: InquiryForm, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """What is found late in `form` as of `on`: the head's words, the body's proposal, the self-criticism."""
    faults: list[Found] = []
    answered = _by(form.answered_on, on)
    due, done = form.answer_due, answered or _by(form.assessed_on, on)
    if form.way == Way.LETTER and due is not None and (done or on) > due:
        how = f"{answered} 才说明" if answered else "至今没有说明" if done is None else "到期没有说明"
        faults.append(found("inquiry-answer-late", number=form.number, due=due.isoformat(), how=how))
    if answered is not None:
        due, done = assess_due(answered, calendar), _by(form.assessed_on, on)
        if (done or on) > due:
            how = f"{done} 才提出" if done else "至今没有提出"
            told = {"number": form.number, "answered_on": answered.isoformat(), "due": due.isoformat()}
            faults.append(found("inquiry-assessment-late", **told, how=how))
    due, done = form.criticism_due, _by(form.criticism_on, on)
    if due is not None and form.decided_on is not None and (done or on) > due:
        how = f"{done} 才提交" if done else "至今没有提交"
        told = {"number": form.number, "admonished_on": form.decided_on.isoformat(), "due": due.isoformat()}
        faults.append(found("inquiry-criticism-late", **told, how=how))
    return faults


def echo_of(words: str, facts: str) -> str:
    """The first passage of `words` that also stands in `facts`, long enough to tell where it comes from; empty where there is none.

    Signs and spaces do not count.
    """
    said, source = _plain(words), _plain(facts)
    size = ECHO.value
    for start in range(len(said) - size + 1):
        if said[start : start + size] in source:
            end = start + size
            while end < len(said) and said[start : end + 1] in source:
                end += 1
            return said[start:end]
    return ""


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _by(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None
