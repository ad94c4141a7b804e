"""In a real browser: from setting the year up on one screen, through the statement written on a phone, to the sealed result and the talk it calls for."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appraisals.models import Appraisal, Comment, Round
from rulebook.procedures.appraisals import OUTLINE
from tests.appraisals import appraised
from tests.appraisals.appraised import ANGRY, CLOSES, MET, OPENS, SEALED, SET_UP, STATED, Cast
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import log_ins_go_by_the_real_clock

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 390, "height": 844}


class Days:
    """The day it is for the server, moved on by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day: date = SET_UP
        told = SimpleNamespace(localdate=lambda: self.day, now=lambda: appraised.at(self.day))
        monkeypatch.setattr("core.clock.timezone", told)
        log_ins_go_by_the_real_clock(monkeypatch)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small county, seen by the server too."""
    return appraised.build()


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


def test_from_the_round_to_the_result_and_the_talk(
    cast: Cast, days: Days, live_server: LiveServer, page: Page, screens: object
) -> None:
    phone: Page = screens(NARROW, is_mobile=True)  # type: ignore[operator]
    watch, on_phone = Watch(page, live_server.url), Watch(phone, live_server.url)

    as_user(page, live_server, "organisation-officer", "/appraisals/rounds/")
    page.get_by_role("link", name="布置年度测评").first.click()
    cell = page.get_by_label("城关镇 山既明 党员", exact=True)
    cell.fill("很多")
    page.get_by_role("button", name="布置", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("城关镇 党员")
    expect(cell).to_have_value("很多")
    assert watch.axe() == []
    cell.fill("12")
    page.get_by_label("城关镇 山既明 群众代表", exact=True).fill("12")
    page.get_by_label("城关镇 山既明 服务对象", exact=True).fill("0")
    page.fill("#id_statements_due", appraised.DUE.isoformat())
    page.fill("#id_opens_on", OPENS.isoformat())
    page.fill("#id_closes_on", CLOSES.isoformat())
    page.get_by_role("button", name="布置", exact=True).dblclick()
    expect(page.locator("main")).to_contain_text("年度测评已布置")
    assert watch.axe() == []
    assert Round.objects.get().appraisals.count() == 5
    row = Appraisal.objects.get(person=cast.head)

    days.day = STATED
    as_user(phone, live_server, "town-head", "/inbox/")
    phone.get_by_role("link", name="2026年度述职述廉报告 城关镇").first.click()
    for heading in OUTLINE[:-1]:
        phone.fill(f"#id_{heading.key}", f"{heading.title}：已经完成。")
    expect(phone.locator("[data-draft-status]")).to_contain_text("草稿已保存")
    phone.get_by_role("button", name="提交报告").click()
    expect(phone.locator("[data-error-summary]")).to_contain_text("今后的措施")
    phone.fill(f"#id_{OUTLINE[-1].key}", "每月下村。")
    assert not on_phone.wider_than_screen()
    assert on_phone.axe() == []
    phone.get_by_role("button", name="提交报告").click()
    expect(phone.locator("main")).to_contain_text("述职述廉报告已提交")

    as_user(page, live_server, "organisation-officer", f"/appraisals/{row.pk}/")
    confirm(page, "公布报告")
    expect(page.locator("main")).to_contain_text("述职述廉报告已公布")
    assert page.get_by_role("button", name="开始评议").count() == 0
    days.day = OPENS
    page.reload()
    confirm(page, "开始评议")
    days.day = MET
    as_user(page, live_server, "town-secretary", f"/appraisals/{row.pk}/meeting/")
    for name, text in (
        ("place", "会议室"),
        ("chair", "温怀谷"),
        ("present", "40"),
        ("summary", "述职并答问。"),
    ):
        page.fill(f"#id_{name}", text)
    assert watch.axe() == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#meeting")).to_contain_text("述职并答问")

    days.day = CLOSES
    appraised.cast_ballots(row, ANGRY)
    as_user(page, live_server, "organisation-officer", f"/appraisals/{row.pk}/")
    confirm(page, "截止评议")
    expect(page.locator("main")).to_contain_text("待审定")
    assert page.get_by_role("link", name="测评结果").count() == 0
    days.day = SEALED
    as_user(page, live_server, "principal", "/inbox/")
    page.get_by_role("link", name="2026年度双述双评 城关镇 山既明").first.click()
    expect(page.locator("#signs")).to_contain_text("33.3%")
    assert watch.axe() == []
    confirm(page, "审定公布")
    expect(page.locator("main")).to_contain_text("结果已审定、公布")

    as_user(phone, live_server, "town-head", f"/appraisals/{row.pk}/result/")
    assert not on_phone.wider_than_screen()
    assert on_phone.axe() == []
    phone.fill("#id_text", "诚恳接受，认真整改。")
    phone.get_by_role("button", name="提交说明").dblclick()
    expect(phone.locator("#comment")).to_contain_text("诚恳接受")
    assert Comment.objects.count() == 1

    days.day = SEALED + timedelta(1)
    as_user(page, live_server, "discipline-officer", f"/appraisals/{row.pk}/result/")
    page.get_by_role("link", name="起草谈话提醒").click()
    expect(page.get_by_label("谈话提醒")).to_be_checked()
    expect(page.locator("main")).to_contain_text("评为不满意的占 33.3%")
    assert [
        fault for fault in [*watch.faults, *on_phone.faults] if "422" not in fault and "404" not in fault
    ] == []
