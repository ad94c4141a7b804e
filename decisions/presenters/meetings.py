"""How a meeting is shown: what each person may do at this moment, and the numbers beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import ItemState, MeetingState, Outcome, View, Vote
from decisions.models import AgendaItem, Candidate, Meeting, Seat, Stance
from decisions.policies import kept_meetings, visible_items
from decisions.procedure import Line
from decisions.selectors.bylaws import OwnQuorum, own_quorum
from decisions.selectors.meetings import Numbers, numbers_of, seats_of, stances_by_item
from decisions.services.locking import takes_minutes, taking_part
from decisions.services.speaking import silent_before_the_head
from decisions.services.voting import differs, may_put_off

MEETING_TONES = {MeetingState.PLANNED: "info", MeetingState.OPEN: "soon", MeetingState.CLOSED: "ok"}
ITEM_TONES = {
    ItemState.WAITING: "muted",
    ItemState.DISCUSSING: "info",
    ItemState.VOTING: "soon",
    ItemState.DECIDED: "ok",
}
OUTCOME_TONES = {Outcome.PASSED: "ok", Outcome.REJECTED: "late", Outcome.DEFERRED: "soon"}
VIEWS = [*View.choices, ("passes", _("无意见"))]
WHAT_TO_DO = {
    "classification": "在事项中改正类别",
    "consultation": "先在公开页面公布草案、征求意见",
    "summary": "写出意见汇总和采纳情况",
    "expert-panel": "登记专家组论证的意见",
    "technical-advice": "登记技术咨询的意见",
    "legality-review": "送合法性审查并登记意见",
    "stability-risk": "登记社会稳定风险评估",
    "answers": "书面答复不利或附条件的意见",
    "publicity": "先行公示，满期限后上会",
    "hearing-or-survey": "举行听证或民意调查",
}


@dataclass(slots=True)
class Row:
    """One member in one item, with what the user may do for them now."""

    stance: Stance
    own: bool
    enters: bool
    may_speak: bool = False
    may_vote: bool = False
    waits_for: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seat(self) -> Seat:
        """The member's seat."""
        return self.stance.seat

    @property
    def view_word(self) -> str:
        """What was said, in a word."""
        if self.stance.spoke is None:
            return ""
        return _("无意见") if self.stance.passed else str(self.stance.get_view_display())


@dataclass(slots=True)
class Item:
    """An item as shown on the live page."""

    item: AgendaItem
    numbers: Numbers
    rows: list[Row]
    candidates: list[Candidate]
    put_off: str = ""
    voted: int = 0
    unanswered: list[str] = field(default_factory=list)
    reasons_asked: bool = False
    tone: str = "muted"
    outcome_tone: str = "muted"
    counted: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    @property
    def own(self) -> Row | None:
        """The user's own row."""
        return next((row for row in self.rows if row.own), None)

    @property
    def is_current(self) -> bool:
        """Whether it is being discussed or voted on."""
        return self.item.state in (ItemState.DISCUSSING, ItemState.VOTING)


@dataclass(slots=True)
class Live:
    """Everything the live page shows to one user at one moment."""

    meeting: Meeting
    seats: list[Seat]
    own_seat: Seat | None
    may_run: bool
    takes_minutes: bool
    items: list[Item]
    hidden: list[tuple[AgendaItem, Stance | None]]
    all_decided: bool
    unknown: int
    there: int


