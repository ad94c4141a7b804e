"""The pages of meetings: who may open them, what they do, and that they ask the database a constant number of questions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import AgendaItem, Meeting, Resolution
from decisions.services import closing, running
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.sitting import all_speak, all_vote, at_the_vote, only_item, sat_down, seat_of
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def closed(world: World, **values: object) -> Meeting:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, **values))))
    all_vote(world, item, ["for"] * 8)
    item.refresh_from_db()
    texts = {item.pk: closing.proposed_text(item)}
    return closing.close_meeting(meeting=item.meeting_id, texts=texts, by=world.secretary, on=TODAY)


def test_a_secretary_plans_a_meeting_adds_a_matter_and_circulates_it(world: World, as_user: Log) -> None:
    client, matter = as_user(world.secretary), make_matter(world)
    assert client.get("/meetings/new/").status_code == 200
    at = f"{TODAY + timedelta(days=7)}T09:00"
    sent = {"unit": world.town.pk, "kind": "党委会", "at": at, "place": "会议室", "token": uuid4()}
    answer = client.post("/meetings/new/", sent)
    meeting = Meeting.objects.get()
    assert answer.url == f"/meetings/{meeting.pk}/"
    client.post(f"/meetings/{meeting.pk}/items/", {"matter": matter.pk})
    client.post(f"/meetings/{meeting.pk}/circulate/")
    meeting.refresh_from_db()
    assert meeting.circulated_at
    page = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "已送达，未打开" in page
    as_user(world.member).get(f"/meetings/{meeting.pk}/")
    assert "已打开" in client.get(f"/meetings/{meeting.pk}/").content.decode()


def test_a_time_that_cannot_be_read_is_said_and_nothing_typed_is_lost(world: World, as_user: Log) -> None:
    sent = {"unit": world.town.pk, "kind": "党委会", "at": "周五上午", "place": "三楼会议室"}
    answer = as_user(world.secretary).post("/meetings/new/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "时间无法识别" in page
    assert "三楼会议室" in page
    assert not Meeting.objects.exists()


def test_a_matter_not_ready_is_refused_with_steps_clauses_and_what_to_do(world: World, as_user: Log) -> None:
    meeting, matter = make_meeting(world), make_matter(world, flags=["technical"])
    answer = as_user(world.secretary).post(f"/meetings/{meeting.pk}/items/", {"matter": matter.pk})
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("还不能上会", "专家组论证", "C4", "送合法性审查并登记意见"):
        assert words in page


def test_circulating_late_asks_first(world: World, as_user: Log) -> None:
    meeting = make_meeting(world, make_matter(world), on=TODAY + timedelta(days=1))
    client = as_user(world.secretary)
    page = client.post(f"/meetings/{meeting.pk}/circulate/")
    assert page.status_code == 422
    assert "仍然送达" in page.content.decode()
    client.post(f"/meetings/{meeting.pk}/circulate/", {"anyway": "yes"})
    meeting.refresh_from_db()
    assert meeting.circulated_at


def test_people_are_called_by_name_and_who_is_unknown_is_named(world: World, as_user: Log) -> None:
    meeting = make_meeting(world)
    sent = {f"keep-{person.pk}": "yes" for person in world.members}
    sent |= {"head": world.head.pk, "chair": world.head.pk, "seen": 0, "as": "observer"}
    client = as_user(world.secretary)
    answer = client.post(f"/meetings/{meeting.pk}/seats/", sent | {"people": "查无此人"})
    assert answer.status_code == 422
    assert "名册中没有“查无此人”" in answer.content.decode()
    client.post(f"/meetings/{meeting.pk}/seats/", sent | {"people": world.candidate.name})
    assert meeting.seats.filter(is_member=False).get().person == world.candidate
    assert client.post(f"/meetings/{meeting.pk}/seats/", sent).status_code == 409


def test_strangers_find_no_meeting_and_members_cannot_run_it(world: World, as_user: Log) -> None:
    meeting = sat_down(world, make_matter(world))
    for user in (world.nobody, world.outsider, world.kin):
        for address in ("", "live/", "live/state/", "closing/", "minutes.docx"):
            assert as_user(user).get(f"/meetings/{meeting.pk}/{address}").status_code == 404
    member = as_user(world.member)
    assert member.get(f"/meetings/{meeting.pk}/live/").status_code == 200
    item = only_item(meeting)
    assert member.post(f"/meetings/{meeting.pk}/live/discuss/", {"item": item.pk}).status_code == 404
    assert member.get(f"/meetings/{meeting.pk}/closing/").status_code == 404
    assert as_user(world.discipline).get(f"/meetings/{meeting.pk}/live/").status_code == 404


def test_a_seat_of_another_meeting_is_not_found(world: World, as_user: Log) -> None:
    meeting, other = sat_down(world, make_matter(world)), make_meeting(world)
    sent = {"item": only_item(meeting).pk, "seat": other.seats.first().pk, "view": "agree"}
    assert as_user(world.secretary).post(f"/meetings/{meeting.pk}/live/speak/", sent).status_code == 404


def test_the_live_part_answers_nothing_where_nothing_changed(world: World, as_user: Log) -> None:
    meeting, client = sat_down(world, make_matter(world)), as_user(world.member)
    address = f"/meetings/{meeting.pk}/live/state/"
    assert client.get(f"{address}?version={meeting.version}").status_code == 204
    running.open_discussion(item=only_item(meeting).pk, by=world.secretary, on=TODAY)
    answer = client.get(f"{address}?version={meeting.version}")
    assert answer.status_code == 200
    assert f"version={meeting.version + 1}" in answer.content.decode()


def test_the_head_speaking_early_is_refused_and_loses_no_word(world: World, as_user: Log) -> None:
    meeting = sat_down(world, make_matter(world))
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    sent = {
        "item": item.pk,
        "seat": seat_of(meeting, world.head).pk,
        "view": "agree",
        "words": "工期紧，应尽快开工",
    }
    answer = as_user(world.head_user).post(f"/meetings/{meeting.pk}/live/speak/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "末位表态（C8）" in page
    assert "工期紧，应尽快开工" in page


def test_a_voter_sees_after_reconnecting_that_the_vote_counted(world: World, as_user: Log) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, secret_ballot=True))))
    address = f"/meetings/{item.meeting_id}/live/"
    sent = {"item": item.pk, "seat": seat_of(item.meeting, world.members[4]).pk, "vote": "against"}
    as_user(world.member).post(f"{address}vote/", sent)
    page = as_user(world.member).get(address).content.decode()
    assert "您的票已经投入" in page
    other = as_user(world.users[5]).get(address).content.decode()
    assert "您的票已经投入" not in other
    again = as_user(world.member).post(f"{address}vote/", sent, follow=True).content.decode()
    assert "此前已经办理，没有重复登记" in again
    item.refresh_from_db()
    assert item.stances.filter(voted=True).count() == 1


def test_an_open_vote_is_not_shown_to_others_before_all_are_in(world: World, as_user: Log) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world))))
    all_vote(world, item, ["against"])
    page = as_user(world.users[5]).get(f"/meetings/{item.meeting_id}/live/").content.decode()
    assert "<span>反对</span></div>" not in page
    assert "已投票 1 人，共 8 人" in page


def test_the_secretary_closes_with_edited_words_and_a_second_click_does_nothing(
    world: World, as_user: Log
) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world))))
    all_vote(world, item, ["for"] * 8)
    client, address = as_user(world.secretary), f"/meetings/{item.meeting_id}/closing/"
    assert "赞成8票" in client.get(address).content.decode()
    assert client.post(address, {f"text-{item.pk}": " "}).status_code == 422
    for _ in range(2):
        client.post(address, {f"text-{item.pk}": "同意，分两期实施。"})
    assert Resolution.objects.get().text == "同意，分两期实施。"
    assert client.get(f"/meetings/{item.meeting_id}/live/").url == f"/meetings/{item.meeting_id}/"


def test_the_archive_is_searched_by_pinyin_unit_year_category_and_outcome(world: World, as_user: Log) -> None:
    closed(world)
    client = as_user(world.discipline)
    year = TODAY.year
    for found in (
        "q=wsgw",
        "q=污水",
        f"unit={world.town.pk}",
        f"year={year}",
        "category=重大项目安排",
        "outcome=passed",
    ):
        assert f"城关镇决〔{year}〕1号" in client.get(f"/resolutions/?{found}").content.decode(), found
    for none in ("q=qiaoliang", f"year={year - 1}", "category=大额资金使用", "outcome=rejected"):
        assert "没有符合条件的决议" in client.get(f"/resolutions/?{none}").content.decode(), none
    assert "还没有决议" in as_user(world.outsider).get("/resolutions/").content.decode()


def test_a_resolution_is_shown_with_its_seal_and_every_opening_is_noted(world: World, as_user: Log) -> None:
    closed(world)
    row = Resolution.objects.get()
    page = as_user(world.discipline).get(f"/resolutions/{row.pk}/").content.decode()
    assert row.digest in page
    assert "与封存时一致" in page
    assert as_user(world.outsider).get(f"/resolutions/{row.pk}/").status_code == 404


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/resolutions/", "/meetings/"])
def test_a_list_asks_as_many_questions_for_one_as_for_many(world: World, as_user: Log, address: str) -> None:
    closed(world, title="甲")
    client = as_user(world.discipline)
    few = queries(client, address)
    for title in "乙丙丁":
        closed(world, title=title)
    assert queries(client, address) == few


def test_the_live_page_asks_as_many_questions_for_one_item_as_for_many(world: World, as_user: Log) -> None:
    one = sat_down(world, make_matter(world))
    client = as_user(world.secretary)
    few = queries(client, f"/meetings/{one.pk}/live/")
    many = sat_down(world, *(make_matter(world, title=title) for title in "甲乙丙丁"))
    first = many.items.order_by("place").first()
    running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    all_speak(world, first, head=False)
    assert queries(client, f"/meetings/{many.pk}/live/") == few


def test_a_member_too_near_to_a_candidate_sees_only_that_they_must_withdraw(
    world: World, as_user: Log
) -> None:
    matter = make_matter(
        world, title="干部调整方案", category=MatterCategory.PERSONNEL, candidates=[world.kin_of_deputy]
    )
    meeting = sat_down(world, matter, asked=False)
    page = as_user(world.users[2]).get(f"/meetings/{meeting.pk}/live/").content.decode()
    assert "干部调整方案" not in page
    assert "请您回避" in page
    item = AgendaItem.objects.get()
    sent = {"item": item.pk, "seat": seat_of(meeting, world.members[2]).pk, "recused": "yes"}
    as_user(world.users[2]).post(f"/meetings/{meeting.pk}/live/recuse/", sent)
    assert item.stances.get(seat__person=world.members[2]).recused
    assert "干部调整方案" in as_user(world.users[3]).get(f"/meetings/{meeting.pk}/live/").content.decode()
