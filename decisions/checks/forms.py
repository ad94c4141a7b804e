"""A stored matter in the documented form, so that one judgement serves what was recorded here and elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal as Sum
from typing import Any

import msgspec
from django.db.models import prefetch_related_objects
from django.utils import timezone

from decisions.choices import Adviser, MatterState, MeetingState, PreparationKind
from decisions.models import (
    AgendaItem,
    Candidate,
    Matter,
    Observer,
    Preparation,
    Resolution,
    Stance,
    Threshold,
)
from decisions.procedure import form
from decisions.procedure.form import Decision
from decisions.selectors.bylaws import OwnQuorums

LOADED = (
    "unit",
    "preparations",
    "comments",
    "candidates__person",
    "items__meeting__seats__person",
    "items__meeting__observers",
    "items__meeting__files",
    "listed",
    "items__stances__candidate_votes",
    "resolutions",
    "executions__by_decision",
    "executions__owner",
    "executions__progress",
    "emergency",
    "loss",
)

# On the way from one meeting to the next (党组会, then 局务会) what the first resolved is not yet the decision.
UNRESOLVED = (MatterState.PREPARING, MatterState.SCHEDULED)


def decision_of(matter: Matter) -> Decision:
    """`matter` in the documented form; a constant number of queries."""
    return decisions_of([matter])[matter.pk]


def decisions_of(matters: Sequence[Matter]) -> dict[int, Decision]:
    """`matters` in the documented form, by number of the row; a constant number of queries for any number of them."""
    own = [matter for matter in matters if matter.form is None]
    prefetch_related_objects(own, *LOADED)
    thresholds, quorums = thresholds_of(own), OwnQuorums(matter.unit_id for matter in own)
    found = {matter.pk: _of_tables(matter, thresholds.get(matter.pk), quorums) for matter in own}
    return found | {
        matter.pk: msgspec.convert(matter.form, Decision) for matter in matters if matter.form is not None
    }


def deciding_item(matter: Matter) -> AgendaItem | None:
    """The item under which `matter` was last put to a meeting, or is to be; None where it is on no agenda."""
    return max(matter.items.all(), key=lambda item: (item.meeting.at, item.pk), default=None)


def thresholds_of(matters: Iterable[Matter]) -> dict[int, Sum]:
    """The large-sum threshold of each matter's unit on the day it was proposed; one query."""
    by_unit: dict[int, list[Threshold]] = defaultdict(list)
    for row in Threshold.objects.filter(unit__in={matter.unit_id for matter in matters}):
        by_unit[row.unit_id].append(row)
    return {
        matter.pk: row.amount
        for matter in matters
        for row in by_unit[matter.unit_id]
        if matter.proposed_on in row.during
    }


def _of_tables(matter: Matter, threshold: Sum | None, quorums: OwnQuorums) -> Decision:
    item = deciding_item(matter)
    made = _decision(matter, threshold, quorums, item)
    if item is None:
        return made
    there = (one for one in item.meeting.observers.all() if one.sits_in(item))
    return advised(made, matter, there)


def advised(decision: Decision, matter: Matter, observers: Iterable[Observer]) -> Decision:
    """`decision` with a legal adviser who sits in on its meeting as the review of its legality, where its list entry asks for one and no
    written opinion is there (the regulator's first check). A matter technical by itself needs the opinion (C4).
    """
    names = [str(one) for one in observers if one.adviser == Adviser.LEGAL]
    review = decision.legality_review
    if not names or matter.listed is None or not matter.listed.needs_legality or (review and review.on):
        return decision
    by = "、".join(names) + "列席"
    # Whoever is called will speak at the meeting: there is no day before it on which the review could come too late.
    stands = form.LegalityReview(on=matter.proposed_on, by=by, opinion="favourable")
    return msgspec.structs.replace(decision, legality_review=stands)


def _decision(
    matter: Matter, threshold: Sum | None, quorums: OwnQuorums, item: AgendaItem | None
) -> Decision:
    resolution = None if matter.state in UNRESOLVED else _last_resolution(matter)
    return Decision(
        id=matter.number,
        unit=matter.unit.name,
        title=matter.title,
        category=matter.category,  # type: ignore[arg-type]
        proposed_on=matter.proposed_on,
        flags=list(matter.flags),  # type: ignore[arg-type]
        amount=_money(matter.amount),
        large_sum_threshold=_money(threshold),
        **_preparations(matter),
        meeting=_meeting(item, quorums) if item else None,
        vote_rule=form.VoteRule(base=matter.vote_base, fraction=matter.vote_fraction),  # type: ignore[arg-type]
        meetings_required=list(matter.meetings_required),
        meetings_held=_held(matter),
        candidates=[_candidate(one, item) for one in matter.candidates.all()],
        resolution=form.Resolution(
            outcome=resolution.outcome,  # type: ignore[arg-type]
            on=resolution.on,
            text=resolution.text,
            archived=True,
        )
        if resolution
        else None,
        emergency=_emergency(matter),
        execution=[_execution(row) for row in matter.executions.all()],
        loss=_loss(matter),
    )


def _last_resolution(matter: Matter) -> Resolution | None:
    return max(matter.resolutions.all(), key=lambda row: (row.on, row.pk), default=None)


