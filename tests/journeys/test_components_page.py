"""The page of components in a real browser, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.journeys.watching import Watch

PASSWORD = "paper-and-ink-2026"

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page: Page, live_server: LiveServer) -> Watch:
    """The page of components, seen by someone without any role."""
    User.objects.create_user("reader", password=PASSWORD)
    watch = Watch(page, live_server.url)
    page.goto(f"{live_server.url}{reverse('login')}?next={reverse('components')}")
    page.get_by_label("用户名").fill("reader")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("界面组件")
    return watch


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_every_component_is_sound_on_desk_and_phone(
    screen: str, request: pytest.FixtureRequest, live_server: LiveServer
) -> None:
    page: Page = request.getfixturevalue(screen)
    watch = opened(page, live_server)
    expect(page.locator(".job")).to_contain_text("5000 / 5000")
    expect(page.locator("#chart-stacked-title")).to_be_visible()
    expect(page.locator("[data-chart-canvas] svg")).to_have_count(3)
    assert watch.axe() == []
    assert watch.faults == []
    assert not watch.wider_than_screen()


def test_a_clause_opens_beside_its_button_and_closes_with_escape(page: Page, live_server: LiveServer) -> None:
    watch = opened(page, live_server)
    button = page.get_by_role("button", name="C16 每季度提醒约谈").first
    button.click()
    words = page.get_by_text("每季度至少与党政“一把手”进行一次提醒约谈").first
    expect(words).to_be_visible()
    assert watch.axe() == []
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(button).to_be_focused()


def test_what_cannot_be_undone_is_asked_with_a_reason(page: Page, live_server: LiveServer) -> None:
    watch = opened(page, live_server)
    page.get_by_role("button", name="作废").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert watch.axe() == []
    dialog.get_by_role("button", name="作废").click()
    expect(dialog.get_by_label("作废理由")).to_be_focused()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_be_hidden()


def test_one_box_checks_all_rows(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server)
    plan = page.get_by_role("button", name="安排约谈")
    expect(plan).to_be_disabled()
    page.get_by_label("全选").check()
    expect(page.locator("[data-checked-count]")).to_have_text("6")
    expect(plan).to_be_enabled()
