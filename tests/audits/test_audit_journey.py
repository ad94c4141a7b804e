"""In a real browser: five years complete become a proposal, the plan passes its steps, the audit gets its team; who is related is refused."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from audits.models import Audit
from audits.services.sweeping import sweep_proposals
from tests import factories
from tests.audits.planned import staff
from tests.conftest import PHONE, Screens
from tests.desk.world import DAY, World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    return build()


def test_from_five_years_on_a_post_to_a_team_that_is_independent(
    county: World, live_server: LiveServer, screens: Screens
) -> None:
    sweep_proposals(on=DAY)
    related, _user = staff(county, "沈既白")
    independent, member = staff(county, "游怀谷")
    factories.make_relatives(related, county.people["other"])
    home = live_server.url

    bureau = screens({"width": 1440, "height": 900})
    watch = Watch(bureau, home)
    log_in(bureau, live_server, "audit-officer")
    bureau.get_by_role("navigation", name="主导航").get_by_role("link", name="经济责任审计").click()
    bureau.get_by_role("link", name="审计建议").click()
    expect(bureau.locator("tbody tr").first).to_contain_text("柏知远")
    expect(bureau.locator("tbody tr").first).to_contain_text("任满五年 2026年6月1日")
    assert watch.axe() == []
    bureau.get_by_role("link", name="年度审计计划").click()
    bureau.locator(".page-actions").get_by_role("link", name="起草计划").click()
    bureau.select_option("#id_year", "2026")
    bureau.fill("#id_capacity", "2")
    assert watch.axe() == []
    bureau.get_by_role("button", name="起草", exact=True).click()
    expect(bureau.locator("#current")).to_contain_text("必须审计")
    expect(bureau.get_by_role("button", name="由组织部门提出")).to_have_count(0)
    bureau.get_by_role("link", name="增减项目").click()
    bureau.locator("tbody tr").nth(0).get_by_role("checkbox").uncheck()
    bureau.get_by_role("button", name="保存草案").click()
    expect(bureau.locator("[data-error-summary]")).to_contain_text("次序不一致")
    assert watch.axe() == []
    bureau.locator("tbody tr").nth(0).get_by_role("checkbox").check()
    bureau.get_by_role("button", name="保存草案").click()
    plan = bureau.url

    organisation = screens({"width": 1440, "height": 900})
    log_in(organisation, live_server, "organisation-officer")
    organisation.goto(plan)
    organisation.get_by_role("button", name="由组织部门提出").first.click()
    organisation.locator("dialog[open]").get_by_role("button", name="由组织部门提出").click()
    expect(organisation.locator("#current")).to_contain_text("组织部门已提出")

    bureau.goto(plan)
    bureau.get_by_role("link", name="登记联席会议").click()
    bureau.fill("#id_day", DAY.isoformat())
    bureau.fill("#id_said", "同意列入的项目。")
    bureau.get_by_role("button", name="登记", exact=True).click()
    expect(bureau.locator("[data-error-summary]")).to_contain_text("县纪委监委参加")
    for function in ("discipline", "organisation", "audit", "finance", "personnel"):
        bureau.fill(f"#id_who_{function}", "某某")
    assert watch.axe() == []
    bureau.get_by_role("button", name="登记", exact=True).click()
    expect(bureau.locator("#current")).to_contain_text("联席会议已研究")

    committee = screens(PHONE)
    seen = Watch(committee, home)
    log_in(committee, live_server, "committee-officer")
    committee.goto(f"{home}/inbox/")
    committee.get_by_role("link", name="2026年度审计计划").click()
    assert not seen.wider_than_screen()
    committee.get_by_role("link", name="登记批准").click()
    committee.fill("#id_day", DAY.isoformat())
    committee.fill("#id_document", "镇审委发〔2026〕1号")
    assert seen.axe() == []
    committee.get_by_role("button", name="登记批准").click()
    expect(committee.locator("body")).to_contain_text("计划已批准")
    assert seen.axe() == []
    audit = Audit.objects.get(person=county.people["other"])

    bureau.goto(f"{home}/audits/{audit.pk}/")
    expect(bureau.locator("#team")).to_contain_text("审计组不足 2 人")
    bureau.get_by_role("link", name="增加成员").click()
    bureau.select_option("#id_person", str(related.pk))
    bureau.select_option("#id_role", "leader")
    bureau.get_by_role("button", name="列入审计组").click()
    expect(bureau.locator("[data-error-summary]")).to_contain_text("亲属关系（配偶）")
    assert watch.axe() == []
    bureau.select_option("#id_person", str(independent.pk))
    bureau.get_by_role("button", name="列入审计组").click()
    expect(bureau.locator("#team")).to_contain_text("游怀谷尚未签署独立性声明")
    assert watch.axe() == []
    assert [fault for fault in watch.faults if "422" not in fault] == []

    phone = screens(PHONE)
    mine = Watch(phone, home)
    log_in(phone, live_server, member.username)
    phone.goto(f"{home}/inbox/")
    phone.get_by_role("link", name="请签署独立性声明").first.click()
    phone.get_by_role("button", name="签署独立性声明").first.click()
    phone.locator("dialog[open]").get_by_role("button", name="签署独立性声明").click()
    expect(phone.locator("#team")).to_contain_text("已签署声明")
    assert not mine.wider_than_screen()
    assert mine.axe() == []
    assert mine.faults == []
