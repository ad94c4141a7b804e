"""What happened at the meeting: who sat, who spoke when, how it was voted, what came out (C6, C8)."""

from collections.abc import Iterable
from datetime import date

from decisions.procedure.facts import Facts, Report, day, is_personnel, names
from decisions.procedure.form import Candidate, Member, Tally
from rulebook.procedures.decisions import (
    DEFAULT_BASE,
    DEFAULT_FRACTION,
    VoteBase,
    quorum_of,
    votes_needed,
)

BASES = {VoteBase.DUE: "应到会", VoteBase.PRESENT: "到会"}
PASSED, DEFERRED = "passed", "deferred"
OUTCOMES = {"passed": "通过", "rejected": "不通过", "deferred": "缓议"}


def decided_together(facts: Facts, report: Report) -> bool:
    """Whether there was a meeting to judge; where the matter was decided without one, that is said (C6)."""
    if facts.held_on is not None and facts.members:
        resolved = facts.decision.resolution.on if facts.decision.resolution else None
        if resolved is not None and resolved < facts.held_on and facts.decision.emergency is None:
            report("not-collective", how=f"决议 {day(resolved)} 作出，早于会议")
        return True
    if facts.decision.emergency is None and facts.decided_on is not None:
        how = "会议没有参会人员的记载" if facts.held_on else f"{day(facts.decided_on)} 已经决定或执行"
        report("not-collective", how=how)
    return False


def attended(facts: Facts, report: Report) -> None:
    """Enough members sat (N9, N10), and none who should have withdrawn (N14)."""
    quorum = quorum_of(facts.decision.category).of(len(facts.members))
    if len(facts.seated) < quorum:
        report("no-quorum", members=len(facts.members), attending=len(facts.seated), quorum=quorum)
    concerned = {candidate.staff_no for candidate in facts.decision.candidates or ()}
    ignored = [m for m in facts.members if (m.recusal_due or m.staff_no in concerned) and _took_part(m)]
    ignored += [m for m in facts.members if m.recused and _acted(m) and m not in ignored]
    if ignored:
        report("recusal-ignored", **names(ignored))


def _took_part(member: Member) -> bool:
    return bool(member.attended and not member.recused)


def _acted(member: Member) -> bool:
    return member.vote is not None or member.spoke is not None or member.opinion is not None


def spoken(facts: Facts, report: Report) -> None:
    """Every present member spoke before the head did (C8). Passing counts as speaking."""
    heads = [member for member in facts.seated if member.head and member.spoke is not None]
    if not heads:
        return
    place = min(member.spoke for member in heads if member.spoke is not None)
    others = [member for member in facts.seated if not member.head]
    after = [member for member in others if member.spoke is not None and member.spoke >= place]
    silent = [member for member in others if member.spoke is None]
    if after:
        report("head-not-last", place=place, **names(after))
    if silent:
        report("head-silent-members", **names(silent))


def voted(facts: Facts, report: Report) -> None:
    """Every present member voted, on every candidate alone, and the outcome follows the majority (C6, C8)."""
    resolution = facts.decision.resolution
    deferred = resolution is not None and resolution.outcome == DEFERRED
    candidates = (facts.decision.candidates or []) if is_personnel(facts.decision) else []
    if candidates:
        _each_voted_on(facts, candidates, report, deferred=deferred)
    meeting = facts.decision.meeting
    tally = meeting.tally if meeting else None
    silent = [member for member in facts.seated if member.vote is None]
    cast = tally.cast if tally else len(facts.seated) - len(silent)
    if not cast:
        if not candidates and not deferred:
            report("not-voted")
        return
    if not candidates and not deferred:
        _all_voted(facts, silent, tally, report)
    if resolution is not None:
        votes = tally.in_favour if tally else sum(member.vote == "for" for member in facts.seated)
        _follows_majority(facts, votes, resolution.outcome, "", report)


def _all_voted(facts: Facts, silent: list[Member], tally: Tally | None, report: Report) -> None:
    if tally is None and silent:
        report("vote-missing", **names(silent))
    elif tally is not None and tally.cast < len(facts.seated):
        report("vote-missing", names=[f"{len(facts.seated) - tally.cast} 人（无记名）"])


def _each_voted_on(facts: Facts, candidates: Iterable[Candidate], report: Report, *, deferred: bool) -> None:
    unvoted: list[str] = []
    missing: dict[str, Member] = {}
    for candidate in candidates:
        votes = candidate.votes or {}
        valid = [votes[m.staff_no] for m in facts.seated if votes.get(m.staff_no) is not None]
        cast = candidate.tally.cast if candidate.tally else len(valid)
        put_off = deferred or candidate.outcome == DEFERRED
        if not cast:
            unvoted += [] if put_off else [candidate.name or candidate.staff_no]
            continue
        if not candidate.tally and not put_off:
            missing |= {m.staff_no: m for m in facts.seated if votes.get(m.staff_no) is None}
        if candidate.outcome is not None:
            in_favour = candidate.tally.in_favour if candidate.tally else valid.count("for")
            who = f"人选{candidate.name or candidate.staff_no}，"
            _follows_majority(facts, in_favour, candidate.outcome, who, report)
    if unvoted:
        report("candidate-not-voted", names=unvoted)
    if missing:
        report("vote-missing", **names(list(missing.values())))


def _follows_majority(facts: Facts, votes: int, outcome: str, what: str, report: Report) -> None:
    rule = facts.decision.vote_rule
    base = (rule.base if rule else None) or DEFAULT_BASE
    number = len(facts.members) if base == VoteBase.DUE else len(facts.seated)
    needed = votes_needed(number, (rule.fraction if rule else None) or DEFAULT_FRACTION)
    if (votes >= needed) != (outcome == PASSED):
        report(
            "outcome-against-majority",
            what=what,
            votes_for=votes,
            needed=needed,
            base=BASES[VoteBase(base)],
            base_number=number,
            outcome=OUTCOMES[outcome],
        )


def resolved(facts: Facts, report: Report) -> None:
    """A resolution was made and archived (C6)."""
    held_on, resolution = facts.held_on, facts.decision.resolution
    if held_on is None:
        return
    if resolution is None or (resolution.on is not None and resolution.on > facts.on):
        if facts.on > held_on:
            report("resolution-missing", meeting=day(held_on))
    elif not resolution.archived and facts.on > (resolution.on or held_on):
        report("not-archived")


def in_order(facts: Facts, report: Report) -> None:
    """The meetings a matter must pass through were held, each not before the one that comes first (C6)."""
    decision = facts.decision
    required, resolution = decision.meetings_required or [], decision.resolution
    if not required or resolution is None or facts.decided_on is None:
        return
    until = resolution.on or facts.on
    held = [(m.on, m.kind) for m in decision.meetings_held or () if m.on is not None and m.on <= until]
    if not _follows(required, sorted(held, key=lambda one: one[0]), resolution.outcome == PASSED):
        known = sorted((m for m in decision.meetings_held or () if m.on), key=lambda m: m.on or date.min)
        report("meeting-order-wrong", required=required, held=[m.kind for m in known] or ["无"])


def _follows(required: list[str], held: list[tuple[date, str]], passed: bool) -> bool:
    """Whether `held` keeps to the order required; what was not passed need not have gone on to the later meetings."""
    after = date.min
    for place, kind in enumerate(required):
        days = [on for on, name in held if name == kind and on >= after]
        if not days:
            later = set(required[place:])
            return not passed and not any(name in later for _on, name in held)
        after = min(days)
    return True
