"""At the meeting: attendance, recusal, quorum, the head last, the outcome by the majority (C6, C8, N6, N9, N10, N14)."""

import pytest
from django.core.exceptions import ValidationError

from decisions.checks import found_in
from decisions.models import Matter, Meeting
from decisions.services import presence, running, speaking, voting
from decisions.services.closing import close_meeting, proposed_text
from decisions.services.locking import AlreadyDone, NotYours
from decisions.services.meetings import remove_item
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.sitting import (
    all_speak,
    all_vote,
    at_the_vote,
    only_item,
    sat_down,
    seat_of,
    stance_of,
)
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def test_a_meeting_whose_agenda_was_not_circulated_cannot_begin(world: World) -> None:
    meeting = make_meeting(world, make_matter(world), on=TODAY)
    with pytest.raises(ValidationError, match="没有送达"):
        running.open_meeting(meeting=meeting.pk, by=world.secretary, on=TODAY)


def test_a_member_confirms_their_own_attendance_and_nobody_elses(world: World) -> None:
    meeting = sat_down(world, make_matter(world), asked=False)
    own, other = seat_of(meeting, world.members[4]), seat_of(meeting, world.members[5])
    running.mark_attendance(seat=own.pk, attended=True, by=world.member, on=TODAY)
    with pytest.raises(NotYours):
        running.mark_attendance(seat=other.pk, attended=True, by=world.member, on=TODAY)
    with pytest.raises(NotYours):
        running.mark_attendance(seat=other.pk, attended=True, by=world.head_user, on=TODAY)
    with pytest.raises(ValidationError, match="缺席原因"):
        running.mark_attendance(seat=own.pk, attended=False, by=world.member, on=TODAY)


def test_below_the_quorum_an_item_is_not_discussed(world: World) -> None:
    meeting = sat_down(world, make_matter(world), absent=world.members[3:])
    with pytest.raises(ValidationError, match="应到会 8 人，到会且不回避 3 人，少于 4 人（N10）"):
        running.open_discussion(item=only_item(meeting).pk, by=world.secretary, on=TODAY)


def test_for_cadres_two_thirds_must_attend(world: World) -> None:
    matter = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    meeting = sat_down(world, matter, absent=world.members[5:])
    with pytest.raises(ValidationError, match="到会且不回避 5 人，少于 6 人（N9）"):
        running.open_discussion(item=only_item(meeting).pk, by=world.secretary, on=TODAY)


def test_each_present_member_is_asked_about_recusal_first(world: World) -> None:
    meeting = sat_down(world, make_matter(world), asked=False)
    with pytest.raises(ValidationError, match="还没有回答是否回避：山既明、云望舒"):
        running.open_discussion(item=only_item(meeting).pk, by=world.secretary, on=TODAY)


def test_the_candidate_and_a_registered_relative_of_theirs_must_withdraw(world: World) -> None:
    matter = make_matter(
        world, category=MatterCategory.PERSONNEL, candidates=[world.kin_of_deputy, world.members[4]]
    )
    meeting = sat_down(world, matter, asked=False)
    item = only_item(meeting)
    grounds = {stance.seat.person: stance.recusal_ground for stance in item.stances.all()}
    assert grounds[world.members[2]] == "人选辛若溪是其登记的亲属"
    assert grounds[world.members[4]] == "本人是该事项的人选"
    assert sum(bool(ground) for ground in grounds.values()) == 2
    for at in (2, 4):
        with pytest.raises(ValidationError, match="应当回避"):
            running.answer_recusal(
                item=item.pk, seat=seat_of(meeting, world.members[at]).pk, recused=False, reason="无关", by=world.secretary,
                on=TODAY,
            )  # fmt: skip


def test_the_head_cannot_speak_before_everybody_else_has(world: World) -> None:
    meeting = sat_down(world, make_matter(world), absent=[world.members[7]])
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    head = seat_of(meeting, world.head)
    with pytest.raises(
        ValidationError, match="末位表态（C8）：云望舒、柏知远、石映川、江牧之、林清越、苗若溪还没有"
    ):
        speaking.speak(item=item.pk, seat=head.pk, view="agree", by=world.head_user, on=TODAY)
    all_speak(world, item, head=False)
    stance = speaking.speak(item=item.pk, seat=head.pk, view="agree", by=world.head_user, on=TODAY)
    assert stance.spoke == 7


