"""Voting and what comes of it: the outcome is counted by the rulebook, never typed (C6, C8, N9, N10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from decisions.choices import ItemState, Outcome, View, Vote
from decisions.models import AgendaItem, CandidateVote, Stance
from decisions.selectors.bylaws import own_quorum
from decisions.selectors.meetings import TAKING_PART, Numbers, numbers_of
from decisions.services import ballots
from decisions.services.locking import (
    AlreadyDone,
    NotYours,
    changed,
    locked_item,
    locked_stances,
    must_run,
    must_speak_for,
    stance_of,
    takes_minutes,
    taking_part,
)
from decisions.services.speaking import silent_before_the_head


@service("meeting.open-voting")
def open_voting(*, item: int, by: User, on: date) -> AgendaItem:
    """Put an item to the vote once everyone taking part has spoken or passed, the head last.

    Raises ValidationError that names who has not, AlreadyDone.
    """
    row = locked_item(item, ItemState.DISCUSSING, ItemState.VOTING)
    must_run(row.meeting, by, on)
    if row.state == ItemState.VOTING:
        raise AlreadyDone
    stances = locked_stances(row)
    _all_spoke(stances)
    found = numbers_of(row.matter, stances, own_quorum(row.meeting))
    if not found.has_quorum:
        words = _("到会且不回避 %(present)s 人，少于 %(quorum)s 人（%(rule)s），不能表决。")
        values = {"present": found.taking_part, "quorum": found.quorum, "rule": found.rule}
        raise ValidationError(words % values)
    if row.secret:
        row.pool = ballots.fresh_pool(row.pk, len(ballots.questions_of(row)), len(stances))
    row.state = ItemState.VOTING
    row.save(update_fields=["state", "pool"])
    changed(row.meeting_id)
    return row


def _all_spoke(stances: list[Stance]) -> None:
    present = taking_part(stances)
    silent = silent_before_the_head(present)
    silent += [one.seat.person.name for one in present if one.seat.is_head and one.spoke is None]
    if silent:
        raise ValidationError(_("还没有发表意见：%(names)s。") % {"names": "、".join(silent)})


@service("meeting.vote")
def cast_vote(*, item: int, seat: int, votes: Mapping[int | None, str], by: User, on: date) -> Stance:
    """Cast an open vote, by candidate where there are candidates; the secretary may enter it for a member. Once.

    Raises NotYours, AlreadyDone, ValidationError where the member is absent or withdrew, or voting is over.
    """
    row = locked_item(item, ItemState.VOTING)
    stances = locked_stances(row)
    stance = stance_of(stances, seat)
    must_speak_for(stance.seat, row.meeting, by, on)
    if row.secret:
        raise ValidationError(_("无记名投票只能由本人投。"))
    if stance not in taking_part(stances):
        raise ValidationError(_("缺席、离席或者回避的成员不参加表决。"))
    if stance.voted:
        raise AlreadyDone
    write_vote(row, stance, ballots.marks_of(row, votes))
    if all(one.voted for one in taking_part(stances)):
        decide(row, stances)
    changed(row.meeting_id)
    return stance


def write_vote(item: AgendaItem, stance: Stance, marks: Sequence[str]) -> None:
    """Write an open vote down: on the matter with the stance, on candidates in rows of their own."""
    for question, mark in zip(ballots.questions_of(item), marks, strict=True):
        if question is None:
            stance.vote = mark
        else:
            CandidateVote.objects.create(stance=stance, candidate_id=question, vote=mark)
    stance.voted = True
    stance.save()


def cast_own(*, item: int, votes: Mapping[int | None, str], by: User, on: date) -> None:
    """Cast a secret ballot and, where it was the last, count. Raises what ballots.cast_ballot raises."""
    row = ballots.cast_ballot(item=item, votes=votes, by=by, on=on)
    if not Stance.objects.filter(TAKING_PART, item=row, voted=False).exists():
        count_ballots(item=row.pk, by=None, on=on)


@service("meeting.count")
def count_ballots(*, item: int, by: User | None, on: date) -> AgendaItem:
    """Count when everybody has voted. Recorded without a name: it follows from the last ballot, whoever cast it."""
    row = locked_item(item)
    stances = locked_stances(row)
    if row.state == ItemState.VOTING and all(one.voted for one in taking_part(stances)):
        decide(row, stances)
        changed(row.meeting_id)
    return row


@service("meeting.close-voting")
def close_voting(*, item: int, by: User, on: date) -> AgendaItem:
    """End a vote in which not everybody voted, and count. A secret one only where as many voted as make a quorum: fewer would be told
    apart.

    Raises NotYours, AlreadyDone where it was counted before, ValidationError.
    """
    row = locked_item(item)
    must_run(row.meeting, by, on)
    if row.state == ItemState.DECIDED:
        raise AlreadyDone
    if row.state != ItemState.VOTING:
        raise ValidationError(_("这个议题还没有开始表决。"))
    stances = locked_stances(row)
    voted = sum(one.voted for one in stances)
    quorum = numbers_of(row.matter, stances, own_quorum(row.meeting)).quorum
    if voted < quorum:
        words = _("只有 %(voted)s 人投票，少于 %(quorum)s 人，不能计票。")
        raise ValidationError(words % {"voted": voted, "quorum": quorum})
    decide(row, stances)
    changed(row.meeting_id)
    return row


@dataclass(frozen=True, slots=True)
class PutOff:
    """Why a meeting may put an item off (缓议); empty where it may not."""

    why: str = ""


def may_put_off(item: AgendaItem, stances: list[Stance], found: Numbers) -> PutOff:
    """Whether the members' opinions put the item off: a majority says so, or none is there for anything (N9).

    Also where too few may take part any more, or too few cast a secret ballot; an open vote the secretary can enter for them. `found` are
    the item's numbers.
    """
    present = taking_part(stances)
    if item.state == ItemState.VOTING:
        few = item.secret and sum(one.voted for one in stances) < found.quorum
        return PutOff(_("投票人数不足法定人数")) if few else PutOff()
    if item.state != ItemState.DISCUSSING:
        return PutOff()
    if not found.has_quorum:
        return PutOff(_("能够参加讨论的成员不足法定人数"))
    if any(one.spoke is None for one in present):
        return PutOff()
    views = [one.view for one in present]
    if views.count(View.DEFER) >= found.needed:
        return PutOff(_("多数成员意见为缓议"))
    if max(views.count(View.AGREE), views.count(View.DISAGREE)) < found.needed:
        return PutOff(_("意见分歧较大，没有形成多数"))
    return PutOff()


@service("meeting.put-off")
def put_off(*, item: int, by: User, on: date) -> AgendaItem:
    """Put an item off (缓议) where the members' opinions say so. Ballots cast are destroyed uncounted.

    A vote that has begun is stopped by the secretary alone. Raises NotYours, AlreadyDone, ValidationError where there is a majority.
    """
    row = locked_item(item)
    must_run(row.meeting, by, on)
    if row.state == ItemState.DECIDED:
        raise AlreadyDone
    stances = locked_stances(row)
    if row.state == ItemState.VOTING and not takes_minutes(row.meeting, by, on):
        raise NotYours
    if not may_put_off(row, stances, numbers_of(row.matter, stances, own_quorum(row.meeting))).why:
        raise ValidationError(_("成员意见没有形成缓议的多数，也没有较大分歧，应当表决。"))
    row.state, row.outcome, row.pool, row.tally = ItemState.DECIDED, Outcome.DEFERRED, None, None
    row.save()
    changed(row.meeting_id)
    return row


@service("meeting.reasons")
def give_reasons(*, item: int, reasons: str, by: User, on: date) -> AgendaItem:
    """Write down why the head thinks otherwise than the majority decided (N6): by the head, or by the secretary for them.

    Raises NotYours; ValidationError where there is no difference.
    """
    row = locked_item(item, ItemState.DECIDED)
    stances = locked_stances(row)
    head = next((one for one in stances if one.seat.is_head), None)
    if head is None or not differs(row, head):
        raise ValidationError(_("“一把手”的意见与结果一致，不需要说明理由。"))
    must_speak_for(head.seat, row.meeting, by, on)
    if not reasons.strip():
        raise ValidationError({"reasons": [_("请写明理由。")]})
    row.reasons = reasons.strip()
    row.save(update_fields=["reasons"])
    changed(row.meeting_id)
    return row


def differs(item: AgendaItem, head: Stance) -> bool:
    """Whether the head's opinion is not what came out."""
    if not head.view or not item.outcome:
        return False
    same = {View.AGREE: Outcome.PASSED, View.DISAGREE: Outcome.REJECTED, View.DEFER: Outcome.DEFERRED}
    return same[View(head.view)] != item.outcome


