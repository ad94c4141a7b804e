"""In a real browser: an officer plans and records a talk, the head answers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from core import workdays
from integrity.models import Record
from tests import factories
from tests.integrity.world import TODAY, World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """A county."""
    return build()


def log_in(page: Page, server: LiveServer, name: str) -> None:
    """Log in as `name`."""
    page.goto(f"{server.url}/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_an_officer_records_a_talk_and_the_head_objects(
    world: World, live_server: LiveServer, page: Page, phone: Page, tmp_path: Path
) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/records/new/?duty={world.duty(world.head).pk}")
    page.fill("#id_held_on", TODAY.isoformat())
    page.fill("#id_summary", "提醒严格执行集体决策制度。")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    page.locator("[data-add-row]").click()
    page.fill("#id_follow-0-text", "修订议事规则")
    page.fill("#id_follow-1-text", "报送会议记录")
    file = tmp_path / "提纲.txt"
    file.write_text("谈话提纲")
    page.set_input_files("#id_files", file)
    expect(page.get_by_role("link", name="提纲.txt")).to_be_visible()
    expect(page.locator("#id_follow-1-text")).to_have_value("报送会议记录")
    page.locator("button[value=register]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("请填写期限")
    expect(page.locator("#id_summary")).to_have_value("提醒严格执行集体决策制度。")
    page.fill("#id_follow-0-due", TODAY.isoformat())
    page.fill("#id_follow-1-due", TODAY.isoformat())
    page.locator("button[value=register]").click()
    expect(page.get_by_text("已登记，已请参加的")).to_be_visible()
    assert Record.objects.get().follow_ups.count() == 2
    assert world.duty(world.head).state == "done"

    log_in(phone, live_server, "head")
    phone.goto(page.url)
    phone.locator("summary", has_text="我有异议").click()
    phone.fill("#id_words", "议题已提前送达。")
    phone.get_by_role("button", name="提出异议").click()
    expect(phone.get_by_text("异议已提交")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0
    page.goto(f"{live_server.url}/records/")
    expect(page.get_by_text("对记录提出异议")).to_be_visible()


def test_what_was_typed_survives_a_closed_window(world: World, live_server: LiveServer, page: Page) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/records/new/")
    page.fill("#id_summary", "写到一半")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    page.goto(f"{live_server.url}/records/{Record.objects.get().pk}/edit/")
    expect(page.locator("#id_summary")).to_have_value("写到一半")


def test_heads_are_found_by_initials_and_taken_out_again(
    world: World, live_server: LiveServer, page: Page
) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/records/new/")
    page.fill("#head-search", "cgz")
    expect(page.locator(".picker-list li:visible")).to_have_count(1)
    page.locator(".picker-list li:visible input").check()
    page.get_by_role("button", name=re.compile("加入所选")).click()
    expect(page.locator(".head-line")).to_contain_text(world.head.name)
    page.locator("[data-drop]").click()
    expect(page.locator(".head-line")).to_have_count(0)


def test_a_group_is_planned_in_one_go_and_printed(world: World, live_server: LiveServer, page: Page) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/records/plan/")
    page.get_by_label("全选镇", exact=True).check()
    expect(page.locator("[data-checked-count=duty]")).to_have_text("1")
    page.fill("#id_held_on", workdays.load().on_or_after(TODAY).isoformat())
    page.locator("button", has_text="安排所选").click()
    expect(page.get_by_role("heading", name="提醒约谈安排表")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("columnheader", name="签字")).to_be_visible()
    expect(page.locator(".plan-set")).to_be_hidden()


def begin(page: Page, server: LiveServer, words: str) -> str:
    """Begin a record, let it save itself, and return the draft's address."""
    log_in(page, server, "officer")
    page.goto(f"{server.url}/records/new/?kind=duty-report")
    page.fill("#id_summary", words)
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    return f"{server.url}/records/{Record.objects.get().pk}/edit/"


def test_of_two_windows_none_saves_over_the_other_unseen(
    world: World, live_server: LiveServer, page: Page
) -> None:
    address = begin(page, live_server, "开头")
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
    page.fill("#id_summary", "这个窗口")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    other.fill("#id_summary", "另一个窗口")
    expect(other.locator("[data-draft-status]")).to_contain_text("您在另一个窗口")
    other.locator("button[value=save]:not(.visually-hidden)").click()
    expect(other.locator("[data-error-summary]")).to_contain_text("您在另一个窗口")
    expect(other.locator("#id_summary")).to_have_value("另一个窗口")
    assert Record.objects.get().summary == "这个窗口"


def test_what_is_typed_survives_a_log_in_that_has_run_out(
    world: World, live_server: LiveServer, page: Page
) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/records/new/?kind=duty-report")
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_summary", "登录已过期时写的话")
    expect(page.locator("[data-draft-status]")).to_contain_text("登录已过期")
    page.locator("button[value=save]:not(.visually-hidden)").click()
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("main form button").click()
    expect(page).to_have_url(f"{live_server.url}/records/new/?kind=duty-report")
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#id_summary")).to_have_value("登录已过期时写的话")


def test_after_a_log_in_that_had_run_out_one_is_back_on_a_page_that_can_be_shown(
    world: World, live_server: LiveServer, page: Page
) -> None:
    log_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/inbox/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存").click()
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("main form button").click()
    expect(page).to_have_url(f"{live_server.url}/inbox/")
