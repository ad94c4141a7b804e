"""In a real browser: a large sum is filed and its checklist followed; a draft is published and answered from a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from decisions.models import ListedMatter, Matter, MatterList, Preparation, PublicComment
from decisions.services import publishing
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.world import MEETING_KIND, TODAY, World, build, make_matter
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small county, seen by the server too, with a list in force."""
    made = build()
    adopted = MatterList.objects.create(unit=made.town, version=1)
    ListedMatter.objects.create(
        list=adopted, code="4.1", name="设备购置", category=MatterCategory.FUNDS, meetings=["党政联席会", MEETING_KIND],
        vote_fraction="2/3", needs_legality=True,
    )  # fmt: skip
    MatterList.objects.filter(pk=adopted.pk).update(adopted_on=TODAY, adopted_by="镇党委会〔2026〕3号")
    return made


def test_a_large_sum_is_filed_and_its_checklist_followed(
    world: World, live_server: LiveServer, page: Page
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    page.goto(f"{live_server.url}/matters/")
    page.locator(".page-actions").get_by_role("link", name="登记事项").click()
    page.fill("#id_title", "购置防汛设备")
    page.select_option("#id_category", MatterCategory.ORDINARY)
    page.fill("#id_amount", "120,000")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    expect(page.locator("[data-candidates]")).to_be_hidden()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("大额资金标准 30,000.00 元")
    expect(page.locator("#id_title")).to_have_value("购置防汛设备")
    page.select_option("#id_listed", label="4.1 设备购置")
    expect(page.locator("#id_category")).to_have_value(MatterCategory.FUNDS)
    expect(page.locator("#id_meetings_required")).to_have_value(f"党政联席会、{MEETING_KIND}")
    expect(page.locator('input[name=flags][value="technical"]')).to_be_checked()
    assert watch.axe() == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("事项已登记")).to_be_visible()
    matter = Matter.objects.get()
    assert (matter.vote_fraction, matter.amount, matter.flags) == ("2/3", 120_000, ["technical"])
    checklist = page.locator("#checklist")
    expect(checklist).to_contain_text("没有进行专家组论证")
    assert watch.axe() == []
    checklist.get_by_role("link", name="专家组论证").click()
    page.fill("#id_on", TODAY.isoformat())
    page.fill("#id_experts", "祝望舒、辛清越")
    page.select_option("#id_opinion", "adverse")
    page.fill("#id_text", "型号偏小")
    assert watch.axe() == []
    page.get_by_role("button", name="保存", exact=True).click()
    expect(checklist).to_contain_text("没有书面答复")
    checklist.locator("li", has_text="书面答复不利意见").get_by_role("link").click()
    page.fill("#id_answer", "已改购大型号")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(checklist).not_to_contain_text("没有书面答复")
    assert [fault for fault in watch.faults if "422" not in fault] == []


def test_a_draft_is_published_and_answered_from_a_phone(
    world: World, live_server: LiveServer, page: Page, phone: Page
) -> None:
    matter = make_matter(world, flags=["livelihood"])
    log_in(page, live_server, "secretary")
    page.goto(f"{live_server.url}/matters/{matter.pk}/")
    page.locator("#checklist").get_by_role("link", name="公布草案、征求意见").first.click()
    page.fill("#id_since", TODAY.isoformat())
    page.fill("#id_until", (TODAY + timedelta(days=10)).isoformat())
    page.check("#id_published")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("须写明理由")
    page.fill("#id_short_reason", "汛期临近，须在雨季前开工")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name="查看公开页面")).to_be_visible()

    watch = Watch(phone, live_server.url)
    phone.goto(f"{live_server.url}/drafts/")
    assert watch.axe() == []
    phone.get_by_role("link", name=matter.title).click()
    expect(phone.get_by_text("汛期临近，须在雨季前开工")).to_be_visible()
    assert watch.axe() == []
    assert not watch.wider_than_screen()
    phone.fill("#id_text", "请一并修路灯")
    phone.wait_for_timeout(publishing.SOONEST.total_seconds() * 1000)
    phone.get_by_role("button", name="提交意见").click()
    expect(phone.get_by_text("意见已收到")).to_be_visible()
    assert phone.context.cookies() == []
    assert PublicComment.objects.get().text == "请一并修路灯"
    assert Preparation.objects.get().short_reason == "汛期临近，须在雨季前开工"
    page.goto(f"{live_server.url}/matters/{matter.pk}/comments/")
    expect(page.get_by_text("请一并修路灯")).to_be_visible()
    assert watch.faults == []
