"""Matters that were decided: discussed by all, voted, resolved, sealed; clean unless a test asks for a fault."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from decisions.choices import ItemState, MatterState, MeetingState, Outcome, View, Vote
from decisions.models import AgendaItem, Matter, Meeting, Resolution, Stance
from tests.decisions.world import TODAY, World, make_matter, make_meeting

HELD_ON = TODAY - timedelta(days=10)


def make_decided(
    world: World,
    *,
    on: date = HELD_ON,
    outcome: str = Outcome.PASSED,
    head_votes: str = "",
    circulated: bool = True,
    absent: int = 0,
    **values: Any,
) -> Matter:
    """A matter the town's leading body decided on `on`; `absent` members stay away, the head votes like all or `head_votes`."""
    values.setdefault("proposed_on", on - timedelta(days=10))
    matter = make_matter(world, **values)
    meeting = make_meeting(world, matter, on=on)
    at = meeting.at - timedelta(days=3)
    meeting.seats.update(circulated_at=at if circulated else None, attended=True)
    for seat in list(meeting.seats.order_by("-place"))[:absent]:
        seat.attended, seat.absence_reason = False, "出差"
        seat.save()
    item = meeting.items.get()
    vote = Vote.FOR if outcome == Outcome.PASSED else Vote.AGAINST
    _speak_and_vote(item, vote, head_votes or vote)
    if item.secret:
        item.tally = {"for": 0, "against": 0, "abstain": 0} | {vote: item.stances.count()}
    item.state, item.outcome = ItemState.DECIDED, outcome
    item.save()
    _seal(meeting, item, on, circulated_at=at if circulated else None)
    matter.state = {"passed": MatterState.PASSED, "rejected": MatterState.REJECTED}[str(outcome)]
    matter.save()
    return Matter.objects.get(pk=matter.pk)


def _speak_and_vote(item: AgendaItem, vote: str, head_votes: str) -> None:
    seats = list(item.meeting.seats.filter(attended=True).order_by("is_head", "place"))
    for place, seat in enumerate(seats, start=1):
        view = View.AGREE if vote == Vote.FOR else View.DISAGREE
        given = head_votes if seat.is_head else vote
        Stance.objects.create(
            item=item,
            seat=seat,
            recused=False,
            spoke=place,
            view=view,
            words="没有不同意见。",
            vote="" if item.secret else given,
            voted=True,
        )
    for seat in item.meeting.seats.exclude(attended=True):
        Stance.objects.create(item=item, seat=seat)


def _seal(meeting: Meeting, item: AgendaItem, on: date, circulated_at: datetime | None) -> None:
    sealed_at = timezone.make_aware(datetime.combine(on, time(12)))
    Resolution.objects.create(
        item=item,
        matter=item.matter,
        number=f"{meeting.unit.name}决〔{on.year}〕{item.matter_id}号",
        on=on,
        outcome=item.outcome,
        text="会议同意。",
        content={},
        digest="0" * 64,
        sealed_at=sealed_at,
    )
    meeting.circulated_at, meeting.state, meeting.closed_at = circulated_at, MeetingState.CLOSED, sealed_at
    meeting.save()
