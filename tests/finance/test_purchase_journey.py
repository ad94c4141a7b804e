"""In a real browser: a secretary enters a purchase, a wrong day is named, one bidder alone is caught and the finding is read."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from finance.models import Purchase
from tests.decisions.world import World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    return build()


def test_a_tender_with_one_bidder_is_entered_caught_and_read(
    town: World, live_server: LiveServer, page: Page, phone: Page
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    page.goto(f"{live_server.url}/purchases/")
    page.locator(".page-actions").get_by_role("link", name="登记采购").click()
    for name, value in (
        ("number", "采2026-1"), ("title", "购置监测设备"), ("estimate", "2,700,000"), ("documents_on", "2026-03-02"),
        ("documents_until", "2026-03-10"), ("opened_on", "2026-03-01"), ("awarded_on", "2026-03-27"),
        ("award_amount", "2640000"), ("supplier", "紫阳县汉水设备有限公司"), ("contract_on", "2026-04-03"),
        ("contract_amount", "2640000"), ("bids-0-supplier", "紫阳县汉水设备有限公司"), ("bids-0-amount", "2640000"),
    ):  # fmt: skip
        page.fill(f"#id_{name}", value)
    page.select_option("#id_category", "goods")
    page.select_option("#id_method_name", "公开招标")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("不能早于招标文件发出日期")
    expect(page.locator("#id_bids-0-supplier")).to_have_value("紫阳县汉水设备有限公司")
    assert watch.axe() == []
    page.fill("#id_opened_on", "2026-03-23")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#flags")).to_contain_text("只有一家投标")
    expect(page.locator("#flags")).to_contain_text("竞争性方式（公开、邀请）而投标人数为 1")
    assert Purchase.objects.get().bids.get().won
    assert watch.axe() == []
    assert [fault for fault in watch.faults if "422" not in fault] == []

    seen = Watch(phone, live_server.url)
    log_in(phone, live_server, "finance")
    phone.goto(f"{live_server.url}/purchases/flags/")
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    phone.get_by_role("row", name="只有一家投标").get_by_role("link", name="1", exact=True).click()
    phone.get_by_role("link", name="购置监测设备").click()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    phone.locator("#findings").get_by_role("link", name="只有一家投标").click()
    expect(phone.get_by_text("OCDS Cardinal（开放合同伙伴关系）").first).to_be_visible()
    assert seen.faults == []
