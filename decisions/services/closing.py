"""Closing a meeting: its resolutions are written and sealed, its matters move on, and from then on PostgreSQL refuses change (C6, C10)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from core.searching import search_keys, text_keys
from decisions.choices import ItemState, MatterState, MeetingState, Outcome
from decisions.models import AgendaItem, Candidate, Emergency, Matter, Meeting, Resolution, Stance
from decisions.selectors.bylaws import own_quorum
from decisions.selectors.meetings import goes_on, meeting_day, numbers_of, stances_by_item
from decisions.services import states
from decisions.services.checking import recheck
from decisions.services.locking import AlreadyDone, locked_meeting, must_run
from decisions.services.numbering import next_resolution_number
from decisions.services.sittings import recheck_minutes
from rulebook.procedures.decisions import CIRCULATION_DAYS

# Of the sealed content; a later one gets a number of its own. Since 2 it says who was away from an item, since 3 where the matter came
# from, whether it goes to the body above, and which adviser sat in, since 4 what was asked besides the majority and whether it was met.
FORMAT = 4


@dataclass(frozen=True, slots=True)
class OtherMet:
    """Whether what is asked of a matter besides the majority (其他表决要求) was met, and how; None while nobody has said."""

    met: bool | None = None
    words: str = ""


LONGEST_OTHER = 300  # characters, as stored
MOVES = {
    Outcome.PASSED: MatterState.PASSED,
    Outcome.REJECTED: MatterState.REJECTED,
    Outcome.DEFERRED: MatterState.DEFERRED,
}


def proposed_text(item: AgendaItem) -> str:
    """The words of a resolution, from its matter and outcome; the secretary may change them before the meeting closes."""
    meeting, matter = item.meeting, item.matter
    start = f"{timezone.localtime(meeting.at):%Y年%-m月%-d日}，{meeting.unit.name}{meeting.kind}集体研究了《{matter.title}》。"
    if item.outcome == Outcome.DEFERRED:
        return (
            start
            + (_votes(item.tally or {}) + _unmet(item) if item.other_met is False else "")
            + "会议决定缓议。"
        )
    counted = (item.tally or {}).get("candidates")
    if not counted:
        word = "会议同意该事项。" if item.outcome == Outcome.PASSED else "会议不同意该事项。"
        if item.outcome == Outcome.PASSED and goes_on(matter, meeting.kind):
            word = "会议同意该事项，提交下一会议研究。"
        return start + _votes(item.tally or {}) + word
    lines = [_candidate(row, counted[str(row.pk)]) for row in matter.candidates.select_related("person")]
    return start + "会议对人选逐人表决：" + "；".join(lines) + "。"


def _votes(tally: Mapping[str, Any]) -> str:
    if "for" not in tally:
        return ""
    return f"经表决，赞成{tally['for']}票，反对{tally['against']}票，弃权{tally['abstain']}票。"


def _unmet(item: AgendaItem) -> str:
    return f"其他表决要求（{item.matter.vote_other}）没有满足：{item.other_words}。"


def _candidate(row: Candidate, votes: Mapping[str, Any]) -> str:
    word = "同意" if votes["outcome"] == Outcome.PASSED else "不同意"
    what = (
        f"{row.person.name}任{row.post}"
        if row.change == "appoint"
        else f"免去{row.person.name}{row.post}职务"
    )
    return f"{word}{what}（赞成{votes['for']}票，反对{votes['against']}票，弃权{votes['abstain']}票）"


@service("meeting.close")
def close_meeting(
    *,
    meeting: int,
    texts: Mapping[int, str],
    others: Mapping[int, OtherMet] | None = None,
    by: User,
    on: date,
) -> Meeting:
    """Close an open meeting: every item has come to something, every resolution its words (by item in `texts`), and of every matter passed
    that asks for more than a majority is said whether that was met (`others`). What was not is put off: the votes alone did not pass it.

    Raises NotYours, AlreadyDone where it was closed before, ValidationError naming the items still open or without words.
    """
    found = locked_meeting(meeting)
    if found.state == MeetingState.CLOSED:
        raise AlreadyDone
    must_run(found, by, on)
    if found.state != MeetingState.OPEN:
        raise ValidationError(_("会议还没有开始。"))
    items = _locked_items(found)
    waiting = [item.matter.title for item in items if item.state != ItemState.DECIDED]
    if waiting:
        raise ValidationError(_("还没有结果的议题：%(titles)s。") % {"titles": "、".join(waiting)})
    empty = {
        f"text-{item.pk}": [_("请写明“%(title)s”的决议内容。") % {"title": item.matter.title}]
        for item in items
        if not texts.get(item.pk, "").strip()
    }
    if empty:
        raise ValidationError(empty)
    unsaid: dict[str, list[str]] = {}
    for item in items:
        if asks_other(item):
            unsaid |= answer_other(item, (others or {}).get(item.pk, OtherMet()))
    if unsaid:
        raise ValidationError(unsaid)
    return seal(found, items, texts, by)


def asks_other(item: AgendaItem) -> bool:
    """Whether the votes passed `item` and something besides is asked of it."""
    return bool(item.matter.vote_other) and item.outcome == Outcome.PASSED


def answer_other(item: AgendaItem, said: OtherMet) -> dict[str, list[str]]:
    """Write down whether what is asked besides the majority was met; what was not is put off (缓议). Return what was left unsaid."""
    if said.met is None or not said.words.strip():
        title = {"title": item.matter.title, "rule": item.matter.vote_other}
        return {
            f"other-{item.pk}": [_("“%(title)s”另有表决要求（%(rule)s），请说明是否满足和依据。") % title]
        }
    item.other_met, item.other_words = said.met, said.words.strip()[:LONGEST_OTHER]
    if not said.met:
        item.outcome = Outcome.DEFERRED
    item.save()
    return {}


def _locked_items(meeting: Meeting) -> list[AgendaItem]:
    rows = AgendaItem.objects.select_for_update(of=("self",)).filter(meeting=meeting)
    return list(rows.select_related("meeting__unit", "matter__unit").order_by("place", "pk"))


def seal(meeting: Meeting, items: Iterable[AgendaItem], texts: Mapping[int, str], by: User) -> Meeting:
    """Write the resolutions of a locked `meeting` whose items are decided, move its matters, and close it last of all."""
    now = clock.now()
    rows = list(items)
    stances = stances_by_item(rows)
    for item in rows:
        matter = states.locked(item.matter_id)
        further = item.outcome == Outcome.PASSED and goes_on(matter, meeting.kind)
        number = next_resolution_number(matter.unit, meeting_day(meeting))
        _write(item, stances[item.pk], number, texts[item.pk].strip(), now, by)
        states.move(matter, MatterState.PREPARING if further else MOVES[Outcome(item.outcome)])
        _note_reported(matter, meeting_day(meeting))
    meeting.state, meeting.closed_at, meeting.closed_by = MeetingState.CLOSED, now, by
    meeting.version += 1
    meeting.save()
    recheck(*(item.matter for item in rows))
    recheck_minutes(meeting)
    return meeting


def _note_reported(matter: Matter, on: date) -> None:
    """A decision taken in an emergency has been reported to the meeting that dealt with it."""
    for emergency in Emergency.objects.filter(matter=matter, reported_on=None, decided_on__lte=on):
        emergency.reported_on = on
        emergency.save(update_fields=["reported_on"])


def _write(
    item: AgendaItem, stances: list[Stance], number: str, text: str, now: datetime, by: User
) -> Resolution:
    day = meeting_day(item.meeting)
    content = content_of(item, stances) | {
        "resolution": {
            "number": number,
            "on": day.isoformat(),
            "outcome": item.outcome,
            "text": text,
            "sealed_at": now.isoformat(),
            "sealed_by": by.get_username(),
        }
    }
    return Resolution.objects.create(
        item=item,
        matter=item.matter,
        number=number,
        on=day,
        outcome=item.outcome,
        text=text,
        content=content,
        digest=digest_of(content),
        sealed_at=now,
        sealed_by=by,
        entered_later=item.meeting.entered_later,
        search_keys=archive_keys(item.matter.title, number, text, content),
    )


def archive_keys(title: str, number: str, text: str, content: Mapping[str, Any]) -> list[str]:
    """Under what a resolution is found in the archive: title and number as names, its words and what was said to it as text.

    All of it stands on the page of the resolution, for whoever may open that.
    """
    said = [one["words"] for one in content["members"]]
    return sorted({*search_keys(title, number), *text_keys(text, content["reasons"], *said)})


def content_of(item: AgendaItem, stances: list[Stance]) -> dict[str, Any]:
    """Everything a decision rests on, fit for JSON. Of a secret ballot the count, and only that."""
    meeting, matter = item.meeting, item.matter
    numbers = numbers_of(matter, stances, own_quorum(meeting))
    candidates = list(matter.candidates.select_related("person").order_by("place", "pk"))
    staff_nos = {row.pk: row.person.staff_no for row in candidates}
    return {
        "format": FORMAT,
        "matter": {
            "number": matter.number,
            "title": matter.title,
            "summary": matter.summary,
            "category": matter.category,
            "flags": sorted(matter.flags),
            "amount": None if matter.amount is None else f"{matter.amount:.2f}",
            "proposer": matter.proposer,
            "leader": matter.leader.name if matter.leader else None,
            "proposed_on": matter.proposed_on.isoformat(),
            "changes": matter.changes.number if matter.changes else None,
            "task_source": matter.task_source,
            "special": matter.special,
            "reported_up": matter.reported_up,
        },
        "meeting": {
            "unit": meeting.unit.name,
            "kind": meeting.kind,
            "at": meeting.at.isoformat(),
            "place": meeting.place,
            "chair": meeting.chair.name if meeting.chair else None,
            "secretary": str(meeting.secretary) if meeting.secretary else None,
            "circulated_at": meeting.circulated_at.isoformat() if meeting.circulated_at else None,
            "added_later": item.added_later,
            "entered_later": meeting.entered_later,
            "observers": [
                {"name": seat.person.name, "position": seat.position, "attended": seat.attended}
                for seat in meeting.seats.select_related("person").filter(is_member=False)
            ]
            + [
                {"name": one.name, "position": one.position, "attended": True, "adviser": one.adviser or None}
                for one in meeting.observers.all()
                if one.sits_in(item)
            ],
        },
        "members": [_member(stance, staff_nos) for stance in stances],
        "candidates": [
            {"staff_no": row.person.staff_no, "name": row.person.name, "change": row.change, "post": row.post}
            for row in candidates
        ],
        "vote": {
            "secret": item.secret,
            "base": matter.vote_base,
            "fraction": matter.vote_fraction,
            "base_number": numbers.base,
            "needed": numbers.needed,
            "other": {"rule": matter.vote_other, "met": item.other_met, "words": item.other_words}
            if matter.vote_other
            else None,
            "tally": _tally(item, staff_nos),
        },
        "reasons": item.reasons,
        "rules": {
            "quorum": {"rule": numbers.rule, "needed": numbers.quorum, "present": numbers.taking_part},
            "majority": [numbers.majority_rule, "C8"],
            "speaking": ["C8", "N6"],
            "circulation": CIRCULATION_DAYS.rule,
        },
    }  # fmt: skip


def _member(stance: Stance, staff_nos: Mapping[int, str]) -> dict[str, Any]:
    seat = stance.seat
    return {
        "staff_no": seat.person.staff_no,
        "name": seat.person.name,
        "position": seat.position,
        "head": seat.is_head,
        "attended": bool(seat.attended),
        "away": stance.away or None,
        "absence_reason": seat.absence_reason,
        "circulated_at": seat.circulated_at.isoformat() if seat.circulated_at else None,
        "read_at": seat.read_at.isoformat() if seat.read_at else None,
        "recusal_ground": stance.recusal_ground,
        "recused": bool(stance.recused),
        "recusal_reason": stance.recusal_reason,
        "spoke": stance.spoke,
        "passed": stance.passed,
        "opinion": stance.view or None,
        "words": stance.words,
        "voted": stance.voted,
        "vote": stance.vote or None,
        "votes": {staff_nos[row.candidate_id]: row.vote for row in stance.candidate_votes.all()},
    }


def _tally(item: AgendaItem, staff_nos: Mapping[int, str]) -> dict[str, Any] | None:
    """The count, with candidates by staff number: row numbers mean nothing outside this database."""
    counted = (item.tally or {}).get("candidates")
    if counted is None:
        return item.tally
    return {"candidates": {staff_nos[int(pk)]: votes for pk, votes in counted.items()}}


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text of `content`: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(resolution: Resolution) -> bool:
    """Whether `resolution` is as it was sealed: its digest follows from its content, and its columns say what the content says."""
    sealed = resolution.content.get("resolution", {})
    columns = (resolution.number, resolution.on.isoformat(), resolution.outcome, resolution.text)
    same = columns == tuple(sealed.get(name) for name in ("number", "on", "outcome", "text"))
    return same and digest_of(resolution.content) == resolution.digest


def broken_seals(resolutions: Iterable[Resolution]) -> list[str]:
    """The numbers of those of `resolutions` that are not as they were sealed."""
    return [row.number for row in resolutions if not is_intact(row)]
