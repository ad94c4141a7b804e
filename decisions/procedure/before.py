"""What had to be done before deciding: classification, consultation, assessments, publicity, circulation (C2–C5, C7)."""

from datetime import date
from decimal import Decimal
from typing import Any

from decisions.procedure.facts import Facts, Report, day, is_blank, is_personnel, names
from decisions.procedure.form import Emergency
from rulebook.procedures.decisions import Flag

ASSESSMENTS = (
    ("expert_panel", "expert-panel-missing", "专家组论证"),
    ("technical_advice", "technical-advice-missing", "技术咨询"),
    ("legality_review", "legality-review-missing", "合法性审查"),
    ("stability_risk", "risk-assessment-missing", "社会稳定风险评估"),
)
LEGALITY, RISK = "legality_review", "stability_risk"
_LIVELIHOOD, _TECHNICAL, _PUBLIC = (
    flag.value for flag in (Flag.LIVELIHOOD, Flag.TECHNICAL, Flag.PUBLIC_INTEREST)
)


def classified(facts: Facts, report: Report) -> None:
    """A large sum is no ordinary matter (C2); where the unit has set no threshold the county's ceiling is the threshold (L8)."""
    decision = facts.decision
    if facts.is_collective or decision.amount is None:
        return
    threshold = (
        facts.numbers.ceiling
        if decision.large_sum_threshold is None
        else Decimal(decision.large_sum_threshold)
    )
    if Decimal(decision.amount) >= threshold:
        report("misfiled-as-ordinary", amount=decision.amount, threshold=f"{threshold:.2f}")


def prepared(facts: Facts, report: Report) -> None:
    """The steps that the flags of the matter ask for (C3–C5)."""
    flags = facts.decision.flags
    if not flags or (facts.decided_on is None and facts.planned_on is None):
        return
    if _LIVELIHOOD in flags:
        _consulted(facts, report)
    if _TECHNICAL in flags:
        _assessed(facts, report)
    if _PUBLIC in flags:
        _publicised(facts, report)
        _heard(facts, report)


def _consulted(facts: Facts, report: Report) -> None:
    consultation, least = facts.decision.consultation, facts.numbers.draft_days
    published = consultation.published_on if consultation else None
    if consultation is None or published is None or published > facts.on:
        if facts.is_late(least):
            report("draft-not-published", before=facts.before)
        return
    short = facts.days_short(published, consultation.closed_on, least)
    if short:
        days, end = short
        report(
            "consultation-too-short",
            published_on=day(published),
            closed_on=day(end),
            days=days,
            least=least,
        )
    decided = facts.decided_on
    if decided is None:
        return
    missing = ["意见汇总"] if is_blank(consultation.summary) else []
    if consultation.comments != 0 and is_blank(consultation.adoption):
        missing.append("采纳情况")
    if missing:
        report("consultation-unsummarised", missing=missing, before=facts.before)
    last = max(published, consultation.closed_on or published)
    if last > decided:
        report("consulted-after-meeting", until=day(last), decided_on=day(decided))


def _assessed(facts: Facts, report: Report) -> None:
    late, unanswered = [], []
    for name, code, title in ASSESSMENTS:
        part: Any = getattr(facts.decision, name)
        on = part.on if part else None
        if on is None or on > facts.on:
            if facts.decided_on or (name == LEGALITY and _cannot_be_reviewed(facts)):
                report(code, before=facts.before)
            continue
        if name == LEGALITY:
            _reviewed_in_time(facts, part.received_on, on, report)
        if facts.decided_on is None:
            continue
        if on > facts.decided_on:
            late.append(title)
        if _is_adverse(name, part) and is_blank(part.answer):
            unanswered.append(title)
    if unanswered:
        report("adverse-opinion-unanswered", steps=unanswered, before=facts.before)
    if late:
        report("assessed-after-meeting", steps=late, decided_on=facts.before)


def _cannot_be_reviewed(facts: Facts) -> bool:
    """Whether the papers did not reach the reviewers in time for the meeting ahead (N3)."""
    review = facts.decision.legality_review
    received = review.received_on if review else None
    return not facts.happened(received) and facts.is_late(facts.numbers.legality_days, working=True)


def _reviewed_in_time(facts: Facts, received: date | None, on: date, report: Report) -> None:
    """Ahead of a meeting a hurried review is late once it cannot be done again."""
    least = facts.numbers.legality_days
    if received is None or not least or not facts.is_late(least, working=True):
        return
    days = facts.days_between(received, on, working=True)
    if days < least:
        report("legality-review-rushed", received_on=day(received), on=day(on), days=days, least=least)


