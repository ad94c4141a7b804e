"""In a real browser: a voter scans the slip and votes in a minute, the code is refused the second time; two officers type a paper differently, then alike."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from appraisals.models import Poll, Slip
from appraisals.procedure.slips import readable
from appraisals.services.pools import questions_of
from tests.conftest import PHONE, Screens
from tests.factories import PASSWORD
from tests.factories.appraisals import Balloting, make_balloting
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch
from tests.today import fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def balloting(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Balloting:
    """Open today, seen by the server too."""
    fix_today(monkeypatch)
    made = make_balloting()
    for officer in made.officers:
        officer.set_password(PASSWORD)
        officer.save()
    return made


def faults(watch: Watch) -> list[str]:
    """What a page did that it should not; that a form was refused is no fault."""
    return [one for one in watch.faults if "422" not in one]


def mark(page: Page, poll: Poll, but: str = "") -> None:
    """The best grade everywhere, but for one question that is left out."""
    for question in questions_of(poll):
        if question.key != but:
            page.locator(f"input[name={question.key}]").first.check()


def test_a_voter_scans_the_slip_votes_on_the_phone_and_cannot_vote_again(
    balloting: Balloting, live_server: LiveServer, phone: Page
) -> None:
    watch = Watch(phone, live_server.url)
    poll = Poll.objects.select_related("appraisal__round").get(pk=balloting.polls["masses"].pk)
    code = balloting.codes["masses"][0]
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{live_server.url}/ballot/#{code}")
    expect(phone.locator("#id_code")).to_have_value(code)
    assert phone.url == f"{live_server.url}/ballot/"
    assert watch.axe() == []
    phone.get_by_role("button", name="下一步").click()
    expect(phone.get_by_role("heading", name="评议票")).to_be_visible()
    assert watch.axe() == []
    assert not watch.wider_than_screen()
    mark(phone, poll, but="honest")
    phone.fill("#id_remark", "多下乡。")
    phone.get_by_role("button", name="填好了").click()
    expect(phone.get_by_text("请选择一项").first).to_be_visible()
    expect(phone.locator("#id_remark")).to_have_value("多下乡。")
    assert watch.axe() == []
    phone.locator("input[name=honest]").nth(1).check()
    phone.get_by_role("button", name="填好了").click()
    expect(phone.get_by_text("较好")).to_be_visible()
    phone.get_by_role("button", name="返回修改").click()
    expect(phone.locator("input[name=honest]").nth(1)).to_be_checked()
    phone.get_by_role("button", name="填好了").click()
    assert watch.axe() == []
    phone.get_by_role("button", name="投票", exact=True).click()
    expect(phone.get_by_role("heading", name="已经投票")).to_be_visible()
    assert watch.axe() == []
    assert Slip.objects.filter(used=True).count() == 1
    assert not phone.context.cookies()
    assert not any(code in url or readable(code) in url for url in asked)
    phone.goto(f"{live_server.url}/ballot/#{code}")
    phone.get_by_role("button", name="下一步").click()
    expect(phone.get_by_text("已经用过").first).to_be_visible()
    assert watch.axe() == []
    assert faults(watch) == []


def test_without_javascript_and_by_keyboard_the_code_is_typed(
    balloting: Balloting, live_server: LiveServer, screens: Screens
) -> None:
    page = screens(PHONE, java_script_enabled=False)
    poll = Poll.objects.select_related("appraisal__round").get(pk=balloting.polls["team"].pk)
    page.goto(f"{live_server.url}/ballot/")
    page.focus("#id_code")
    page.keyboard.type(readable(balloting.codes["team"][0]).lower())
    page.keyboard.press("Enter")
    for question in questions_of(poll):
        page.focus(f"input[name={question.key}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="填好了").press("Enter")
    page.get_by_role("button", name="投票", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="已经投票")).to_be_visible()
    poll.refresh_from_db()
    assert poll.cast == 1


def test_two_officers_type_a_paper_differently_are_told_and_type_it_again(
    balloting: Balloting, live_server: LiveServer, page: Page, screens: Screens
) -> None:
    poll = Poll.objects.select_related("appraisal__round").get(pk=balloting.polls["members"].pk)
    other = screens({"width": 1440, "height": 900})
    watch = Watch(page, live_server.url)
    url = f"{live_server.url}/appraisals/polls/{poll.pk}/papers/"
    for one, name, place in ((page, "organiser1", 0), (other, "organiser2", 2)):
        log_in(one, live_server, name)
        one.goto(url)
        mark(one, poll)
        one.locator("input[name=money]").nth(place).check()
        one.get_by_role("button", name="保存").click()
        expect(one.get_by_text("第 1 张已录入")).to_be_visible()
    page.goto(url)
    expect(page.get_by_text("规范管理资金、采购和工程项目").first).to_be_visible()
    expect(page.get_by_role("link", name="重新录入")).to_be_visible()
    assert watch.axe() == []
    page.get_by_role("link", name="重新录入").click()
    page.locator("input[name=money]").nth(2).check()
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="核对、入箱").click()
    expect(page.get_by_text("1 张两人录入一致")).to_be_visible()
    poll.refresh_from_db()
    assert poll.papers_cast == 1
    assert faults(watch) == []