def test_passing_counts_as_speaking(world: World) -> None:
    meeting = sat_down(world, make_matter(world), absent=world.members[4:])
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    for person in (*world.members[1:4], world.head):
        speaking.speak(
            item=item.pk, seat=seat_of(meeting, person).pk, passes=True, by=world.secretary, on=TODAY
        )
    assert [stance.spoke for stance in item.stances.all()][:4] == [4, 1, 2, 3]


def test_words_may_be_put_right_until_the_head_spoke_and_keep_their_place(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    own = seat_of(meeting, world.members[4])
    first = speaking.speak(item=item.pk, seat=own.pk, view="agree", by=world.member, on=TODAY)
    all_speak(world, item, head=False)
    again = speaking.speak(
        item=item.pk, seat=own.pk, view="disagree", words="预算偏高", by=world.member, on=TODAY
    )
    assert (first.spoke, again.spoke, again.view) == (1, 1, "disagree")
    head = seat_of(meeting, world.head)
    speaking.speak(item=item.pk, seat=head.pk, view="agree", by=world.secretary, on=TODAY)
    with pytest.raises(AlreadyDone):
        speaking.speak(item=item.pk, seat=own.pk, view="agree", by=world.member, on=TODAY)


def test_observers_and_strangers_neither_speak_nor_vote(world: World) -> None:
    meeting = make_meeting(world, make_matter(world), on=TODAY)
    seat = meeting.seats.create(person=world.candidate, is_member=False, place=9)
    other = sat_down(world, make_matter(world))
    item = at_the_vote(world, only_item(other))
    for guest in (world.outsider, world.nobody):
        with pytest.raises(NotYours):
            voting.cast_vote(
                item=item.pk, seat=seat_of(other, world.head).pk, votes={None: "for"}, by=guest, on=TODAY
            )
    with pytest.raises(NotYours):
        voting.cast_vote(item=item.pk, seat=seat.pk, votes={None: "for"}, by=world.secretary, on=TODAY)


def test_nobody_votes_before_everyone_spoke(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = only_item(meeting)
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    all_speak(world, item, head=False)
    with pytest.raises(ValidationError, match="还没有发表意见：山既明"):
        voting.open_voting(item=item.pk, by=world.secretary, on=TODAY)


def test_four_of_eight_is_no_majority_even_when_only_seven_are_there(world: World) -> None:
    meeting = sat_down(world, make_matter(world), absent=[world.members[7]])
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 4 + ["against"] * 3)
    item.refresh_from_db()
    assert (item.state, item.outcome) == ("decided", "rejected")
    assert item.tally == {"for": 4, "against": 3, "abstain": 0}


def test_out_of_those_present_four_of_seven_is_a_majority(world: World) -> None:
    meeting = sat_down(world, make_matter(world, vote_base="present"), absent=[world.members[7]])
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 4 + ["against"] * 3)
    item.refresh_from_db()
    assert item.outcome == "passed"


