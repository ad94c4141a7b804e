"""Steps of an audit as they are stored: who takes which, what is refused and why, what is found later, documents, the calendar."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from audits.choices import Outcome, RectificationState, State
from audits.models import Audit, Delivery, Document, Objection, RequestedItem, Step
from audits.services.stages.documents import blocks_of
from audits.services.stages.held import Breaks, NotPossible
from audits.services.stages.objections import answer_objection, file_objection
from audits.services.stages.steps import Content, note_silence, take_step
from audits.tasks import check_audit_stages_today
from core.documents import write_docx
from core.models import JobRun
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Duty, Finding, Fulfilment
from tests import factories
from tests.audits.staged import ago, judged, staged
from tests.today import DAY


def test_an_audit_by_the_book_comes_to_its_report_and_nothing_is_found(county):
    one = staged(county).upto(Kind.RESULT)
    one.audit.refresh_from_db()
    assert one.audit.state == State.CLOSED  # nothing was found in it, and its result was sent
    assert judged() == set()


def test_every_step_is_taken_by_whom_it_belongs_to_alone(county):
    one = staged(county).upto(Kind.REQUEST)
    for kind, by in (
        (Kind.STATEMENT, county.secretary),
        (Kind.HEAD_PROMISE, one.leader),
        (Kind.UNIT_PROMISE, county.head_user),
        (Kind.ENTRY, county.head_user),
        (Kind.ENTRY, county.discipline),
    ):
        with pytest.raises(NotPossible):
            one.take(kind, by=by)


def test_a_notice_waits_for_a_team_each_of_whom_declared_to_be_independent(county):
    one = staged(county)
    one.audit.team.filter(role="member").update(declared_on=None)
    with pytest.raises(ValidationError, match="沈既白"):
        one.take(Kind.NOTICE)
    one.audit.team.filter(role="leader").update(left_on=DAY)
    with pytest.raises(ValidationError, match="审计组没有组长"):
        one.take(Kind.NOTICE)


def test_an_entry_too_soon_after_the_notice_is_refused_with_its_reason_and_found_where_it_happened(county):
    one = staged(county).upto(Kind.UNIT_PROMISE)
    with pytest.raises(Breaks) as refused:
        one.take(Kind.ENTRY, 138)
    assert "少于 3 个" in str(refused.value)
    assert not Step.objects.filter(kind=Kind.ENTRY).exists()
    one.take(Kind.ENTRY, 138, happened=True)
    assert ("audit-notice-short", "") in judged()


def test_the_head_of_the_bureau_may_approve_a_notice_served_at_the_start(county):
    one = staged(county)
    one.take(Kind.NOTICE, approval="局长批准，情况紧急")
    for kind in (Kind.STATEMENT, Kind.HEAD_PROMISE, Kind.UNIT_PROMISE):
        one.take(kind, 140)
    one.take(Kind.ENTRY, 140)
    assert judged(ago(120)) == set()


def test_an_entry_without_statement_and_promises_is_refused(county):
    one = staged(county).upto(Kind.REQUEST)
    with pytest.raises(Breaks, match="述职报告"):
        one.take(Kind.ENTRY)
    one.take(Kind.ENTRY, happened=True)
    assert judged() == {("audit-entry-unprepared", county.head.name), ("audit-draft-late", "")}


def test_a_draft_before_the_entry_is_refused(county):
    one = staged(county).upto(Kind.UNIT_PROMISE)
    with pytest.raises(Breaks, match="缺少：进点会"):
        one.take(Kind.DRAFT)


def test_a_step_sent_twice_is_taken_once_and_a_second_of_its_kind_is_refused(county):
    one = staged(county)
    token, content = uuid4(), Content(day=ago(140))
    sent = {"audit": one.audit.pk, "kind": Kind.NOTICE, "content": content, "by": one.leader, "on": DAY}
    first = take_step(token=token, **sent)
    assert take_step(token=token, **sent) == first
    with pytest.raises(NotPossible):
        take_step(token=uuid4(), **sent)
    assert Document.objects.count() == 1


def test_a_report_before_the_opinions_or_their_days_is_refused(county):
    one = staged(county).upto(Kind.HEAD_OPINION)
    with pytest.raises(Breaks, match="所在单位还没有提出意见"):
        one.take(Kind.REPORT, 64)


def test_silence_of_ten_working_days_is_recorded_as_no_objection_by_the_nightly_run(county):
    one = staged(county).upto(Kind.DRAFT)
    due = one.audit.steps.get(kind=Kind.DRAFT).on
    assert (
        note_silence(audit=one.audit.pk, on=due + timedelta(10)) == 0
    )  # ten calendar days are not ten working days
    check_audit_stages_today(DAY.isoformat())
    said = one.audit.steps.filter(kind__in=(Kind.HEAD_OPINION, Kind.UNIT_OPINION))
    assert [(row.silent, row.entered_by) for row in said] == [(True, None)] * 2
    assert JobRun.objects.get(job="check-of-audit-stages").result["silent"] == 2
    check_audit_stages_today(DAY.isoformat())
    assert said.count() == 2
    with pytest.raises(NotPossible):
        one.take(Kind.HEAD_OPINION)


def test_an_opinion_after_its_days_is_refused_with_the_article(county):
    one = staged(county).upto(Kind.DRAFT)
    with pytest.raises(ValidationError, match="视为无异议"):
        one.take(Kind.HEAD_OPINION, 40)


def test_a_request_becomes_the_list_of_what_is_to_be_handed_in(county):
    staged(county).upto(Kind.REQUEST)
    assert list(RequestedItem.objects.values_list("title", flat=True)) == [
        "内部管理制度",
        "2024年度固定资产盘点表",
    ]


def test_documents_are_numbered_without_gaps_by_body_year_and_kind(county):
    one = staged(county)
    one.upto(Kind.REQUEST)
    with pytest.raises(Breaks), transaction.atomic():
        one.take(Kind.DRAFT)
    other = Audit.objects.get(pk=one.audit.pk)
    other.pk, other.token, other.kind = None, uuid4(), "leaving"
    other.save()
    for member in one.audit.team.all():
        other.team.create(person=member.person, role=member.role, declared_on=ago(145))
    take_step(
        token=uuid4(), audit=other.pk, kind=Kind.NOTICE, content=Content(day=ago(100)), by=one.leader, on=DAY
    )
    notices = list(Document.objects.filter(kind="notice").values_list("number", flat=True))
    assert [number.partition("审")[2] for number in notices] == ["通〔2026〕1号", "通〔2026〕2号"]
    first = Document.objects.get(kind="notice", serial=1)
    assert "组长" in str(blocks_of(first))
    assert write_docx(blocks_of(first))[:2] == b"PK"
    with pytest.raises(ProgrammingError), transaction.atomic():
        Document.objects.filter(pk=first.pk).update(number="改")


def test_the_result_goes_to_the_bodies_entitled(county):
    staged(county).upto(Kind.RESULT)
    names = set(Delivery.objects.values_list("body__name", flat=True))
    assert names == {"镇坪县委", "镇坪县人民政府", "县委组织部", "县纪委监委"}


def test_a_report_restarts_the_five_years_at_the_last_day_audited_and_an_overturned_one_takes_that_back(
    county,
):
    one = staged(county).upto(Kind.REPORT)
    noted = Fulfilment.objects.get(person=county.head)
    assert (noted.proof, noted.until, noted.unit) == ("in-term-audit", one.audit.until, county.town)
    row = one.objected()
    answer_objection(
        objection=row.pk, reviewer=one.third.person, outcome=Outcome.OVERTURNED, answer="事实不清，撤销。",
        by=one.third, on=ago(10),
    )  # fmt: skip
    assert not Fulfilment.objects.filter(person=county.head).exists()
    one.audit.refresh_from_db()
    assert one.audit.state == State.ENTERED
    assert set(one.audit.steps.filter(void_on=None).values_list("kind", flat=True)) == {
        "notice", "request", "statement", "head-promise", "unit-promise", "entry",
    }  # fmt: skip
    one.take(Kind.DRAFT, 5)
    one.audit.refresh_from_db()
    assert one.audit.state == State.DRAFTED


def test_an_objection_keeps_its_days_and_is_answered_by_others_than_the_auditors(county):
    one = staged(county).upto(Kind.REPORT)
    with pytest.raises(ValidationError, match="届满"):
        one.objected(18)
    row = one.objected(20)
    sent = {"objection": row.pk, "outcome": Outcome.UPHELD, "answer": "维持。", "on": DAY}
    with pytest.raises(ValidationError, match="您参加了这项审计"):
        answer_objection(reviewer=one.third.person, by=one.second, **sent)
    with pytest.raises(ValidationError, match="参加过这项审计"):
        answer_objection(reviewer=one.leader.person, by=one.third, **sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=row.pk).update(reviewer=one.second.person)
    assert answer_objection(reviewer=one.third.person, by=one.third, **sent).outcome == "upheld"
    with pytest.raises(NotPossible):
        file_objection(token=uuid4(), audit=one.audit.pk, text="再诉。", by=county.head_user, on=DAY)


def test_an_objection_nobody_answers_is_found(county):
    one = staged(county).upto(Kind.REPORT)
    one.objected()
    assert ("audit-objection-late", "") not in judged(ago(30) + timedelta(91))
    assert ("audit-objection-late", "") in judged(ago(30) + timedelta(94))


def test_the_bureaus_head_answers_for_the_bureau_and_the_audited_head_for_the_unit(county):
    one = staged(county)
    chief = factories.make_person("卫观澜")
    factories.make_tenure(chief, factories.make_post(one.audit.body, "局长"))
    one.reported(Kind.ISSUE_LIST)
    found = judged(DAY + timedelta(60))
    assert ("audit-result-late", "卫观澜") in found
    assert ("audit-summary-late", county.head.name) in found
    late = Finding.objects.get(code="audit-result-late")
    assert late.concerns == county.head


def test_a_terminated_audit_says_why_and_who_approved_and_nothing_more_is_taken(county):
    one = staged(county).upto(Kind.NOTICE)
    with pytest.raises(ValidationError):
        one.take(Kind.TERMINATION, 100)
    one.take(Kind.TERMINATION, 100, approval="县委审计委员会2026年8月会议")
    one.audit.refresh_from_db()
    assert one.audit.state == State.TERMINATED
    with pytest.raises(NotPossible):
        one.take(Kind.STATEMENT)
    assert judged() == set()


def test_publication_waits_for_measures_and_closes_the_audit_with_the_last_rectification(county):
    one = staged(county)
    finding = one.reported(Kind.SUMMARY)
    with pytest.raises(ValidationError, match="没有整改措施"):
        one.take(Kind.PUBLICATION)
    finding.rectification.refresh_from_db()
    assert finding.rectification.state == RectificationState.UNMENDED
    assert Duty.objects.filter(person=county.head, kind="term-audit").count() == 0
