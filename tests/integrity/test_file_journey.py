"""In a real browser: the head asks for a correction on a phone, the body answers; an opinion is drafted, signed and taken up in an appointment."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appointments.models import CaseRecord
from appointments.services.cases import Opening, open_case
from appointments.services.records import ask_opinion
from integrity.models import IntegrityOpinion
from tests import factories
from tests.integrity import asked
from tests.integrity.asked import Cast
from tests.integrity.test_inquiry_journey import as_user, confirm
from tests.integrity.world import TODAY
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small county, seen by the server too."""
    return asked.build()


def test_a_correction_is_asked_for_and_answered_an_opinion_signed_and_taken_up(
    cast: Cast, live_server: LiveServer, page: Page, phone: Page
) -> None:
    world, watch, on_phone = cast.world, Watch(page, live_server.url), Watch(phone, live_server.url)
    file = f"/integrity-files/{world.head.pk}/"
    as_user(phone, live_server, "head", file)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("我的廉政档案")
    assert on_phone.axe() == []
    assert not on_phone.wider_than_screen()
    phone.get_by_role("link", name="申请更正").first.click()
    phone.get_by_role("button", name="提交申请").click()
    expect(phone.locator("[data-error-summary]")).to_be_visible()
    phone.fill("#id_wrong", "任职日期有误。")
    phone.fill("#id_right", "应为次月一日。")
    assert on_phone.axe() == []
    phone.get_by_role("button", name="提交申请").click()
    expect(phone.get_by_text("更正申请已提交")).to_be_visible()

    as_user(page, live_server, "officer", "/inbox/")
    page.get_by_role("link", name="山既明 城关镇 镇党委书记").first.click()
    page.get_by_label("予以更正", exact=True).check()
    page.fill("#id_words", "已由组织部门在任职信息中更正。")
    assert watch.axe() == []
    page.get_by_role("button", name="答复", exact=True).click()
    expect(page.get_by_text("已答复，本人可以查看")).to_be_visible()
    phone.reload()
    expect(phone.locator("#answer")).to_contain_text("已由组织部门")

    page.goto(f"{live_server.url}{file}")
    assert watch.axe() == []
    page.get_by_role("link", name="起草廉政意见").click()
    page.fill("#id_occasion", "县委组织部，拟任县水利局局长")
    assert watch.axe() == []
    page.get_by_role("button", name="保存草稿").click()
    confirm(page, "提请签发")
    made = IntegrityOpinion.objects.get()
    as_user(page, live_server, "principal", made.get_absolute_url())
    confirm(page, "签发")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"镇纪廉意〔{TODAY.year}〕1号")

    post = factories.make_post(factories.make_unit("县水利局"), "局长")
    opening = Opening(unit=world.town, person=world.head, post=post, kind="transfer")
    case = open_case(token=uuid4(), opening=opening, by=world.secretary, on=TODAY)
    ask_opinion(case=case.pk, by=world.secretary, on=TODAY)
    as_user(page, live_server, "officer", f"/appointments/{case.pk}/opinion/")
    page.get_by_role("link", name="引用").click()
    expect(page.locator("#id_result")).to_have_value("favourable")
    assert watch.axe() == []
    page.get_by_role("button", name="出具意见").click()
    expect(page.get_by_text("廉洁意见已保存")).to_be_visible()
    row = CaseRecord.objects.get(case=case, kind="integrity-opinion")
    assert "镇纪廉意" in row.text
    assert [fault for fault in watch.faults if "422" not in fault] == []