def test_the_outcome_goes_against_the_head_and_the_reasons_are_written_down(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    views = {f"m{at}": "disagree" for at in range(1, 8)}
    item = at_the_vote(world, only_item(meeting), **views)
    all_vote(world, item, ["for"] + ["against"] * 7)
    item.refresh_from_db()
    assert item.outcome == "rejected"
    with pytest.raises(NotYours):
        voting.give_reasons(item=item.pk, reasons="工期紧", by=world.member, on=TODAY)
    voting.give_reasons(item=item.pk, reasons="工期紧", by=world.head_user, on=TODAY)
    item.refresh_from_db()
    assert item.reasons == "工期紧"


def test_each_candidate_is_voted_on_alone(world: World) -> None:
    matter = make_matter(
        world, category=MatterCategory.PERSONNEL, candidates=[world.candidate, world.kin_of_deputy]
    )
    meeting = sat_down(world, matter)
    assert stance_of(only_item(meeting), world.members[2]).recused
    item = at_the_vote(world, only_item(meeting))
    first, second = matter.candidates.all()
    with pytest.raises(ValidationError, match="每一项"):
        voting.cast_vote(
            item=item.pk,
            seat=seat_of(meeting, world.head).pk,
            votes={first.pk: "for"},
            by=world.head_user,
            on=TODAY,
        )
    for at, person in enumerate(world.members):
        if at != 2:
            marks = {first.pk: "for", second.pk: "for" if at < 5 else "abstain"}
            voting.cast_vote(
                item=item.pk, seat=seat_of(meeting, person).pk, votes=marks, by=world.secretary, on=TODAY
            )
    item.refresh_from_db()
    counted = item.tally["candidates"]
    assert counted[str(first.pk)] == {"for": 7, "against": 0, "abstain": 0, "outcome": "passed"}
    assert counted[str(second.pk)] == {"for": 4, "against": 0, "abstain": 3, "outcome": "rejected"}


def test_a_meeting_puts_off_only_what_its_opinions_put_off(world: World) -> None:
    clear, split = make_matter(world, title="甲"), make_matter(world, title="乙")
    meeting = sat_down(world, clear, split)
    first, second = meeting.items.order_by("place")
    running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    all_speak(world, first)
    with pytest.raises(ValidationError, match="应当表决"):
        voting.put_off(item=first.pk, by=world.head_user, on=TODAY)
    voting.open_voting(item=first.pk, by=world.secretary, on=TODAY)
    with pytest.raises(ValidationError, match="应当表决"):
        voting.put_off(item=first.pk, by=world.secretary, on=TODAY)
    all_vote(world, first, ["for"] * 8)
    running.open_discussion(item=second.pk, by=world.secretary, on=TODAY)
    all_speak(world, second, m1="disagree", m2="disagree", m3="disagree", m4="disagree")
    voting.put_off(item=second.pk, by=world.secretary, on=TODAY)
    second.refresh_from_db()
    assert second.outcome == "deferred"


def test_one_item_is_discussed_at_a_time(world: World) -> None:
    meeting = sat_down(world, make_matter(world, title="甲"), make_matter(world, title="乙"))
    first, second = meeting.items.order_by("place")
    running.open_discussion(item=first.pk, by=world.secretary, on=TODAY)
    with pytest.raises(ValidationError, match="“甲”还没有结果"):
        running.open_discussion(item=second.pk, by=world.secretary, on=TODAY)


def test_a_vote_is_cast_once_and_not_by_the_absent_or_recused(world: World) -> None:
    meeting = sat_down(world, make_matter(world), absent=[world.members[7]], asked=False)
    item = only_item(meeting)
    for stance in item.stances.filter(seat__attended=True):
        running.answer_recusal(
            item=item.pk, seat=stance.seat_id, recused=stance.seat.person == world.members[6], reason="关联", by=world.secretary,
            on=TODAY,
        )  # fmt: skip
    at_the_vote(world, item)
    own = seat_of(meeting, world.members[4]).pk
    voting.cast_vote(item=item.pk, seat=own, votes={None: "for"}, by=world.member, on=TODAY)
    with pytest.raises(AlreadyDone):
        voting.cast_vote(item=item.pk, seat=own, votes={None: "against"}, by=world.member, on=TODAY)
    for at in (6, 7):
        with pytest.raises(ValidationError, match="不参加表决"):
            voting.cast_vote(
                item=item.pk, seat=seat_of(meeting, world.members[at]).pk, votes={None: "for"}, by=world.users[at], on=TODAY
            )  # fmt: skip


def test_a_meeting_run_here_leaves_nothing_for_the_checks_to_find(world: World) -> None:
    meeting = sat_down(world, make_matter(world, amount=500_000))
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 8)
    item.refresh_from_db()
    close_meeting(meeting=meeting.pk, texts={item.pk: proposed_text(item)}, by=world.secretary, on=TODAY)
    matter = Matter.objects.get()
    assert matter.state == "passed"
    assert found_in([matter], TODAY)[matter] == []
    assert Meeting.objects.get().state == "closed"


def test_an_item_taken_off_for_want_of_a_quorum_leaves_nothing_to_find(world: World) -> None:
    waiting, begun = make_matter(world, title="甲"), make_matter(world, title="乙")
    meeting = sat_down(world, waiting, begun, absent=world.members[4:])
    first, second = meeting.items.order_by("place")
    running.open_discussion(item=second.pk, by=world.secretary, on=TODAY)
    presence.note_left(
        seat=seat_of(meeting, world.members[3]).pk, reason="有急事", by=world.secretary, on=TODAY
    )
    remove_item(item=first.pk, by=world.secretary, on=TODAY)
    voting.put_off(item=second.pk, by=world.secretary, on=TODAY)
    second.refresh_from_db()
    close_meeting(meeting=meeting.pk, texts={second.pk: proposed_text(second)}, by=world.secretary, on=TODAY)
    matters = list(Matter.objects.order_by("pk"))
    assert [matter.state for matter in matters] == ["preparing", "deferred"]
    assert list(found_in(matters, TODAY).values()) == [[], []]
