"""What audits found in the one register: what earlier audits left open, and what was accepted as a risk."""

import pytest

from audits.models import AuditFinding, Rectification
from audits.services.stages.rectifications import accept_risk, add_progress
from audits.tasks import check_audit_stages_today
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from supervision.services import answer_finding
from tests.audits.staged import DAY, judged, staged
from tests.audits.test_audit_import import SECOND, at, first, imported  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought_in(county, first, django_capture_on_commit_callbacks):  # noqa: F811
    """An import at once followed by what comes after it."""

    def bring(*rows):
        with django_capture_on_commit_callbacks(execute=True):
            report = imported(*rows)
        assert not report.errors
        return report

    bring.first = first
    return bring


def test_what_an_earlier_audit_left_open_joins_the_register_and_the_head_answers(county, brought_in):
    brought_in(brought_in.first, SECOND)
    row = Finding.objects.get()
    assert (row.code, row.person, row.unit, row.state) == (
        "audit-issue-past",
        county.head,
        county.town,
        "open",
    )
    assert "办公设备未集中采购" in row.message
    assert brought_in.first[at.NUMBER] in row.message
    assert "违反" not in row.message
    answered = answer_finding(finding=row.pk, words="正在整改。", by=county.head_user, on=DAY)
    assert answered.state == "answered"
    brought_in(brought_in.first, SECOND)
    check_audit_stages_today(DAY.isoformat())
    assert Finding.objects.get().state == "answered"


def test_what_was_put_right_before_stays_out_and_what_is_put_right_since_is_closed(county, brought_in):
    brought_in(brought_in.first)
    assert not Finding.objects.exists()
    brought_in(brought_in.first, SECOND)
    mended = SECOND | {at.STATE: "已整改", at.MENDED_ON: "2026-10-01"}
    brought_in(brought_in.first, mended)
    row = Finding.objects.get()
    assert (row.state, row.closure) == ("closed", "fixed")


def test_it_is_late_only_once_somebody_took_it_up_here(county, brought_in):
    brought_in(brought_in.first, SECOND)
    assert {row.code for row in Finding.objects.all()} == {"audit-issue-past"}
    finding = AuditFinding.objects.get(title=SECOND[at.TITLE])
    add_progress(token=finding.token, finding=finding.pk, text="已签协议。", by=county.head_user, on=DAY)
    assert "audit-rectification-late" in {code for code, _who in judged()}


def test_many_of_the_past_join_in_a_constant_number_of_queries(
    county, brought_in, django_assert_max_num_queries
):
    rows = [SECOND | {at.TITLE: f"问题{number}"} for number in range(30)]
    brought_in(brought_in.first, *rows)
    assert Finding.objects.count() == 30
    with django_assert_max_num_queries(25):
        judged()


def test_a_risk_that_is_accepted_says_so_by_whose_approval_and_why(county, as_user):
    one = staged(county)
    found = one.reported(Kind.ISSUE_LIST)
    judged()
    accept_risk(
        finding=found.pk, approval="县审委会2026年第4次会议", reason="原企业已注销。", by=one.leader, on=DAY
    )
    judged()
    row = Finding.objects.get(code="audit-issue")
    assert (row.state, row.closure, row.get_closure_display()) == ("closed", "accepted", "经批准不再整改")
    assert "县审委会2026年第4次会议" in row.assessment
    assert "原企业已注销" in row.assessment
    page = as_user(county.head_user).get(f"/findings/{row.pk}/").content.decode()
    assert "不再整改的批准和理由" in page
    assert "事由已消除" not in page.split("<main")[1]


def test_one_that_was_closed_as_mended_is_told_aright_by_the_next_check(county):
    one = staged(county)
    found = one.reported(Kind.ISSUE_LIST)
    judged()
    accept_risk(
        finding=found.pk, approval="县审委会2026年第4次会议", reason="原企业已注销。", by=one.leader, on=DAY
    )
    Finding.objects.filter(code="audit-issue").update(state="closed", closure="fixed", closed_on=DAY)
    judged()
    assert Finding.objects.get(code="audit-issue").closure == "accepted"


def test_one_accepted_and_taken_up_again_is_open_again(county):
    one = staged(county)
    found = one.reported(Kind.ISSUE_LIST)
    accept_risk(finding=found.pk, approval="批准。", reason="理由。", by=one.leader, on=DAY)
    judged()
    Rectification.objects.filter(finding=found).update(state="ongoing", closed_on=None)
    judged()
    row = Finding.objects.get(code="audit-issue")
    assert (row.state, row.closure, row.assessment) == ("open", "", "")
