"""In a real browser: a list is drafted, signed by both, carried out with evidence and reviewed, and its duty is done; a subordinate's incident
in a deputy's field attaches to the head.
"""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from integrity.choices import ListState
from integrity.models import ResponsibilityList
from integrity.selectors.lists import items_in_force
from rulebook.division import FIELDS
from supervision.services import Assigned, divide_work
from tests import factories
from tests.integrity.listed import YEAR, carried_out, signed
from tests.integrity.world import TODAY, World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small county, seen by the server too."""
    return build()


def test_a_list_is_drafted_signed_by_both_carried_out_and_its_duty_done(
    world: World, live_server: LiveServer, page: Page
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "head")
    page.goto(f"{live_server.url}/responsibility/")
    assert watch.axe() == []
    page.get_by_role("button", name=f"起草城关镇 {YEAR} 年责任清单").click()
    page.get_by_role("link", name="增加事项").click()
    page.fill("#id_title", "管好惠农资金")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("具体要求")
    expect(page.locator("#id_title")).to_have_value("管好惠农资金")
    page.fill("#id_text", "每季度检查一次。")
    assert watch.axe() == []
    page.get_by_role("button", name="保存", exact=True).click()
    sign(page)
    expect(page.get_by_text("已签字，待上级党组织签字")).to_be_visible()
    address = page.url
    page.context.clear_cookies()
    log_in(page, live_server, "committee-officer")
    page.goto(address)
    assert watch.axe() == []
    sign(page)
    expect(page.locator("#signatures")).to_contain_text("committee-officer")
    page.get_by_role("link", name="签订责任清单").click()
    expect(page.locator("main")).to_contain_text("已完成")
    page.context.clear_cookies()
    log_in(page, live_server, "head")
    page.goto(address)
    page.get_by_role("link", name="登记落实凭据：管好班子成员").click()
    page.fill("#id_day", TODAY.isoformat())
    page.fill("#id_text", "与班子成员逐一谈话。")
    files = {"name": "谈话.txt", "mimeType": "text/plain", "buffer": "谈话记录".encode()}
    page.set_input_files("#id_files", [files])
    assert watch.axe() == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#item-2")).to_contain_text("谈话.txt")
    assert watch.axe() == []


def test_the_body_above_reviews_and_what_was_not_done_is_the_heads_to_answer(
    world: World, live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.clock.today", lambda: date(YEAR, 12, 21))
    found = signed(world)
    carried_out(world, found)
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "committee-officer")
    page.goto(f"{live_server.url}/responsibility/{found.pk}/")
    page.get_by_role("link", name="年终检查").click()
    for item in items_in_force(found):
        page.check(f"input[name=outcome-{item.number}][value={'not-done' if item.number == 8 else 'done'}]")
    assert watch.axe() == []
    page.get_by_role("button", name="保存检查结果").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("没有全部落实的，请写明意见")
    page.fill("#id_words-8", "仍有两户没有检查。")
    page.get_by_role("button", name="保存检查结果").click()
    expect(page.locator("main")).to_contain_text("年终检查认定没有落实：管好惠农资金")
    assert ResponsibilityList.objects.get().state == ListState.CLOSED
    assert watch.axe() == []


def test_a_subordinates_incident_in_a_deputys_field_attaches_to_the_head(
    world: World, live_server: LiveServer, page: Page
) -> None:
    deputy = factories.make_tenure(post=factories.make_post(world.town, "副镇长", head=False)).person
    rows = [Assigned(field, deputy.pk) for field in FIELDS]
    divide_work(
        unit=world.town.pk,
        since=date(YEAR, 1, 1),
        basis="会议纪要",
        rows=rows,
        seen=0,
        by=world.head_user,
        on=TODAY,
    )
    found = signed(world)
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/responsibility/incidents/new/")
    page.fill("#id_unit_name", "城关镇")
    page.fill("#id_happened_on", f"{YEAR}-02-03")
    page.select_option("#id_relation", "subordinate")
    page.select_option("#id_field", "construction")
    page.select_option("#id_source", "audit")
    page.fill("#id_what", "虚报工程量。")
    assert watch.axe() == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"当时由{deputy.name}直接分管")
    assert watch.axe() == []
    page.context.clear_cookies()
    log_in(page, live_server, "head")
    page.goto(f"{live_server.url}/responsibility/{found.pk}/")
    expect(page.locator("#incidents")).to_contain_text(f"由{deputy.name}直接分管")
    page.locator("#incidents").get_by_role("link", name="要求说明").click()
    expect(page.locator("main")).to_contain_text("不论由谁直接分管，单位“一把手”负第一责任")
    assert watch.axe() == []


def sign(page: Page) -> None:
    """Press 签字 and say yes."""
    page.get_by_role("button", name="签字", exact=True).first.click()
    page.locator("dialog[open]").get_by_role("button", name="签字", exact=True).click()
