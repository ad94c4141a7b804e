"""The register of findings: no finding without facts, the same facts never twice, what is mended closes with its history kept."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import workdays
from organisation.models import Person
from rulebook.procedures.decisions import CODES, MatterCategory
from rulebook.types import FindingRule
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.services import Subject, answer_finding, assess_finding, reconcile
from tests import factories

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=10)
PAID = {"entries": ["2026-02-01 付款 90000.00 元"]}
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Fault:
    """What a check tells."""

    rule: FindingRule
    facts: dict[str, Any] = field(default_factory=dict)
    message: str = "没有经过新的集体研究，执行偏离了决议。"


def departed(**facts: Any) -> Fault:
    return Fault(CODES["departed-from-resolution"], facts or PAID)


def stalled(days: int, since: str = "2026-01-20") -> Fault:
    facts = {"since": since, "days": days, "least": 30}
    return Fault(CODES["no-follow-up"], facts, f"决议自 {since} 起 {days} 天没有新的落实记载。")


@pytest.fixture
def subject() -> Subject:
    return make_subject()


def make_subject(
    person: Person | None = None, number: int = 1, kind: str = MatterCategory.PROJECT
) -> Subject:
    head = person or factories.make_head()
    unit = head.tenures.get().post.unit
    return Subject("decisions.matter", number, "修建集镇污水管网", kind, unit, head)


def found(subject: Subject, *faults: Fault, on: date = DAY) -> list[Finding]:
    """Bring the register to `faults`; what stands in it for the subject then."""
    reconcile(found={subject: faults}, on=on)
    return list(Finding.objects.filter(source=subject.source, source_id=subject.source_id).order_by("pk"))


def judged(row: Finding, closure: str = Closure.UPHELD) -> None:
    officer = factories.make_user(role="officer", body=factories.make_unit("县纪委监委", "纪检监察机关"))
    assess_finding(
        finding=row.pk,
        closure=closure,
        words="已谈话提醒。",
        by=officer,
        on=row.answer_due + timedelta(days=1),
    )


def test_a_finding_says_its_clause_its_facts_its_unit_and_head_and_by_when_the_head_must_answer(
    subject: Subject,
) -> None:
    (row,) = found(subject, departed())
    assert (row.clause, row.code, row.severity) == ("C10", "departed-from-resolution", "serious")
    assert (row.facts, row.unit, row.person, row.title) == (PAID, subject.unit, subject.person, subject.title)
    assert row.answer_due == workdays.load().add(DAY, 15)
    assert row.state == FindingState.OPEN


def test_nothing_found_raises_nothing(subject: Subject) -> None:
    assert found(subject) == []


def test_there_is_no_finding_without_facts(subject: Subject) -> None:
    (row,) = found(subject, Fault(CODES["expert-panel-missing"], {}, "没有进行专家组论证。"))
    assert row.facts == {"record": subject.title}
    row.pk, row.code, row.facts = None, "other", {}
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.facts, row.message = PAID, ""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_same_facts_never_raise_it_twice(subject: Subject) -> None:
    found(subject, departed())
    (row,) = found(subject, departed(), on=LATER)
    assert row.raised_on == DAY
    assert row.history.count() == 1


def test_postgresql_itself_refuses_the_same_facts_twice(subject: Subject) -> None:
    (row,) = found(subject, departed())
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_days_that_merely_pass_change_the_words_of_the_open_finding_and_leave_no_trace(
    subject: Subject,
) -> None:
    found(subject, stalled(31))
    (row,) = found(subject, stalled(41), on=LATER)
    assert (row.facts["days"], row.message) == (41, "决议自 2026-01-20 起 41 天没有新的落实记载。")
    assert row.history.count() == 1


def test_facts_that_move_on_update_the_open_finding_and_keep_what_they_were(subject: Subject) -> None:
    more = {"entries": [*PAID["entries"], "2026-03-01 付款 5000.00 元"]}
    found(subject, departed())
    (row,) = found(subject, departed(**more), on=LATER)
    assert row.facts == more
    assert [past.facts for past in row.history.order_by("history_id")] == [PAID, more]


def test_an_answer_to_other_facts_leaves_the_head_days_to_answer_these(subject: Subject) -> None:
    (row,) = found(subject, departed())
    head = factories.make_user(person=subject.person)
    answer_finding(finding=row.pk, words="系工程变更。", by=head, on=DAY)
    (row,) = found(subject, departed(entries=["2026-03-01 付款 5000.00 元"]), on=LATER)
    assert (row.state, row.answer) == (FindingState.OPEN, "系工程变更。")
    assert row.answer_due == workdays.load().add(LATER, 15)


def test_an_unanswered_finding_keeps_its_day_though_its_facts_move_on(subject: Subject) -> None:
    (row,) = found(subject, departed())
    due = row.answer_due
    (row,) = found(subject, departed(entries=["2026-03-01 付款 5000.00 元"]), on=LATER)
    assert row.answer_due == due


def test_a_fixed_cause_closes_it_with_its_history_kept(subject: Subject) -> None:
    found(subject, departed())
    (row,) = found(subject, on=LATER)
    assert (row.state, row.closure, row.closed_on) == (FindingState.CLOSED, Closure.FIXED, LATER)
    assert row.facts == PAID
    assert [past.state for past in row.history.order_by("history_id")] == ["open", "closed"]


def test_a_cause_that_comes_back_opens_it_again_with_new_days_to_answer(subject: Subject) -> None:
    found(subject, departed())
    found(subject, on=LATER)
    again = LATER + timedelta(days=60)
    (row,) = found(subject, departed(), on=again)
    assert (row.state, row.closure, row.closed_on) == (FindingState.OPEN, "", None)
    assert row.answer_due == workdays.load().add(again, 15)


def test_a_cause_that_comes_back_after_an_answer_waits_for_the_body(subject: Subject) -> None:
    (row,) = found(subject, departed())
    answer_finding(
        finding=row.pk, words="系工程变更。", by=factories.make_user(person=subject.person), on=DAY
    )
    found(subject, on=LATER)
    (row,) = found(subject, departed(), on=LATER)
    assert row.state == FindingState.ANSWERED


@pytest.mark.parametrize("closure", [Closure.UPHELD, Closure.EXPLAINED])
def test_what_was_judged_stays_judged_whether_the_cause_lasts_or_not(subject: Subject, closure: str) -> None:
    (row,) = found(subject, departed())
    judged(row, closure)
    for faults in ([departed()], [], [departed()]):
        (row,) = found(subject, *faults, on=LATER + timedelta(days=40))
        assert (row.state, row.closure) == (FindingState.CLOSED, closure)


def test_new_facts_after_a_judgement_are_a_finding_of_their_own(subject: Subject) -> None:
    (row,) = found(subject, departed())
    judged(row)
    old, new = found(subject, departed(entries=["2026-05-01 付款 1.00 元"]), on=LATER)
    assert (old.closure, new.state) == (Closure.UPHELD, FindingState.OPEN)


def test_a_finding_whose_facts_went_back_to_what_was_judged_is_closed(subject: Subject) -> None:
    (row,) = found(subject, departed())
    judged(row)
    found(subject, departed(entries=["2026-05-01 付款 1.00 元"]), on=LATER)
    old, new = found(subject, departed(), on=LATER)
    assert (old.closure, new.closure) == (Closure.UPHELD, Closure.FIXED)


def test_two_faults_of_one_code_are_told_apart_by_their_facts(subject: Subject) -> None:
    one, two = departed(entries=["一"]), departed(entries=["二"])
    found(subject, two)
    rows = found(subject, one, two, on=LATER)
    assert sorted(row.facts["entries"][0] for row in rows) == ["一", "二"]
    assert all(row.is_open for row in rows)
    (left,) = [row for row in found(subject, one, on=LATER) if row.is_open]
    assert left.facts == {"entries": ["一"]}


def test_who_may_see_follows_when_the_matter_turns_out_to_be_about_cadres(subject: Subject) -> None:
    found(subject, departed())
    found(subject, on=LATER)
    cadres = Subject(
        subject.source,
        subject.source_id,
        subject.title,
        MatterCategory.PERSONNEL,
        subject.unit,
        subject.person,
    )
    (row,) = found(cadres, on=LATER)
    assert row.subject == MatterCategory.PERSONNEL


def test_the_head_who_answered_stays_the_one_who_answers(subject: Subject) -> None:
    (row,) = found(subject, departed())
    answer_finding(
        finding=row.pk, words="系工程变更。", by=factories.make_user(person=subject.person), on=DAY
    )
    corrected = Subject(
        subject.source, subject.source_id, subject.title, subject.kind, subject.unit, factories.make_person()
    )
    (row,) = found(corrected, departed())
    assert row.person == subject.person


def test_what_is_as_it_was_costs_the_same_for_one_subject_and_for_twenty() -> None:
    head = factories.make_head()
    subjects = [make_subject(head, number) for number in range(1, 21)]
    reconcile(found={subject: [departed(), stalled(31)] for subject in subjects}, on=DAY)
    costs = []
    for some in (subjects[:1], subjects):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reconcile(found={subject: [departed(), stalled(32 + len(some))] for subject in some}, on=DAY)
        costs.append(len(queries))
    assert costs[0] == costs[1]
