"""What had to be done before deciding: classification, consultation, assessments, publicity, circulation (C2–C5, C7)."""

from decimal import Decimal
from typing import Any

from decisions.procedure.facts import Facts, Report, day, is_personnel, names
from rulebook.procedures.decisions import Flag

ASSESSMENTS = (
    ("expert_panel", "expert-panel-missing", "专家组论证"),
    ("technical_advice", "technical-advice-missing", "技术咨询"),
    ("legality_review", "legality-review-missing", "合法性审查"),
    ("stability_risk", "risk-assessment-missing", "社会稳定风险评估"),
)
LEGALITY = "legality_review"


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
    if Flag.LIVELIHOOD in flags:
        _consulted(facts, report)
    if Flag.TECHNICAL in flags:
        _assessed(facts, report)
    if Flag.PUBLIC_INTEREST in flags:
        _publicised(facts, report)
        _heard(facts, report)


def _consulted(facts: Facts, report: Report) -> None:
    consultation, least = facts.decision.consultation, facts.numbers.draft_days
    published = consultation.published_on if consultation else None
    if consultation is None or published is None or published > facts.on:
        if facts.is_late(least):
            report("draft-not-published")
        return
    closed, decided = consultation.closed_on, facts.decided_on
    end = (closed or decided) if decided else facts.planned_on
    if decided and max(published, closed or published) > decided:
        report("consulted-after-meeting", until=day(closed or published), decided_on=day(decided))
    if least and end and end >= published and (end - published).days < least:
        report(
            "consultation-too-short",
            published_on=day(published),
            closed_on=day(end),
            days=(end - published).days,
            least=least,
        )
    if decided:
        missing = [] if (consultation.summary or "").strip() else ["意见汇总"]
        if consultation.comments != 0 and not (consultation.adoption or "").strip():
            missing.append("采纳情况")
        if missing:
            report("consultation-unsummarised", missing=missing)


def _assessed(facts: Facts, report: Report) -> None:
    late, unanswered = [], []
    for name, code, title in ASSESSMENTS:
        part: Any = getattr(facts.decision, name)
        on = part.on if part else None
        if on is None or on > facts.on:
            if facts.decided_on or (name == LEGALITY and _cannot_be_reviewed(facts)):
                report(code)
            continue
        if facts.decided_on is None:
            continue
        if on > facts.decided_on:
            late.append(title)
        if _is_adverse(name, part) and not (part.answer or "").strip():
            unanswered.append(title)
        if name == LEGALITY:
            _reviewed_in_time(facts, report)
    if unanswered:
        report("adverse-opinion-unanswered", steps=unanswered)
    if late and facts.decided_on:
        report("assessed-after-meeting", steps=late, decided_on=day(facts.decided_on))


def _cannot_be_reviewed(facts: Facts) -> bool:
    """Whether the papers did not reach the reviewers in time for the meeting ahead (N3)."""
    review = facts.decision.legality_review
    received = review.received_on if review else None
    return not facts.happened(received) and facts.is_late(facts.numbers.legality_days, working=True)


def _reviewed_in_time(facts: Facts, report: Report) -> None:
    review, least = facts.decision.legality_review, facts.numbers.legality_days
    if review is None or review.received_on is None or review.on is None or least is None:
        return
    days = facts.days_until(review.received_on, review.on, working=True)
    if days < least:
        report(
            "legality-review-rushed",
            received_on=day(review.received_on),
            on=day(review.on),
            days=days,
            least=least,
        )


def _is_adverse(name: str, part: Any) -> bool:
    """Whether an opinion must be answered before deciding: an adverse one, a legality review with conditions, a high risk."""
    if name == "stability_risk":
        return bool(part.grade == "high")
    return part.opinion == "adverse" or (name == LEGALITY and part.opinion == "conditional")


def _publicised(facts: Facts, report: Report) -> None:
    publicity, least = facts.decision.publicity, facts.numbers.publicity_days
    since = publicity.since if publicity else None
    if publicity is None or since is None or since > facts.on:
        if facts.is_late(least, working=True):
            report("publicity-missing")
        return
    end = (publicity.until or facts.decided_on) if facts.decided_on else facts.planned_on
    if least and end and end >= since:
        days = facts.days_until(since, end, working=True)
        if days < least:
            report("publicity-too-short", since=day(since), until=day(end), days=days, least=least)


def _heard(facts: Facts, report: Report) -> None:
    decided, decision = facts.decided_on, facts.decision
    if decided is None:
        return
    asked = {
        "听证": decision.hearing.on if decision.hearing else None,
        "民意调查": decision.survey.on if decision.survey else None,
    }
    held = {title: on for title, on in asked.items() if on is not None and on <= facts.on}
    if not held:
        report("hearing-or-survey-missing")
    late = [] if any(on <= decided for on in held.values()) else list(held)
    publicity = decision.publicity
    last = (publicity.until or publicity.since) if publicity else None
    if last is not None and last > decided:
        late.insert(0, "公示")
    if late:
        report("heard-after-meeting", steps=late, decided_on=day(decided))


def circulated(facts: Facts, report: Report) -> None:
    """Agenda and papers reached every participant in time, and the item was on it (C7, L12).

    Cadre matters are handed out at the meeting, to those in the step alone: for them no lead time is asked.
    """
    meeting = facts.decision.meeting
    meets_on = facts.held_on or facts.planned_on
    if meeting is None or meeting.at is None or meets_on is None:
        return
    lead = 0 if is_personnel(facts.decision) else facts.numbers.circulation_days or 0
    sent = meeting.agenda_circulated_at
    if sent is None or sent.date() > facts.on:
        if facts.is_late(lead):
            report("agenda-not-circulated", reason="没有送达的记载")
    elif sent > meeting.at or (meets_on - sent.date()).days < lead:
        reason = f"{day(sent.date())} 才送达，会前不足 {lead} 天" if lead else "会议开始后才送达"
        report("agenda-not-circulated", reason=reason, circulated_at=sent.isoformat(), least=lead)
    else:
        left_out = [member for member in facts.seated if not member.circulated] if facts.held_on else []
        if left_out:
            found = names(left_out)
            report("agenda-not-circulated", reason="没有送达" + "、".join(found["names"]), **found)
    if facts.held_on and not meeting.item_on_agenda:
        report("item-not-on-agenda")


def explained(facts: Facts, report: Report) -> None:
    """An emergency was explained, and reported to a meeting in time (C7, L11)."""
    emergency = facts.decision.emergency
    if emergency is None:
        return
    given = {"理由": emergency.reason, "决定人": emergency.decided_by}
    missing = [name for name, words in given.items() if not (words or "").strip()]
    if missing:
        report("emergency-unexplained", missing=missing)
    least = facts.numbers.emergency_days
    if emergency.decided_on is None or least is None:
        return
    due, reported = facts.calendar.add(emergency.decided_on, least), emergency.reported_on
    if facts.happened(reported) and reported is not None:
        if reported > due:
            report(
                "emergency-unreported", due=day(due), reported_on=day(reported), how=f"实际 {reported} 才报告"
            )
    elif facts.on > due:
        report("emergency-unreported", due=day(due), how="至今没有报告")
