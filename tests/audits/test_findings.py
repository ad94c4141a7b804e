"""What audits find: judged by a declared test, joined to the register with the report, re-audited, put right by one and checked by another."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from audits.choices import RectificationState, State
from audits.models import AuditFinding, Progress, Reaudit
from audits.services.stages.findings import (
    FindingContent,
    change_finding,
    drop_finding,
    enter_finding,
    reaudit,
)
from audits.services.stages.held import NotPossible
from audits.services.stages.objections import answer_objection
from audits.services.stages.rectifications import (
    accept_risk,
    check_rectification,
    confirm_rectification,
    plan_rectification,
    set_due,
)
from rulebook.procedures.auditing import TESTS
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from tests import factories
from tests.audits.staged import VALUES, ago, checked, judged, mending, staged
from tests.today import DAY


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"responsibility": "direct", "test": ""}, "相应的情形"),
        ({"responsibility": "direct", "test": "leading-3"}, "相应的情形"),
        ({"responsibility": "direct", "test": "direct-5", "justification": " "}, "认定理由"),
        ({"regulation": ""}, "违反的规定"),
        ({"facts": " "}, "事实"),
    ],
)
def test_a_responsibility_without_its_test_or_reasons_is_refused_at_its_field(county, wrong, words):
    one = staged(county).upto(Kind.ENTRY)
    with pytest.raises(ValidationError, match=words):
        one.found(**wrong)
    assert not AuditFinding.objects.exists()


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.key)
def test_postgresql_itself_refuses_a_responsibility_without_test_or_reasons(county, test):
    row = staged(county).upto(Kind.ENTRY).found(responsibility=test.kind, test=test.key)
    rows = AuditFinding.objects.filter(pk=row.pk)
    other = "leading" if test.kind == "direct" else "direct"
    for wrong in ({"test": ""}, {"justification": ""}, {"responsibility": other}, {"responsibility": "none"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    rows.update(responsibility="none", test="", justification="")


def test_findings_are_numbered_and_changed_until_the_report_alone(county):
    one = staged(county)
    with pytest.raises(NotPossible):
        one.found()  # before the entry
    first = one.reported()
    assert first.number == 1
    sent = {"content": FindingContent(VALUES), "by": one.leader, "on": DAY}
    for write in (
        lambda: enter_finding(token=uuid4(), audit=one.audit.pk, **sent),
        lambda: change_finding(finding=first.pk, **sent),
        lambda: drop_finding(finding=first.pk, by=one.leader, on=DAY),
    ):
        with pytest.raises(NotPossible):
            write()


def test_findings_join_the_register_with_the_report_and_not_before(county):
    one = staged(county).upto(Kind.ENTRY)
    one.found()
    for kind in (Kind.DRAFT, Kind.HEAD_OPINION, Kind.UNIT_OPINION):
        one.take(kind)
    judged()
    assert not Finding.objects.filter(code__startswith="audit-issue").exists()
    one.take(Kind.REPORT)
    assert ("audit-issue", county.head.name) in judged()
    row = Finding.objects.get(code="audit-issue")
    assert "认定领导责任" in row.message
    assert "第四十一条第4项" in row.message
    assert "86,000.00" in row.message


def test_an_overturned_report_takes_its_findings_out_of_the_register(county):
    one = staged(county)
    one.reported()
    row = one.objected()
    assert any(code == "audit-issue" for code, _who in judged())
    answer_objection(
        objection=row.pk,
        reviewer=one.third.person,
        outcome="overturned",
        answer="撤销。",
        by=one.third,
        on=DAY,
    )
    assert not any(code == "audit-issue" for code, _who in judged())


def test_a_reaudit_changes_the_conclusion_and_keeps_what_was_concluded_before(county):
    one = staged(county)
    finding = one.reported()
    values = {
        "amount": None,
        "grade": "serious",
        "responsibility": "direct",
        "test": "direct-5",
        "justification": "未经集体决策。",
    }
    sent = {"finding": finding.pk, "upheld": True, "by": one.leader, "on": DAY}
    with pytest.raises(ValidationError, match="复审情况"):
        reaudit(token=uuid4(), values=values, reason="", **sent)
    token = uuid4()
    made = reaudit(token=token, values=values, reason="补充取证。", **sent)
    assert reaudit(token=token, values=values, reason="补充取证。", **sent) == made
    assert (made.before["responsibility"], made.after["responsibility"]) == ("leading", "direct")
    assert made.before["amount"] == "86000.00"
    finding.refresh_from_db()
    assert (finding.responsibility, finding.grade) == ("direct", "serious")
    assert {code for code, _who in judged()} >= {"audit-issue-serious"}
    assert "audit-issue" not in {code for code, _who in judged()}
    with pytest.raises(ProgrammingError), transaction.atomic():
        Reaudit.objects.filter(pk=made.pk).update(reason="改")
    reaudit(
        token=uuid4(), finding=finding.pk, upheld=False, values={}, reason="不成立。", by=one.leader, on=DAY
    )
    assert not any(code.startswith("audit-issue") and "list" not in code for code, _who in judged())


def owners(county):
    """A clerk of the town with a log-in, and the secretary of the town."""
    person = county.candidate
    return person, factories.make_user("owner", person=person)


def test_what_one_put_right_another_checks_and_the_bureau_confirms(county):
    one = staged(county)
    finding = one.reported()
    person, owner = owners(county)
    mending(county, finding, person, owner)
    with pytest.raises(ValidationError, match="不能复核自己负责的整改"):
        check_rectification(finding=finding.pk, words="好。", by=owner, on=DAY)
    with pytest.raises(NotPossible):
        confirm_rectification(finding=finding.pk, mended=True, words="好。", by=one.leader, on=DAY)
    checked(finding, county.secretary)
    row = confirm_rectification(finding=finding.pk, mended=True, words="核对凭证。", by=one.leader, on=DAY)
    assert row.state == RectificationState.MENDED
    assert not any(code == "audit-issue" for code, _who in judged())
    one.take(Kind.RESULT)
    one.take(Kind.SUMMARY)
    one.take(Kind.PUBLICATION)
    one.audit.refresh_from_db()
    assert one.audit.state == State.CLOSED


def test_an_owner_who_also_acts_for_the_bureau_confirms_nothing(county):
    one = staged(county)
    finding = one.reported()
    person, owner = owners(county)
    mending(county, finding, person, owner)
    row = checked(finding, county.secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(confirmer=owner)


def test_postgresql_refuses_a_check_by_the_owner_and_mended_without_confirmation(county):
    one = staged(county)
    finding = one.reported()
    person, owner = owners(county)
    row = mending(county, finding, person, owner)
    rows = type(row).objects.filter(pk=row.pk)
    for wrong in (
        {"checker": person, "checked_on": DAY, "check_words": "好"},
        {"state": "mended", "closed_on": DAY},
        {"state": "accepted", "closed_on": DAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_what_is_not_put_right_is_sent_back_and_its_lateness_found(county):
    one = staged(county)
    finding = one.reported()
    person, owner = owners(county)
    mending(county, finding, person, owner)
    checked(finding, county.secretary)
    row = confirm_rectification(
        finding=finding.pk, mended=False, words="凭证不全。", by=one.leader, on=ago(15)
    )
    assert (row.state, row.done_on, row.checker) == (RectificationState.ONGOING, None, None)
    assert Progress.objects.filter(text__contains="凭证不全").exists()
    assert ("audit-rectification-late", county.head.name) not in judged()
    late = row.due.fromordinal(row.due.toordinal() + 1)
    assert ("audit-rectification-late", county.head.name) in judged(late)
    set_due(
        finding=finding.pk, due=late.replace(year=late.year + 1), reason="分阶段整改。", by=one.leader, on=DAY
    )
    assert ("audit-rectification-late", county.head.name) not in judged(late)


def test_a_risk_is_accepted_with_approval_and_reason_by_the_bureau_alone(county):
    one = staged(county)
    finding = one.reported()
    sent = {"finding": finding.pk, "on": DAY}
    with pytest.raises(NotPossible):
        accept_risk(approval="批准", reason="无法追回", by=county.head_user, **sent)
    with pytest.raises(ValidationError):
        accept_risk(approval=" ", reason="", by=one.leader, **sent)
    row = accept_risk(
        approval="县委审计委员会2026年11月会议", reason="企业已注销，无法追回。", by=one.leader, **sent
    )
    assert row.state == RectificationState.ACCEPTED
    assert not any(code == "audit-issue" for code, _who in judged())


def test_measures_are_planned_for_the_unit_and_its_own_people_alone(county):
    one = staged(county)
    finding = one.reported()
    with pytest.raises(ValidationError, match="本单位人员"):
        plan_rectification(
            finding=finding.pk, measures="归还。", owner=county.outsider.person, by=county.head_user, on=DAY
        )
    with pytest.raises(NotPossible):
        plan_rectification(
            finding=finding.pk, measures="归还。", owner=county.candidate, by=county.outsider, on=DAY
        )
