"""From a phone to a closed complaint: a citizen reports without log-in, two officers handle it, the citizen reads the answer (C23)."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from complaints.models import Complaint
from complaints.services.attachments import Clean
from complaints.services.intake import Said, receive
from complaints.services.mails import keep
from complaints.services.reporters import add, found_by
from tests.complaints.conftest import SECRET, World
from tests.conftest import DESKTOP, PHONE, Screens
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, home: str, username: str) -> None:
    page.goto(f"{home}/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login" not in url)


def open_complaints(page: Page, home: str) -> None:
    page.goto(f"{home}/complaints/")
    page.fill("[name=passphrase]", SECRET)
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("heading", name="检举控告", level=1)).to_be_visible()


def step(page: Page, title: str, **given: str) -> None:
    panel = page.locator("details", has=page.get_by_role("heading", name=title, exact=True))
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    for name, value in given.items():
        box = panel.locator(f"[name$='-{name}']")
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    panel.get_by_role("button", name=title, exact=True).click()
    expect(page.get_by_text("已办理，并记录在案")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_citizen_reports_officers_handle_and_the_answer_is_read_with_the_code(
    world: World, live_server: LiveServer, screens: Screens, tmp_path: Path, scripts: bool
):
    home = str(live_server.url)
    phone = screens(PHONE, java_script_enabled=scripts)
    phone.goto(f"{home}/report/")
    phone.get_by_role("link", name="我要反映问题").click()
    phone.select_option("[name=unit]", label="城关镇")
    phone.fill("[name=person_words]", "镇长")
    phone.fill("[name=facts]", "把修渠的工程给了自己的表弟，没有开会。")
    proof = tmp_path / "照片说明.txt"
    proof.write_text("三月初五拍的")
    phone.set_input_files("[name=attachments]", proof)
    if not scripts:
        numbers = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
        first, second = re.search(r"(.)加(.)等于几", phone.locator("[data-question]").inner_text()).groups()
        phone.fill("[name=answer]", str(numbers[first] + numbers[second]))
    phone.wait_for_timeout(3500)
    phone.get_by_role("button", name="加密提交").click()
    expect(phone.get_by_text("已加密收到")).to_be_visible()
    code = phone.locator("#code").inner_text()
    assert phone.context.cookies() == []

    page = screens(DESKTOP)
    log_in(page, home, "jiwei1")
    open_complaints(page, home)
    page.get_by_role("link", name="2026-00001").click()
    expect(page.get_by_text("把修渠的工程给了自己的表弟")).to_be_visible()
    with page.expect_download() as sent:
        page.get_by_role("link", name="附件1.txt").click()
    assert Path(sent.value.path()).read_text() == "三月初五拍的"
    step(page, "登记", summary="修渠工程发包问题", words="反映镇长在工程发包中优亲厚友。")
    step(page, "受理", words="属于本机关受理范围。")
    step(page, "提出处置意见", choice="verification", words="经集体研究，线索具体，建议初步核实。")
    assert page.get_by_role("heading", name="批准处置意见").count() == 0

    other = screens(DESKTOP)
    log_in(other, home, "jiwei2")
    open_complaints(other, home)
    other.get_by_role("link", name="2026-00001").click()
    step(other, "批准处置意见", words="同意。")
    step(other, "作出结论", choice="partly", words="工程未经集体决定，表弟承揽不属实。")
    assert other.get_by_role("heading", name="反馈并办结").count() == 0
    panel = other.locator("details", has=other.get_by_role("heading", name="向本人反馈", exact=True))
    panel.locator("[name$='-words']").fill("经核实，没有把修渠的工程给了自己的表弟。")
    panel.get_by_role("button", name="向本人反馈", exact=True).click()
    expect(other.get_by_text("“把修渠的工程给了自己的表弟”").first).to_be_visible()
    step(
        other, "向本人反馈", words="当面反馈：工程发包未经集体决定，责令改正。", statement="接受，马上整改。"
    )
    other.locator("[name=text]").fill("您反映的部分属实，已作处理，谢谢。")
    other.get_by_role("button", name="答复").click()
    expect(other.get_by_text("凭查询码可以看到")).to_be_visible()
    step(other, "反馈并办结", words="已在网上反馈。")
    assert Complaint.objects.get().state == "closed"

    phone.goto(f"{home}/report/progress/")
    phone.fill("[name=code]", code)
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text("您反映的部分属实")).to_be_visible()
    expect(phone.locator(".reached", has_text="已办结")).to_be_visible()
    phone.fill("[name=text]", "还有一件，也是他做的。")
    phone.wait_for_timeout(100)
    phone.get_by_role("button", name="加密提交").click()
    expect(phone.get_by_text("补充的内容已经加密收到")).to_be_visible()
    other.reload()
    expect(other.get_by_text("还有一件，也是他做的")).to_be_visible()


def test_an_officer_without_the_key_is_not_even_shown_that_there_is_something(
    world: World, live_server: LiveServer, screens: Screens
):
    page = screens(DESKTOP)
    log_in(page, str(live_server.url), "jiwei3")
    expect(page.get_by_role("link", name="检举控告")).to_have_count(0)
    assert page.goto(f"{live_server.url}/complaints/").status == 404


def test_an_officer_enters_a_mail_finds_it_reported_before_merges_it_and_imports_a_register(
    world: World, live_server: LiveServer, screens: Screens, tmp_path: Path
):
    home, facts = str(live_server.url), "把修渠的工程给了自己的表弟，没有开会，渠半年就漏水。"
    receive(body=world.body, said=Said(facts=facts, unit=world.town.pk), form="f", on=world.day)
    main = Complaint.objects.get()
    words = {
        "sender": "x@example.test",
        "subject": "又是那条渠",
        "sent": "",
        "text": f"来信：{facts}",
        "files": [],
    }
    keep(
        body=world.body,
        key=world.keys[0],
        words=words | {"left_out": []},
        files=[],
        mark=b"m" * 32,
        on=world.day,
    )
    page = screens(PHONE)
    log_in(page, home, "jiwei1")
    open_complaints(page, home)
    page.get_by_role("link", name="去录入").click()
    page.get_by_role("link", name="又是那条渠").click()
    page.select_option("[name=unit]", label="城关镇")
    page.get_by_role("button", name="加密登记").click()
    expect(page.locator(".code")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="2026-00002").click()
    expect(page.get_by_role("heading", name="可能重复的")).to_be_visible()
    step(page, "登记", summary="修渠", words="又一件。")
    page.get_by_role("link", name="并入这一件").click()
    step(page, "并案", words="与前一件反映同一问题。")
    page.goto(f"{home}/complaints/{main.pk}/")
    expect(page.get_by_text("来信：把修渠的工程")).to_be_visible()
    page.goto(f"{home}/complaints/past/")
    register = tmp_path / "register.csv"
    lines = [
        "原编号,收到日期,渠道,反映单位,反映的问题,办理状态,结论,办结日期",
        "信1,2025-03-05,来信,城关镇,路没有修,已办结,属实,2025-04-01",
    ]
    register.write_text("\n".join(lines))
    page.set_input_files("[name=file]", register)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已导入 1 件")).to_be_visible()


def test_script_in_every_field_is_read_as_text_by_officers_and_reporters(
    world: World, live_server: LiveServer, screens: Screens
):
    bad = "<script>document.title='taken'</script>\"'><img src=x onerror=\"document.title='taken'\">"
    home, on = str(live_server.url), world.day
    said = Said(
        facts=f"甲{bad}", unit=world.town.pk, unit_words=bad, person_words=bad, when=bad, name=bad, contact=bad,
        files=[Clean(f"{bad}.txt", b"x")],
    )  # fmt: skip
    code = receive(body=world.body, said=said, form="hostile", on=on).code
    found = found_by(code)
    add(found=found, text=bad, files=[Clean(f"{bad}.txt", b"x")], form=uuid4(), on=on)
    page = screens(DESKTOP)
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("dialog", lambda one: wrong.append(one.message))
    log_in(page, home, "jiwei1")
    open_complaints(page, home)
    expect(page.get_by_text("<script>document.title").first).to_be_visible()
    page.get_by_role("link", name="2026-00001").click()
    expect(page.get_by_text("甲<script>document.title")).to_be_visible()
    step(page, "登记", summary=bad[:80], words=bad)
    page.locator("[name=text]").fill(bad)
    page.get_by_role("button", name="答复").click()
    expect(page.get_by_text("凭查询码可以看到")).to_be_visible()
    assert page.locator("main script, main img").count() == 0
    shown = page.inner_text("main")
    # facts, unit or its words, person, when, name, contact, the file and that of the addition, the addition, the step, its summary, the answer
    assert shown.count("<script>document.title") >= 11
    assert "taken" not in page.title()
    phone = screens(PHONE)
    phone.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    phone.goto(f"{home}/report/progress/")
    phone.fill("[name=code]", code)
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text("<script>document.title").first).to_be_visible()
    assert phone.locator("main script, main img").count() == 0
    assert "taken" not in phone.title()
    assert wrong == []
