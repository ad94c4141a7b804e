"""What became of the decision: follow-up, keeping to it, loss (C9–C11)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from decisions.procedure.facts import COMMENDED, Facts, Report, day
from decisions.procedure.form import Execution
from decisions.procedure.meeting import PASSED
from rulebook.procedures.decisions import CODES, TRACED

KINDS = {
    "task": "任务",
    "supervision": "督办",
    "payment": "付款",
    "contract": "合同",
    "appointment": "任职",
    "change": "变更",
}


def carried_out(facts: Facts, report: Report) -> None:
    """Nothing was done without a resolution, and what was done kept to it (C10)."""
    resolution = facts.decision.resolution
    since = (resolution.on or facts.held_on) if resolution and resolution.outcome == PASSED else None
    early = [
        entry
        for entry in facts.done
        if entry.kind != COMMENDED and not entry.by_decision and not _covered(facts, entry, since)
    ]
    if early:
        report("executed-without-resolution", entries=_shown(early))
    departed = [e for e in facts.done if (e.departs or e.kind == "change") and not e.by_decision]
    departed += [entry for entry in _beyond_the_sum(facts) if entry not in departed]
    if departed:
        report("departed-from-resolution", entries=_shown(departed))


def _covered(facts: Facts, entry: Execution, since: date | None) -> bool:
    """Whether a passed resolution, or an emergency, came before the entry."""
    emergency = facts.decision.emergency
    if emergency is not None and emergency.decided_on is not None and entry.on >= emergency.decided_on:
        return True
    return since is not None and entry.on >= since


def _beyond_the_sum(facts: Facts) -> list[Execution]:
    """Contracts above the sum decided, and the payments from the one on that exceeds it."""
    if facts.decision.amount is None:
        return []
    decided, paid = Decimal(facts.decision.amount), Decimal(0)
    beyond = []
    for entry in sorted(facts.done, key=lambda entry: entry.on):
        if entry.amount is None or entry.by_decision:
            continue
        if entry.kind == "payment":
            paid += Decimal(entry.amount)
        if (entry.kind == "contract" and Decimal(entry.amount) > decided) or (
            entry.kind == "payment" and paid > decided
        ):
            beyond.append(entry)
    return beyond


def _shown(entries: Iterable[Execution]) -> list[str]:
    """Entries as facts: 2026-03-02 付款 120000.00 元."""
    return [
        f"{day(entry.on)} {KINDS[entry.kind]}" + (f" {entry.amount} 元" if entry.amount else "")
        for entry in entries
    ]


def followed_up(facts: Facts, report: Report) -> None:
    """A passed resolution is followed up, its tasks are done by their day (C9, L16, L17)."""
    resolution = facts.decision.resolution
    if resolution is None or resolution.outcome != PASSED:
        return
    since = resolution.on or facts.held_on
    if since is None or since > facts.on:
        return
    open_tasks = [e for e in facts.done if e.kind == "task" and not facts.happened(e.done_on)]
    overdue = [entry for entry in open_tasks if entry.due is not None and entry.due < facts.on]
    if overdue:
        tasks = [f"{entry.owner or '未定责任人'}（期限 {entry.due}）" for entry in overdue]
        report("task-overdue", tasks=tasks)
    elif open_tasks or not facts.done:
        last = max([since, *(entry.on for entry in facts.done), *_finished(facts)])
        days, least = (facts.on - last).days, facts.numbers.stalled_days
        if least is not None and days > least:
            report("no-follow-up", since=day(last), days=days, least=least)


def _finished(facts: Facts) -> list[date]:
    days = (day for entry in facts.done for day in (entry.progress_on, entry.done_on))
    return [day for day in days if day is not None and day <= facts.on]


def traced(facts: Facts, found: Iterable[str], report: Report) -> None:
    """A loss is traced back to the steps that were missing (C11); `found` are the codes found so far."""
    loss, codes = facts.decision.loss, list(found)
    if loss is None or not facts.happened(loss.found_on or facts.on):
        return
    if any(CODES[code].clause in TRACED for code in codes):
        report(
            "loss-with-missing-steps",
            found_on=day(loss.found_on or facts.on),
            codes=codes,
            steps=[CODES[code].title for code in codes],
        )
