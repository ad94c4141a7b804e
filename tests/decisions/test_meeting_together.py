"""Several people at once, each with a connection of their own: nothing is lost, nothing counted twice."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from decisions.models import AgendaItem, Meeting, Resolution, Stance
from decisions.services import ballots, closing, meetings, papers, running, speaking, voting
from decisions.services.locking import AlreadyDone, ChangedMeanwhile
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down, seat_of
from tests.decisions.test_papers import YESTERDAY, paper
from tests.decisions.world import MEETING_KIND, TODAY, World, build, make_matter, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all `acts` at the same moment, each in a thread and connection of its own; what each gave, or raised."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def do(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(30)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_everybody_casting_a_secret_ballot_at_once_is_counted_once(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, secret_ballot=True))))
    marks = ["for"] * 5 + ["against"] * 3
    acts = [
        lambda user=user, mark=mark: voting.cast_own(item=item.pk, votes={None: mark}, by=user, on=TODAY)
        for user, mark in zip(world.users, marks, strict=True)
    ]
    assert at_once(*acts) == [None] * 8
    item.refresh_from_db()
    assert (item.state, item.pool) == ("decided", None)
    assert item.tally == {"for": 5, "against": 3, "abstain": 0}


def test_everybody_voting_openly_at_once_is_counted_once(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = at_the_vote(world, only_item(meeting))
    seats = {person: seat_of(meeting, person).pk for person in world.members}
    acts = [
        lambda user=user, seat=seats[person]: voting.cast_vote(
            item=item.pk, seat=seat, votes={None: "for"}, by=user, on=TODAY
        )
        for user, person in zip(world.users, world.members, strict=True)
    ]
    assert not [one for one in at_once(*acts) if isinstance(one, Exception)]
    item.refresh_from_db()
    assert item.tally == {"for": 8, "against": 0, "abstain": 0}


def test_a_double_click_casts_one_ballot(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, secret_ballot=True))))

    def click() -> None:
        voting.cast_own(item=item.pk, votes={None: "for"}, by=world.member, on=TODAY)

    results = at_once(click, click, click, click)
    assert sorted(type(one).__name__ for one in results) == ["AlreadyDone"] * 3 + ["NoneType"]
    item.refresh_from_db()
    assert ballots.counted(item.pk, bytes(item.pool or b""), 8) == [{"for": 1, "against": 0, "abstain": 0}]


def test_member_and_secretary_entering_one_vote_at_once_enter_it_once(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = at_the_vote(world, only_item(meeting))
    seat = seat_of(meeting, world.members[4]).pk
    results = at_once(
        lambda: voting.cast_vote(item=item.pk, seat=seat, votes={None: "for"}, by=world.member, on=TODAY),
        lambda: voting.cast_vote(
            item=item.pk, seat=seat, votes={None: "against"}, by=world.secretary, on=TODAY
        ),
    )
    assert sorted(isinstance(one, AlreadyDone) for one in results) == [False, True]
    kept = next(one for one in results if isinstance(one, Stance))
    assert Stance.objects.get(pk=kept.pk).vote == kept.vote


def test_a_ballot_and_the_end_of_voting_at_once_leave_it_either_counted_or_refused(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, secret_ballot=True))))
    for user in world.users[:5]:
        voting.cast_own(item=item.pk, votes={None: "for"}, by=user, on=TODAY)
    ballot, closed = at_once(
        lambda: voting.cast_own(item=item.pk, votes={None: "for"}, by=world.users[5], on=TODAY),
        lambda: voting.close_voting(item=item.pk, by=world.secretary, on=TODAY),
    )
    item.refresh_from_db()
    assert isinstance(closed, AgendaItem)
    assert ballot is None or isinstance(ballot, ValidationError)
    assert item.tally["for"] == (6 if ballot is None else 5)
    assert item.stances.filter(voted=True).count() == item.tally["for"]


def test_members_speaking_at_once_get_a_place_each(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    seats = [seat_of(meeting, person).pk for person in world.members[1:]]
    acts = [
        lambda user=user, seat=seat: speaking.speak(item=item.pk, seat=seat, view="agree", by=user, on=TODAY)
        for user, seat in zip(world.users[1:], seats, strict=True)
    ]
    assert not [one for one in at_once(*acts) if isinstance(one, Exception)]
    assert sorted(item.stances.exclude(spoke=None).values_list("spoke", flat=True)) == list(range(1, 8))


def test_a_paper_meeting_sent_twice_at_once_is_entered_once_and_both_are_shown_it(world: World) -> None:
    given, token = paper(world, make_matter(world, proposed_on=YESTERDAY)), uuid4()
    results = at_once(
        *[lambda: papers.enter_paper_meeting(paper=given, token=token, by=world.secretary, on=TODAY)] * 3
    )
    assert {one.pk for one in results} == {Meeting.objects.get().pk}


def test_two_closing_at_once_write_one_resolution(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world))))
    all_vote(world, item, ["for"] * 8)
    acts = [
        lambda by=by: closing.close_meeting(
            meeting=item.meeting_id, texts={item.pk: "同意。"}, by=by, on=TODAY
        )
        for by in (world.secretary, world.head_user)
    ]
    results = at_once(*acts)
    assert sorted(type(one).__name__ for one in results) == ["AlreadyDone", "Meeting"]
    assert Resolution.objects.count() == 1


def test_two_secretaries_changing_a_meeting_at_once_do_not_overwrite_each_other(world: World) -> None:
    meeting = make_meeting(world)
    acts = [
        lambda place=place, by=by: meetings.change_meeting(
            meeting=meeting.pk,
            kind=MEETING_KIND,
            at=meeting.at,
            place=place,
            seen=meeting.version,
            by=by,
            on=TODAY,
        )
        for place, by in (("二楼", world.secretary), ("三楼", world.head_user))
    ]
    results = at_once(*acts)
    assert sorted(type(one).__name__ for one in results) == [ChangedMeanwhile.__name__, "Meeting"]
    kept = next(one for one in results if isinstance(one, Meeting))
    assert Meeting.objects.get().place == kept.place


def test_one_matter_put_on_two_agendas_at_once_is_on_one(world: World) -> None:
    matter, one, other = make_matter(world), make_meeting(world), make_meeting(world)
    acts = [
        lambda pk=pk: meetings.add_item(meeting=pk, matter=matter.pk, by=world.secretary, on=TODAY)
        for pk in (one.pk, other.pk)
    ]
    results = at_once(*acts)
    assert sorted(isinstance(found, ValidationError) for found in results) == [False, True]
    assert AgendaItem.objects.filter(matter=matter).count() == 1
