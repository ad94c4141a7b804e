"""Secret ballots: each member votes once and alone, and nobody can tell from anything stored how (issue: rights; N9)."""

import re
from collections.abc import Sequence

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ValidationError
from django.db import transaction

from decisions.models import AgendaItem, Meeting
from decisions.services import ballots, voting
from decisions.services.locking import AlreadyDone, NotYours
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.sitting import (
    at_the_vote,
    differences,
    everything_stored,
    only_item,
    sat_down,
    seat_of,
    user_of,
)
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db
POOL = re.compile(r"\\\\x[0-9a-f]{40,}")
# Times, tokens, and the serial numbers of events and of notes for the evidence, which go on counting when a transaction is undone.
CHANGING = re.compile(
    r"^\(\d+(?=,\"?\d{4}-|,[a-z]+_[a-z]+,)|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+\d\d|[0-9a-f]{8}-[0-9a-f-]{27}"
)


def secret_vote(world: World, *, absent: Sequence[int] = ()) -> AgendaItem:
    meeting = sat_down(
        world, make_matter(world, secret_ballot=True), absent=[world.members[at] for at in absent]
    )
    return at_the_vote(world, only_item(meeting))


def cast(world: World, item: AgendaItem, at: int, mark: str) -> None:
    voting.cast_own(item=item.pk, votes={None: mark}, by=world.users[at], on=TODAY)


def stored_after(world: World, item: AgendaItem, marks: Sequence[str]) -> tuple[dict[str, list[str]], str]:
    """The whole database after the members voted `marks` in their order, and the pool; all undone again."""
    with transaction.atomic():
        for at, mark in enumerate(marks):
            cast(world, item, at, mark)
        found = everything_stored()
        rows = "\n".join(found["decisions_agendaitem"])
        pool = POOL.search(rows)
        found["decisions_agendaitem"] = [POOL.sub("POOL", row) for row in found["decisions_agendaitem"]]
        # Of an event its own row is compared; its note is the hash of number and time.
        notes = found["core_pendingevidence"]
        found["core_pendingevidence"] = [note for note in notes if ",core_event," not in note]
        transaction.set_rollback(True)
    return {table: sorted(CHANGING.sub("*", row) for row in rows) for table, rows in found.items()}, pool[
        0
    ] if pool else ""


def test_during_the_vote_permuted_votes_leave_the_same_rows_but_for_the_pools_random_bytes(
    world: World,
) -> None:
    item = secret_vote(world)
    one, pool = stored_after(world, item, ["for", "for", "against", "abstain", "for"])
    other, other_pool = stored_after(world, item, ["against", "for", "for", "for", "abstain"])
    assert differences(one, other) == []
    assert pool
    assert pool != other_pool
    assert len(pool) == len(other_pool)


def test_even_other_votes_by_the_same_voters_leave_the_same_rows_during_the_vote(world: World) -> None:
    item = secret_vote(world)
    one, _pool = stored_after(world, item, ["for"] * 5)
    other, _pool = stored_after(world, item, ["against"] * 5)
    assert differences(one, other) == []


def test_after_the_vote_permuted_votes_leave_the_same_rows_and_tally_and_no_pool(world: World) -> None:
    item = secret_vote(world)
    marks = ["for"] * 5 + ["against"] * 2 + ["abstain"]
    one, pool = stored_after(world, item, marks)
    other, other_pool = stored_after(world, item, marks[::-1])
    assert differences(one, other) == []
    assert (pool, other_pool) == ("", "")
    for at, mark in enumerate(marks):
        cast(world, item, at, mark)
    item.refresh_from_db()
    assert item.tally == {"for": 5, "against": 2, "abstain": 1}
    assert item.outcome == "passed"
    assert item.pool is None


