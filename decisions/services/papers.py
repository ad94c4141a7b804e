"""A meeting held on paper, entered afterwards by the secretary as it was, faults and all; marked as entered later, sealed like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from decisions.choices import OPEN_STATES, ItemState, MatterState, MeetingState, Outcome, View
from decisions.models import AgendaItem, Meeting, Seat, Stance
from decisions.policies import secretary_units, visible_matters
from decisions.selectors.meetings import next_kind, numbers_of, recusal_grounds
from decisions.services import ballots, states
from decisions.services.closing import proposed_text, seal
from decisions.services.locking import NotYours, taking_part
from decisions.services.voting import decide, settle, write_vote

Question = int | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One member as the paper minutes have them: there or not, withdrew, spoke in which place, opinion, words, votes by question."""

    person: int
    is_head: bool = False
    position: str = ""
    attended: bool = True
    absence_reason: str = ""
    recused: bool = False
    recusal_reason: str = ""
    spoke: int | None = None
    view: str = ""
    words: str = ""
    votes: Mapping[Question, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A meeting on one matter as the paper minutes have it. `tallies` only where the ballot was secret; `deferred` as resolved there."""

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


@service("meeting.enter-paper")
def enter_paper_meeting(*, paper: Paper, token: UUID, by: User, on: date) -> Meeting:
    """Enter a past meeting and seal it; the outcome is counted from the votes. The same `token` twice enters it once.

    What was left out is not refused, since it happened: it is found by the checks afterwards. Raises NotYours, ValidationError.
    """
    known = Meeting.objects.filter(token=token).first()
    if known is not None:
        return known
    visible = visible_matters(by, on).filter(pk=paper.matter, unit__in=secretary_units(by, on))
    if not visible.exists():
        raise NotYours
    matter = states.locked(paper.matter)
    _must_be_plausible(paper, matter.state, next_kind(matter), on)
    meeting = _meeting(paper, token, matter.unit_id, by)
    item = AgendaItem.objects.create(meeting=meeting, matter=matter, secret=bool(paper.tallies))
    states.move(matter, MatterState.SCHEDULED)
    stances = _stances(meeting, item, paper)
    if paper.deferred:
        item.state, item.outcome = ItemState.DECIDED, Outcome.DEFERRED
        item.save()
    elif paper.tallies:
        _must_add_up(paper, item, len(taking_part(stances)))
        settle(item, numbers_of(matter, stances), paper.tallies)
    else:
        decide(item, stances)
    return seal(meeting, [item], {item.pk: paper.text.strip() or proposed_text(item)}, by)


def _must_be_plausible(paper: Paper, state: str, wanted: str, on: date) -> None:
    problems: dict[str, list[str]] = {}
    if state not in OPEN_STATES:
        problems["matter"] = [_("该事项已经列入议程或者已有结果。")]
    if wanted and wanted != paper.kind:
        problems["kind"] = [_("按清单应先上%(wanted)s（C6）。") % {"wanted": wanted}]
    if timezone.localdate(paper.at) > on:
        problems["at"] = [_("召开时间还没有到；将要召开的会议，请用“召集会议”。")]
    if paper.circulated_on and paper.circulated_on > timezone.localdate(paper.at):
        problems["circulated_on"] = [_("送达日期不能晚于会议。")]
    if sum(line.is_head for line in paper.lines) != 1:
        problems["head"] = [_("请标明一位“一把手”。")]
    places = [line.spoke for line in paper.lines if line.spoke is not None]
    if len(set(places)) < len(places):
        problems["spoke"] = [_("发言次序不能重复。")]
    if problems:
        raise ValidationError(problems)


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


def _stances(meeting: Meeting, item: AgendaItem, paper: Paper) -> list[Stance]:
    grounds = recusal_grounds(item.matter, [line.person for line in paper.lines])
    found: list[Stance] = []
    for place, line in enumerate(paper.lines, start=1):
        seat = Seat.objects.create(
            meeting=meeting,
            person_id=line.person,
            is_head=line.is_head,
            position=line.position,
            place=place,
            circulated_at=meeting.circulated_at,
            attended=line.attended,
            absence_reason="" if line.attended else line.absence_reason,
        )
        takes_part = line.attended and not line.recused
        stance = Stance.objects.create(
            item=item,
            seat=seat,
            recusal_ground=grounds[line.person].words if line.person in grounds else "",
            recused=line.recused,
            recusal_reason=line.recusal_reason,
            spoke=line.spoke if takes_part else None,
            passed=takes_part and line.spoke is not None and line.view not in View.values,
            view=line.view if takes_part else "",
            words=line.words if takes_part else "",
        )
        if takes_part and not paper.tallies and any(line.votes.values()):
            write_vote(item, stance, ballots.marks_of(item, line.votes))
        found.append(stance)
    return found


def _must_add_up(paper: Paper, item: AgendaItem, present: int) -> None:
    if set(paper.tallies) != set(ballots.questions_of(item)):
        raise ValidationError({"tally": [_("请填写每一项的计票结果。")]})
    if any(sum(votes.values()) > present for votes in paper.tallies.values()):
        words = _("票数合计不能多于到会且不回避的 %(present)s 人。")
        raise ValidationError({"tally": [words % {"present": present}]})
