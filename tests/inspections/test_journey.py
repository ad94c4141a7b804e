"""In a real browser: from the year's plan through the draw, a deputy on a phone, the unit's reply and a second one, to the end of an inspection."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from inspections.models import Inspection, Reply, Statement
from tests.inspections import inspected
from tests.inspections.inspected import APPROVED, FINDINGS, SUGGESTION, Cast, members_of
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 360, "height": 740}


class Days:
    """The day it is for the server, moved on by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day: date = APPROVED
        told = SimpleNamespace(localdate=lambda: self.day, now=timezone.now)
        monkeypatch.setattr("core.clock.timezone", told)

    def pass_by(self, days: int) -> str:
        self.day += timedelta(days)
        return self.day.isoformat()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small county, seen by the server too."""
    return inspected.build()


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    """Time that passes by as the test says."""
    return Days(monkeypatch)


def as_user(page: Page, server: LiveServer, name: str, address: str) -> None:
    """Log in anew as `name` and open `address`."""
    page.context.clear_cookies()
    log_in(page, server, name)
    page.goto(f"{server.url}{address}")


def confirm(page: Page, label: str) -> None:
    """Open the question behind the button `label` and say yes."""
    page.locator("main").get_by_role("button", name=label, exact=True).first.click()
    page.locator("dialog[open]").get_by_role("button", name=label, exact=True).click()


def test_from_the_plan_to_the_follow_up_with_a_deputy_on_a_phone(
    cast: Cast, days: Days, live_server: LiveServer, page: Page, screens: object
) -> None:
    phone: Page = screens(NARROW, is_mobile=True)  # type: ignore[operator]
    watch, on_phone = Watch(page, live_server.url), Watch(phone, live_server.url)

    as_user(page, live_server, "drafter", "/inspections/plans/new/")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="列入草案").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.locator("#id_tenure").select_option(label="城关镇 镇党委书记 山既明")
    page.get_by_label("B3").check()
    page.locator("#id_month").select_option("5")
    page.get_by_role("button", name="列入草案").click()
    expect(page.locator("#lines")).to_contain_text("城关镇")
    page.get_by_role("link", name="完成，返回计划").click()
    assert watch.axe() == []
    confirm(page, "提请批准")
    as_user(page, live_server, "committee-officer", "/inbox/")
    page.get_by_role("link", name="县人大常委会 2026年度视察计划").first.click()
    confirm(page, "批准")
    row = Inspection.objects.get()
    expect(page.locator("#inspections")).to_contain_text(row.draw.promise)

    as_user(page, live_server, "congress-officer", f"/inspections/{row.pk}/list/")
    page.fill("#id_draw_on", days.day.isoformat())
    page.get_by_role("button", name="公布名单").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("1 天以后")
    page.fill("#id_draw_on", (days.day + timedelta(1)).isoformat())
    assert watch.axe() == []
    page.get_by_role("button", name="公布名单").click()
    days.pass_by(1)
    page.goto(f"{live_server.url}/inspections/{row.pk}/draw/")
    page.fill("#id_witness", inspected.WITNESS)
    page.fill("#id_spoken", "7 3")
    page.get_by_role("button", name="抽选", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("0 到 9")
    page.fill("#id_spoken", "73")
    page.get_by_role("button", name="抽选", exact=True).click()
    expect(page.locator("main")).to_contain_text("已重新计算")
    assert watch.axe() == []
    page.goto(f"{live_server.url}/inspections/{row.pk}/call/")
    page.fill("#id_held_on", days.pass_by(0))
    page.fill("#id_companion", "乔怀谷")
    page.get_by_role("button", name="通知", exact=True).click()

    members = members_of(row)
    deputy = inspected.logged_in(members[0])
    as_user(phone, live_server, deputy.username, "/")
    phone.goto(f"{live_server.url}/inspections/tasks/")
    phone.get_by_role("link", name="视察城关镇").click()
    assert not on_phone.wider_than_screen()
    assert on_phone.axe() == []
    phone.fill("#id_findings", FINDINGS)
    expect(phone.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    phone.reload()
    expect(phone.locator("#id_findings")).to_have_value(FINDINGS)
    phone.fill("#id_suggestions", SUGGESTION)
    button = phone.get_by_role("button", name="提交", exact=True)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    button.dblclick()
    expect(phone.locator("#statement")).to_contain_text(SUGGESTION)
    assert Statement.objects.count() == 1
    for elsewhere in (f"/inspections/{row.pk}/", "/inspections/", f"/inspections/{row.pk}/draw/"):
        answer = phone.goto(f"{live_server.url}{elsewhere}")
        assert answer is not None
        assert answer.status == 404

    page.goto(f"{live_server.url}/inspections/{row.pk}/visit/")
    page.get_by_role("button", name="登记", exact=True).click()
    page.goto(f"{live_server.url}/inspections/{row.pk}/gather/")
    expect(page.locator("#id_suggestions")).to_have_value(SUGGESTION)
    page.fill("#id_summary", "视察了农贸市场。")
    page.get_by_role("button", name="保存汇总").click()
    assert watch.axe() == []
    confirm(page, "送达视察建议")

    days.pass_by(10)
    reply(page, live_server, row, "条件还不成熟。", "不采纳")
    assert watch.axe() == []
    for at, member in enumerate(members):
        as_user(phone, live_server, inspected.logged_in(member).username, f"/inspections/tasks/{member.pk}/")
        grade = "不满意" if at == 0 else "满意"
        phone.get_by_label(grade, exact=True).check()
        if at == 0:
            phone.get_by_role("button", name="提交评价").click()
            expect(phone.locator("[data-error-summary]")).to_contain_text("请写明理由")
            phone.fill("#judge textarea", "理由不充分。")
            assert on_phone.axe() == []
        phone.get_by_role("button", name="提交评价").click()
        expect(phone.locator("main")).to_contain_text("评价已提交")
    reply(page, live_server, row, "本月公开。", "采纳")
    assert Reply.objects.count() == 2
    for member in members:
        as_user(phone, live_server, inspected.logged_in(member).username, f"/inspections/tasks/{member.pk}/")
        phone.get_by_label("满意", exact=True).check()
        phone.get_by_role("button", name="提交评价").click()
    page.goto(f"{live_server.url}/inspections/{row.pk}/suggestions/1/progress/")
    page.fill("#id_words", "已经公开。")
    page.get_by_label("已经落实").check()
    page.get_by_role("button", name="登记", exact=True).click()
    as_user(page, live_server, "congress-officer", f"/inspections/{row.pk}/")
    confirm(page, "办结")
    expect(page.locator("main")).to_contain_text("视察已办结")
    assert watch.axe() == []
    assert [
        fault for fault in [*watch.faults, *on_phone.faults] if "422" not in fault and "404" not in fault
    ] == []


def reply(page: Page, server: LiveServer, row: Inspection, words: str, adoption: str) -> None:
    """The head of the town answers from the inbox."""
    as_user(page, server, "town-head", "/inbox/")
    page.get_by_role("link", name=f"{row.number} 城关镇").first.click()
    page.locator(".page-actions").get_by_role("link", name="答复").click()
    page.get_by_label(adoption, exact=True).check()
    page.fill("#id_words_1", words)
    page.get_by_role("button", name="提交答复").click()
    expect(page.locator("main")).to_contain_text("答复已提交")