def test_the_comparison_would_see_an_open_vote(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    item = at_the_vote(world, only_item(meeting))
    found = []
    for marks in (["for", "against"], ["against", "for"]):
        with transaction.atomic():
            for at, mark in enumerate(marks):
                seat = seat_of(meeting, world.members[at]).pk
                voting.cast_vote(item=item.pk, seat=seat, votes={None: mark}, by=world.users[at], on=TODAY)
            found.append(everything_stored()["decisions_stance"])
            transaction.set_rollback(True)
    assert found[0] != found[1]


def test_the_pool_is_as_long_with_no_ballot_as_with_all_and_differs_every_time(world: World) -> None:
    item = secret_vote(world)
    pools = []
    for at in range(7):
        item.refresh_from_db()
        pools.append(bytes(item.pool or b""))
        cast(world, item, at, ("for", "against", "abstain")[at % 3])
    assert len({len(pool) for pool in pools}) == 1
    assert len(set(pools)) == 7


def test_ballots_on_several_candidates_are_shuffled_apart_from_each_other() -> None:
    pool = ballots.fresh_pool(5, 2, 20)
    for _ in range(10):
        pool = ballots.with_ballot(5, pool, ["for", "against"], 20)
        pool = ballots.with_ballot(5, pool, ["against", "for"], 20)
    assert ballots.counted(5, pool, 20) == [{"for": 10, "against": 10, "abstain": 0}] * 2
    opened = ballots._opened(5, pool)
    pairs = set(zip(opened[:20], opened[20:], strict=True))
    assert len(pairs) > 2, "for and against no longer stand beside each other as they were cast"


def test_a_pool_opens_for_its_own_item_alone() -> None:
    pool = ballots.fresh_pool(5, 1, 3)
    with pytest.raises(InvalidTag):
        ballots.counted(6, pool, 3)


def test_voting_leaves_no_event_no_earlier_version_and_no_time(world: World) -> None:
    item = secret_vote(world)
    before = everything_stored()
    cast(world, item, 4, "against")
    after = everything_stored()
    changed = {table for table, _left, _right in differences(before, after)}
    assert changed == {"decisions_agendaitem", "decisions_stance", "decisions_meeting"}
    meeting_before, meeting_after = (
        CHANGING.sub("*", rows["decisions_meeting"][0]) for rows in (before, after)
    )
    version = Meeting.objects.get().version
    assert meeting_after == meeting_before.replace(f",{version - 1},", f",{version},")


def test_who_voted_is_known_and_a_second_ballot_is_refused(world: World) -> None:
    item = secret_vote(world)
    cast(world, item, 4, "for")
    assert [stance.seat.person for stance in item.stances.filter(voted=True)] == [world.members[4]]
    with pytest.raises(AlreadyDone):
        cast(world, item, 4, "against")


def test_the_absent_the_recused_and_strangers_cast_no_ballot(world: World) -> None:
    item = secret_vote(world, absent=[7])
    item.stances.filter(seat__person=world.members[6]).update(recused=True)
    for at in (6, 7):
        with pytest.raises(ValidationError, match="不参加表决"):
            cast(world, item, at, "for")
    for user in (world.secretary, world.outsider, world.nobody):
        with pytest.raises(NotYours):
            voting.cast_own(item=item.pk, votes={None: "for"}, by=user, on=TODAY)


def test_nobody_enters_a_secret_ballot_for_another(world: World) -> None:
    item = secret_vote(world)
    seat = seat_of(item.meeting, world.members[4])
    with pytest.raises(ValidationError, match="只能由本人投"):
        voting.cast_vote(item=item.pk, seat=seat.pk, votes={None: "for"}, by=world.secretary, on=TODAY)


def test_after_closing_no_ballot_is_taken(world: World) -> None:
    item = secret_vote(world)
    for at in range(5):
        cast(world, item, at, "for")
    voting.close_voting(item=item.pk, by=world.secretary, on=TODAY)
    with pytest.raises(ValidationError, match="已有结果"):
        cast(world, item, 5, "against")
    item.refresh_from_db()
    assert item.tally == {"for": 5, "against": 0, "abstain": 0}


def test_so_few_ballots_that_they_could_be_told_apart_are_not_counted(world: World) -> None:
    item = secret_vote(world)
    for at in range(3):
        cast(world, item, at, "for")
    with pytest.raises(ValidationError, match="只有 3 人投票，少于 4 人"):
        voting.close_voting(item=item.pk, by=world.secretary, on=TODAY)
    with pytest.raises(NotYours):
        voting.put_off(item=item.pk, by=world.head_user, on=TODAY)
    voting.put_off(item=item.pk, by=world.secretary, on=TODAY)
    item.refresh_from_db()
    assert (item.outcome, item.pool, item.tally) == ("deferred", None, None)


def test_candidates_are_counted_each_alone(world: World) -> None:
    matter = make_matter(
        world,
        category=MatterCategory.PERSONNEL,
        secret_ballot=True,
        candidates=[world.candidate, world.kin_of_deputy],
    )
    item = at_the_vote(world, only_item(sat_down(world, matter)))
    first, second = matter.candidates.all()
    for at, person in enumerate(world.members):
        if at != 2:
            votes = {first.pk: "for", second.pk: "against" if at % 2 else "for"}
            voting.cast_own(item=item.pk, votes=votes, by=user_of(world, person), on=TODAY)
    item.refresh_from_db()
    assert item.tally["candidates"][str(first.pk)] == {
        "for": 7,
        "against": 0,
        "abstain": 0,
        "outcome": "passed",
    }
    assert item.tally["candidates"][str(second.pk)] == {
        "for": 3,
        "against": 4,
        "abstain": 0,
        "outcome": "rejected",
    }
    assert not item.stances.filter(candidate_votes__isnull=False).exists()


def test_an_unfilled_or_invented_mark_is_refused_and_uses_up_no_ballot(world: World) -> None:
    item = secret_vote(world)
    for mark in ("", "veto"):
        with pytest.raises(ValidationError, match="赞成、反对或者弃权"):
            cast(world, item, 4, mark)
    assert not item.stances.filter(voted=True).exists()
