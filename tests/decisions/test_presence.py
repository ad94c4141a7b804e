"""Coming late, leaving, returning between items: quorum, speaking, tally and turnout of an item count who took part in it (C6, C8)."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from docx import Document

from core.periods import year_of
from decisions.checks import decision_of, found_in
from decisions.models import AgendaItem, Matter, Meeting, Resolution, Stance
from decisions.selectors.dashboard import board_of
from decisions.services import presence, running, speaking, voting
from decisions.services.closing import close_meeting, proposed_text
from decisions.services.locking import AlreadyDone, NotYours
from organisation.models import Person
from tests.conftest import Log
from tests.decisions.sitting import (
    all_speak,
    all_vote,
    at_the_vote,
    only_item,
    sat_down,
    seat_of,
    stance_of,
    votes_for,
)
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db


def leaves(world: World, meeting: Meeting, person: Person) -> None:
    presence.note_left(seat=seat_of(meeting, person).pk, reason="接待上访群众", by=world.secretary, on=TODAY)


def returns(world: World, meeting: Meeting, person: Person) -> None:
    presence.note_returned(seat=seat_of(meeting, person).pk, by=world.secretary, on=TODAY)


def comes(world: World, meeting: Meeting, person: Person) -> None:
    running.mark_attendance(seat=seat_of(meeting, person).pk, attended=True, by=world.secretary, on=TODAY)


def two_items(world: World, *, absent: tuple[Person, ...] = (), **values: object) -> tuple[Meeting, ...]:
    meeting = sat_down(
        world, *(make_matter(world, title=title, **values) for title in ("修渠", "修路")), absent=absent
    )
    return meeting, *meeting.items.order_by("place")  # type: ignore[return-value]


def decide(world: World, item: AgendaItem) -> AgendaItem:
    all_vote(world, at_the_vote(world, item), ["for"] * 8)
    item.refresh_from_db()
    return item


def asked(world: World, meeting: Meeting) -> None:
    for stance in Stance.objects.filter(item__meeting=meeting, recused=None, seat__attended=True, away=""):
        running.answer_recusal(
            item=stance.item_id, seat=stance.seat_id, recused=False, by=world.secretary, on=TODAY
        )


def closed(world: World, meeting: Meeting) -> None:
    items = meeting.items.select_related("meeting__unit", "matter__unit")
    texts = {item.pk: proposed_text(item) for item in items}
    close_meeting(meeting=meeting.pk, texts=texts, by=world.secretary, on=TODAY)


def test_who_leaves_is_missed_on_the_items_to_come_until_they_return(world: World) -> None:
    meeting, first, second = two_items(world)
    gone = world.members[4]
    leaves(world, meeting, gone)
    assert [stance_of(item, gone).away for item in (first, second)] == ["left", "left"]
    decide(world, first)
    returns(world, meeting, gone)
    decide(world, second)
    assert [stance_of(item, gone).away for item in (first, second)] == ["left", ""]
    assert [item.tally["for"] for item in (first, second)] == [7, 8]
    assert stance_of(first, gone).vote == ""


def test_who_comes_late_was_away_from_what_was_decided_before(world: World) -> None:
    late = world.members[4]
    meeting, first, second = two_items(world, absent=(late,))
    decide(world, first)
    comes(world, meeting, late)
    assert [stance_of(item, late).away for item in (first, second)] == ["late", ""]
    with pytest.raises(ValidationError, match="还没有回答是否回避：江牧之"):
        running.open_discussion(item=second.pk, by=world.secretary, on=TODAY)
    asked(world, meeting)
    assert decide(world, second).tally["for"] == 8
    first.refresh_from_db()
    assert first.tally["for"] == 7, "what was decided stays as it was"


def test_who_comes_while_an_item_is_put_to_the_vote_does_not_vote_on_it(world: World) -> None:
    late = world.members[4]
    meeting = sat_down(world, make_matter(world), absent=[late])
    item = at_the_vote(world, only_item(meeting))
    comes(world, meeting, late)
    with pytest.raises(ValidationError, match="离席"):
        voting.cast_vote(
            item=item.pk, seat=seat_of(meeting, late).pk, votes={None: "for"}, by=world.member, on=TODAY
        )
    all_vote(world, item, ["for"] * 4)
    for person in world.members[5:]:
        seat = seat_of(meeting, person).pk
        voting.cast_vote(item=item.pk, seat=seat, votes={None: "for"}, by=world.secretary, on=TODAY)
    item.refresh_from_db()
    assert (item.state, item.tally["for"]) == ("decided", 7), "counted once all who take part have voted"


def test_who_comes_before_the_head_spoke_joins_once_asked_about_recusal(world: World) -> None:
    late = world.members[4]
    meeting = sat_down(world, make_matter(world), absent=[late])
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    all_speak(world, item, head=False)
    comes(world, meeting, late)
    with pytest.raises(ValidationError, match="还没有发表意见|江牧之"):
        speaking.speak(
            item=item.pk, seat=seat_of(meeting, world.head).pk, view="agree", by=world.head_user, on=TODAY
        )
    own = {"item": item.pk, "seat": seat_of(meeting, late).pk, "by": world.member, "on": TODAY}
    with pytest.raises(ValidationError, match="先回答是否回避"):
        speaking.speak(view="agree", **own)
    running.answer_recusal(recused=False, **own)
    assert speaking.speak(view="agree", **own).spoke == 7


def test_the_head_does_not_wait_for_who_left_the_room(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item, gone = only_item(meeting), world.members[7]
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    all_speak(world, item, head=False, but=[gone])
    head = {"item": item.pk, "seat": seat_of(meeting, world.head).pk, "by": world.head_user, "on": TODAY}
    with pytest.raises(ValidationError, match="末位表态（C8）：容景行还没有发表意见"):
        speaking.speak(view="agree", **head)
    leaves(world, meeting, gone)
    speaking.speak(view="agree", **head)
    returns(world, meeting, gone)
    assert stance_of(item, gone).away == "left", "after the head nobody joins"
    voting.open_voting(item=item.pk, by=world.secretary, on=TODAY)


def test_the_quorum_is_that_of_each_item(world: World) -> None:
    meeting, first, second = two_items(world, absent=world.members[4:])
    leaves(world, meeting, world.members[3])
    with pytest.raises(ValidationError, match="到会且不回避 3 人，少于 4 人（N10）"):
        running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    returns(world, meeting, world.members[3])
    decide(world, second)
    assert second.tally["for"] == 4


def test_who_spoke_to_an_item_and_leaves_stays_counted_on_it(world: World) -> None:
    meeting, first, second = two_items(world)
    gone = world.members[4]
    running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    all_speak(world, first, head=False)
    leaves(world, meeting, gone)
    assert [stance_of(item, gone).away for item in (first, second)] == ["", "left"]
    with pytest.raises(ValidationError, match="请登记“离席”"):
        running.mark_attendance(
            seat=seat_of(meeting, gone).pk, attended=False, reason="有事", by=world.secretary, on=TODAY
        )


def test_coming_marked_by_mistake_is_taken_back(world: World) -> None:
    absent = world.members[4]
    meeting, first, second = two_items(world, absent=(absent,))
    decide(world, first)
    comes(world, meeting, absent)
    running.mark_attendance(
        seat=seat_of(meeting, absent).pk, attended=False, reason="出差", by=world.secretary, on=TODAY
    )
    assert [stance_of(item, absent).away for item in (first, second)] == ["", ""]
    assert decide(world, second).tally["for"] == 7


def test_an_item_added_meanwhile_misses_who_left_too(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    leaves(world, meeting, world.members[4])
    item = AgendaItem.objects.create(meeting=meeting, matter=make_matter(world, title="抢险"), place=2)
    running.ask_of_members(meeting, [item])
    assert stance_of(item, world.members[4]).away == "left"
    assert stance_of(item, world.members[5]).away == ""


def test_the_secretary_alone_notes_it_once_and_with_a_reason(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    seat = seat_of(meeting, world.members[4]).pk
    for user in (world.member, world.head_user, world.outsider):
        with pytest.raises(NotYours):
            presence.note_left(seat=seat, reason="有事", by=user, on=TODAY)
        with pytest.raises(NotYours):
            presence.note_returned(seat=seat, by=user, on=TODAY)
    with pytest.raises(ValidationError, match="离席原因"):
        presence.note_left(seat=seat, reason=" ", by=world.secretary, on=TODAY)
    with pytest.raises(AlreadyDone):
        returns(world, meeting, world.members[4])
    leaves(world, meeting, world.members[4])
    with pytest.raises(AlreadyDone):
        leaves(world, meeting, world.members[4])


def test_the_database_keeps_who_was_away_from_speaking_and_voting(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    leaves(world, meeting, world.members[4])
    stance = stance_of(only_item(meeting), world.members[4])
    for acted in ({"spoke": 1}, {"vote": "for"}, {"voted": True}):
        with pytest.raises(IntegrityError, match="who_was_away"), transaction.atomic():
            Stance.objects.filter(pk=stance.pk).update(**acted)


def test_a_secret_ballot_is_counted_once_all_who_take_part_have_voted(world: World) -> None:
    meeting = sat_down(world, make_matter(world, secret_ballot=True))
    leaves(world, meeting, world.members[7])
    item = at_the_vote(world, only_item(meeting))
    for user in world.users[:7]:
        voting.cast_own(item=item.pk, votes=votes_for(item, "for"), by=user, on=TODAY)
    item.refresh_from_db()
    assert (item.state, item.tally["for"]) == ("decided", 7)


def test_the_checks_the_seal_the_minutes_and_the_turnout_say_the_same(world: World, as_user: Log) -> None:
    meeting, first, second = two_items(world)
    leaves(world, meeting, world.members[4])
    decide(world, first)
    returns(world, meeting, world.members[4])
    decide(world, second)
    closed(world, meeting)
    matters = list(Matter.objects.order_by("pk"))
    assert list(found_in(matters, TODAY).values()) == [[], []]
    away = [[one.away for one in decision_of(matter).meeting.members] for matter in matters]
    assert away == [[None] * 4 + [True] + [None] * 3, [None] * 8]
    sealed = [row.content["members"][4]["away"] for row in Resolution.objects.order_by("pk")]
    assert sealed == ["left", None]
    answer = as_user(world.member).get(f"/meetings/{meeting.pk}/minutes.docx")
    text = "\n".join(part.text for part in Document(BytesIO(answer.content)).paragraphs)
    assert text.count("未参加本议题：江牧之（离席）") == 1
    page = as_user(world.member).get(f"/resolutions/{first.resolution.pk}/").content.decode()
    assert "未参加本议题" in page
    total = board_of(world.discipline, TODAY, year_of(TODAY)).total
    assert (total.due, total.present) == (16, 15)


def test_it_is_noted_and_shown_on_the_live_page(world: World, as_user: Log) -> None:
    meeting, _first, _second = two_items(world)
    client, address = as_user(world.secretary), f"/meetings/{meeting.pk}/live/"
    seat = seat_of(meeting, world.members[4]).pk
    refused = client.post(f"{address}left/", {"seat": seat})
    assert refused.status_code == 422
    assert "请写明离席原因" in refused.content.decode()
    for _ in range(2):
        assert client.post(f"{address}left/", {"seat": seat, "reason": "接待上访群众"}).status_code == 302
    page = client.get(address).content.decode()
    assert "接待上访群众" in page
    assert page.count("未参加本议题") == 2
    assert "参加本议题 7 人" in page
    assert "到会 7 人" in page
    assert "未参加本议题" not in as_user(world.member).get(address).content.decode(), "items not taken up yet"
    client.post(f"{address}returned/", {"seat": seat})
    assert "未参加本议题" not in client.get(address).content.decode()
    assert as_user(world.member).post(f"{address}left/", {"seat": seat, "reason": "x"}).status_code == 404
