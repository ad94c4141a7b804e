"""The meetings: those entered from paper afterwards, those held in the product, the ones going on today, the one still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import NAMESPACE_OID, uuid5

from decisions.choices import ItemState, View
from decisions.models import AgendaItem, Matter, Meeting, Seat
from decisions.services import ballots
from decisions.services.closing import OtherMet, close_meeting, proposed_text
from decisions.services.meetings import add_item, circulate, plan_meeting
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from decisions.services.running import (
    answer_recusal,
    mark_attendance,
    open_discussion,
    open_meeting,
    rest_stay,
)
from decisions.services.speaking import speak
from decisions.services.voting import cast_own, cast_vote, give_reasons, open_voting
from desk.demo.decisions.matters import Docket
from desk.demo.decisions.timeline import Timeline, moment, rows
from desk.demo.decisions.voices import Voice, voices

PAPER, HELD, DISCUSSED, VOTED, AHEAD = "补录", "现场", "讨论", "表决", "待开"
AGREED = "会前书面会商，意见一致"  # of whatever a list asks besides the majority
LEAD = timedelta(days=3)  # the agenda goes out at least so long before the meeting


@dataclass
class Sitting:
    """One meeting of the files."""

    row: dict[str, str]
    docket: Docket

    def __post_init__(self) -> None:
        """Know its unit, day and matters."""
        self.key, self.way = self.row["会议"], self.row["方式"]
        self.house = self.docket.units[self.row["单位"]]
        self.by = self.house.secretary
        self.day = self.docket.days.work(self.row["天前"])
        self.at = moment(self.day, self.row["时间"])
        self.keys = self.row["事项"].split()
        self.token = uuid5(NAMESPACE_OID, self.key)

    @property
    def sent(self) -> date | None:
        """The day on which agenda and papers went out; None where nothing was sent."""
        days = self.docket.days
        return min(days.work(self.row["送达"]), self.day - LEAD) if self.row["送达"] else None

    def matter(self, key: str) -> Matter:
        """One of its matters."""
        return self.docket.filed[key]

    def voices(self, key: str) -> list[Voice]:
        """What the members did at one of its matters."""
        return voices(self.key, key, self.matter(key).category, self.house.seats(self.day))


def note_meetings(timeline: Timeline, docket: Docket) -> None:
    """Note when each meeting is called, held, entered."""
    for row in rows("meetings.csv"):
        sitting = Sitting(row, docket)
        if sitting.way == PAPER:
            timeline.on(sitting.day, partial(_enter, sitting))
            continue
        timeline.on(sitting.sent or sitting.day, partial(_call, sitting))
        if sitting.way != AHEAD:
            timeline.on(sitting.day, partial(_hold, sitting))


def _enter(sitting: Sitting, on: date) -> None:
    (key,) = sitting.keys
    matter = sitting.matter(key)
    people = matter.candidates.order_by("place", "pk").values_list("pk", flat=True)
    questions: list[int | None] = [*people] or [None]
    lines = [_line(voice, questions) for voice in sitting.voices(key)]
    paper = Paper(
        matter=matter.pk,
        kind=sitting.row["类型"],
        at=sitting.at,
        place=sitting.row["地点"],
        chair=lines[0].person,
        circulated_on=sitting.sent,
        lines=lines,
        deferred=bool(sitting.row["决议"]),
        other=AGREED if matter.vote_other else "",
    )
    enter_paper_meeting(paper=paper, token=sitting.token, by=sitting.by, on=on)


def _line(voice: Voice, questions: Sequence[int | None]) -> PaperLine:
    return PaperLine(
        person=voice.seat.person,
        is_head=voice.seat.is_head,
        position=voice.seat.position,
        attended=not voice.absent,
        absence_reason=voice.absent,
        recused=bool(voice.recused),
        recusal_reason=voice.recused,
        spoke=voice.spoke if voice.takes_part else None,
        view=voice.view,
        words=voice.words,
        votes=voice.votes(questions) if voice.marks and voice.takes_part else {},
    )


def _call(sitting: Sitting, on: date) -> None:
    """Plan the meeting, put the matters on its agenda and send it out; it bears the time it would have been sent at."""
    meeting = plan_meeting(
        unit=sitting.house.unit, kind=sitting.row["类型"], at=sitting.at, place=sitting.row["地点"],
        token=sitting.token, by=sitting.by, on=on,
    )  # fmt: skip
    for key in sitting.keys:
        add_item(meeting=meeting.pk, matter=sitting.matter(key).pk, by=sitting.by, on=on)
    circulate(meeting=meeting.pk, by=sitting.by, on=on)
    sent = moment(on, "16:30")
    Meeting.objects.filter(pk=meeting.pk).update(circulated_at=sent)
    seats = Seat.objects.filter(meeting=meeting)
    seats.update(circulated_at=sent, read_at=sent + timedelta(hours=16))
    if sitting.way == AHEAD:
        seats.exclude(is_head=True).update(read_at=None)


def _hold(sitting: Sitting, on: date) -> None:
    """Hold the meeting item by item, as far as it has got; one that is over is closed and sealed."""
    meeting = Meeting.objects.get(token=sitting.token)
    open_meeting(meeting=meeting.pk, by=sitting.by, on=on)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=sitting.at)
    for voice, seat in zip(sitting.voices(sitting.keys[0]), meeting.seats.all(), strict=True):
        mark_attendance(seat=seat.pk, attended=not voice.absent, reason=voice.absent, by=sitting.by, on=on)
    items = {key: meeting.items.get(matter=sitting.matter(key)) for key in sitting.keys}
    for place, (key, item) in enumerate(items.items()):
        if not _take_up(sitting, key, item, place, on):
            return
    rows = meeting.items.select_related("meeting__unit", "matter")
    texts = {item.pk: proposed_text(item) for item in rows}
    others = {item.pk: OtherMet(True, AGREED) for item in rows if item.matter.vote_other}
    close_meeting(meeting=meeting.pk, texts=texts, others=others, by=sitting.by, on=on)


def _take_up(sitting: Sitting, key: str, item: AgendaItem, place: int, on: date) -> bool:
    """Discuss an item and vote on it; False where the meeting has got no further than this."""
    by, said = sitting.by, sitting.voices(key)
    seats = {seat.person_id: seat for seat in item.meeting.seats.all()}
    for voice in said:
        if voice.recused:
            answer_recusal(
                item=item.pk,
                seat=seats[voice.seat.person].pk,
                recused=True,
                reason=voice.recused,
                by=by,
                on=on,
            )
    rest_stay(item=item.pk, by=by, on=on)
    open_discussion(item=item.pk, by=by, on=on)
    stops = sitting.way == DISCUSSED and place == 1
    for voice in sorted((one for one in said if one.takes_part), key=lambda one: one.spoke or 0):
        if not stops or voice.named:
            passes = voice.view not in View.values
            seat = seats[voice.seat.person].pk
            speak(item=item.pk, seat=seat, view=voice.view, words=voice.words, passes=passes, by=by, on=on)
    if stops:
        return False
    open_voting(item=item.pk, by=by, on=on)
    _vote(sitting, item, said, seats, on)
    item.refresh_from_db()
    _explain(sitting, key, item, on)
    return item.state == ItemState.DECIDED


def _vote(sitting: Sitting, item: AgendaItem, said: list[Voice], seats: dict[int, Seat], on: date) -> None:
    """Everybody votes; in the meeting that is voting just now only whom the files name."""
    questions = ballots.questions_of(item)
    for voice in said:
        if not voice.takes_part or (sitting.way == VOTED and not voice.named):
            continue
        votes = voice.votes(questions)
        if item.secret:
            cast_own(item=item.pk, votes=votes, by=sitting.house.user(voice.seat.person), on=on)
        else:
            cast_vote(item=item.pk, seat=seats[voice.seat.person].pk, votes=votes, by=sitting.by, on=on)


def _explain(sitting: Sitting, key: str, item: AgendaItem, on: date) -> None:
    for row in rows("reasons.csv"):
        if (row["会议"], row["事项"]) == (sitting.key, key):
            give_reasons(item=item.pk, reasons=row["理由"], by=sitting.by, on=on)
