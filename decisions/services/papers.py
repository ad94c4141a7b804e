"""A meeting held on paper, entered afterwards by the secretary as it was, faults and all; marked as entered later, sealed like any other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import Again, service
from decisions.choices import OPEN_STATES, Away, ItemState, MatterState, MeetingState, Outcome, View
from decisions.models import AgendaItem, Matter, Meeting, Seat, Stance
from decisions.policies import secretary_units, visible_matters
from decisions.selectors.bylaws import own_quorum
from decisions.selectors.meetings import next_kind, numbers_of, recusal_grounds
from decisions.services import ballots, states
from decisions.services.closing import OtherMet, answer_other, asks_other, proposed_text, seal
from decisions.services.locking import NotYours, taking_part
from decisions.services.sittings import ObserverLine, add_observer
from decisions.services.voting import decide, settle, write_vote

Question = int | None
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One member as the paper minutes have them: there or not, withdrew, spoke in which place, opinion, words, votes by question.

    `away`: attended, but not there for this matter.
    """

    person: int
    is_head: bool = False
    position: str = ""
    attended: bool = True
    absence_reason: str = ""
    away: str = ""
    recused: bool = False
    recusal_reason: str = ""
    spoke: int | None = None
    view: str = ""
    words: str = ""
    votes: Mapping[Question, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One matter at it. `tallies` only where the ballot was secret; `deferred` as resolved there; `other` how what is asked besides the
    majority was met (what was not is deferred).
    """

    matter: int
    lines: Sequence[PaperLine]
    tallies: Mapping[Question, ballots.Tally] = field(default_factory=dict)
    deferred: bool = False
    text: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A meeting as the paper minutes have it: on one matter, and on those that came after it as `further`.

    Who attended and who is the head is taken from the `lines` of the first.
    """

    matter: int
    kind: str
    at: datetime
    place: str
    chair: int | None
    circulated_on: date | None
    lines: Sequence[PaperLine]
    tallies: Mapping[Question, ballots.Tally] = field(default_factory=dict)
    deferred: bool = False
    text: str = ""
    other: str = ""
    further: Sequence[PaperItem] = ()
    observers: Sequence[ObserverLine] = ()

    @property
    def items(self) -> list[PaperItem]:
        """Every matter it was about, in order."""
        first = PaperItem(self.matter, self.lines, self.tallies, self.deferred, self.text, self.other)
        return [first, *self.further]


@service("meeting.enter-paper")
def enter_paper_meeting(*, paper: Paper, token: UUID, by: User, on: date) -> Meeting:
    """Enter a past meeting and seal it; outcomes are counted from the votes. The same `token` twice enters it once.

    What was left out is not refused, since it happened: it is found by the checks afterwards. Raises NotYours, ValidationError.
    """
    known = Meeting.objects.filter(token=token).first()
    if known is not None:
        raise Again(known)
    numbers = {item.matter for item in paper.items}
    visible = visible_matters(by, on).filter(pk__in=numbers, unit__in=secretary_units(by, on))
    if visible.count() < len(numbers):
        raise NotYours
    matters = {number: states.locked(number) for number in sorted(numbers)}
    known = Meeting.objects.filter(token=token).first()  # of a second click that waited for the first
    if known is not None:
        raise Again(known)
    _must_be_plausible(paper, matters, on)
    meeting = _meeting(paper, token, matters[paper.matter].unit_id, by)
    seats = [_seat(meeting, line, place) for place, line in enumerate(paper.lines, start=1)]
    for line in paper.observers:
        add_observer(meeting, line, by)
    items = [
        _enter(meeting, seats, said, matters[said.matter], place)
        for place, said in enumerate(paper.items, start=1)
    ]
    said_by_item = zip(items, paper.items, strict=True)
    texts = {item.pk: said.text.strip() or proposed_text(item) for item, said in said_by_item}
    return seal(meeting, items, texts, by)


def _enter(
    meeting: Meeting, seats: Sequence[Seat], said: PaperItem, matter: Matter, place: int
) -> AgendaItem:
    """One matter with what was said and voted on it, and what that came to."""
    item = AgendaItem.objects.create(meeting=meeting, matter=matter, place=place, secret=bool(said.tallies))
    states.move(matter, MatterState.SCHEDULED)
    stances = _stances(item, seats, said)
    if said.deferred:
        item.state, item.outcome = ItemState.DECIDED, Outcome.DEFERRED
        item.save()
    elif said.tallies:
        _must_add_up(said, item, len(taking_part(stances)))
        settle(item, numbers_of(matter, stances, own_quorum(item.meeting)), said.tallies)
    else:
        decide(item, stances)
    unsaid = answer_other(item, OtherMet(True, said.other)) if asks_other(item) else {}
    if unsaid:
        raise ValidationError({"other": [words for lines in unsaid.values() for words in lines]})
    return item


def _must_be_plausible(paper: Paper, matters: Mapping[int, Matter], on: date) -> None:
    problems: Problems = {}
    for name, words in _problems(paper, matters, on):
        problems.setdefault(name, []).append(words)
    if problems:
        raise ValidationError(problems)


def _problems(paper: Paper, matters: Mapping[int, Matter], on: date) -> Iterator[tuple[str, str]]:
    if len(matters) < len(paper.items):
        yield "matter", _("同一事项不能列两次。")
    if len({matter.unit_id for matter in matters.values()}) > 1:
        yield "matter", _("一次会议只能研究同一单位的事项。")
    if timezone.localdate(paper.at) > on:
        yield "at", _("召开时间还没有到；将要召开的会议，请用“召集会议”。")
    if paper.circulated_on and paper.circulated_on > timezone.localdate(paper.at):
        yield "circulated_on", _("送达日期不能晚于会议。")
    if sum(line.is_head for line in paper.lines) != 1:
        yield "head", _("请标明一位“一把手”。")
    for said in paper.items:
        yield from _problems_with(said, matters[said.matter], paper)


def _problems_with(said: PaperItem, matter: Matter, paper: Paper) -> Iterator[tuple[str, str]]:
    named, wanted = {"title": matter.title}, next_kind(matter)
    if matter.state not in OPEN_STATES:
        yield "matter", _("“%(title)s”已经列入议程或者已有结果。") % named
    if wanted and wanted != paper.kind:
        yield "kind", _("“%(title)s”按清单应先上%(wanted)s（C6）。") % (named | {"wanted": wanted})
    if {line.person for line in said.lines} != {line.person for line in paper.lines}:
        yield "matter", _("“%(title)s”须写明全体成员的情况。") % named
    places = [line.spoke for line in said.lines if line.spoke is not None]
    if len(set(places)) < len(places):
        yield "spoke", _("“%(title)s”的发言次序不能重复。") % named


def _meeting(paper: Paper, token: UUID, unit: int, by: User) -> Meeting:
    circulated = None
    if paper.circulated_on:
        noon = datetime.combine(paper.circulated_on, datetime.min.time())
        circulated = min(timezone.make_aware(noon), paper.at)
    return Meeting.objects.create(
        unit_id=unit,
        kind=paper.kind,
        at=paper.at,
        place=paper.place,
        chair_id=paper.chair,
        state=MeetingState.OPEN,
        circulated_at=circulated,
        opened_at=paper.at,
        entered_later=True,
        secretary=by,
        token=token,
    )


def _seat(meeting: Meeting, line: PaperLine, place: int) -> Seat:
    return Seat.objects.create(
        meeting=meeting,
        person_id=line.person,
        is_head=line.is_head,
        position=line.position,
        place=place,
        circulated_at=meeting.circulated_at,
        attended=line.attended,
        absence_reason="" if line.attended else line.absence_reason,
    )


def _stances(item: AgendaItem, seats: Sequence[Seat], said: PaperItem) -> list[Stance]:
    lines = {line.person: line for line in said.lines}
    grounds = recusal_grounds(item.matter, list(lines))
    return [
        _stance(
            item,
            seat,
            lines[seat.person_id],
            grounds[seat.person_id].words if seat.person_id in grounds else "",
            said,
        )
        for seat in seats
    ]


def _stance(item: AgendaItem, seat: Seat, line: PaperLine, ground: str, said: PaperItem) -> Stance:
    """What a member did; of one who took no part nothing beyond that."""
    away = line.away if seat.attended and line.away in Away.values else ""
    stance = Stance(
        item=item,
        seat=seat,
        away=away,
        away_at=clock.now() if away else None,
        recusal_ground=ground,
        recused=line.recused,
        recusal_reason=line.recusal_reason,
    )
    if stance.takes_part:
        stance.spoke, stance.view, stance.words = line.spoke, line.view, line.words
        stance.passed = line.spoke is not None and line.view not in View.values
    stance.save()
    if stance.takes_part and not said.tallies and any(line.votes.values()):
        write_vote(item, stance, ballots.marks_of(item, line.votes))
    return stance


def _must_add_up(said: PaperItem, item: AgendaItem, present: int) -> None:
    named = {"title": item.matter.title, "present": present}
    if set(said.tallies) != set(ballots.questions_of(item)):
        raise ValidationError({"tally": [_("请填写“%(title)s”每一项的计票结果。") % named]})
    if any(sum(votes.values()) > present for votes in said.tallies.values()):
        words = _("“%(title)s”的票数合计不能多于参加该议题的 %(present)s 人。")
        raise ValidationError({"tally": [words % named]})
