"""The pages of projects: what they show to whom, what they refuse, what they keep of what was typed."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Event
from projects.models import Interest, Interference, Payment, Project, Recusal, StageRecord
from projects.services.projects import Planned
from supervision.models import Finding
from tests.decisions.world import make_matter
from tests.projects.built import (
    CODE,
    ago,
    built,
    decided,
    declared,
    interfered,
    judged,
    placed,
    planned,
    summed,
)
from tests.today import DAY

TOKEN = "7d0c3f1e-2a53-4e0a-9d5f-0d3c8f3b6a01"


def typed(**changes):
    """A project as a browser sends it."""
    form = {
        "number": "工2026-1", "title": "修建集镇污水管网", "total": "6,000,000", "public": "5000000", "funding": "衔接资金",
        "design_from": "2026-12-01", "design_until": "2026-12-31", "token": TOKEN,
    }  # fmt: skip
    return form | changes


def part_typed(**changes):
    form = {
        "name": "一标段", "category": "works", "estimate": "5000000", "method_name": "公开招标", "token": TOKEN,
        "bidders-0-supplier": "平利县青山建筑有限公司", "bidders-0-code": CODE, "bidders-0-amount": "4800000",
        "bidders-0-status": "valid", "bidders-1-status": "valid", "bidders-2-status": "valid",
        "bidders-TOTAL_FORMS": "3", "bidders-INITIAL_FORMS": "0",
    }  # fmt: skip
    return form | changes


def page_of(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_can_be_narrowed_by_unit_stage_year_findings_and_words(county, as_user):
    one, two = (
        built(county, without="design", title="修建污水管网"),
        planned(county, title="加固堤防", plan={"design": Planned(DAY, DAY)}),
    )
    judged()
    client = as_user(county.development)
    for asked, only in (
        ({"unit": county.town.pk, "found": "on"}, one),
        ({"q": "wushui"}, one),
        ({"q": "堤防"}, two),
    ):
        shown = page_of(client, "project-list", **asked)
        assert only.title in shown
        assert (one if only is two else two).title not in shown
    assert page_of(client, "project-list", year="2020").count("没有符合条件的工程项目")


def test_the_list_is_read_in_a_constant_number_of_queries(county, as_user, django_assert_max_num_queries):
    client = as_user(county.development)
    for _times in range(4):
        built(county, without="design")
    judged()
    page_of(client, "project-list")
    with django_assert_max_num_queries(27):
        page_of(client, "project-list")


def test_a_page_shows_stages_records_plan_parts_and_findings(county, as_user):
    project = built(county, without="final-account")
    part = placed(county, project)
    summed(county, part, "payments", 150, 1_440_001)
    judged()
    shown = page_of(as_user(county.development), "project", project.pk)
    for words in (
        "设计建设", "土地征迁补偿", "招投标", "决算验收", "结算支付", "竣工财务决算", "政府投资条例第二十五条", "各阶段计划天数和实际天数",
        "超验收进度付款", "超付", "平利县青山建筑有限公司", "阶段缺少应有材料",
    ):  # fmt: skip
        assert words in shown
    assert "登记标段" not in shown
    assert "登记标段" in page_of(as_user(county.secretary), "project", project.pk)


def test_entering_a_project_twice_makes_one_and_a_bad_sum_keeps_what_was_typed(county, as_user):
    client = as_user(county.secretary)
    bad = client.post(reverse("project-new"), typed(total="六百万", design_from="明天"))
    assert bad.status_code == 422
    shown = bad.content.decode()
    assert "请填写金额，单位为元" in shown
    assert "日期“明天”无法识别" in shown
    assert 'value="修建集镇污水管网"' in shown
    for _times in range(2):
        answer = client.post(reverse("project-new"), typed())
        assert answer.status_code == 302
    project = Project.objects.get()
    assert (project.total, project.started_on.isoformat()) == (Decimal(6_000_000), "2026-12-01")


def test_who_opened_a_project_before_another_changed_it_keeps_what_was_typed(county, as_user):
    project = planned(county)
    answer = as_user(county.secretary).post(
        reverse("project-edit", args=[project.pk]), typed(seen="2020-01-01T00:00:00+00:00")
    )
    assert answer.status_code == 409
    assert "另一人刚刚修改过" in answer.content.decode()
    assert 'value="工2026-1"' in answer.content.decode()


def test_a_stage_without_a_decision_is_refused_and_entered_once_it_is_said_to_have_happened(county, as_user):
    client, project = as_user(county.secretary), planned(county)
    url = reverse("project-stage", args=[project.pk, "design"])
    answer = client.post(url, {"began_on": ago(5).isoformat()})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "没有登记所依据的集体决策" in shown
    assert 'name="happened"' in shown
    assert f'value="{ago(5).isoformat()}"' in shown
    assert client.post(url, {"began_on": ago(5).isoformat(), "happened": "on"}).status_code == 302
    judged()
    assert Finding.objects.filter(code="project-stage-undecided").exists()
    matter = decided(county)
    assert client.post(url, {"began_on": ago(5).isoformat(), "matter": matter.pk}).status_code == 302


def test_a_stage_offers_no_matter_about_cadres_or_of_others(county, as_user):
    make_matter(county, title="人选甲", category="重要人事任免")
    make_matter(county, title="造林", unit=county.bureau)
    shown = page_of(as_user(county.secretary), "project-stage", planned(county).pk, "design")
    assert "人选甲" not in shown
    assert "造林" not in shown


def test_a_record_comes_with_its_papers_and_is_downloaded_by_whoever_sees_the_project(county, as_user):
    client, project = as_user(county.secretary), planned(county)
    url = reverse("project-record", args=[project.pk, "approval"])
    paper = SimpleUploadedFile("批复.txt", "同意立项。".encode(), "text/plain")
    assert (
        client.post(
            url, {"day": ago(3).isoformat(), "number": "镇发改〔2026〕8号", "files": paper}
        ).status_code
        == 302
    )
    row = StageRecord.objects.get()
    file = reverse("project-file", args=[project.pk, row.attachments.get().pk])
    assert b"".join(as_user(county.development).get(file)).decode() == "同意立项。"
    assert as_user(county.outsider).get(file).status_code == 404
    assert client.post(url, {"number": "无日期"}).status_code == 422
    assert "镇发改〔2026〕8号" in page_of(client, "project-record", project.pk, "approval")


def test_a_part_is_entered_with_its_bidders_and_a_wrong_code_is_named(county, as_user):
    client, project = as_user(county.secretary), planned(county)
    url = reverse("project-part-new", args=[project.pk])
    bad = client.post(url, part_typed(**{"bidders-0-code": "12345"}))
    assert bad.status_code == 422
    assert "校验位正确" in bad.content.decode()
    for _times in range(2):
        assert client.post(url, part_typed()).status_code == 302
    part = project.parts.get()
    assert part.bidders.get().supplier.credit_code == CODE
    shown = page_of(as_user(county.development), "project-part", part.pk)
    assert "平利县青山建筑有限公司" in shown
    answer = client.post(
        reverse("project-part-edit", args=[part.pk]),
        part_typed(name="甲标段", seen=part.changed_at.isoformat(), **{"bidders-INITIAL_FORMS": "1"}),
    )
    assert answer.status_code == 302
    assert project.parts.get().name == "甲标段"


def test_a_payment_ahead_of_acceptance_says_how_much_may_be_paid(county, as_user):
    client, part = as_user(county.secretary), placed(county, built(county))
    url = reverse("project-sum", args=[part.pk, "payments"])
    form = {"day": ago(150).isoformat(), "amount": "2,000,000", "token": str(uuid4())}
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert "最多可付 1,440,000.00 元" in answer.content.decode()
    assert not Payment.objects.exists()
    assert client.post(url, form | {"happened": "on"}).status_code == 302
    row = Payment.objects.get()
    client.post(reverse("project-sum-remove", args=[part.pk, "payments"]), {"row": row.pk})
    assert not Payment.objects.exists()
    assert client.get(reverse("project-sum", args=[part.pk, "bribes"])).status_code == 404


def test_a_change_that_takes_something_away_is_entered_below_zero(county, as_user):
    part = placed(county, built(county))
    form = {
        "day": ago(90).isoformat(),
        "amount": "30000",
        "direction": "-",
        "note": "减少支管",
        "token": str(uuid4()),
    }
    assert (
        as_user(county.secretary).post(reverse("project-sum", args=[part.pk, "changes"]), form).status_code
        == 302
    )
    assert part.changes.get().amount == -30_000


def test_the_head_enters_a_check_and_nobody_else_finds_the_form(county, as_user):
    project = planned(county)
    url = reverse("project-visit", args=[project.pk])
    assert as_user(county.secretary).get(url).status_code == 404
    form = {"stage": "design", "day": DAY.isoformat(), "place": "现场", "text": "查看设计图纸。"}
    assert as_user(county.head_user).post(url, form).status_code == 302
    assert "查看设计图纸。" in page_of(as_user(county.development), "project", project.pk)


def test_a_recusal_is_noted_with_who_and_how(county, as_user):
    project = planned(county)
    url = reverse("project-recuse", args=[project.pk])
    client = as_user(county.secretary)
    assert client.post(url, {"person": county.members[2].pk, "day": DAY.isoformat()}).status_code == 422
    form = {"person": county.members[2].pk, "day": DAY.isoformat(), "how": "全程回避"}
    assert client.post(url, form).status_code == 302
    assert Recusal.objects.get().person == county.members[2]


def test_a_declaration_is_made_seen_by_few_and_every_view_is_noted(county, as_user):
    leader = as_user(county.users[2])
    form = {
        "person": county.members[2].pk, "relation": "spouse", "enterprise": "平利县青山建筑有限公司", "credit_code": CODE,
        "kind": "owner", "token": TOKEN,
    }  # fmt: skip
    assert leader.post(reverse("interest-new"), form | {"credit_code": "123"}).status_code == 422
    for _times in range(2):
        assert leader.post(reverse("interest-new"), form).status_code == 302
    row = Interest.objects.get()
    assert "平利县青山建筑有限公司" in page_of(leader, "interest-list")
    assert not Event.objects.filter(action="interest.viewed").exists()
    watching = as_user(county.discipline)
    assert "平利县青山建筑有限公司" in page_of(watching, "interest-list")
    assert (
        Event.objects.filter(action="interest.viewed", target_id=row.pk, actor=county.discipline).count() == 1
    )
    assert "查看利益申报" in page_of(watching, "interest-viewings")
    for who in (county.head_user, county.secretary, county.development):
        answer = as_user(who).get(reverse("interest-list"))
        assert answer.status_code in {200, 404}
        assert "青山建筑" not in answer.content.decode()
    assert leader.post(reverse("interest-end", args=[row.pk]), {"until": DAY.isoformat()}).status_code == 302
    row.refresh_from_db()
    assert row.until == DAY


def test_a_match_leads_the_discipline_body_to_the_declaration_and_the_head_to_the_recusals(county, as_user):
    declared(county, county.members[2])
    placed(county, built(county))
    judged()
    finding = Finding.objects.get(code="project-interest")
    assert "投标人中的利益关联" in page_of(as_user(county.discipline), "interest-list")
    assert 'href="/interests/"' in page_of(as_user(county.discipline), "finding", finding.pk)
    assert "#recusals" in page_of(as_user(county.head_user), "finding", finding.pk)
    for who in (county.users[2], county.development, county.member):
        assert as_user(who).get(reverse("finding", args=[finding.pk])).status_code == 404


def test_interference_is_entered_acknowledged_and_read_by_the_discipline_body_alone(county, as_user):
    client = as_user(county.member)
    form = {
        "unit": county.town.pk, "named": county.head.name, "happened_on": ago(2).isoformat(), "means": "phone",
        "asked": "其他", "text": "电话要求先付款。", "token": TOKEN,
    }  # fmt: skip
    bad = client.post(reverse("interference-new"), form | {"means": ""})
    assert bad.status_code == 422
    assert "电话要求先付款。" in bad.content.decode()
    for _times in range(2):
        answer = client.post(reverse("interference-new"), form, follow=True)
    entry = Interference.objects.get()
    assert entry.number in answer.content.decode()
    url = reverse("interference", args=[entry.pk])
    assert "电话要求先付款。" in as_user(county.discipline).get(url).content.decode()
    for who in (
        county.head_user,
        county.member,
        county.secretary,
        county.kin,
        county.development,
        county.leader,
    ):
        assert as_user(who).get(url).status_code == 404
        shown = as_user(who).get(reverse("interference-list")).content.decode()
        assert (entry.number in shown) == (who == county.member)
        assert "电话要求先付款" not in shown
    assert "查看插手干预登记" in page_of(as_user(county.discipline), "interest-viewings")


def test_the_inbox_tells_the_discipline_body_and_nobody_else(county, as_user):
    entry = interfered(county)
    assert entry.number in page_of(as_user(county.discipline), "inbox")
    for who in (county.head_user, county.kin, county.member):
        assert entry.number not in page_of(as_user(who), "inbox")


def test_the_officer_in_charge_handles_an_entry_on_its_page(county, as_user):
    entry, client = interfered(county), as_user(county.discipline)
    name = county.member.person.name
    assert name not in page_of(client, "interference", entry.pk)
    for _times in range(2):
        assert client.post(reverse("interference-accept", args=[entry.pk])).status_code == 302
    assert name in page_of(client, "interference", entry.pk)
    examine = reverse("interference-examine", args=[entry.pk])
    assert client.post(examine, {"words": ""}).status_code == 422
    kept = client.post(examine, {"words": "调阅记录。", "heard": "没有此事。"})
    assert kept.status_code == 422
    assert "调阅记录。" in kept.content.decode()
    assert client.post(examine, {"words": "调阅记录。"}).status_code == 302
    close = reverse("interference-close", args=[entry.pk])
    assert client.post(close, {"result": "found"}).status_code == 422
    assert client.post(close, {"result": "found", "outcome": "批评教育。"}).status_code == 302
    assert "批评教育。" in page_of(client, "interference", entry.pk)


def test_stages_and_checks_wait_in_the_inbox(county, as_user):
    project = built(county, without="land check", title="修建污水管网")
    assert "待我监督检查的项目阶段" in page_of(as_user(county.head_user), "inbox")
    late = planned(county, title="加固堤防")
    shown = page_of(as_user(county.secretary), "inbox")
    assert f"{late.title} 设计建设" in shown
    assert f"{project.title} 设计建设" not in shown


@pytest.mark.parametrize("name", ["project", "project-edit", "project-visit", "project-part-new"])
def test_a_project_of_another_unit_is_not_there(county, as_user, name):
    url = reverse(name, args=[planned(county).pk])
    assert as_user(county.outsider).get(url).status_code == 404


def test_the_picture_of_power_counts_projects_and_leads_to_exactly_them(county, as_user):
    project = built(county, without="design", title="修建污水管网")
    planned(county, title="加固堤防", plan={"design": Planned(DAY, DAY)})
    judged()
    client = as_user(county.discipline)
    shown = page_of(client, "head-powers", county.head.staff_no)
    assert "工程项目" in shown
    span = {"since": "2026-01-01", "until": "2026-12-31", "unit": county.town.pk}
    listed = page_of(client, "project-list", **span, procedure="wanting")
    assert project.title in listed
    assert "加固堤防" not in listed
    assert project.title not in page_of(client, "project-list", **span, procedure="whole")
