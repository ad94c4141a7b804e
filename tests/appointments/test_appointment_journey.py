"""In a real browser: a file is opened, a step out of place is refused, the discipline body gives its opinion, the list follows."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appointments.models import Case
from appointments.services.records import give_opinion
from tests import factories
from tests.appointments.files import appoint, days_ago, decide, make_case, prepare
from tests.decisions.world import TODAY, World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small county, seen by the server too."""
    return build()


def test_a_file_is_opened_and_an_inspection_before_its_notice_is_refused(
    world: World, live_server: LiveServer, page: Page
) -> None:
    watch = Watch(page, live_server.url)
    factories.make_post(world.town, "站长", head=False, section="农业站")
    log_in(page, live_server, "secretary")
    page.goto(f"{live_server.url}/appointments/")
    assert watch.axe() == []
    page.locator(".page-actions").get_by_role("link", name="建档").click()
    page.fill("#id_person", world.candidate.staff_no)
    page.fill("#id_post_unit", "城关镇")
    page.fill("#id_post", "站长")
    page.select_option("#id_kind", "promotion")
    assert watch.axe() == []
    page.get_by_role("button", name="建档", exact=True).click()
    expect(page.get_by_text("档案已建立")).to_be_visible()
    assert watch.axe() == []
    page.locator("#checklist li", has_text="动议").first.get_by_role("link").click()
    page.fill("#id_on", days_ago(9).isoformat())
    page.fill("#id_text", "职位空缺，职数符合。")
    page.get_by_role("button", name="保存", exact=True).click()
    checklist = page.locator("#checklist")
    expect(checklist.locator("li").first).to_contain_text("已完成")
    page.goto(f"{live_server.url}/appointments/{Case.objects.get().pk}/steps/inspection/")
    page.fill("#id_since", days_ago(5).isoformat())
    page.fill("#id_until", days_ago(4).isoformat())
    page.fill("#id_team", "甲、乙")
    page.fill("#id_talked", "20")
    page.fill("#id_text", "群众公认。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("没有发布考察预告")
    expect(page.locator("#id_text")).to_have_value("群众公认。")
    assert watch.axe() == []


def test_the_discipline_body_gives_its_opinion_and_the_file_is_carried_to_the_appointment(
    world: World, live_server: LiveServer, page: Page
) -> None:
    case = make_case(world)
    prepare(world, case, without="integrity-opinion")
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "discipline")
    page.goto(f"{live_server.url}/appointments/opinions/")
    assert watch.axe() == []
    page.get_by_role("link", name=world.candidate.name).click()
    page.fill("#id_on", TODAY.isoformat())
    page.fill("#id_by", "甲、乙")
    page.select_option("#id_result", "favourable")
    page.fill("#id_text", "无影响使用的问题。")
    assert watch.axe() == []
    page.get_by_role("button", name="出具意见").click()
    expect(page.get_by_text("已出具")).to_be_visible()
    values = {"on": days_ago(37)}
    give_opinion(case=case.pk, values=values, by=world.discipline, on=days_ago(37))
    decide(world, case)
    appoint(world, case)
    client = Client()
    client.force_login(world.secretary)
    shown = client.get(f"/appointments/{case.pk}/").content.decode()
    assert "已任职" in shown
    assert "试用期满" in shown
    page.goto(f"{live_server.url}/appointments/viewings/")
    expect(page.locator("table")).to_contain_text("晏怀谷")
    assert watch.axe() == []
