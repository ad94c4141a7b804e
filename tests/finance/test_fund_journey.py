"""In a real browser: a sheet is filled step by step, signed in turn and paid; a large sum without a resolution is caught at the deputy's
signature, the wrong payee of a purchase before it is paid; who handles a sum starts its sheet.
"""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from finance.models import FundUse, Purchase
from rulebook.procedures.funds import Signer
from tests.conftest import Screens
from tests.decisions.world import World
from tests.finance.funds import payee, people_of, town_of_funds
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    return town_of_funds()


def fill(page: Page, home: str, town: World, amount: str) -> FundUse:
    """Fill in a sheet as the secretary: what for, then who signs."""
    page.goto(f"{home}/funds/")
    page.locator(".page-actions").get_by_role("link", name="填写审批单").click()
    for name, value in (
        ("purpose", "印刷宣传资料"),
        ("payee", "平利县青山印务有限公司"),
        ("amount", amount),
        ("budget_item", "印刷费"),
    ):
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="下一步：签字人").click()
    for signer, person in people_of(town).items():
        if page.locator(f"#id_{signer.value}").count():
            page.select_option(f"#id_{signer.value}", str(person.pk))
    page.get_by_role("button", name="送签").click()
    expect(page.locator("#checklist")).to_contain_text("经办人")
    return FundUse.objects.latest("pk")


def sign(
    screens: Screens, server: LiveServer, use: FundUse, signer: Signer, *, on_phone: bool = False
) -> Page:
    """Sign as the one whose turn it is, from the inbox."""
    size = {"width": 390, "height": 844} if on_phone else {"width": 1440, "height": 900}
    page = screens(size)
    log_in(page, server, User.objects.get(person=getattr(use, signer)).username)
    page.goto(f"{server.url}/inbox/")
    page.get_by_role("link", name=f"{use.number} {use.purpose}").first.click()
    page.get_by_role("button", name="核对无误，签字").click()
    return page


def test_a_sheet_is_filled_signed_by_each_in_turn_and_paid(
    town: World, live_server: LiveServer, page: Page, screens: Screens
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    use = fill(page, live_server.url, town, "3,000")
    assert watch.axe() == []
    for signer in (Signer.HANDLER, Signer.WITNESS):
        expect(sign(screens, live_server, use, signer).get_by_text("已签字。")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="核对无误，签字").click()  # the secretary reviews for finance
    phone = sign(screens, live_server, use, Signer.DEPUTY, on_phone=True)
    expect(phone.get_by_text("已签字。")).to_be_visible()
    assert Watch(phone, live_server.url).axe() == []
    page.reload()
    page.get_by_role("button", name="登记支付").click()
    expect(page.get_by_text("支付已登记。")).to_be_visible()
    page.get_by_role("link", name="审批单", exact=True).click()
    expect(page.get_by_role("row", name="分管领导")).to_contain_text("苗若溪")
    assert watch.axe() == []
    assert watch.faults == []


def test_no_leader_signs_a_large_sum_that_no_meeting_decided(
    town: World, live_server: LiveServer, page: Page, screens: Screens
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    use = fill(page, live_server.url, town, "30,000")
    expect(page.locator("#checklist")).to_contain_text("须先经集体研究")
    for signer in (Signer.HANDLER, Signer.WITNESS):
        sign(screens, live_server, use, signer)
    page.reload()
    page.get_by_role("button", name="核对无误，签字").click()
    deputy = sign(screens, live_server, use, Signer.DEPUTY)
    expect(deputy.locator("[data-error-summary]")).to_contain_text("须先经集体研究")
    assert Watch(deputy, live_server.url).axe() == []
    assert FundUse.objects.get().deputy_on is None
    assert watch.faults == []


def test_a_handler_starts_a_sheet_for_a_purchase_and_the_wrong_payee_is_told_before_anything_is_paid(
    town: World, live_server: LiveServer, page: Page, phone: Page
) -> None:
    supplier = payee("紫阳县汉水设备有限公司")
    Purchase.objects.create(
        unit=town.town, number="采2026-1", title="购置监测设备", category="goods", happened_on=DAY, contract_amount=9_000,
        contract_on=DAY, supplier=supplier,
    )  # fmt: skip
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "handler")
    page.goto(f"{live_server.url}/funds/")
    page.locator(".page-actions").get_by_role("link", name="填写审批单").click()
    expect(page.get_by_text("由您本人经办").first).to_be_visible()
    page.fill("#id_pays", "监测")
    expect(page.locator("#payables option")).to_have_attribute("value", "采2026-1 购置监测设备")
    assert watch.axe() == []
    for name, value in (
        ("purpose", "设备款"), ("payee", "平利县青山印务有限公司"), ("amount", "3000"), ("budget_item", "设备费"), ("pays", "采9"),
    ):  # fmt: skip
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="下一步：签字人").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("没有编号为“采9”的采购或者标段")
    expect(page.locator("#id_purpose")).to_have_value("设备款")
    page.fill("#id_pays", "采2026-1")
    page.get_by_role("button", name="下一步：签字人").click()
    expect(page.locator("#id_handler option:checked")).to_have_text("温听澜")
    use = FundUse.objects.get()
    assert (use.handler, use.purchase.number if use.purchase else "") == (town.candidate, "采2026-1")
    page.goto(f"{live_server.url}/funds/{use.pk}/")
    expect(page.locator("#checklist")).to_contain_text(
        "供应商是“紫阳县汉水设备有限公司”，收款人填的是“平利县青山印务有限公司”"
    )
    assert watch.axe() == []
    assert [fault for fault in watch.faults if "422" not in fault] == []

    seen = Watch(phone, live_server.url)
    log_in(phone, live_server, "secretary")
    phone.goto(f"{live_server.url}/inbox/")
    expect(phone.get_by_text("待指定签字人的审批单")).to_be_visible()
    phone.goto(f"{live_server.url}/purchases/")
    phone.get_by_role("link", name="购置监测设备").click()
    phone.locator("#fund-uses").get_by_role("link", name="设备款").click()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    assert seen.faults == []