def live(
    meeting: Meeting, user: User, on: date, typed: tuple[int, int, Mapping[str, Any]] | None = None
) -> Live:
    """The meeting as `user` sees it now; `typed` is what a refused form held: item, seat, fields."""
    seats = seats_of(meeting)
    own = next((seat for seat in seats if user.person_id and seat.person_id == user.person_id), None)
    rows = list(meeting.items.select_related("matter__leader").prefetch_related("matter__candidates__person"))
    seen = set(visible_items(user, on).filter(meeting=meeting).values_list("pk", flat=True))
    stances = stances_by_item(rows)
    writes = takes_minutes(meeting, user, on)
    quorum = own_quorum(meeting)
    shown = [_item(item, stances[item.pk], own, writes, typed, quorum) for item in rows if item.pk in seen]
    hidden = [
        (item, next((one for one in stances[item.pk] if own and one.seat_id == own.pk), None))
        for item in rows
        if item.pk not in seen
    ]
    return Live(
        meeting=meeting,
        seats=seats,
        own_seat=own,
        may_run=kept_meetings(user, on).filter(pk=meeting.pk).exists(),
        takes_minutes=writes,
        items=shown,
        hidden=hidden,
        all_decided=bool(rows) and all(item.state == ItemState.DECIDED for item in rows),
        unknown=sum(seat.attended is None for seat in seats),
        there=sum(bool(seat.attended) and seat.left_at is None for seat in seats),
    )


def _item(
    item: AgendaItem,
    stances: list[Stance],
    own: Seat | None,
    writes: bool,
    typed: tuple[int, int, Mapping[str, Any]] | None,
    quorum: OwnQuorum | None,
) -> Item:
    present = taking_part(stances)
    rows = [_row(item, one, present, own, writes) for one in stances]
    for row in rows:
        if typed and (item.pk, row.seat.pk) == typed[:2]:
            row.typed = typed[2]
    head = next((one for one in stances if one.seat.is_head), None)
    speaks_for_head = head is not None and (writes or bool(own and own.pk == head.seat_id))
    candidates = list(item.matter.candidates.all())
    numbers = numbers_of(item.matter, stances, quorum)
    return Item(
        item=item,
        numbers=numbers,
        rows=rows,
        candidates=candidates,
        put_off=may_put_off(item, stances, numbers).why,
        voted=sum(one.voted for one in present),
        unanswered=[one.seat.person.name for one in stances if one.is_there and one.recused is None],
        reasons_asked=bool(
            item.state == ItemState.DECIDED and head and speaks_for_head and differs(item, head)
        ),
        tone=ITEM_TONES[ItemState(item.state)],
        outcome_tone=OUTCOME_TONES[Outcome(item.outcome)] if item.outcome else "muted",
        counted=counted(item, candidates),
    )


def _row(item: AgendaItem, stance: Stance, present: list[Stance], own: Seat | None, writes: bool) -> Row:
    mine = bool(own and own.pk == stance.seat_id)
    takes_part = stance in present
    enters = mine or writes
    row = Row(stance, mine, enters)
    head_spoke = any(one.seat.is_head and one.spoke is not None for one in present)
    if item.state == ItemState.DISCUSSING and takes_part and not head_spoke:
        waiting = silent_before_the_head(present) if stance.seat.is_head else []
        row.waits_for = "、".join(waiting)
        row.may_speak = enters
    if item.state == ItemState.VOTING and takes_part and not stance.voted:
        row.may_vote = mine if item.secret else enters
    return row


def counted(item: AgendaItem, candidates: Sequence[Candidate]) -> list[tuple[str, Mapping[str, Any]]]:
    """The count of an item as lines: the matter's, or each candidate's with its outcome."""
    tally = item.tally or {}
    if "candidates" not in tally:
        return [("", tally)] if tally else []
    names = {str(row.pk): f"{row.person.name}（{row.post}）" for row in candidates}
    words = dict(Outcome.choices)
    return [
        (
            names.get(pk, ""),
            {**votes, "word": words[votes["outcome"]], "tone": OUTCOME_TONES[votes["outcome"]]},
        )
        for pk, votes in tally["candidates"].items()
    ]


def steps_missing(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Steps that keep a matter from a meeting: clause, title, why, and what to do."""
    return [
        {
            "clause": line.step.clause,
            "title": line.step.title,
            "why": line.why,
            "do": WHAT_TO_DO.get(line.step.key, ""),
            "by": line.by,
        }
        for line in lines
    ]


def vote_choices() -> list[tuple[str, str]]:
    """Votes and their words, in the order they are offered."""
    return [(vote.value, str(vote.label)) for vote in Vote]
