"""A county's first quarter in a browser: import the roster, plan and record a talk, the head confirms, the late list shrinks."""

import re
from datetime import timedelta
from pathlib import Path
from subprocess import Popen

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from core import workdays
from core.clock import today
from core.periods import quarter_of
from organisation.models import Person, Unit
from organisation.services.divisions import load_divisions
from rulebook.establishment import Category
from rulebook.roles import Role
from supervision.models import CountyCalendar
from supervision.services import sweep
from tests.conftest import DESKTOP, Screens
from tests.factories import PASSWORD, ZHENPING, make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "单位名称,单位类别,上级单位,行政区划代码,内设机构,职务,是否一把手,管理层级,姓名,工号,任职日期,离任日期,任职方式"
ROSTER = f"""{HEADER}
县纪委监委,纪检监察机关,,610927,,书记,否,县管,祝清越,ZJ01,2022-01-04,,正式
县水利局,政府部门,,610927,,局长,是,县管,江望舒,ZJ02,2023-03-01,,正式
城关镇,镇,,610927100,,镇长,是,县管,石映川,ZJ03,2023-03-01,,正式
"""


def log_in(page: Page, home: str, username: str) -> None:
    page.goto(f"{home}/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login" not in url)


def import_roster(page: Page, home: str, file: Path) -> None:
    """Upload, read the preview the worker made, confirm, wait for the worker again."""
    page.goto(f"{home}/import/roster/")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("检查通过，尚未保存")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("rowheader", name="县水利局").first).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("导入完成")).to_be_visible(timeout=60_000)


def late_heads(page: Page, home: str) -> list[str]:
    """Whose talks of the last quarter are late, as the officer's list shows them."""
    page.goto(f"{home}/duties/?state=overdue&kind=reminder-talk")
    return page.locator("table.data-table tbody th[scope=row]").all_inner_texts()


@pytest.fixture
def live(celery_worker_process: Popen[bytes], live_server: LiveServer, settings, tmp_path: Path) -> str:
    load_divisions()
    return str(live_server.url)


def test_from_the_roster_to_a_confirmed_talk(live: str, screens: Screens, page: Page, tmp_path: Path):
    registrar = make_user(
        "mingce", role=Role.REGISTRAR, body=make_unit("县委组织部", Category.PARTY_DEPARTMENT)
    )
    file = tmp_path / "名册.csv"
    file.write_text(ROSTER, encoding="utf-8-sig")
    log_in(page, live, registrar.username)
    import_roster(page, live, file)
    assert Person.objects.filter(staff_no__startswith="ZJ").count() == 3

    last_quarter = quarter_of(quarter_of(today()).starts - timedelta(days=1))
    CountyCalendar.objects.create(county_id=ZHENPING, starts_on=last_quarter.starts)
    sweep(on=today())

    body = Unit.objects.get(name="县纪委监委")
    make_user("jiwei", role=Role.OFFICER, body=body, person=Person.objects.get(staff_no="ZJ01"))
    page = screens(DESKTOP)
    log_in(page, live, "jiwei")
    assert {name.strip() for name in late_heads(page, live)} == {"江望舒", "石映川"}

    plan_and_record(page, live, last_quarter.key)
    assert {name.strip() for name in late_heads(page, live)} == {"石映川"}

    head = make_user("juzhang", person=Person.objects.get(staff_no="ZJ02"))
    confirm(screens(DESKTOP), live, head)


def plan_and_record(page: Page, home: str, period: str) -> None:
    """Plan the late talk in one screen, open its draft, write what was said, register it for the late quarter."""
    page.goto(f"{home}/records/plan/?kind=reminder-talk&period={period}")
    page.fill("[name=held_on]", today().isoformat())
    page.fill("[name=place]", "县纪委监委谈话室")
    page.locator("tr", has_text="江望舒").locator("input[type=checkbox]").check()
    page.get_by_role("button", name="安排所选").click()
    if not workdays.load().is_worked(today()):
        page.get_by_label("仍安排在这一天").check()
        page.get_by_role("button", name="安排所选").click()
    page.locator("tr", has_text="江望舒").get_by_role("link", name="填写并登记").click()
    page.fill("[name=summary]", "围绕水利项目资金管理进行提醒，本人表示将逐项落实。")
    chosen = page.locator("select[name$=period]")
    if chosen.count():
        chosen.select_option(period)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("围绕水利项目资金管理进行提醒")).to_be_visible()


def confirm(page: Page, home: str, head: User) -> None:
    """The head finds the record on the first page, reads it and confirms."""
    log_in(page, home, head.username)
    expect(page.get_by_text("待我确认").first).to_be_visible()
    page.locator("main").get_by_role("link", name=re.compile(r"提醒约谈 \d{4}年")).first.click()
    page.wait_for_url(re.compile(r"/records/\d+/"))
    page.get_by_role("button", name="记录属实，确认").click()
    expect(page.get_by_text("已确认").first).to_be_visible()
