"""In a real browser: a complaint leads to a letter of inquiry, the head's reply, its outcome, an unfounded conclusion, and a clarification on the
public page; a county leader instructs from a phone (C17, C24, N32).
"""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from complaints.models import Clarification, MajorNotice
from integrity.models import Inquiry
from rulebook.procedures.complaints import Step
from tests.complaints.conftest import SECRET, World
from tests.complaints.handled import GROUNDS, WRITTEN, disposed, make_leaders, step
from tests.complaints.test_journey import log_in, open_complaints
from tests.complaints.test_journey import step as take
from tests.conftest import DESKTOP, PHONE, Screens
from tests.factories import make_user
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


def confirm(page: Page, label: str) -> None:
    page.locator(".page-actions").get_by_role("button", name=label, exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name=label, exact=True).click()


def test_a_complaint_leads_to_a_letter_its_answer_and_a_head_cleared_in_public(
    world: World, live_server: LiveServer, screens: Screens
):
    home, leaders = str(live_server.url), make_leaders(world)
    make_user("zhenzhang", person=world.head)
    found = disposed(world, "inquiry")

    officer = screens(DESKTOP)
    watch = Watch(officer, home)
    log_in(officer, home, "jiwei1")
    open_complaints(officer, home)
    officer.get_by_role("link", name=found.number).click()
    officer.get_by_role("link", name="起草函询谈话").click()
    officer.fill("[name=matters]", "请说明在老槐树饭店请客的情况。")
    officer.fill("[name=grounds]", GROUNDS)
    officer.get_by_role("button", name="保存草稿").click()
    expect(officer.get_by_text("“在老槐树饭店请客”").first).to_be_visible()
    assert watch.axe() == []
    officer.fill("[name=matters]", WRITTEN)
    officer.get_by_role("button", name="保存草稿").click()
    officer.get_by_role("link", name=f"函询 {world.head.name}").click()
    made = Inquiry.objects.get()
    expect(officer.get_by_text(found.number)).to_have_count(0)
    confirm(officer, "提请批准")
    principal = screens(DESKTOP)
    log_in(principal, home, leaders.chief.username)
    principal.goto(f"{home}/inquiries/{made.pk}/")
    expect(principal.get_by_text(found.number)).to_have_count(0)
    confirm(principal, "批准")
    officer.goto(f"{home}/inquiries/{made.pk}/")
    confirm(officer, "编号发出")

    head = screens(PHONE)
    on_phone = Watch(head, home)
    log_in(head, home, "zhenzhang")
    head.goto(f"{home}/inquiries/{made.pk}/")
    confirm(head, "签收")
    head.locator(".page-actions").get_by_role("link", name="书面说明").click()
    head.fill("#id_text", "接待经费按规定列支，审批单附后。")
    if head.locator("#id_signed_by").count():
        head.fill("#id_signed_by", "党委书记")
    head.get_by_role("button", name="提交说明").click()
    officer.goto(f"{home}/inquiries/{made.pk}/assess/")
    officer.fill("#id_assessment", "说明与账目相符。")
    officer.get_by_label("说明清楚，采信了结", exact=True).check()
    officer.get_by_role("button", name="提出处置建议").click()
    principal.goto(f"{home}/inquiries/{made.pk}/")
    confirm(principal, "批准处置")

    officer.goto(f"{home}/complaints/{found.pk}/")
    expect(officer.get_by_text("说明清楚，采信了结").first).to_be_visible()
    assert watch.axe() == []
    take(officer, "作出结论", choice="unfounded", words="账目、审批单齐全，反映不属实。")
    officer.get_by_role("link", name="起草澄清").click()
    officer.fill("[name=title]", "关于公务接待经费的情况")
    officer.fill("[name=text]", "经核实，该镇公务接待经费列支符合规定。")
    assert watch.axe() == []
    officer.get_by_role("button", name="保存草稿").click()
    officer.get_by_role("link", name="关于公务接待经费的情况").click()
    officer.get_by_role("button", name="征求本人意见").click()

    head.goto(f"{home}/inbox/")
    head.get_by_role("link", name="关于公务接待经费的情况").first.click()
    expect(head.get_by_text("检举")).to_have_count(0)
    head.get_by_label("在公开网页上说明").check()
    assert on_phone.axe() == []
    assert not on_phone.wider_than_screen()
    head.get_by_role("button", name="提出意见").click()
    other = screens(DESKTOP)
    log_in(other, home, "jiwei2")
    row = Clarification.objects.get()
    other.goto(f"{home}/clarifications/{row.pk}/")
    other.locator("[name=approve-checked]").check()
    other.get_by_role("button", name="批准", exact=True).click()
    other.fill("[name=carry-out-proof]", "在公开网页说明，并在镇干部大会上宣读。")
    other.get_by_role("button", name="登记实施情况").click()
    public = screens(PHONE)
    public.goto(f"{home}/clarifications/")
    expect(public.get_by_text("列支符合规定")).to_be_visible()
    expect(public.get_by_text("举报")).to_have_count(0)
    assert Watch(public, home).axe() == []
    head.goto(f"{home}/clarifications/{row.pk}/")
    head.get_by_role("button", name="撤下公开说明").click()
    public.reload()
    expect(public.get_by_text("列支符合规定")).to_have_count(0)
    assert [fault for fault in watch.faults if "422" not in fault] == []


def test_a_leader_instructs_from_a_phone_and_the_officer_acknowledges(
    world: World, live_server: LiveServer, screens: Screens
):
    home, leaders = str(live_server.url), make_leaders(world)
    found = disposed(world, "verification")
    step(world, found, Step.MARK, by=1)
    officer = screens(DESKTOP)
    watch = Watch(officer, home)
    log_in(officer, home, "jiwei1")
    open_complaints(officer, home)
    officer.goto(f"{home}/complaints/{found.pk}/")
    officer.get_by_role("link", name="呈报县领导").click()
    officer.fill("[name=summary]", "群众反映某镇公务接待问题，已受理，请示。")
    assert watch.axe() == []
    officer.get_by_role("button", name="密封呈报").click()
    expect(officer.get_by_text("已呈报")).to_be_visible()

    phone = screens(PHONE)
    on_phone = Watch(phone, home)
    log_in(phone, home, leaders.secretary.username)
    phone.goto(f"{home}/inbox/")
    expect(phone.get_by_text("公务接待")).to_have_count(0)
    phone.get_by_role("link", name=found.number).first.click()
    phone.fill("[name=passphrase]", SECRET)
    phone.get_by_role("button", name="打开", exact=True).click()
    expect(phone.get_by_text("群众反映某镇公务接待问题")).to_be_visible()
    assert on_phone.axe() == []
    assert not on_phone.wider_than_screen()
    phone.fill("[name=text]", "请尽快查清。")
    phone.get_by_role("button", name="提交批示").click()
    expect(phone.get_by_text("批示已加密送达")).to_be_visible()

    officer.goto(f"{home}/complaints/{found.pk}/")
    expect(officer.get_by_text("请尽快查清。")).to_be_visible()
    officer.get_by_role("button", name="阅知").click()
    expect(officer.get_by_role("button", name="阅知")).to_have_count(0)
    assert MajorNotice.objects.get(leader=leaders.secretary).acknowledged_by == world.officers[0]
    assert watch.faults == []
