"""A meeting held on paper, entered afterwards: several matters in one form, nothing typed lost, entered once (C6)."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.models import RoleHeld
from decisions.checks import found_in
from decisions.models import Matter, Meeting, Resolution
from decisions.services.locking import NotYours
from decisions.services.papers import Paper, PaperItem, PaperLine, enter_paper_meeting
from rulebook.procedures.decisions import MatterCategory
from rulebook.roles import Role
from tests.conftest import Log
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter
from tests.factories import LONG_AGO

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def lines(world: World, vote: str = "for") -> list[PaperLine]:
    return [
        PaperLine(person=person.pk, is_head=not at, spoke=at or 8, view="agree", votes={None: vote})
        for at, person in enumerate(world.members)
    ]


def paper(world: World, first: Matter, *further: PaperItem, **values: Any) -> Paper:
    filled = {
        "kind": MEETING_KIND,
        "at": timezone.make_aware(datetime.combine(YESTERDAY, time(9))),
        "place": "会议室",
        "chair": world.head.pk,
        "circulated_on": YESTERDAY - timedelta(days=3),
        "lines": lines(world),
    }
    return Paper(matter=first.pk, further=further, **filled | values)


def two(world: World) -> list[Matter]:
    return [make_matter(world, title=title, proposed_on=YESTERDAY) for title in ("修渠", "修路")]


def test_each_matter_of_a_paper_meeting_comes_to_what_was_voted_on_it(world: World) -> None:
    first, second = two(world)
    third = make_matter(world, title="修桥", proposed_on=YESTERDAY)
    given = paper(
        world,
        first,
        PaperItem(second.pk, lines(world, "against")),
        PaperItem(third.pk, [replace(line, votes={}) for line in lines(world)], deferred=True, text="缓议。"),
    )
    meeting = enter_paper_meeting(paper=given, token=uuid4(), by=world.secretary, on=TODAY)
    rows = list(Resolution.objects.order_by("item__place"))
    assert [row.matter for row in rows] == [first, second, third]
    assert [row.outcome for row in rows] == ["passed", "rejected", "deferred"]
    assert all(row.entered_later and row.item.meeting == meeting for row in rows)
    assert meeting.entered_later
    assert meeting.seats.count() == 8
    matters = list(Matter.objects.order_by("pk"))
    assert [matter.state for matter in matters] == ["passed", "rejected", "deferred"]
    assert list(found_in(matters, TODAY).values()) == [[], [], []]


def test_who_left_before_one_matter_counts_on_the_others(world: World) -> None:
    first, second = two(world)
    gone = lines(world)
    gone[4] = replace(gone[4], away="left")
    given = paper(world, first, PaperItem(second.pk, gone))
    meeting = enter_paper_meeting(paper=given, token=uuid4(), by=world.secretary, on=TODAY)
    tallies = meeting.items.order_by("place").values_list("tally__for", flat=True)
    assert list(tallies) == [8, 7]
    assert meeting.items.get(matter=second).stances.get(seat__person=world.members[4]).spoke is None


def test_one_matter_that_cannot_be_entered_keeps_the_whole_meeting_out(world: World) -> None:
    first, second = two(world)
    other = make_matter(world, title="另一单位", unit=world.bureau, proposed_on=YESTERDAY)
    many = {None: {"for": 9, "against": 0, "abstain": 0}}
    for field, further in (
        ("tally", PaperItem(second.pk, lines(world), many)),
        ("spoke", PaperItem(second.pk, [replace(line, spoke=1) for line in lines(world)])),
        ("matter", PaperItem(first.pk, lines(world))),
        ("matter", PaperItem(second.pk, lines(world)[1:])),
    ):
        with pytest.raises(ValidationError) as problem:
            enter_paper_meeting(
                paper=paper(world, first, further), token=uuid4(), by=world.secretary, on=TODAY
            )
        assert field in problem.value.message_dict
    given = paper(world, first, PaperItem(other.pk, lines(world)))
    with pytest.raises(NotYours):
        enter_paper_meeting(paper=given, token=uuid4(), by=world.secretary, on=TODAY)
    assert not Meeting.objects.exists()


def sent(world: World, *matters: Matter, vote: str = "for") -> dict[str, Any]:
    """The form as a browser sends it."""
    found: dict[str, Any] = {
        "kind": MEETING_KIND,
        "at": f"{YESTERDAY}T09:00",
        "place": "会议室",
        "token": uuid4(),
        "circulated_on": TODAY - timedelta(days=4),
        "head": world.head.pk,
        "also": [matter.pk for matter in matters[1:]],
    }
    for at, person in enumerate(world.members):
        found[f"m{person.pk}-attended"] = "on"
        for matter in matters:
            start = f"i{matter.pk}-m{person.pk}"
            found |= {f"{start}-spoke": at or 8, f"{start}-view": "agree", f"{start}-vote-matter": vote}
    return found


def test_the_matters_of_one_meeting_are_chosen_and_entered_in_one_form(world: World, as_user: Log) -> None:
    first, second = two(world)
    client = as_user(world.secretary)
    address = f"/meetings/paper/{first.pk}/"
    assert address in client.get("/meetings/paper/").content.decode()
    chosen = client.get("/meetings/paper/", {"matter": [first.pk, second.pk]})
    assert chosen.url == f"{address}?also={second.pk}"
    page = client.get(chosen.url).content.decode()
    assert page.index("1. 修渠") < page.index("2. 修路")
    typed = sent(world, first, second)
    for _ in range(2):
        answer = client.post(address, typed)
    meeting = Meeting.objects.get()
    assert answer.url == f"/meetings/{meeting.pk}/"
    assert [row.outcome for row in Resolution.objects.all()] == ["passed", "passed"]
    assert "会后补录" in client.get(answer.url).content.decode()


def test_what_is_refused_names_the_matter_and_loses_nothing_typed(world: World, as_user: Log) -> None:
    first, second = two(world)
    client, address = as_user(world.secretary), f"/meetings/paper/{first.pk}/"
    typed = sent(world, first, second) | {
        f"i{second.pk}-text": "同意，分两期实施。",
        f"i{second.pk}-m{world.members[3].pk}-words": "预算偏高",
    }
    for wrong, words in (
        ({"kind": "局务会"}, "“修路”按清单应先上党委会"),
        ({"at": "周五"}, "时间无法识别"),
        ({f"i{second.pk}-secret": "on", f"i{second.pk}-tmatter-in_favour": 9}, "“修路”的票数合计不能多于"),
    ):
        answer = client.post(address, typed | wrong)
        page = answer.content.decode()
        assert answer.status_code == 422
        for kept in (words, "同意，分两期实施。", "预算偏高", f'name="also" value="{second.pk}"'):
            assert kept in page, kept
    assert not Meeting.objects.exists()


def test_a_matter_is_added_and_dropped_without_losing_what_was_typed(world: World, as_user: Log) -> None:
    first, second = two(world)
    client, address = as_user(world.secretary), f"/meetings/paper/{first.pk}/"
    typed = sent(world, first) | {"place": "", f"i{first.pk}-text": "同意修渠。"}
    added = client.post(address, typed | {"add": second.pk})
    page = added.content.decode()
    assert added.status_code == 200
    assert "同意修渠。" in page
    assert "2. 修路" in page
    assert "field-error" not in page, "nothing is judged yet"
    dropped = client.post(address, sent(world, first, second) | {"drop": second.pk})
    assert "2. 修路" not in dropped.content.decode()
    assert not Meeting.objects.exists()


def test_matters_of_two_units_are_not_one_meeting(world: World, as_user: Log) -> None:
    RoleHeld.objects.create(
        user=world.secretary,
        role=Role.SECRETARY,
        body=world.bureau,
        during=DateRange(LONG_AGO, None),
        reason="兼任",
    )
    first, _second = two(world)
    other = make_matter(world, title="造林", unit=world.bureau, proposed_on=YESTERDAY)
    answer = as_user(world.secretary).get(f"/meetings/paper/{first.pk}/?also={other.pk}", follow=True)
    assert "同一单位" in answer.content.decode()


def test_only_the_secretary_enters_paper_meetings_and_only_what_they_may_see(
    world: World, as_user: Log
) -> None:
    first, second = two(world)
    Matter.objects.filter(pk=second.pk).update(category=MatterCategory.PERSONNEL, entered_by=world.head_user)
    for user in (world.member, world.head_user, world.outsider):
        for place in (f"/meetings/paper/{first.pk}/", "/meetings/paper/"):
            assert as_user(user).get(place).status_code == 404
    client = as_user(world.secretary)
    assert client.get(f"/meetings/paper/{first.pk}/?also={second.pk}").status_code == 404
    assert client.post(f"/meetings/paper/{first.pk}/", sent(world, first, second)).status_code == 404
