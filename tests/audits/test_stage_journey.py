"""In real browsers: an audit from its notice to a rectification that its owner cannot check."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from audits.models import AuditFinding, Step
from audits.services.stages.rectifications import add_progress, plan_rectification
from rulebook.procedures.auditing import Step as Kind
from tests import factories
from tests.audits.staged import Staged, ago, staged
from tests.conftest import PHONE, Screens
from tests.decisions.world import World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, seen by the server too."""
    fix_today(monkeypatch)
    return build()


def taken(page: Page, base: str, one: Staged, kind: Kind, **typed: str) -> None:
    """Take a step on its page."""
    page.goto(f"{base}/audits/{one.audit.pk}/")
    page.locator(f"#step-{kind}").get_by_role("link", name="办理").click()
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="办理", exact=True).click()


def test_an_audit_is_carried_out_heard_reported_and_put_right_by_one_and_checked_by_another(
    town: World, live_server: LiveServer, page: Page, phone: Page, screens: Screens
) -> None:
    one, base = staged(town), live_server.url
    watch = Watch(page, base)
    log_in(page, live_server, "auditor0")
    taken(page, base, one, Kind.NOTICE, day=ago(30).isoformat())
    expect(page.locator("#documents")).to_contain_text("镇审通〔2026〕1号")
    for kind in (Kind.STATEMENT, Kind.HEAD_PROMISE, Kind.UNIT_PROMISE):
        one.take(kind, 29)
    taken(page, base, one, Kind.ENTRY, day=ago(29).isoformat(), text="班子成员参加。")
    expect(page.locator("#broken")).to_contain_text("少于 3 个")
    assert watch.axe() == []
    page.fill("#id_day", ago(24).isoformat())
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.locator("#step-entry")).to_contain_text("已办理")
    assert watch.axe() == []

    page.get_by_role("link", name="登记问题").click()
    for name, value in (
        ("title", "超范围列支专项资金"), ("facts", "列支办公用房维修费。"), ("regulation", "《预算法》第五十七条"), ("amount", "86,000"),
    ):  # fmt: skip
        page.fill(f"#id_{name}", value)
    page.select_option("#id_category", "finance")
    page.select_option("#id_responsibility", "direct")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("相应的情形")
    expect(page.locator("#id_title")).to_have_value("超范围列支专项资金")
    assert watch.axe() == []
    page.select_option("#id_test", "direct-1")
    page.fill("#id_justification", "本人批准列支。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#responsibility")).to_contain_text("直接责任")
    assert watch.axe() == []
    finding = AuditFinding.objects.get()
    taken(page, base, one, Kind.DRAFT, day=ago(8).isoformat())

    seen = Watch(phone, base)
    log_in(phone, live_server, "member0")
    phone.goto(f"{base}/inbox/")
    phone.get_by_role("link", name=str(one.audit)).first.click()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    phone.locator("#stages").get_by_role("link", name="本人对征求意见稿的书面意见").first.click()
    phone.fill("#id_text", "没有异议。")
    phone.get_by_role("button", name="办理", exact=True).click()
    expect(phone.locator("#step-head-opinion")).to_contain_text("已办理")
    phone.locator("#findings").get_by_role("link", name="超范围列支专项资金").click()
    assert seen.axe() == []
    assert not seen.wider_than_screen()
    assert seen.faults == []

    page.goto(f"{base}/audits/{one.audit.pk}/steps/report/")
    page.fill("#id_text", "总体评价较好。")
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.locator("#broken")).to_contain_text("所在单位还没有提出意见")
    assert not Step.objects.filter(kind=Kind.REPORT).exists()
    one.take(Kind.UNIT_OPINION, 0)
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.locator("#step-report")).to_contain_text("已办理")
    one.take(Kind.ISSUE_LIST, 0)

    owner = factories.make_user("owner", person=town.candidate)
    plan_rectification(
        finding=finding.pk, measures="归还原资金渠道。", owner=town.candidate, by=town.head_user, on=DAY
    )
    add_progress(token=uuid4(), finding=finding.pk, text="已归还。", by=owner, on=DAY)
    small = screens(PHONE, is_mobile=True)
    own = Watch(small, base)
    log_in(small, live_server, "owner")
    small.goto(f"{base}/audit-findings/{finding.pk}/")
    assert own.axe() == []
    small.get_by_role("link", name="报告整改完成").click()
    small.get_by_role("button", name="提交").click()
    small.locator("#rectification").get_by_role("link", name="复核").click()
    small.fill("#id_words", "属实。")
    small.get_by_role("button", name="提交").click()
    expect(small.locator("[data-error-summary]")).to_contain_text("不能复核自己负责的整改")
    assert not own.wider_than_screen()

    other = screens(PHONE, is_mobile=True)
    log_in(other, live_server, "secretary")
    other.goto(f"{base}/audit-findings/{finding.pk}/rectify/check/")
    other.fill("#id_words", "凭证相符。")
    other.get_by_role("button", name="提交").click()
    page.goto(f"{base}/audits/rectifications/")
    assert watch.axe() == []
    page.get_by_role("link", name="超范围列支专项资金").click()
    page.get_by_role("link", name="核验").click()
    page.fill("#id_words", "核对无误。")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#rectification")).to_contain_text("已整改")
    assert [fault for fault in watch.faults if "422" not in fault] == []