def _is_adverse(name: str, part: Any) -> bool:
    """Whether an opinion must be answered before deciding: an adverse one, a legality review with conditions, a high risk."""
    if name == RISK:
        return bool(part.grade == "high")
    return part.opinion == "adverse" or (name == LEGALITY and part.opinion == "conditional")


def _publicised(facts: Facts, report: Report) -> None:
    publicity, least = facts.decision.publicity, facts.numbers.publicity_days
    since = publicity.since if publicity else None
    if publicity is None or since is None or since > facts.on:
        if facts.is_late(least, working=True):
            report("publicity-missing", before=facts.before)
        return
    short = facts.days_short(since, publicity.until, least, working=True)
    if short:
        days, end = short
        report("publicity-too-short", since=day(since), until=day(end), days=days, least=least)


def _heard(facts: Facts, report: Report) -> None:
    decided, decision = facts.decided_on, facts.decision
    if decided is None:
        return
    hearing, survey, publicity = decision.hearing, decision.survey, decision.publicity
    held: list[tuple[str, date]] = []
    for title, on in (("听证", hearing.on if hearing else None), ("民意调查", survey.on if survey else None)):
        if on is not None and on <= facts.on:
            held.append((title, on))
    if not held:
        report("hearing-or-survey-missing", before=facts.before)
    late = [] if any(on <= decided for _title, on in held) else [title for title, _on in held]
    since = publicity.since if publicity else None
    if (
        publicity
        and since
        and since <= facts.on
        and (since > decided or (publicity.until or since) > decided)
    ):
        late.insert(0, "公示")
    if late:
        report("heard-after-meeting", steps=late, decided_on=day(decided))


def circulated(facts: Facts, report: Report) -> None:
    """Agenda and papers reached every participant in time, and the item was on it (C7, L12).

    Cadre matters are handed out at the meeting, to those in the step alone: for them no lead time is asked.
    """
    meeting = facts.decision.meeting
    meets_on = facts.held_on or facts.planned_on
    if meeting is None or meets_on is None:
        return
    lead = 0 if is_personnel(facts.decision) else facts.numbers.circulation_days or 0
    sent = meeting.agenda_circulated_at
    sent_on = sent.date() if sent is not None else None
    if sent is None or sent_on is None or sent_on > facts.on:
        if facts.held_on or facts.is_late(lead):
            report("agenda-not-circulated", reason="没有送达的记载", meeting=day(meets_on))
    elif (meets_on - sent_on).days < lead:
        reason = f"{day(sent_on)} 才送达，会前不足 {lead} 天" if lead else "会议之后才送达"
        report(
            "agenda-not-circulated",
            reason=reason,
            meeting=day(meets_on),
            circulated_at=sent.isoformat(),
            least=lead,
        )
    elif facts.held_on:
        left_out = [member for member in facts.seated if not member.circulated]
        if left_out:
            found = names(left_out)
            report("agenda-not-circulated", reason="没有送达" + "、".join(found["names"]), **found)
    if facts.held_on and not meeting.item_on_agenda:
        report("item-not-on-agenda", meeting=day(meets_on))


def explained(facts: Facts, emergency: Emergency, report: Report) -> None:
    """An emergency was explained, and reported to a meeting in time (C7, L11)."""
    decided_on = emergency.decided_on
    given = {
        "理由": not is_blank(emergency.reason),
        "决定人": not is_blank(emergency.decided_by),
        "决定日期": decided_on is not None,
    }
    missing = [name for name, is_given in given.items() if not is_given]
    if missing:
        report("emergency-unexplained", missing=missing)
    least = facts.numbers.emergency_days
    if decided_on is None or least is None:
        return
    due, reported = _last_day(facts, decided_on, least), emergency.reported_on
    if reported is not None and reported <= facts.on:
        if reported > due:
            report(
                "emergency-unreported", due=day(due), reported_on=day(reported), how=f"实际 {reported} 才报告"
            )
    elif facts.on > due:
        report("emergency-unreported", due=day(due), how="至今没有报告")


def _last_day(facts: Facts, since: date, working_days: int) -> date:
    try:
        return facts.calendar.add(since, working_days)
    except OverflowError:
        return date.max
