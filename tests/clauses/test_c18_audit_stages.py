"""C18: an audit goes from its notice to its rectification by steps and days; what a head answers for is judged by declared tests."""

from datetime import date, timedelta

import pytest

from audits.procedure.checklist import LineState, checklist
from audits.procedure.days import due_of, earliest_entry, objected_by, reexamined_by
from audits.procedure.form import Audit, Objection, Step
from audits.procedure.judging import blocking, judge
from core.workdays import WorkdayCalendar
from rulebook.clauses import CLAUSES
from rulebook.findings import CODES as EVERY_CODE
from rulebook.limits import LIMITS as EVERY_LIMIT
from rulebook.procedures.auditing import (
    BY_STEP,
    CODES,
    DOCUMENTS,
    LIMITS,
    RESPONSIBILITIES,
    STEPS,
    TESTS,
    Responsibility,
)
from rulebook.procedures.auditing import Step as Kind

PLAIN = WorkdayCalendar({}, frozenset())
ON = date(2026, 11, 24)
DAYS = {
    Kind.NOTICE: date(2026, 3, 2), Kind.REQUEST: date(2026, 3, 3), Kind.STATEMENT: date(2026, 3, 4),
    Kind.HEAD_PROMISE: date(2026, 3, 4), Kind.UNIT_PROMISE: date(2026, 3, 4), Kind.ENTRY: date(2026, 3, 5),
    Kind.DRAFT: date(2026, 5, 11), Kind.HEAD_OPINION: date(2026, 5, 15), Kind.UNIT_OPINION: date(2026, 5, 18),
    Kind.REPORT: date(2026, 6, 1), Kind.ISSUE_LIST: date(2026, 6, 5), Kind.RESULT: date(2026, 6, 15),
    Kind.SUMMARY: date(2026, 8, 10), Kind.PUBLICATION: date(2026, 8, 20),
}  # fmt: skip


def audit(without=(), objections=(), issues=1, approval=None, **moved):
    """An audit by the book; `moved` gives a step (its name with _) another day."""
    days = {kind: day for kind, day in DAYS.items() if kind not in without}
    days |= {Kind(name.replace("_", "-")): day for name, day in moved.items()}
    steps = {str(kind): Step(on=day) for kind, day in days.items()}
    if approval:
        steps[str(Kind.NOTICE)].approval = approval
    period = {"since": date(2023, 1, 1), "until": date(2025, 12, 31)}
    return Audit(**period, issues=issues, steps=steps, objections=list(objections))


def found(one, on=ON):
    return {fault.rule.code: fault.message for fault in judge(one, on, PLAIN)}


def test_an_audit_by_the_book_raises_nothing_and_is_done_throughout():
    assert found(audit()) == {}
    lines = checklist(audit(), ON, PLAIN)
    assert {line.state for line in lines if line.rule.needed} == {LineState.DONE}


def test_the_clause_its_codes_and_numbers_are_known_to_the_product():
    assert "经济责任审计" in CLAUSES["C18"].text
    assert CODES.keys() <= EVERY_CODE.keys()
    assert set(LIMITS) <= set(EVERY_LIMIT)
    rules = {limit.rule for limit in EVERY_LIMIT} | {"N18"}
    assert {number for rule in CODES.values() for number in rule.rules} <= rules
    assert {rule.step for rule in STEPS} == set(Kind)
    assert {rule.step for rule in DOCUMENTS} <= set(Kind)


def test_every_step_comes_after_those_it_rests_on():
    order = [rule.step for rule in STEPS]
    assert all(order.index(earlier) < order.index(rule.step) for rule in STEPS for earlier in rule.after)


def test_there_are_two_kinds_of_responsibility_with_six_and_five_tests_of_the_instrument():
    assert [RESPONSIBILITIES[kind] for kind in Responsibility] == ["不承担责任", "直接责任", "领导责任"]
    for kind, article, most in (
        (Responsibility.DIRECT, "第四十条", 6),
        (Responsibility.LEADING, "第四十一条", 5),
    ):
        tests = [test for test in TESTS if test.kind == kind]
        assert [test.number for test in tests] == list(range(1, most + 1))
        assert {test.source.article for test in tests} == {article}
        assert all(test.text and not test.source.read for test in tests)
    assert {test.key for test in TESTS if test.on_votes} == {"direct-5", "leading-1", "leading-3"}


@pytest.mark.parametrize(
    ("entry", "short"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 4), True),
        (date(2026, 3, 5), False),
        (date(2026, 3, 9), False),
    ],
)
def test_the_notice_is_served_three_working_days_before_the_audit_starts(entry, short):
    one = audit(
        entry=entry, statement=date(2026, 3, 2), head_promise=date(2026, 3, 2), unit_promise=date(2026, 3, 2)
    )
    assert ("audit-notice-short" in found(one)) is short
    one.steps[str(Kind.NOTICE)].approval = "局长批准"
    assert "audit-notice-short" not in found(one)


