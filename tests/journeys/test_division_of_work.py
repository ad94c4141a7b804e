"""In a real browser: a town divides its work; its head takes finance all the same, and the discipline body finds the town by that."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from rulebook.division import FIELDS, Field
from supervision.models import Finding
from tests.conftest import Screens
from tests.decisions.world import TODAY, World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import fix_today

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = TODAY - timedelta(days=30)


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county on its day, seen by the server too."""
    fix_today(monkeypatch)
    return build()


def test_a_town_divides_its_work_and_is_found_when_its_head_takes_finance(
    world: World, live_server: LiveServer, page: Page, screens: Screens, phone: Page
) -> None:
    watch = Watch(page, live_server.url)
    log_in(page, live_server, "secretary")
    home = f"{live_server.url}/units/{world.town.pk}/division/"
    page.goto(home)
    page.get_by_role("link", name="登记分工").click()
    head, deputy = str(world.head.pk), str(world.members[6].pk)
    for field in FIELDS:
        page.select_option(f"#id_{field}", deputy)
    page.select_option("#id_finance", head)
    page.fill("#id_since", SINCE.isoformat())
    page.fill("#id_basis", "镇党委会〔2026〕9号")
    assert watch.axe() == []
    page.get_by_role("button", name="保存分工").click()
    expect(page.get_by_text("会列为问题")).to_be_visible()
    expect(page.locator("#id_basis")).to_have_value("镇党委会〔2026〕9号")
    assert watch.axe() == []
    page.check("#id_acknowledged")
    page.get_by_role("button", name="保存分工").click()
    expect(page.get_by_text("班子分工已登记")).to_be_visible()
    assert watch.axe() == []
    assert not watch.wider_than_screen()

    inspector = screens({"width": 1440, "height": 900})
    seen = Watch(inspector, live_server.url)
    log_in(inspector, live_server, "discipline")
    inspector.goto(f"{live_server.url}/units/")
    inspector.select_option("#id_division", "wrong")
    inspector.locator("main form button[type=submit]", has_text="筛选").click()
    inspector.get_by_role("link", name="城关镇").click()
    panel = inspector.locator("#division")
    expect(panel).to_contain_text("“一把手”直接分管")
    panel.get_by_role("link", name="分工依据和历次分工").click()
    inspector.locator("table").first.get_by_role("link", name="“一把手”直接分管").click()
    expect(inspector.locator("main")).to_contain_text("镇党委会〔2026〕9号")
    assert seen.axe() == []

    log_in(phone, live_server, "member0")
    small = Watch(phone, live_server.url)
    phone.goto(home)
    assert small.axe() == []
    assert not small.wider_than_screen()
    phone.get_by_role("link", name="登记分工").click()
    phone.select_option(f"#id_{Field.FINANCE}", deputy)
    phone.fill("#id_basis", "镇党委会〔2026〕10号")
    assert not small.wider_than_screen()
    phone.get_by_role("button", name="保存分工").click()
    expect(phone.get_by_text("班子分工已登记")).to_be_visible()
    assert Finding.objects.get(code="head-holds-finance").closure == "fixed"
    assert [fault for fault in watch.faults if "422" not in fault] == []