def _money(amount: Sum | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _preparations(matter: Matter) -> dict[str, Any]:
    """The steps before deciding, by the form's names."""
    rows = {row.kind: row for row in matter.preparations.all()}
    makers = {
        "consultation": (PreparationKind.CONSULTATION, lambda row: _consultation(matter, row)),
        "expert_panel": (
            PreparationKind.EXPERT_PANEL,
            lambda row: form.ExpertPanel(
                on=row.on, experts=_people(row.experts), opinion=row.opinion or None, answer=row.answer
            ),
        ),
        "technical_advice": (
            PreparationKind.TECHNICAL_ADVICE,
            lambda row: form.TechnicalAdvice(
                on=row.on, by=row.by, opinion=row.opinion or None, answer=row.answer
            ),
        ),
        "legality_review": (
            PreparationKind.LEGALITY_REVIEW,
            lambda row: form.LegalityReview(
                received_on=row.since, on=row.on, by=row.by, opinion=row.opinion or None, answer=row.answer
            ),
        ),
        "stability_risk": (
            PreparationKind.STABILITY_RISK,
            lambda row: form.StabilityRisk(on=row.on, by=row.by, grade=row.grade or None, answer=row.answer),
        ),
        "publicity": (
            PreparationKind.PUBLICITY,
            lambda row: form.Publicity(since=row.since, until=row.until),
        ),
        "hearing": (
            PreparationKind.HEARING,
            lambda row: form.Hearing(notice_on=row.since, on=row.on, record=row.text),
        ),
        "survey": (
            PreparationKind.SURVEY,
            lambda row: form.Survey(on=row.on, respondents=row.respondents, in_favour=row.in_favour),
        ),
    }
    return {name: make(rows[kind]) for name, (kind, make) in makers.items() if kind in rows}


def _consultation(matter: Matter, row: Preparation) -> form.Consultation:
    counted = row.respondents if row.respondents is not None else len(matter.comments.all())
    return form.Consultation(
        published_on=row.since,
        closed_on=row.until,
        comments=counted,
        summary=row.text,
        adoption=row.adoption,
    )


def _people(text: str) -> list[str]:
    return [name for name in text.replace("，", "、").split("、") if name.strip()]


def _meeting(item: AgendaItem, quorums: OwnQuorums) -> form.Meeting:
    meeting, own = item.meeting, quorums.of(item.meeting)
    # Votes decided nothing where what is asked besides the majority was not met: the matter was put off.
    decisive = item.other_met is not False
    stances = {stance.seat_id: stance for stance in item.stances.all()}
    members = [
        form.Member(
            staff_no=seat.person.staff_no,
            name=seat.person.name,
            head=seat.is_head,
            attended=bool(seat.attended),
            circulated=seat.circulated_at is not None,
            **_stance(stances.get(seat.pk), decisive=decisive),
        )
        for seat in meeting.seats.all()
        if seat.is_member
    ]
    return form.Meeting(
        at=timezone.localtime(meeting.at),
        agenda_circulated_at=timezone.localtime(meeting.circulated_at) if meeting.circulated_at else None,
        item_on_agenda=not item.added_later,
        members=members,
        tally=_tally(item.tally)
        if decisive and item.secret and item.tally and not item.tally.get("candidates")
        else None,
        quorum=own.share if own else None,
    )


def _stance(stance: Stance | None, *, decisive: bool) -> dict[str, Any]:
    if stance is None:
        return {}
    return {
        "away": bool(stance.away) or None,
        "recused": bool(stance.recused),
        "recusal_due": bool(stance.recusal_ground),
        "spoke": stance.spoke,
        "opinion": stance.view or None,
        "vote": (decisive and stance.vote) or None,
    }


def _tally(counted: dict[str, Any]) -> form.Tally:
    return form.Tally(in_favour=counted["for"], against=counted["against"], abstain=counted["abstain"])


def _held(matter: Matter) -> list[form.MeetingHeld]:
    meetings = (item.meeting for item in matter.items.all())
    return [
        form.MeetingHeld(kind=meeting.kind, on=timezone.localdate(meeting.at))
        for meeting in sorted(meetings, key=lambda meeting: meeting.at)
        if meeting.state == MeetingState.CLOSED
    ]


def _candidate(candidate: Candidate, item: AgendaItem | None) -> form.Candidate:
    made = form.Candidate(staff_no=candidate.person.staff_no, name=candidate.person.name)
    if item is None:
        return made
    counted = ((item.tally or {}).get("candidates") or {}).get(str(candidate.pk))
    if counted:
        made.outcome = counted.get("outcome")
        if item.secret:
            made.tally = _tally(counted)
    if not item.secret:
        seats = {seat.pk: seat.person.staff_no for seat in item.meeting.seats.all()}
        made.votes = {
            seats[stance.seat_id]: vote.vote  # type: ignore[misc]
            for stance in item.stances.all()
            for vote in stance.candidate_votes.all()
            if vote.candidate_id == candidate.pk
        }
    return made


def _emergency(matter: Matter) -> form.Emergency | None:
    found = getattr(matter, "emergency", None)
    if found is None:
        return None
    return form.Emergency(
        reason=found.reason,
        decided_by=found.decided_by,
        decided_on=found.decided_on,
        reported_on=found.reported_on,
    )


def _execution(row: Any) -> form.Execution:
    return form.Execution(
        on=row.on,
        kind=row.kind,
        amount=_money(row.amount),
        departs=row.departs,
        by_decision=row.by_decision.number if row.by_decision else None,
        owner=row.owner.name if row.owner else None,
        due=row.due,
        progress_on=max((entry.on for entry in row.progress.all()), default=None),
        done_on=row.done_on,
    )


def _loss(matter: Matter) -> form.Loss | None:
    found = getattr(matter, "loss", None)
    return None if found is None else form.Loss(found_on=found.found_on, description=found.description)
