"""In a real browser: a large-sum matter through circulation, a head speaking too early, a dissent, an outcome against the head, the
sealed minutes; and two people voting on two screens.
"""

from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from decisions.models import Meeting, Resolution
from decisions.services import closing, presence, running, voting
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import DESKTOP, PHONE, Log, Screens
from tests.decisions.sitting import all_speak, all_vote, at_the_vote, only_item, sat_down
from tests.decisions.world import TODAY, World, build, make_matter, make_meeting
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def enter(page: Page, server: LiveServer, as_user: Log, user: User) -> Page:
    """Log `page` in as `user`."""
    cookie = as_user(user).cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    return page


def agree(page: Page, words: str, view: str) -> None:
    """Say something on one's own phone."""
    turn = page.locator(".meeting-turn")
    turn.get_by_label(view, exact=True).check()
    turn.locator("textarea").fill(words)
    turn.get_by_role("button", name="提交发言").click()


def test_a_large_sum_is_decided_against_the_heads_wish(
    world: World, live_server: LiveServer, page: Page, phone: Page, as_user: Log, tmp_path: Path
) -> None:
    make_matter(world, title="购置防汛设备", category=MatterCategory.FUNDS, amount=480_000)
    meeting = make_meeting(world, on=TODAY + timedelta(days=3))
    home = f"{live_server.url}/meetings/{meeting.pk}"
    enter(page, live_server, as_user, world.secretary)
    page.goto(f"{home}/")
    page.get_by_role("button", name="列入议程").click()
    expect(page.locator(".agenda")).to_contain_text("购置防汛设备")
    page.get_by_role("button", name="送达议程和材料").click()
    enter(phone, live_server, as_user, world.member)
    phone.goto(f"{home}/")
    expect(phone.locator(".agenda")).to_contain_text("480,000.00")
    page.reload()
    expect(page.locator("tr", has_text="江牧之")).to_contain_text("已打开")

    # Three days later: the day itself cannot be waited for, so the meeting is brought forward with its circulation.
    at = timezone.make_aware(datetime.combine(TODAY, time(0, 1)))
    Meeting.objects.update(at=at, circulated_at=at - timedelta(days=3))
    page.reload()
    page.get_by_role("button", name="开始会议").click()
    page.get_by_role("button", name="其余都已到会").click()
    page.get_by_role("button", name="已逐一询问，其余都不回避").click()
    page.get_by_role("button", name="开始汇报和讨论").click()
    item = only_item(meeting)
    expect(page.locator(f"#item-{item.pk}")).to_contain_text("讨论中")

    enter(phone, live_server, as_user, world.head_user)
    phone.goto(f"{home}/live/")
    agree(phone, "汛期将至，应尽快购置", "同意")
    expect(phone.locator("[data-error-summary]")).to_contain_text("末位表态（C8）：云望舒")
    expect(phone.locator(".meeting-turn textarea")).to_have_value("汛期将至，应尽快购置")

    enter(phone, live_server, as_user, world.member)
    phone.goto(f"{home}/live/")
    agree(phone, "报价明显高于邻县，应重新询价", "不同意")
    expect(page.locator(f"#item-{item.pk}")).to_contain_text("报价明显高于邻县", timeout=10_000)
    all_speak(world, item, head=False, **{f"m{at}": "disagree" for at in (1, 2, 3, 4, 5)})
    enter(phone, live_server, as_user, world.head_user)
    phone.goto(f"{home}/live/")
    agree(phone, "汛期将至，应尽快购置", "同意")
    expect(page.locator(f"#item-{item.pk}")).to_contain_text("第 8 个发言：同意", timeout=10_000)
    page.get_by_role("button", name="开始表决").click()
    expect(page.locator(f"#item-{item.pk}")).to_contain_text("表决中")
    all_vote(world, item, ["for", *["against"] * 5, "for", "for"])
    expect(page.locator(".meeting-count")).to_contain_text("赞成 3 票，反对 5 票", timeout=10_000)
    phone.goto(f"{home}/live/")
    phone.locator("textarea[name=reasons]").fill("汛期风险")
    phone.get_by_role("button", name="保存理由").click()
    expect(phone.locator(f"#item-{item.pk} p", has_text="汛期风险")).to_be_visible()
    page.get_by_role("link", name="核对决议并结束").click()
    expect(page.locator("textarea")).to_have_value(
        f"{TODAY:%Y年%-m月%-d日}，城关镇党委会集体研究了《购置防汛设备》。经表决，赞成3票，反对5票，弃权0票。会议不同意该事项。"
    )
    page.get_by_role("button", name="封存决议并结束会议").click()
    expect(page.get_by_text("会议已结束，决议已封存")).to_be_visible()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="会议纪要（Word）").click()
    file = tmp_path / "minutes.docx"
    downloaded.value.save_as(file)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(file.read_bytes())).paragraphs)
    for words in (
        "江牧之：不同意。报价明显高于邻县，应重新询价",
        "结果：不通过。",
        "山既明不同于多数意见的理由：汛期风险",
    ):
        assert words in text, words
    assert Resolution.objects.get().outcome == "rejected"
    phone.wait_for_url(f"{home}/", timeout=10_000)


