"""Pages of an audit under way: what they show to whom, what they refuse, what they keep of what was typed, at what cost."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.models import AuditFinding, Document, Progress, Rectification, RequestedItem, Step, WorkingPaper
from audits.services.stages.steps import Content, take_step
from core.models import Event
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from tests import factories
from tests.audits.staged import AGO, VALUES, ago, judged, mending, staged
from tests.decisions.decided import make_decided
from tests.today import DAY


def page_of(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(**changes):
    """A finding as a browser sends it."""
    form = {name: str(value) for name, value in VALUES.items()} | {"token": str(uuid4())}
    return form | changes


def test_a_notice_is_served_on_the_page_and_its_document_downloaded_by_those_entitled(county, as_user):
    one = staged(county)
    client = as_user(one.leader)
    url = reverse("audit-step", args=[one.audit.pk, "notice"])
    form = {"day": DAY.isoformat(), "text": "纪律八条。", "token": str(uuid4())}
    paper = SimpleUploadedFile("附件.txt", "名单".encode(), "text/plain")
    assert client.post(url, form | {"files": paper}).status_code == 302
    assert client.post(url, form).status_code == 302
    assert Step.objects.count() == 1
    row = Document.objects.get()
    address = reverse("audit-document", args=[one.audit.pk, row.pk])
    answer = as_user(county.head_user).get(address)
    assert answer.content[:2] == b"PK"
    assert Event.objects.filter(action="audit.document-downloaded", actor=county.head_user).exists()
    assert as_user(county.outsider).get(address).status_code == 404
    shown = page_of(as_user(county.head_user), "audit", one.audit.pk)
    assert "述职报告" in shown
    assert row.number in shown
    file = reverse("audit-file", args=[one.audit.pk, Step.objects.get().attachments.get().pk])
    assert b"".join(as_user(county.secretary).get(file)).decode() == "名单"


def test_a_step_too_early_says_why_with_its_clause_and_keeps_what_was_typed(county, as_user):
    one = staged(county).upto(Kind.UNIT_PROMISE)
    url = reverse("audit-step", args=[one.audit.pk, "entry"])
    form = {"day": ago(139).isoformat(), "text": "参会人员名单。"}
    answer = as_user(one.leader).post(url, form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "少于 3 个" in shown
    assert "参会人员名单。" in shown
    assert 'name="happened"' in shown
    assert as_user(one.leader).post(url, form | {"happened": "on"}).status_code == 302
    assert ("audit-notice-short", "") in judged()


def test_a_bad_day_is_named_at_its_field(county, as_user):
    one = staged(county)
    url = reverse("audit-step", args=[one.audit.pk, "notice"])
    answer = as_user(one.leader).post(url, {"day": "后天", "text": "保留"})
    assert answer.status_code == 422
    assert "无法识别" in answer.content.decode()
    assert "保留" in answer.content.decode()


def test_the_request_offers_the_records_the_product_holds_already(county, as_user):
    one = staged(county).upto(Kind.NOTICE)
    shown = page_of(as_user(one.leader), "audit-step", one.audit.pk, "request")
    assert f"/matters/?unit={county.town.pk}&amp;since=2023-01-01" in shown
    assert "系统中已有" in shown
    one.take(Kind.REQUEST)
    item = RequestedItem.objects.first()
    url = reverse("audit-hand-in", args=[one.audit.pk, item.pk])
    assert as_user(county.secretary).post(url).status_code == 302
    item.refresh_from_db()
    assert item.delivered_by == county.secretary
    assert as_user(county.outsider).post(url).status_code == 404


def test_head_and_unit_say_their_opinion_each_under_the_own_log_in(county, as_user, monkeypatch):
    one = staged(county).upto(Kind.DRAFT)
    monkeypatch.setattr("core.clock.today", lambda: ago(66))
    for kind, user, other in (
        ("head-opinion", county.head_user, county.secretary),
        ("unit-opinion", county.secretary, county.head_user),
    ):
        url = reverse("audit-step", args=[one.audit.pk, kind])
        assert as_user(other).get(url).status_code == 404
        assert as_user(user).post(url, {"text": ""}).status_code == 422
        assert as_user(user).post(url, {"text": "无异议。", "token": str(uuid4())}).status_code == 302
    assert Step.objects.filter(kind__endswith="opinion", silent=False).count() == 2


def test_a_finding_is_entered_with_its_matters_and_shows_what_the_head_said_and_voted(county, as_user):
    one = staged(county).upto(Kind.ENTRY)
    matter = make_decided(county, on=ago(300), title="购置公务车辆")
    client = as_user(one.leader)
    url = reverse("audit-finding-new", args=[one.audit.pk])
    assert "购置公务车辆" in page_of(client, "audit-finding-new", one.audit.pk)
    bad = client.post(url, typed(responsibility="direct", test="", justification="", matters=[matter.pk]))
    assert bad.status_code == 422
    assert "相应的情形" in bad.content.decode()
    assert "超范围列支专项资金" in bad.content.decode()
    assert not AuditFinding.objects.exists()
    assert client.post(url, typed(test="leading-3", matters=[matter.pk])).status_code == 302
    row = AuditFinding.objects.get()
    shown = page_of(client, "audit-finding", row.pk)
    assert "被审计领导干部" in shown
    assert "没有明确反对" in shown
    assert "请核对" in shown
    edit = reverse("audit-finding-edit", args=[row.pk])
    assert client.post(edit, typed(title="改后")).status_code == 302
    row.refresh_from_db()
    assert row.title == "改后"
    assert client.post(reverse("audit-finding-drop", args=[row.pk])).status_code == 302


def test_a_rectification_goes_from_owner_over_another_to_the_bureau(county, as_user):
    one = staged(county)
    row = one.reported()
    judged()
    owner = factories.make_user("owner", person=county.candidate)

    def act(user, action, status=302, **form):
        url = reverse("audit-rectify", args=[row.pk, action])
        answer = as_user(user).post(url, form | {"token": str(uuid4())})
        assert answer.status_code == status
        return answer.content.decode()

    act(county.outsider, "plan", 404)
    act(county.head_user, "plan", measures="归还原资金渠道。", owner=county.candidate.pk)
    act(owner, "done", 422)
    paper = SimpleUploadedFile("凭证.txt", "归还凭证".encode(), "text/plain")
    act(owner, "progress", text="已归还。", files=paper)
    act(owner, "done", recovered="86,000")
    assert "不能复核自己负责的整改" in act(owner, "check", 422, words="属实。")
    act(county.secretary, "check", words="凭证相符。")
    act(one.leader, "confirm", mended="yes", words="核对无误。")
    shown = page_of(as_user(owner), "audit-finding", row.pk)
    assert "已整改" in shown
    assert Rectification.objects.get().recovered == 86_000
    file = reverse("rectification-file", args=[row.pk, Rectification.objects.get().evidence.get().pk])
    assert as_user(county.outsider).get(file).status_code == 404
    assert b"".join(as_user(one.leader).get(file)).decode() == "归还凭证"
    judged()
    assert Finding.objects.get(code="audit-issue").state == "closed"
    act(one.leader, "accept", 404, approval="批", reason="由")


def test_the_bureau_extends_a_day_and_accepts_a_risk_with_reasons(county, as_user):
    one = staged(county)
    row = one.reported()
    client = as_user(one.leader)
    extend = reverse("audit-rectify", args=[row.pk, "extend"])
    assert client.post(extend, {"due": "2027-06-30", "reason": ""}).status_code == 422
    assert client.post(extend, {"due": "2027-06-30", "reason": "分阶段整改。"}).status_code == 302
    assert Progress.objects.filter(text__contains="2027-06-30").exists()
    accept = reverse("audit-rectify", args=[row.pk, "accept"])
    assert client.post(accept, {"approval": "", "reason": ""}).status_code == 422
    form = {"approval": "县委审计委员会2026年11月会议", "reason": "企业已注销。"}
    assert client.post(accept, form).status_code == 302
    assert "不再整改" in page_of(client, "audit-finding", row.pk)


def test_a_reaudit_is_entered_on_its_page(county, as_user):
    one = staged(county)
    row = one.reported()
    url = reverse("audit-finding-reaudit", args=[row.pk])
    client = as_user(one.leader)
    form = {
        "upheld": "yes",
        "grade": "serious",
        "responsibility": "direct",
        "test": "direct-5",
        "justification": "未经集体决策。",
    }
    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"reason": "补充取证。", "token": str(uuid4())}).status_code == 302
    assert "补充取证" in page_of(client, "audit-finding", row.pk)


def test_the_head_objects_and_another_than_the_auditors_answers(county, as_user):
    one = staged(county).upto(Kind.REPORT)
    Step.objects.filter(kind=Kind.REPORT).update(on=ago(20), delivered_on=ago(20))
    url = reverse("audit-objection-new", args=[one.audit.pk])
    head = as_user(county.head_user)
    assert "提出申诉" in page_of(head, "audit", one.audit.pk)
    assert head.post(url, {"text": " "}).status_code == 422
    assert head.post(url, {"text": "事实不清。", "token": str(uuid4())}).status_code == 302
    row = one.audit.objections.get()
    answer = reverse("audit-objection-answer", args=[row.pk])
    form = {"reviewer": one.third.person.pk, "outcome": "upheld", "answer": "维持。"}
    assert as_user(one.second).post(answer, form).status_code == 422
    assert as_user(one.third).post(answer, form).status_code == 302
    assert "维持审计报告" in page_of(head, "audit", one.audit.pk)


def test_working_papers_are_the_teams_alone_and_every_view_is_noted(county, as_user):
    one = staged(county).upto(Kind.ENTRY)
    url = reverse("audit-papers", args=[one.audit.pk])
    form = {"title": "专项资金抽查", "text": "抽查凭证12份。", "conclusion": "", "token": str(uuid4())}
    for stranger in (one.third, county.head_user, county.auditor, county.discipline):
        assert as_user(stranger).get(url).status_code == 404
    assert as_user(one.leader).post(url, form | {"text": ""}).status_code == 422
    assert as_user(one.leader).post(url, form).status_code == 302
    row = WorkingPaper.objects.get()
    page_of(as_user(one.second), "audit-paper", row.pk)
    assert Event.objects.filter(action="audit.paper-viewed", actor=one.second).count() == 1
    review = reverse("audit-paper-review", args=[row.pk])
    as_user(one.leader).post(review)
    row.refresh_from_db()
    assert row.reviewer is None
    as_user(one.second).post(review)
    row.refresh_from_db()
    assert row.reviewer == one.second


def test_the_result_is_acknowledged_by_each_body_itself(county, as_user):
    one = staged(county).upto(Kind.RESULT)
    row = one.audit.deliveries.get(body__name="县纪委监委")
    url = reverse("audit-receive", args=[one.audit.pk, row.pk])
    assert as_user(county.organiser).post(url).status_code == 404
    assert as_user(county.discipline).post(url).status_code == 302
    row.refresh_from_db()
    assert row.received_by == county.discipline
    assert "已签收" in page_of(as_user(county.discipline), "audit", one.audit.pk)


def test_the_list_of_rectifications_can_be_narrowed_and_says_what_is_late(county, as_user):
    one = staged(county)
    row = one.reported()
    Rectification.objects.update(due=ago(3))
    client = as_user(one.leader)
    assert row.title in page_of(client, "rectification-list", state="late")
    assert "逾期 3 天" in page_of(client, "rectification-list")
    assert row.title not in page_of(client, "rectification-list", state="over")
    assert row.title not in page_of(client, "rectification-list", due=ago(10).isoformat())
    assert row.title in page_of(client, "rectification-list", q="chengguan")
    assert row.title in page_of(as_user(county.head_user), "rectification-list", due="无", q="专项资金")


@pytest.mark.parametrize(("name", "most"), [("audit", 75), ("rectification-list", 30), ("audit-finding", 50)])
def test_pages_cost_the_same_queries_however_much_is_on_them(
    county, as_user, django_assert_max_num_queries, name, most
):
    one = staged(county).upto(Kind.ENTRY)
    rows = [one.found(title=f"问题{number}") for number in range(6)]
    for kind in list(AGO)[list(AGO).index(Kind.DRAFT) : list(AGO).index(Kind.RESULT) + 1]:
        one.take(kind)
    judged()
    client = as_user(one.leader)
    asked = {"audit": [one.audit.pk], "audit-finding": [rows[0].pk]}.get(name, [])
    page_of(client, name, *asked)
    with django_assert_max_num_queries(most):
        page_of(client, name, *asked)


def test_what_waits_is_told_to_whom_it_waits_for(county, as_user):
    one = staged(county).upto(Kind.REQUEST)
    assert "待提交的述职报告和承诺" in page_of(as_user(county.head_user), "inbox")
    assert "内部管理制度" in page_of(as_user(county.secretary), "inbox")
    for kind in (Kind.STATEMENT, Kind.HEAD_PROMISE, Kind.UNIT_PROMISE, Kind.ENTRY):
        one.take(kind)
    one.found()
    take_step(
        token=uuid4(), audit=one.audit.pk, kind=Kind.DRAFT, content=Content(day=DAY), by=one.leader, on=DAY
    )
    assert "待提出意见的审计报告征求意见稿" in page_of(as_user(county.head_user), "inbox")
    assert "待提出意见" not in page_of(as_user(county.organiser), "inbox")


def test_a_finding_of_the_register_leads_to_what_the_audit_found(county, as_user):
    one = staged(county)
    row = one.reported()
    judged()
    found = Finding.objects.get(code="audit-issue")
    shown = page_of(as_user(county.head_user), "finding", found.pk)
    assert reverse("audit-finding", args=[row.pk]) in shown
    assert mending(county, row, county.candidate, factories.make_user("owner", person=county.candidate))
