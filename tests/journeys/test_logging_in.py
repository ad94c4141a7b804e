"""Logging in by two factors in a browser: an app, a passkey, a session that ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Factor, LoginSession, User
from rulebook.roles import Role
from tests.accounts.logged import code_of
from tests.conftest import PHONE, Screens
from tests.factories import PASSWORD, make_user
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def log_in(page: Page, home: str, name: str = "guan") -> None:
    page.goto(f"{home}/login/?next=/account/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def log_out(page: Page, home: str) -> None:
    page.context.clear_cookies()


def test_an_administrator_adds_an_app_and_logs_in_with_its_code(
    live_server: LiveServer, screens: Screens, required: None
) -> None:
    make_user("guan", role=Role.ADMINISTRATOR)
    home, page = str(live_server.url), screens(PHONE, is_mobile=True)
    watch = Watch(page, home)
    log_in(page, home)
    expect(page.get_by_text("请先添加一种")).to_be_visible()
    assert watch.axe() == []
    page.get_by_role("link", name="添加身份验证器").click()
    assert page.get_by_alt_text("供身份验证器扫描的二维码").evaluate("image => image.naturalWidth") > 0
    secret = page.locator("code.once").inner_text().replace(" ", "")
    page.get_by_label("身份验证器显示的 6 位数字").fill(code_of(secret))
    page.get_by_label("当前密码").fill(PASSWORD)
    assert watch.axe() == []
    page.get_by_role("button", name="添加").click()
    expect(page.locator(".code-list code")).to_have_count(10)
    assert watch.axe() == []
    assert not watch.wider_than_screen()
    recovery = page.locator(".code-list code").first.inner_text()
    page.get_by_role("link", name="已保存，继续").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("恢复码")
    log_out(page, home)
    log_in(page, home)
    expect(page.get_by_role("heading", name="第二步验证")).to_be_visible()
    assert watch.axe() == []
    page.get_by_label("动态口令或恢复码").fill("000000")
    page.get_by_role("button", name="确认登录").click()
    expect(page.get_by_text("口令或恢复码不正确").first).to_be_visible()
    page.get_by_label("动态口令或恢复码").fill(recovery)
    page.get_by_role("button", name="确认登录").click()
    expect(page.get_by_role("heading", name="我的权限")).to_be_visible()
    assert [fault for fault in watch.faults if "422" not in fault] == []


def test_a_passkey_is_added_and_opens_without_a_code(
    live_server: LiveServer, page: Page, required: None
) -> None:
    user = make_user("guan", role=Role.ADMINISTRATOR)
    home = str(live_server.url)
    watch = Watch(page, home)
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    made = chromium.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}}
    )
    log_in(page, home)
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_label("名称").fill("办公电脑")
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="添加").click()
    expect(page.locator(".code-list code")).to_have_count(10)
    assert Factor.objects.get(user=user).name == "办公电脑"
    log_out(page, home)
    log_in(page, home)
    assert watch.axe() == []
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", name="我的权限")).to_be_visible()
    assert Factor.objects.get(user=user).used_at is not None
    # Another device's key opens nothing.
    chromium.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})
    log_out(page, home)
    log_in(page, home)
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_text("浏览器没有给出通行密钥")).to_be_visible()
    assert watch.faults == []


def test_before_an_idle_session_ends_the_page_says_so_and_one_goes_on(
    live_server: LiveServer, page: Page, settings: Any
) -> None:
    settings.IDLE = timedelta(seconds=100)  # already near its end when the page looks
    make_user("bai")
    home = str(live_server.url)
    log_in(page, home, "bai")
    button = page.get_by_role("button", name="继续使用")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(button).to_be_visible()
    before = LoginSession.objects.get().seen_at
    button.click()
    expect(button).to_be_hidden()
    assert LoginSession.objects.get().seen_at > before


def test_a_session_ended_elsewhere_is_over_here(live_server: LiveServer, screens: Screens) -> None:
    make_user("bai")
    home, here, there = str(live_server.url), screens({"width": 1440, "height": 900}), screens(PHONE)
    for page in (here, there):
        log_in(page, home, "bai")
    here.goto(f"{home}/account/sessions/")
    watch = Watch(here, home)
    assert watch.axe() == []
    here.get_by_role("button", name="结束", exact=False).last.click()
    expect(here.get_by_text("该登录已结束")).to_be_visible()
    there.goto(f"{home}/account/")
    expect(there.get_by_role("heading", name="登录一把手监督")).to_be_visible()
    assert User.objects.get().is_active
    assert LoginSession.objects.filter(ended_at__lte=timezone.now()).count() == 1


def test_five_wrong_passwords_lock_and_say_until_when(live_server: LiveServer, page: Page) -> None:
    make_user("bai")
    home = str(live_server.url)
    for _number in range(5):
        page.goto(f"{home}/login/")
        page.get_by_label("用户名").fill("bai")
        page.get_by_label("密码", exact=True).fill("Bu-zhidao-2026")
        page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("请 15 分钟后再试")).to_be_visible()
