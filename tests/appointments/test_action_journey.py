"""In a real browser: an appraisal is opened, the audit is consulted, it is decided and the head reads it; another is decided without."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appointments.models import PersonnelAction
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from tests.appointments.actions import make_action
from tests.audits.staged import staged
from tests.decisions.world import TODAY, World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small county, seen by the server too; the town's head was audited."""
    made = build()
    staged(made).reported(Kind.REPORT)
    return made


def test_a_file_is_opened_consulted_decided_and_read_by_the_head(
    world: World, live_server: LiveServer, page: Page, phone: Page
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "organiser")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="考核奖惩").click()
    assert watch.axe() == []
    page.locator(".page-actions").get_by_role("link", name="建档").click()
    page.select_option("#id_kind", "appraisal")
    page.select_option("#id_unit", label="镇坪县委")
    page.fill("#id_person", world.head.staff_no)
    page.fill("#id_post_unit", "城关镇")
    page.select_option("#id_year", str(TODAY.year - 1))
    page.fill("#id_grounds", "按年度考核方案。")
    assert watch.axe() == []
    page.get_by_role("button", name="建档", exact=True).click()
    expect(page.get_by_text("档案已建立")).to_be_visible()
    expect(page.locator("#conclusions")).to_contain_text("尚未核对")
    assert watch.axe() == []
    page.locator("#conclusions").get_by_role("link", name="记录运用情况").click()
    for words in page.locator("main textarea").all():
        words.fill("已责成整改，考核时予以扣减。")
    assert watch.axe() == []
    page.get_by_role("button", name="记录", exact=True).click()
    expect(page.locator("#conclusions")).to_contain_text("已核对运用")
    page.get_by_role("link", name="登记决定").click()
    page.select_option("#id_result", "competent")
    assert watch.axe() == []
    page.get_by_role("button", name="登记决定").click()
    expect(page.get_by_text("决定已登记")).to_be_visible()
    assert watch.axe() == []
    assert not Finding.objects.filter(code="audit-not-consulted").exists()
    log_in(phone, live_server, world.head_user.username)
    phone.goto(f"{live_server.url}/appointments/actions/{PersonnelAction.objects.get().pk}/")
    expect(phone.locator("#conclusions")).to_contain_text("已责成整改，考核时予以扣减。")
    phone.fill("#id_words", "没有意见。")
    phone.get_by_role("button", name="记录本人意见").click()
    expect(phone.locator("#reply")).to_contain_text("没有意见。")


def test_deciding_without_the_conclusion_is_refused_and_found_where_it_was_done_all_the_same(
    world: World, live_server: LiveServer, page: Page
) -> None:
    action = make_action(world, "reward")
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "organiser")
    page.goto(f"{live_server.url}/appointments/actions/{action.pk}/decide/")
    page.select_option("#id_result", "citation")
    page.get_by_role("button", name="登记决定").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("没有核对并记录运用情况")
    assert watch.axe() == []
    page.check("#id_taken")
    page.get_by_role("button", name="登记决定").click()
    expect(page.locator("#checklist")).to_contain_text("决定时没有核对")
    assert watch.axe() == []
    assert Finding.objects.get(code="audit-not-consulted").source_id == action.pk