def decide(item: AgendaItem, stances: list[Stance]) -> None:
    """Count the votes of a locked item and work out its outcome. Secret ballots are wiped once counted."""
    questions = ballots.questions_of(item)
    if item.secret:
        tallies = ballots.counted(item.pk, bytes(item.pool or b""), len(stances))
    else:
        tallies = [_open_tally(stances, question) for question in questions]
    settle(
        item,
        numbers_of(item.matter, stances, own_quorum(item.meeting)),
        dict(zip(questions, tallies, strict=True)),
    )


def settle(item: AgendaItem, numbers: Numbers, tallies: Mapping[int | None, ballots.Tally]) -> None:
    """Write tally and outcome of `item`: what has the votes the rule asks for is passed."""
    if None in tallies:
        tally: dict[str, Any] = dict(tallies[None])
        passed = tally[Vote.FOR] >= numbers.needed
    else:
        each = {str(pk): _with_outcome(votes, numbers) for pk, votes in tallies.items()}
        tally = {"candidates": each}
        passed = any(one["outcome"] == Outcome.PASSED for one in each.values())
    item.tally, item.pool, item.state = tally, None, ItemState.DECIDED
    item.outcome = Outcome.PASSED if passed else Outcome.REJECTED
    item.save()


def _with_outcome(votes: ballots.Tally, numbers: Numbers) -> dict[str, Any]:
    passed = votes[Vote.FOR] >= numbers.needed
    return votes | {"outcome": Outcome.PASSED.value if passed else Outcome.REJECTED.value}


def _open_tally(stances: list[Stance], question: int | None) -> ballots.Tally:
    if question is None:
        votes = [one.vote for one in stances]
    else:
        rows = CandidateVote.objects.filter(stance__in=stances, candidate=question)
        votes = list(rows.values_list("vote", flat=True))
    return {vote.value: votes.count(vote.value) for vote in Vote}