def test_two_voters_on_two_screens_and_words_half_typed_survive_the_refresh(
    world: World, live_server: LiveServer, screens: Screens, page: Page, as_user: Log
) -> None:
    meeting = sat_down(world, make_matter(world, secret_ballot=True))
    item, home = only_item(meeting), f"{live_server.url}/meetings/{meeting.pk}/live/"
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    enter(page, live_server, as_user, world.users[1])
    page.goto(home)
    page.locator(".meeting-turn textarea").fill("写到一半")
    all_speak(world, item, head=False, but=[world.members[1]])
    expect(page.locator(f"#item-{item.pk} .stance-list li", has_text="江牧之")).to_contain_text(
        "同意", timeout=10_000
    )
    expect(page.locator(".meeting-turn textarea")).to_have_value("写到一半")
    expect(page.locator(".meeting-turn textarea")).to_be_focused()
    agree(page, "写完了", "同意")
    all_speak(world, item)
    voting_page = screens(PHONE)
    enter(voting_page, live_server, as_user, world.users[2])
    voting_page.goto(home)
    voting.open_voting(item=item.pk, by=world.secretary, on=TODAY)
    for screen in (page, voting_page):
        expect(screen.get_by_text("无记名投票：系统只记载")).to_be_visible(timeout=10_000)
        screen.get_by_label("赞成", exact=True).check()
    voting_page.context.set_offline(True)
    voting_page.get_by_role("button", name="投票", exact=True).click()
    page.get_by_role("button", name="投票", exact=True).click()
    expect(page.get_by_text("您的票已经投入，已计入")).to_be_visible()
    expect(voting_page.get_by_role("heading", name="网络连接中断，还没有提交")).to_be_visible()
    expect(voting_page.get_by_label("赞成", exact=True)).to_be_checked()
    voting_page.context.set_offline(False)
    expect(voting_page.get_by_text("已投票 1 人，共 8 人")).to_be_visible(timeout=10_000)
    expect(voting_page.get_by_label("赞成", exact=True)).to_be_checked()
    voting_page.get_by_role("button", name="投票", exact=True).dblclick()
    expect(voting_page.get_by_text("您的票已经投入，已计入")).to_be_visible()
    expect(page.get_by_text("已投票 2 人，共 8 人")).to_be_visible(timeout=10_000)
    assert item.stances.filter(voted=True).count() == 2


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_pages_of_meetings_are_sound(
    world: World, live_server: LiveServer, screens: Screens, as_user: Log, size: dict[str, int]
) -> None:
    matter, other = (make_matter(world, title=title) for title in ("补录事项", "一并补录"))
    planned = make_meeting(world, make_matter(world, title="待议"))
    live = sat_down(world, make_matter(world, title="讨论中"), make_matter(world, title="等待"))
    first = live.items.order_by("place").first()
    assert first is not None
    running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    gone = live.seats.get(person=world.members[5]).pk
    presence.note_left(seat=gone, reason="接待上访群众", by=world.secretary, on=TODAY)
    done = at_the_vote(world, only_item(sat_down(world, make_matter(world, title="已决"))))
    all_vote(world, done, ["for"] * 8)
    done.refresh_from_db()
    closing.close_meeting(meeting=done.meeting_id, texts={done.pk: "同意。"}, by=world.secretary, on=TODAY)
    page = enter(screens(size), live_server, as_user, world.secretary)
    watch = Watch(page, live_server.url)
    resolution = Resolution.objects.get()
    for address in (
        "meetings/", "meetings/new/", f"meetings/{planned.pk}/", f"meetings/{live.pk}/", f"meetings/{live.pk}/live/",
        f"meetings/{live.pk}/closing/", f"meetings/{done.meeting_id}/", "meetings/paper/", f"meetings/paper/{matter.pk}/?also={other.pk}",
        "resolutions/",
        f"resolutions/{resolution.pk}/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/{address}")
        assert watch.axe() == [], address
        assert not watch.wider_than_screen(), address
    assert watch.faults == []
