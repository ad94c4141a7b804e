"""Judging an audit by its stages as of a day. Pure; time and the calendar are arguments."""

from collections.abc import Callable
from datetime import date
from typing import Any

from audits.procedure.days import due_of, earliest_entry
from audits.procedure.form import Audit
from core.workdays import WorkdayCalendar
from decisions.procedure import Found
from rulebook.procedures.auditing import BY_STEP, CODES, NOTICE_DAYS, STEPS, Step

Report = Callable[..., None]
# An opinion is no step the bureau waits for longer than its days (N16); it is judged by itself.
OPINIONS = (Step.HEAD_OPINION, Step.UNIT_OPINION)
PREPARED = (Step.STATEMENT, Step.HEAD_PROMISE, Step.UNIT_PROMISE)
# What is no reason to refuse a step: lateness is mended by nothing.
FINDING_ONLY = frozenset(
    {
        "audit-draft-late",
        "audit-issue-list-late",
        "audit-result-late",
        "audit-publication-late",
        "audit-objection-late",
        "audit-summary-late",
    }
)
LATE = {
    Step.DRAFT: "audit-draft-late",
    Step.ISSUE_LIST: "audit-issue-list-late",
    Step.RESULT: "audit-result-late",
    Step.SUMMARY: "audit-summary-late",
    Step.PUBLICATION: "audit-publication-late",
}
# What the sentence about a late step says it runs from.
SINCE = {
    Step.DRAFT: ("entry_on", Step.ENTRY),
    Step.ISSUE_LIST: ("report_on", Step.REPORT),
    Step.RESULT: ("report_on", Step.REPORT),
    Step.SUMMARY: ("list_on", Step.ISSUE_LIST),
    Step.PUBLICATION: ("summary_on", Step.SUMMARY),
}
OF_ISSUES = (Step.ISSUE_LIST, Step.SUMMARY, Step.PUBLICATION)
DONE_HOW = {
    Step.DRAFT: "发出", Step.ISSUE_LIST: "移交", Step.RESULT: "报送", Step.SUMMARY: "报送", Step.PUBLICATION: "公告",
}  # fmt: skip


def judge(audit: Audit, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """Everything found in how `audit` was carried out, as of `on`; of a terminated one what went before."""
    found: list[Found] = []

    def report(code: str, /, **facts: object) -> None:
        found.append(Found(CODES[code], {name: _plain(value) for name, value in facts.items()}))

    in_order(audit, on, report)
    noticed(audit, on, calendar, report)
    prepared(audit, on, report)
    heard(audit, on, calendar, report)
    in_time(audit, on, calendar, report)
    answered(audit, on, report)
    return found


def blocking(before: Audit, after: Audit, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """What a step would newly break: found in the audit as it would be `after`, and not `before`."""
    known = {one.message for one in judge(before, on, calendar)}
    return [
        one
        for one in judge(after, on, calendar)
        if one.rule.code not in FINDING_ONLY and one.message not in known
    ]


def taken(audit: Audit, step: Step, on: date) -> date | None:
    """The day a step was taken, if that was by `on`."""
    day = audit.day(step)
    return day if day is not None and day <= on else None


def in_order(audit: Audit, on: date, report: Report) -> None:
    """Each step rests on those before it."""
    for rule in STEPS:
        later = taken(audit, rule.step, on)
        if later is None:
            continue
        missing = []
        for step in rule.after:
            earlier = audit.day(step)
            if earlier is None and step not in OPINIONS:
                missing.append(BY_STEP[step].title)
            elif earlier is not None and earlier > later and step not in OPINIONS:
                report(
                    "audit-out-of-order",
                    later=rule.title,
                    later_on=later,
                    earlier=BY_STEP[step].title,
                    earlier_on=earlier,
                )
        if missing:
            report("audit-step-missing", later=rule.title, later_on=later, missing=missing)


def noticed(audit: Audit, on: date, calendar: WorkdayCalendar, report: Report) -> None:
    """The notice is served three working days ahead, or the head of the bureau approved otherwise (N15)."""
    entered, notice = taken(audit, Step.ENTRY, on), audit.steps.get(Step.NOTICE)
    if entered is None or notice is None or notice.on > entered or notice.approval:
        return
    if earliest_entry(notice.on, calendar) > entered:
        days = calendar.between(notice.on, entered)
        told = {"notice_on": notice.on, "entry_on": entered, "days": days}
        report("audit-notice-short", **told, least=NOTICE_DAYS.value)


def prepared(audit: Audit, on: date, report: Report) -> None:
    """At the meeting of entry the head's statement and both promises are there."""
    entered = taken(audit, Step.ENTRY, on)
    if entered is None:
        return
    missing = [
        BY_STEP[step].title
        for step in PREPARED
        if audit.asks(step) and ((day := audit.day(step)) is None or day > entered)
    ]
    if missing:
        report("audit-entry-unprepared", entry_on=entered, missing=missing)


def heard(audit: Audit, on: date, calendar: WorkdayCalendar, report: Report) -> None:
    """No report before head and unit said what they think of the draft, or their days have passed (N16)."""
    drafted, reported = audit.day(Step.DRAFT), taken(audit, Step.REPORT, on)
    if drafted is None or reported is None:
        return
    due = due_of(audit, Step.HEAD_OPINION, calendar)
    names = {Step.HEAD_OPINION: "被审计领导干部", Step.UNIT_OPINION: "所在单位"}
    who = [
        name
        for step, name in names.items()
        if audit.asks(step) and ((day := audit.day(step)) is None or day > reported)
    ]
    if who and due is not None and reported <= due:
        report("audit-opinion-cut-short", draft_on=drafted, due=due, report_on=reported, who="和".join(who))


def in_time(audit: Audit, on: date, calendar: WorkdayCalendar, report: Report) -> None:
    """What has a day is done by it."""
    over = taken(audit, Step.TERMINATION, on)
    for step, code in LATE.items():
        due = due_of(audit, step, calendar)
        if due is None or (step in OF_ISSUES and not audit.issues):
            continue
        done = taken(audit, step, on)
        if (done or over or on) <= due:
            continue
        word = DONE_HOW[step]
        how = f"在 {done.isoformat()} 才{word}" if done else f"至今没有{word}"
        name, since = SINCE[step]
        report(code, **{name: audit.day(since)}, due=due, how=how)


def answered(audit: Audit, on: date, report: Report) -> None:
    """Objections are answered in time (N17)."""
    for one in audit.objections:
        done = one.answered_on if one.answered_on is not None and one.answered_on <= on else None
        if (done or on) > one.due:
            how = f"在 {done.isoformat()} 才答复" if done else "至今没有答复"
            report("audit-objection-late", filed_on=one.filed_on, due=one.due, how=how)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
