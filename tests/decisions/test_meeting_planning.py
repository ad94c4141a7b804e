"""Before the meeting: who is called, what may go on the agenda, and that it reached everybody in time (C6, C7)."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from decisions.models import Emergency, Meeting
from decisions.policies import visible_matters, visible_meetings
from decisions.services import meetings
from decisions.services.locking import ChangedMeanwhile, NotYours
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.sitting import sat_down, seat_of
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db
NEXT_WEEK = timezone.make_aware(datetime.combine(TODAY + timedelta(days=7), time(9)))


def plan(world: World, token=None) -> Meeting:
    return meetings.plan_meeting(
        unit=world.town, kind=MEETING_KIND, at=NEXT_WEEK, place="会议室", token=token or uuid4(),
        by=world.secretary, on=TODAY,
    )  # fmt: skip


def test_a_meeting_calls_the_units_heads_and_deputies_and_nobody_of_its_sections(world: World) -> None:
    meeting = plan(world)
    assert {seat.person for seat in meeting.seats.all()} == set(world.members)
    assert [seat.person for seat in meeting.seats.filter(is_head=True)] == [world.head]
    assert meeting.chair == world.head


def test_a_double_click_plans_one_meeting(world: World) -> None:
    token = uuid4()
    assert plan(world, token) == plan(world, token)
    assert Meeting.objects.count() == 1


def test_nobody_plans_a_meeting_of_a_unit_they_do_not_keep(world: World) -> None:
    with pytest.raises(NotYours):
        meetings.plan_meeting(
            unit=world.town,
            kind=MEETING_KIND,
            at=NEXT_WEEK,
            place="",
            token=uuid4(),
            by=world.outsider,
            on=TODAY,
        )


def test_a_ready_matter_goes_on_the_agenda_once(world: World) -> None:
    matter, meeting = make_matter(world), plan(world)
    meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    matter.refresh_from_db()
    assert matter.state == "scheduled"
    with pytest.raises(ValidationError, match="已经列入议程"):
        meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)


def test_a_matter_whose_steps_are_missing_is_refused_with_the_steps_and_their_clauses(world: World) -> None:
    matter, meeting = make_matter(world, flags=["technical", "public-interest"]), plan(world)
    with pytest.raises(meetings.NotReady) as refused:
        meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    steps = {(line.step.key, line.step.clause) for line in refused.value.lines}
    assert {("expert-panel", "C4"), ("legality-review", "C4"), ("publicity", "C5")} <= steps
    assert all(line.why for line in refused.value.lines)
    matter.refresh_from_db()
    assert matter.state == "preparing"
    assert not meeting.items.exists()


def test_a_matter_goes_to_its_meetings_in_the_order_of_the_list(world: World) -> None:
    matter, meeting = make_matter(world, meetings_required=["党政联席会", MEETING_KIND]), plan(world)
    with pytest.raises(ValidationError, match="应先上党政联席会"):
        meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)


def test_circulating_stamps_the_meeting_and_every_seat(world: World) -> None:
    meeting = make_meeting(world, make_matter(world))
    meeting.seats.create(person=world.outsider.person, is_member=False, place=9)
    assert not visible_meetings(world.outsider, TODAY)
    meetings.circulate(meeting=meeting.pk, by=world.secretary, on=TODAY)
    meeting.refresh_from_db()
    assert meeting.circulated_at
    assert all(seat.circulated_at for seat in meeting.seats.all())
    assert list(visible_meetings(world.outsider, TODAY)) == [meeting]


def test_opening_the_papers_is_noted_once(world: World) -> None:
    meeting = make_meeting(world, make_matter(world))
    meetings.note_opened(meeting=meeting, by=world.member)
    assert seat_of(meeting, world.members[4]).read_at is None, "nothing was circulated yet"
    meetings.circulate(meeting=meeting.pk, by=world.secretary, on=TODAY)
    meetings.note_opened(meeting=meeting, by=world.member)
    first = seat_of(meeting, world.members[4]).read_at
    meetings.note_opened(meeting=meeting, by=world.member)
    assert first is not None
    assert seat_of(meeting, world.members[4]).read_at == first


def test_circulating_later_than_two_days_before_is_warned_of_before_it_is_done(world: World) -> None:
    meeting = make_meeting(world, make_matter(world), on=TODAY + timedelta(days=1))
    with pytest.raises(meetings.TooLate, match="少于 2 天"):
        meetings.circulate(meeting=meeting.pk, by=world.secretary, on=TODAY)
    meeting.refresh_from_db()
    assert meeting.circulated_at is None
    meetings.circulate(meeting=meeting.pk, anyway=True, by=world.secretary, on=TODAY)
    meeting.refresh_from_db()
    assert meeting.circulated_at


def test_cadre_matters_reach_only_the_members_and_only_at_the_meeting(world: World) -> None:
    matter = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    meeting = make_meeting(world, matter)
    meetings.circulate(meeting=meeting.pk, by=world.secretary, on=TODAY)
    assert not visible_matters(world.member, TODAY)
    other = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    sat_down(world, other)
    assert list(visible_matters(world.member, TODAY)) == [other]


def test_once_circulated_only_an_emergency_comes_onto_the_agenda(world: World) -> None:
    meeting = make_meeting(world, make_matter(world))
    meetings.circulate(meeting=meeting.pk, by=world.secretary, on=TODAY)
    sudden = make_matter(world, title="抢修水毁桥梁")
    with pytest.raises(ValidationError, match="不能临时动议"):
        meetings.add_item(meeting=meeting.pk, matter=sudden.pk, by=world.secretary, on=TODAY)
    Emergency.objects.create(
        matter=sudden, reason="桥梁水毁断交", decided_by="山既明", decided_on=TODAY, action="先行抢修"
    )
    item = meetings.add_item(meeting=meeting.pk, matter=sudden.pk, by=world.secretary, on=TODAY)
    assert item.added_later


def test_taking_an_item_off_lets_its_matter_be_prepared_again(world: World) -> None:
    matter, meeting = make_matter(world), plan(world)
    item = meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    meetings.remove_item(item=item.pk, by=world.secretary, on=TODAY)
    matter.refresh_from_db()
    assert matter.state == "preparing"


def test_two_secretaries_do_not_overwrite_each_other(world: World) -> None:
    meeting = plan(world)
    meetings.change_meeting(
        meeting=meeting.pk, kind=MEETING_KIND, at=NEXT_WEEK, place="三楼", seen=meeting.version, by=world.secretary, on=TODAY
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        meetings.change_meeting(
            meeting=meeting.pk, kind=MEETING_KIND, at=NEXT_WEEK, place="四楼", seen=meeting.version, by=world.head_user,
            on=TODAY,
        )  # fmt: skip
    meeting.refresh_from_db()
    assert meeting.place == "三楼"


def test_a_meeting_called_off_frees_its_matters(world: World) -> None:
    matter, meeting = make_matter(world), plan(world)
    meetings.add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    with pytest.raises(ValidationError, match="理由"):
        meetings.call_off(meeting=meeting.pk, reason=" ", by=world.secretary, on=TODAY)
    meetings.call_off(meeting=meeting.pk, reason="汛情", by=world.secretary, on=TODAY)
    matter.refresh_from_db()
    assert matter.state == "preparing"
    assert not Meeting.objects.exists()


def test_exactly_one_head_is_called_and_the_chair_is_a_member(world: World) -> None:
    meeting = plan(world)
    lines = [meetings.SeatLine(person.pk) for person in world.members]
    with pytest.raises(ValidationError, match="一位“一把手”"):
        meetings.seat_meeting(
            meeting=meeting.pk,
            lines=lines,
            chair=world.head.pk,
            seen=meeting.version,
            by=world.secretary,
            on=TODAY,
        )
    lines[0] = meetings.SeatLine(world.head.pk, is_head=True)
    lines.append(meetings.SeatLine(world.candidate.pk, is_member=False))
    with pytest.raises(ValidationError, match="主持人"):
        meetings.seat_meeting(
            meeting=meeting.pk, lines=lines, chair=world.candidate.pk, seen=meeting.version, by=world.secretary, on=TODAY
        )  # fmt: skip
    meetings.seat_meeting(
        meeting=meeting.pk,
        lines=lines,
        chair=world.head.pk,
        seen=meeting.version,
        by=world.secretary,
        on=TODAY,
    )
    assert meeting.seats.filter(is_member=False).get().person == world.candidate