def test_days_of_the_notice_are_working_days():
    friday = date(2026, 3, 6)
    assert earliest_entry(friday, PLAIN) == date(2026, 3, 11)
    holiday = WorkdayCalendar({date(2026, 3, 9): False}, frozenset({2026}))
    assert earliest_entry(friday, holiday) == date(2026, 3, 12)


@pytest.mark.parametrize("kind", [Kind.STATEMENT, Kind.HEAD_PROMISE, Kind.UNIT_PROMISE])
def test_the_meeting_of_entry_has_the_heads_statement_and_both_promises(kind):
    assert BY_STEP[kind].title in found(audit(without=(kind,)))["audit-entry-unprepared"]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        (rule.step, step)
        for rule in STEPS
        for step in rule.after
        if step not in (Kind.HEAD_OPINION, Kind.UNIT_OPINION)
    ],
)
def test_a_step_without_the_one_it_rests_on_is_refused_and_found(later, earlier):
    if later in DAYS:
        before, after = audit(without=(earlier, later)), audit(without=(earlier,))
        assert {one.rule.code for one in blocking(before, after, ON, PLAIN)} >= {"audit-step-missing"}
        assert BY_STEP[earlier].title in found(after)["audit-step-missing"]


def test_a_step_dated_before_the_one_it_rests_on_is_found():
    assert "才办理" in found(audit(draft=date(2026, 3, 3)))["audit-out-of-order"]


@pytest.mark.parametrize(
    ("without", "report", "cut"),
    [
        ((Kind.HEAD_OPINION,), date(2026, 5, 25), True),  # the tenth working day
        ((Kind.HEAD_OPINION,), date(2026, 5, 26), False),  # silence is no objection
        ((Kind.HEAD_OPINION, Kind.UNIT_OPINION), date(2026, 5, 20), True),
        ((), date(2026, 5, 19), False),  # both have said what they think
    ],
)
def test_the_report_waits_ten_working_days_for_both_opinions(without, report, cut):
    assert due_of(audit(), Kind.HEAD_OPINION, PLAIN) == date(2026, 5, 25)
    assert ("audit-opinion-cut-short" in found(audit(without=without, report=report))) is cut


@pytest.mark.parametrize(
    ("step", "last", "code"),
    [
        (Kind.DRAFT, date(2026, 6, 3), "audit-draft-late"),
        (Kind.ISSUE_LIST, date(2026, 6, 8), "audit-issue-list-late"),
        (Kind.RESULT, date(2026, 6, 22), "audit-result-late"),
        (Kind.SUMMARY, date(2026, 8, 25), "audit-summary-late"),
        (Kind.PUBLICATION, date(2026, 9, 7), "audit-publication-late"),
    ],
)
def test_a_step_is_late_the_day_after_its_last_day_and_not_on_it(step, last, code):
    assert due_of(audit(), step, PLAIN) == last
    waiting = audit(without=tuple(kind for kind in DAYS if DAYS[kind] >= DAYS[step]))
    assert code not in found(waiting, last)
    assert "至今没有" in found(waiting, last + timedelta(1))[code]
    name = step.replace("-", "_")
    assert code not in found(audit(**{name: last}))
    assert "才" in found(audit(**{name: last + timedelta(1)}))[code]


def test_nothing_is_handed_over_or_put_right_where_nothing_was_found():
    clean = audit(without=(Kind.ISSUE_LIST, Kind.SUMMARY, Kind.PUBLICATION), issues=0)
    assert found(clean) == {}
    states = {line.rule.step: line.state for line in checklist(clean, ON, PLAIN)}
    assert states[Kind.PUBLICATION] == LineState.NOT_NEEDED


def test_an_objection_runs_thirty_days_and_its_answer_ninety():
    assert objected_by(date(2026, 6, 1), PLAIN) == date(2026, 7, 1)
    assert reexamined_by(date(2026, 6, 1), PLAIN) == date(2026, 8, 31)  # the ninetieth day is a Sunday
    due = date(2026, 8, 31)
    one = audit(objections=[Objection(filed_on=date(2026, 6, 1), due=due)])
    assert "audit-objection-late" not in found(one, due)
    assert "至今没有答复" in found(one, due + timedelta(1))["audit-objection-late"]


def test_a_terminated_audit_is_asked_for_nothing_more():
    ended = audit(
        without=tuple(kind for kind in DAYS if kind not in (Kind.NOTICE,)), termination=date(2026, 3, 4)
    )
    assert found(ended) == {}
    open_lines = [line for line in checklist(ended, ON, PLAIN) if line.can]
    assert open_lines == []
