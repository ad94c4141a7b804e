"""What happened at the meeting: who sat, who spoke when, how it was voted, what came out (C6, C8)."""

from datetime import date
from operator import itemgetter

from decisions.procedure.facts import DEFERRED, PASSED, Facts, Report, day, names
from decisions.procedure.form import Candidate, Member, Tally
from rulebook.procedures.decisions import (
    DEFAULT_BASE,
    DEFAULT_FRACTION,
    VoteBase,
    attendance_needed,
    votes_needed,
)

BASES = {VoteBase.DUE.value: "应到会", VoteBase.PRESENT.value: "到会"}
OUTCOMES = {"passed": "通过", "rejected": "不通过", "deferred": "缓议"}
_DUE, _DEFAULT_BASE = VoteBase.DUE.value, DEFAULT_BASE.value


def decided_together(facts: Facts, report: Report) -> bool:
    """Whether there was a meeting to judge; where the matter was decided without one, or ahead of it, that is said (C6)."""
    met = facts.held_on is not None and bool(facts.members)
    if facts.decision.emergency is not None or facts.decided_on is None:
        return met
    if not met:
        how = "会议没有参会人员的记载" if facts.held_on else f"{facts.before} 已经决定或执行"
        report("not-collective", how=how, decided_on=facts.before)
    elif facts.held_on and facts.resolution and facts.outcome != DEFERRED:
        resolved = facts.resolution.on
        if resolved is not None and resolved < facts.held_on:
            how = f"决议 {day(resolved)} 作出，早于会议"
            report("not-collective", how=how, decided_on=day(resolved), meeting=day(facts.held_on))
    return met


def attended(facts: Facts, report: Report) -> None:
    """Enough members sat for what was decided (N9, N10), and none who should have withdrawn, as who is proposed always should (N14).

    The unit's own quorum counts where it is stricter. Who withdrew is absent: what is still written of them is not counted, and not held against them. A meeting that was too small and
    so decided nothing, or put the matter off, did right.
    """
    own = facts.decision.meeting.quorum if facts.decision.meeting else None
    quorum = attendance_needed(facts.decision.category, len(facts.members), own)
    if len(facts.seated) < quorum and _decided(facts):
        report("no-quorum", members=len(facts.members), attending=len(facts.seated), quorum=quorum)
    concerned = {candidate.staff_no for candidate in facts.decision.candidates or ()}
    ignored = [m for m in facts.seated if m.recusal_due or m.staff_no in concerned]
    if ignored:
        report("recusal-ignored", **names(ignored))


def _decided(facts: Facts) -> bool:
    """Whether the meeting decided: as its resolution says, or where none was made by any vote written down."""
    if facts.resolution is not None and facts.outcome is not None:
        return facts.outcome != DEFERRED
    meeting, candidates = facts.decision.meeting, facts.decision.candidates or ()
    tallies = [meeting.tally if meeting else None, *(candidate.tally for candidate in candidates)]
    if any(tally is not None and tally.cast for tally in tallies):
        return True
    votes = [member.vote for member in facts.members]
    return any(votes) or any(any((candidate.votes or {}).values()) for candidate in candidates)


def spoken(facts: Facts, report: Report) -> None:
    """Every present member spoke before the head did (C8). Passing counts as speaking."""
    places = [member.spoke for member in facts.seated if member.head and member.spoke is not None]
    if not places:
        return
    place = min(places)
    others = [member for member in facts.seated if not member.head]
    after = [member for member in others if member.spoke is not None and member.spoke >= place]
    silent = [member for member in others if member.spoke is None]
    if after:
        report("head-not-last", place=place, **names(after))
    if silent:
        report("head-silent-members", **names(silent))


def voted(facts: Facts, report: Report) -> None:
    """Every present member voted, on every candidate alone, and the outcome follows the majority (C6, C8).

    A matter put off needs no vote; where nobody voted the majority is not judged.
    """
    candidates, put_off = facts.decision.candidates, facts.outcome == DEFERRED
    if candidates:
        _voted_on_each(facts, candidates, report)
    tally = facts.decision.meeting.tally if facts.decision.meeting else None
    silent = [member for member in facts.seated if member.vote is None]
    cast = tally.cast if tally else len(facts.seated) - len(silent)
    if not cast:
        if not candidates and not put_off:
            report("not-voted", meeting=facts.before)
        return
    if not candidates and not put_off:
        _all_voted(facts, silent, tally, report)
    if facts.outcome is not None:
        in_favour = tally.votes_for if tally else sum(member.vote == "for" for member in facts.seated)
        _follows_majority(facts, in_favour, facts.outcome, "", report)


