"""The discussion, as the register of decisions has it (articles 34–41): quorum, vote, agenda, recusal, the head who is about to leave."""

from appointments.procedure.consulting import missed
from appointments.procedure.facts import PASSED, Facts, Report, day
from core.periods import months_after
from decisions.procedure import Found as DecisionFound
from decisions.procedure import judge as judge_decision
from rulebook.procedures.appointments import DISCUSSION, LEAVING_MONTHS, TITLES, Record

OUTCOMES = {"passed": "通过", "rejected": "未通过", "deferred": "暂缓"}


def discussed(facts: Facts, report: Report) -> None:
    """Nobody is published or appointed who was not discussed, or was dropped by the vote (N9)."""
    after = facts.facts_after(DISCUSSION)
    decided = facts.done.get(DISCUSSION)
    if decided is None:
        if after:
            report("cadre-not-discussed", DISCUSSION, **after)
        return
    if after and facts.outcome is not None and facts.outcome != PASSED:
        told = {"decided_on": day(decided.begins), "outcome": OUTCOMES[facts.outcome]}
        report(
            "cadre-dropped-yet-appointed",
            DISCUSSION,
            **told,
            on=after["later_on"],
            later=f"进入{after['later']}",
        )
    _by_the_register(facts, report)
    _without_kin(facts, report)
    _leaving(facts, report)


def consulted(facts: Facts, report: Report) -> None:
    """What was concluded about the candidate, and in force on the day of the discussion, had been consulted by then (C20)."""
    decided = facts.done.get(DISCUSSION)
    if decided is None:
        return
    for code, titles in missed(facts.case.conclusions or (), decided.begins).items():
        report(code, DISCUSSION, on=day(decided.begins), conclusions=titles)


def _by_the_register(facts: Facts, report: Report) -> None:
    """What the register of decisions finds in the meeting, as far as it bears on this candidate."""
    decision = facts.case.decision
    if decision is None:
        return
    found = {one.rule.code: one for one in judge_decision(decision, facts.on, facts.calendar)}
    if "no-quorum" in found:
        told = found["no-quorum"].facts
        report(
            "cadre-no-quorum", DISCUSSION, **{name: told[name] for name in ("members", "attending", "quorum")}
        )
    if _is_unvoted(facts, found):
        report("cadre-not-voted", DISCUSSION)
    if "item-not-on-agenda" in found:
        report("cadre-sudden-motion", DISCUSSION, decided_on=day(facts.done[DISCUSSION].begins))


def _is_unvoted(facts: Facts, found: dict[str, DecisionFound]) -> bool:
    unvoted = found.get("candidate-not-voted")
    names = unvoted.facts.get("names", []) if unvoted else []
    return "not-voted" in found or facts.case.staff_no in names or facts.case.name in names


def _without_kin(facts: Facts, report: Report) -> None:
    """No relative deliberated or voted, and no head promotes one (N14)."""
    seated = facts.decided.seated if facts.decided else []
    kin = [member for member in seated if member.staff_no in facts.people]
    if kin:
        names = [member.name or member.staff_no for member in kin]
        numbers = [member.staff_no for member in kin]
        report("cadre-kin-took-part", DISCUSSION, what=TITLES[DISCUSSION], staff_nos=numbers, names=names)
    if facts.is_promotion and facts.outcome == PASSED and facts.case.head in (facts.case.kin or {}):
        report("cadre-head-promotes-kin", DISCUSSION, decided_on=day(facts.done[DISCUSSION].begins))


def _leaving(facts: Facts, report: Report) -> None:
    """The unit's head did not promote anybody in the months before leaving (article 61)."""
    left, decided = facts.case.head_left_on, facts.done[DISCUSSION].begins
    if not facts.is_promotion or left is None or facts.outcome != PASSED:
        return
    if decided <= left <= months_after(decided, LEAVING_MONTHS.value):
        told = {"left_on": day(left), "decided_on": day(decided), "months": LEAVING_MONTHS.value}
        report("cadre-eve-of-leaving", Record.INITIATION, **told)
