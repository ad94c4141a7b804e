"""What became of the decision: follow-up, keeping to it, loss (C9–C11)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from decisions.procedure.facts import COMMENDED, Facts, Report, day, is_blank
from decisions.procedure.form import Execution
from rulebook.procedures.decisions import CODES, TRACED

KINDS = {
    "task": "任务",
    "supervision": "督办",
    "payment": "付款",
    "contract": "合同",
    "appointment": "任职",
    "change": "变更",
}
PAYMENT = "payment"
SPENDING = (PAYMENT, "contract")


def carried_out(facts: Facts, report: Report) -> None:
    """Nothing was done without a resolution, and what was done kept to it (C10)."""
    since, early, departed = facts.allowed_since, [], []
    for entry in facts.done:
        if _has_own_decision(facts, entry):
            continue
        if entry.kind != COMMENDED and (since is None or entry.on is None or entry.on < since):
            early.append(entry)
        if entry.departs or entry.kind == "change":
            departed.append(entry)
    departed += [entry for entry in _beyond_the_sum(facts) if entry not in departed]
    if early:
        report("executed-without-resolution", entries=_shown(early))
    if departed:
        report("departed-from-resolution", entries=_shown(departed))


def _has_own_decision(facts: Facts, entry: Execution) -> bool:
    """Whether another decision covers the entry."""
    return not is_blank(entry.by_decision) and entry.by_decision != facts.decision.id


def _beyond_the_sum(facts: Facts) -> list[Execution]:
    """Contracts above the sum decided, and the payments from the one on that exceeds it."""
    spent = [
        e
        for e in facts.done
        if e.amount is not None and e.kind in SPENDING and not _has_own_decision(facts, e)
    ]
    if not spent or facts.decision.amount is None:
        return []
    decided, paid = Decimal(facts.decision.amount), Decimal(0)
    beyond = []
    for entry in sorted(spent, key=_day_of):
        amount = Decimal(entry.amount or 0)
        if entry.kind == PAYMENT:
            paid += amount
            amount = paid
        if amount > decided:
            beyond.append(entry)
    return beyond


def _day_of(entry: Execution) -> date:
    return entry.on or date.min


def _shown(entries: Iterable[Execution]) -> list[str]:
    """Entries as facts: 2026-03-02 付款 120000.00 元."""
    return [
        f"{entry.on} {KINDS[entry.kind]}" + (f" {entry.amount} 元" if entry.amount else "")
        for entry in entries
    ]


def followed_up(facts: Facts, report: Report) -> None:
    """What was decided is followed up, its tasks are done by their day (C9, L16, L17)."""
    since = facts.allowed_since
    if since is None or since > facts.on:
        return
    tasks = [e for e in facts.decision.execution or () if e.kind == "task" and _is_open(facts, e)]
    overdue = [entry for entry in tasks if entry.due is not None and entry.due < facts.on]
    if overdue:
        shown = [f"{entry.owner or '未定责任人'}（期限 {entry.due}）" for entry in overdue]
        report("task-overdue", tasks=shown)
    elif facts.passed_on is not None and (tasks or not facts.done):
        last = max([facts.passed_on, *_written(facts)])
        days, least = (facts.on - last).days, facts.numbers.stalled_days
        if least is not None and days >= least:
            report("no-follow-up", since=day(last), days=days, least=least)


def _is_open(facts: Facts, task: Execution) -> bool:
    """Whether a task was given and not done by the day of judgement."""
    given = task.on is None or task.on <= facts.on
    return given and not facts.happened(task.done_on)


def _written(facts: Facts) -> Iterable[date]:
    """The days on which something was written about carrying it out."""
    for entry in facts.done:
        for on in (entry.on, entry.progress_on, entry.done_on):
            if on is not None and on <= facts.on:
                yield on


def traced(facts: Facts, found: Iterable[str], report: Report) -> None:
    """A loss is traced back to the steps that were missing (C11); `found` are the codes found so far."""
    loss, codes = facts.decision.loss, list(found)
    if loss is None or (loss.found_on is not None and loss.found_on > facts.on):
        return
    if any(CODES[code].clause in TRACED for code in codes):
        report(
            "loss-with-missing-steps",
            found_on=day(loss.found_on or facts.on),
            codes=codes,
            steps=[CODES[code].title for code in codes],
        )
