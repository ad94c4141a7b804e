"""In a real browser: a head leaves, the list is filled in and amended, the successor objects, then agrees, three sign, the open item waits."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from audits.models import Handover
from rulebook.procedures.handover import ITEMS
from tests.audits.handing import Handing, item, leave, nightly
from tests.conftest import PHONE, Screens
from tests.decisions.decided import make_decided
from tests.decisions.world import build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handing(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Handing:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    county = build()
    make_decided(county, on=DAY - timedelta(30), title="修建集镇污水管网")
    found = leave(county)
    nightly()
    return found


def test_a_head_leaves_and_the_post_is_handed_over(
    handing: Handing, live_server: LiveServer, page: Page, screens: Screens
) -> None:
    home, number = live_server.url, handing.handover.pk
    line = item(handing, source="decisions.Matter")
    leaver = Watch(page, home)
    log_in(page, live_server, handing.leaver_user.username)
    page.goto(f"{home}/inbox/")
    page.get_by_role("link", name="城关镇 镇党委书记").first.click()
    expect(page.locator("#kind-matters")).to_contain_text("修建集镇污水管网")
    assert leaver.axe() == []
    page.locator(".page-actions").get_by_role("link", name="填写清单").click()
    page.fill(f"#id_words-{line.pk}", "施工图在党政办。")
    page.fill("#id_added-papers", "公章一枚")
    for key in ITEMS.keys() - {"matters", "papers", "belongings"}:
        page.check(f"#id_nothing-{key}")
    assert leaver.axe() == []
    page.get_by_role("button", name="保存清单").click()
    page.get_by_role("button", name="提交核对").first.click()
    page.get_by_role("dialog").get_by_role("button", name="提交核对").click()
    expect(page.get_by_text("还没有填写：个人使用的公物、公务卡和车辆")).to_be_visible()
    page.locator(".page-actions").get_by_role("link", name="填写清单").click()
    page.check("#id_nothing-belongings")
    page.get_by_role("button", name="保存清单").click()
    page.get_by_role("button", name="提交核对").first.click()
    page.get_by_role("dialog").get_by_role("button", name="提交核对").click()
    expect(page.get_by_text("已提交，等待接任人核对。")).to_be_visible()

    phone = screens(PHONE)
    successor = Watch(phone, home)
    log_in(phone, live_server, handing.successor_user.username)
    phone.goto(f"{home}/handovers/{number}/check/")
    assert not successor.wider_than_screen()
    assert successor.axe() == []
    for one in handing.handover.items.exclude(pk=line.pk):
        phone.locator(f"input[name='answer-{one.pk}'][value=agreed]").check()
    phone.locator(f"input[name='answer-{line.pk}'][value=objected]").check()
    phone.fill(f"#id_words-{line.pk}", "缺竣工资料。")
    phone.get_by_role("button", name="保存核对意见").click()
    assert not successor.wider_than_screen()

    page.goto(f"{home}/handovers/{number}/")
    expect(page.get_by_text("接任人对 1 项有异议")).to_be_visible()
    page.locator(".page-actions").get_by_role("link", name="填写清单").click()
    page.fill(f"#id_words-{line.pk}", "施工图和竣工资料已补齐。")
    page.get_by_role("button", name="保存清单").click()
    phone.goto(f"{home}/handovers/{number}/check/")
    phone.locator(f"input[name='answer-{line.pk}'][value=agreed]").check()
    phone.get_by_role("button", name="保存核对意见").click()
    for who in (page, phone):
        who.goto(f"{home}/handovers/{number}/")
        who.locator("#signatures").get_by_role("button", name="签字").first.click()
        who.get_by_role("dialog").get_by_role("button", name="签字").click()
        expect(who.get_by_text("已签字。")).to_be_visible()

    third = screens({"width": 1440, "height": 900})
    witness = Watch(third, home)
    log_in(third, live_server, handing.witness.username)
    third.goto(f"{home}/handovers/?whose=led")
    assert witness.axe() == []
    third.get_by_role("link", name=handing.leaver.name).click()
    third.locator("#signatures").get_by_role("button", name="签字").first.click()
    third.get_by_role("dialog").get_by_role("button", name="签字").click()
    expect(third.locator(".page-head, main").first).to_contain_text("县委组织部交〔2026〕1号")
    assert Handover.objects.get(pk=number).state == "signed"
    assert witness.axe() == []

    phone.goto(f"{home}/handovers/items/")
    expect(phone.get_by_text("修建集镇污水管网")).to_be_visible()
    assert successor.axe() == []
    phone.get_by_role("link", name="登记办结：修建集镇污水管网").click()
    phone.fill("#id_result", "已通水。")
    phone.get_by_role("button", name="登记办结").click()
    expect(phone.get_by_text("没有继续办理的事项")).to_be_visible()
    for watch in (leaver, successor, witness):
        assert watch.faults == []
