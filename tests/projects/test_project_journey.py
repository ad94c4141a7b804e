"""In a real browser: a secretary enters a project and is stopped before paying ahead; a member enters interference the head never sees."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from projects.models import Interference, Payment, Project
from tests.conftest import PHONE, Screens
from tests.decisions.world import World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.projects.built import ago, built, decided, placed
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    return build()


def test_a_project_is_entered_decided_and_its_payment_ahead_of_acceptance_is_caught(
    town: World, live_server: LiveServer, page: Page, phone: Page
) -> None:
    matter = decided(town, 20)
    part = placed(town, built(town, title="加固堤防"))
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    page.goto(f"{live_server.url}/projects/")
    page.locator(".page-actions").get_by_role("link", name="登记项目").click()
    for name, value in (
        ("number", "工2026-1"), ("title", "修建集镇污水管网"), ("total", "6,000,000"), ("public", "7000000"),
        ("design_from", "2026-11-01"), ("design_until", "2026-12-31"), ("spared", "沿原有道路敷设，不征地"),
    ):  # fmt: skip
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("预算资金不能超过总投资")
    expect(page.locator("#id_title")).to_have_value("修建集镇污水管网")
    assert watch.axe() == []
    page.fill("#id_public", "6000000")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#stage-land")).to_contain_text("不征地")
    assert watch.axe() == []
    page.get_by_role("link", name="登记进度和决策：设计建设 集体决策").click()
    page.fill("#id_began_on", "2026-11-05")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#broken")).to_contain_text("没有登记所依据的集体决策")
    assert watch.axe() == []
    page.select_option("#id_matter", str(matter.pk))
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#stage-design")).to_contain_text("进行中")
    assert Project.objects.get(number="工2026-1").stages.get(kind="design").matter == matter

    page.goto(f"{live_server.url}/project-parts/{part.pk}/payments/new/")
    page.fill("#id_day", ago(150).isoformat())
    page.fill("#id_amount", "2000000")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#broken")).to_contain_text("最多可付 1,440,000.00 元")
    assert not Payment.objects.exists()
    page.get_by_label("情况属实，已经发生，如实登记").check()
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#payments")).to_contain_text("2,000,000.00")
    assert watch.axe() == []
    assert [fault for fault in watch.faults if "422" not in fault] == []

    seen = Watch(phone, live_server.url)
    log_in(phone, live_server, "development")
    phone.goto(f"{live_server.url}/projects/?found=on")
    assert seen.axe() == []
    phone.get_by_role("link", name="加固堤防").click()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    phone.locator("#findings").get_by_role("link", name="超验收进度付款").click()
    expect(phone.get_by_text("最多可付（元）")).to_be_visible()
    assert seen.faults == []


def test_interference_is_entered_received_and_never_seen_by_the_head_named(
    town: World, live_server: LiveServer, page: Page, screens: Screens
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "member4")
    page.goto(f"{live_server.url}/interference/new/")
    page.fill("#id_named", town.head.name)
    page.fill("#id_happened_on", DAY.isoformat())
    page.select_option("#id_means", "phone")
    page.select_option("#id_asked", "其他")
    page.fill("#id_text", "来电要求由指定公司承建。")
    assert watch.axe() == []
    page.get_by_role("button", name="提交登记").click()
    entry = Interference.objects.get()
    expect(page.locator("#own")).to_contain_text(entry.number)
    assert watch.axe() == []
    assert watch.faults == []

    head = screens(PHONE, is_mobile=True)
    log_in(head, live_server, "member0")
    for address in ("/interference/", "/inbox/", "/findings/", "/projects/"):
        head.goto(f"{live_server.url}{address}")
        expect(head.locator("body")).not_to_contain_text(entry.number)
    answer = head.goto(f"{live_server.url}/interference/{entry.pk}/")
    assert answer is not None
    assert answer.status == 404

    officer = screens(PHONE, is_mobile=True)
    seen = Watch(officer, live_server.url)
    log_in(officer, live_server, "discipline")
    officer.goto(f"{live_server.url}/inbox/")
    officer.get_by_role("link", name=f"插手干预登记 {entry.number}").click()
    expect(officer.get_by_text("只对承办人公开")).to_be_visible()
    officer.get_by_role("button", name="受理并承办").click()
    expect(officer.locator("#examine")).to_be_visible()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    assert seen.faults == []