def _all_voted(facts: Facts, silent: list[Member], tally: Tally | None, report: Report) -> None:
    if tally is None and silent:
        report("vote-missing", **names(silent))
    elif tally is not None and tally.cast < len(facts.seated):
        report("vote-missing", names=[f"{len(facts.seated) - tally.cast} 人（无记名）"])


def _voted_on_each(facts: Facts, candidates: list[Candidate], report: Report) -> None:
    unvoted: list[str] = []
    missing: dict[str, Member] = {}
    for candidate in candidates:
        name, votes = candidate.name or candidate.staff_no, candidate.votes or {}
        # The resolution speaks for the only candidate where the form does not say what came of them.
        outcome = candidate.outcome or (facts.outcome if len(candidates) == 1 else None)
        # Who came through or was refused was not put off, whatever became of the others.
        put_off = (candidate.outcome or facts.outcome) == DEFERRED
        valid = [vote for member in facts.seated if (vote := votes.get(member.staff_no)) is not None]
        cast = candidate.tally.cast if candidate.tally else len(valid)
        if not cast:
            unvoted += [] if put_off else [name]
            continue
        if not candidate.tally and not put_off:
            missing |= {m.staff_no: m for m in facts.seated if votes.get(m.staff_no) is None}
        if outcome is not None:
            in_favour = candidate.tally.votes_for if candidate.tally else valid.count("for")
            _follows_majority(facts, in_favour, outcome, f"人选{name}，", report)
    if unvoted:
        report("candidate-not-voted", names=unvoted)
    if missing:
        report("vote-missing", **names(list(missing.values())))


def _follows_majority(facts: Facts, votes: int, outcome: str, what: str, report: Report) -> None:
    rule = facts.decision.vote_rule
    base = (rule.base if rule else None) or _DEFAULT_BASE
    number = len(facts.members) if base == _DUE else len(facts.seated)
    needed = votes_needed(number, (rule.fraction if rule else None) or DEFAULT_FRACTION)
    if (votes >= needed) != (outcome == PASSED):
        report(
            "outcome-against-majority",
            what=what,
            votes_for=votes,
            needed=needed,
            base=BASES[base],
            base_number=number,
            outcome=OUTCOMES[outcome],
        )


def resolved(facts: Facts, report: Report) -> None:
    """A resolution was made of what a meeting decided, and archived (C6). The day itself is for writing it."""
    resolution, since = facts.resolution, facts.held_on
    if resolution is None:
        if since is not None and facts.members and facts.on > since:
            report("resolution-missing", meeting=day(since))
        return
    made_on = resolution.on or since
    if not resolution.archived and (made_on is None or facts.on > made_on):
        report("not-archived", resolution=day(made_on) if made_on else "")


def in_order(facts: Facts, report: Report) -> None:
    """The meetings a matter must pass through were held, each not before the one that comes first (C6)."""
    decision = facts.decision
    required = decision.meetings_required
    if not required or facts.decided_on is None:
        return
    until = (facts.resolution.on if facts.resolution else None) or facts.on
    known = [(m.on, m.kind) for m in decision.meetings_held or () if m.on is not None]
    known.sort(key=itemgetter(0))
    held = [(on, kind) for on, kind in known if on <= until]
    if not _follows(required, held, facts.outcome == PASSED):
        report("meeting-order-wrong", required=required, held=[kind for _on, kind in known] or ["无"])


def _follows(required: list[str], held: list[tuple[date, str]], passed: bool) -> bool:
    """Whether `held` keeps to the order required; what was not passed need not have gone on to the later meetings."""
    left, after = list(held), date.min
    for place, kind in enumerate(required):
        for at, (on, name) in enumerate(left):
            if name == kind and on >= after:
                after = on
                del left[at]
                break
        else:
            later = required[place:]
            return not passed and not any(name in later for _on, name in left)
    return True
