"""Whoever is called to a meeting is told of it and of unread papers (C6, C7); whoever keeps a unit's matters sees what is in hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from decisions.models import Emergency, Matter, Meeting, Seat
from desk.presenters.inbox import inbox_count
from tests.conftest import Log
from tests.decisions.sitting import sat_down
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def circulated(world: World) -> Meeting:
    """A meeting in four days, with its agenda in everybody's hands and opened by nobody."""
    meeting = make_meeting(world, make_matter(world, title="修缮校舍"), on=TODAY + timedelta(days=4))
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(circulated_at=now)
    Seat.objects.filter(meeting=meeting).update(circulated_at=now)
    meeting.refresh_from_db()
    return meeting


def told(client: object, key: str) -> list[str]:
    """The reasons of one part of the inbox."""
    parts = client.get("/inbox/").context["parts"]  # type: ignore[attr-defined]
    return [item.reason for part in parts if part.key == key for item in part.items]


def test_who_is_called_is_reminded_until_the_papers_are_opened(world: World, as_user: Log) -> None:
    meeting, member = circulated(world), as_user(world.member)
    assert told(member, "meetings") == ["议程和材料已送达，请在会前打开（C7）"]
    before = inbox_count(world.member, TODAY)
    home = member.get("/").content.decode()
    assert "请我参加的会议" in home
    assert "材料未打开" in home
    member.get(f"/meetings/{meeting.pk}/")
    assert told(member, "meetings") == []
    assert inbox_count(world.member, TODAY) == before - 1
    assert "材料已打开" in member.get("/").content.decode()


def test_a_meeting_that_goes_on_calls_its_members_in(world: World, as_user: Log) -> None:
    meeting, member = sat_down(world, make_matter(world)), as_user(world.member)
    assert told(member, "meetings") == ["会议正在进行，请进入会议（C6）"]
    assert f"/meetings/{meeting.pk}/live/" in member.get("/").content.decode()


def test_nobody_is_told_of_a_meeting_not_circulated_gone_by_or_not_theirs(world: World, as_user: Log) -> None:
    make_meeting(world, make_matter(world), on=TODAY + timedelta(days=4))
    past = circulated(world)
    Meeting.objects.filter(pk=past.pk).update(at=past.at - timedelta(days=7))
    for user in (world.member, world.outsider):
        assert told(as_user(user), "meetings") == []
        assert "请我参加的会议" not in as_user(user).get("/").content.decode()


def test_the_secretary_sees_what_is_in_hand_and_every_number_is_that_of_its_list(
    world: World, as_user: Log
) -> None:
    make_matter(world, title="甲")
    make_matter(world, title="乙")
    make_meeting(world, make_matter(world, title="丙"), on=TODAY + timedelta(days=4))
    client = as_user(world.secretary)
    (row,) = client.get("/").context["in_hand"]
    unit = world.town.pk
    for number, address in (
        (row.preparing, f"/matters/?tab=preparing&unit={unit}"),
        (row.scheduled, f"/matters/?tab=scheduled&unit={unit}"),
        (row.meetings, f"/meetings/?state=planned&unit={unit}"),
    ):
        assert client.get(address).context["page"].paginator.count == number, address
    assert (row.preparing + row.scheduled, row.meetings) == (3, 1)
    assert client.get("/meetings/?state=planned&unit=999999").context["page"].paginator.count == 0
    assert as_user(world.member).get("/").context["in_hand"] == []


def test_an_emergency_stays_in_the_inbox_until_a_meeting_was_told(world: World, as_user: Log) -> None:
    matter = make_matter(world, title="抢修水管")
    emergency = Emergency.objects.create(
        matter=matter, reason="爆管", decided_by="镇长", decided_on=TODAY, action="抢修"
    )
    client = as_user(world.secretary)
    (reason,) = told(client, "emergencies")
    assert "应向会议报告并说明理由（C7）" in reason
    assert "抢修水管" in client.get("/").content.decode()
    assert told(as_user(world.member), "emergencies") == []
    Emergency.objects.filter(pk=emergency.pk).update(reported_on=TODAY)
    assert told(client, "emergencies") == []
    Emergency.objects.filter(pk=emergency.pk).update(reported_on=None)
    Matter.objects.filter(pk=matter.pk).update(state="withdrawn", withdrawn_reason="不办了")
    assert told(client, "emergencies") == []
