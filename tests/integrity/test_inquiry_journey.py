"""In a real browser: a finding leads to a letter of inquiry, which is approved, sent, answered on a phone, assessed and ends with an
admonition; the promotion that follows is refused.
"""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appointments.services.cases import Opening, open_case
from integrity.models import Admonition, Inquiry
from supervision.models import Finding
from tests import factories
from tests.integrity import asked
from tests.integrity.asked import MATTERS, SAID, Cast
from tests.integrity.world import TODAY
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small county, seen by the server too."""
    return asked.build()


def as_user(page: Page, server: LiveServer, name: str, address: str) -> None:
    """Log in anew as `name` and open `address`."""
    page.context.clear_cookies()
    log_in(page, server, name)
    page.goto(f"{server.url}{address}")


def confirm(page: Page, label: str) -> None:
    """Open the question behind the button `label` and say yes."""
    page.locator(".page-actions").get_by_role("button", name=label, exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name=label, exact=True).click()


def finding_about(cast: Cast) -> Finding:
    """Something found in a matter of the town."""
    town = cast.world.town
    return Finding.objects.create(
        source="test.row", source_id=1, digest="0" * 64, unit=town, county=town.county, person=cast.world.head, clause="C6",
        code="no-quorum", severity="serious", subject="重大项目安排", title="修路", facts={"members": 9}, message="到会人数不足。",
        raised_on=TODAY, answer_due=TODAY,
    )  # fmt: skip


def test_a_finding_leads_to_a_letter_its_answer_an_admonition_and_no_promotion(
    cast: Cast, live_server: LiveServer, page: Page, phone: Page
) -> None:
    finding, watch, on_phone = (
        finding_about(cast),
        Watch(page, live_server.url),
        Watch(phone, live_server.url),
    )
    as_user(page, live_server, "officer", f"/findings/{finding.pk}/")
    page.locator(".page-actions").get_by_role("link", name="函询谈话").click()
    expect(page.locator("#origin")).to_contain_text("到会人数不足")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("需要说明的问题")
    page.fill("#id_matters", MATTERS)
    assert watch.axe() == []
    page.get_by_role("button", name="保存草稿").click()
    made = Inquiry.objects.get()
    confirm(page, "提请批准")
    expect(page.get_by_text("已提请主要负责人批准")).to_be_visible()
    as_user(page, live_server, "principal", "/inbox/")
    page.get_by_role("link", name="函询 山既明").first.click()
    assert watch.axe() == []
    confirm(page, "批准")
    as_user(page, live_server, "officer", f"/inquiries/{made.pk}/")
    confirm(page, "编号发出")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"镇纪函〔{TODAY.year}〕1号")

    as_user(phone, live_server, "head", f"/inquiries/{made.pk}/")
    expect(phone.get_by_text(MATTERS)).to_have_count(0)
    confirm(phone, "签收")
    expect(phone.get_by_text(MATTERS)).to_be_visible()
    assert on_phone.axe() == []
    phone.locator(".page-actions").get_by_role("link", name="书面说明").click()
    phone.get_by_role("button", name="提交说明").click()
    expect(phone.locator("[data-error-summary]")).to_be_visible()
    phone.fill("#id_text", SAID)
    phone.get_by_role("button", name="提交说明").click()
    expect(phone.get_by_text("正在研究")).to_be_visible()
    assert not on_phone.wider_than_screen()

    as_user(page, live_server, "officer", f"/inquiries/{made.pk}/assess/")
    page.fill("#id_assessment", "说明不充分，应到会人数不足仍作出决定。")
    page.get_by_label("诫勉", exact=True).check()
    assert watch.axe() == []
    page.get_by_role("button", name="提出处置建议").click()
    as_user(page, live_server, "county-secretary", f"/inquiries/{made.pk}/")
    confirm(page, "批准处置")
    expect(page.get_by_text("处置已批准")).to_be_visible()
    assert Admonition.objects.get().since == TODAY
    as_user(phone, live_server, "head", f"/inquiries/{made.pk}/")
    phone.get_by_role("link", name="提交书面检查").click()
    phone.fill("#id_text", "认识深刻，立即改正。")
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.get_by_text("书面检查已提交")).to_be_visible()

    post = factories.make_post(factories.make_unit("县水利局"), "局长")
    opening = Opening(unit=cast.world.town, person=cast.world.head, post=post, kind="promotion")
    case = open_case(token=uuid4(), opening=opening, by=cast.world.secretary, on=TODAY)
    as_user(page, live_server, "list-secretary", f"/appointments/{case.pk}/steps/exclusions/")
    page.fill("#id_on", TODAY.isoformat())
    page.fill("#id_by", "组织部")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("不得提拔或者重用")
    assert [fault for fault in watch.faults if "422" not in fault] == []
