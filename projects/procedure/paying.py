"""Changes and payments: a change above the limits has its resolution; nothing is paid ahead of acceptance, or above what was agreed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.periods import months_after
from projects.procedure.form import Change, Part, Project
from rulebook.procedures.projects import (
    ADVANCE_PERCENT,
    CHANGE_PERCENT,
    CHANGE_SUM,
    PROGRESS_PERCENT,
    RETENTION_MONTHS,
    RETENTION_PERCENT,
    Stage,
)

Report = Callable[..., None]
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A change with why it needs a resolution, and why it rests on none; both empty where it may stand as it is."""

    change: Change
    why: str = ""
    how: str = ""

    @property
    def approved(self) -> bool:
        """Whether the contract grew by it: small enough, or decided together beforehand."""
        return not (self.why and self.how)


def weighed(part: Part, on: date) -> Iterator[Weighed]:
    """Each change by `on`, in order, measured by its own sum (L25) and by all of them together (L26)."""
    total = NOTHING
    for change in sorted(part.changes, key=lambda one: one.on):
        if change.on > on:
            return
        total += change.amount
        yield Weighed(change, _needs_resolution(part, change, total), _unresolved(change))


def _needs_resolution(part: Part, change: Change, total: Decimal) -> str:
    if change.amount <= 0:
        return ""
    if change.amount >= CHANGE_SUM.value:
        return f"达到 {CHANGE_SUM.value:,} 元"
    if part.contract and total * 100 >= part.contract * CHANGE_PERCENT.value:
        return f"累计变更 {total:.2f} 元，达到合同金额的 {CHANGE_PERCENT.value}%"
    return ""


def _unresolved(change: Change) -> str:
    if change.decided_on is None:
        return "没有集体决策的决议"
    if change.decided_on > change.on:
        return f"决议在 {change.decided_on.isoformat()} 才作出"
    return ""


def agreed(part: Part, on: date) -> Decimal:
    """What the contract comes to by `on` with the changes that were approved."""
    if part.contract is None or (part.contract_on is not None and part.contract_on > on):
        return NOTHING
    return part.contract + sum((one.change.amount for one in weighed(part, on) if one.approved), NOTHING)


def changed(project: Project, on: date, report: Report) -> None:
    """No change above the limits without its resolution."""
    for part in project.parts:
        for one in weighed(part, on):
            if not one.approved:
                told = {"on": one.change.on, "amount": one.change.amount, "why": one.why, "how": one.how}
                report("project-change-undecided", Stage.SETTLEMENT, part=part.name, **told)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may have been paid in all by a day: `amount`, by which stand of things; `whole` is what was agreed altogether."""

    amount: Decimal
    basis: str
    whole: Decimal
    whole_basis: str


def allowed(part: Part, on: date) -> Allowed:
    """How much of `part` may have been paid by `on`: an advance before any acceptance, a share of what was accepted, after the final
    account all but what is kept back until the defects period is over.
    """
    whole, words = agreed(part, on), "合同加批准的变更为"
    if part.final is not None and part.final_on is not None and part.final_on <= on:
        if part.final < whole:
            whole, words = part.final, "决算金额为"
        return _after_account(part, on, whole, words)
    if part.accepted_on is not None and part.accepted_on <= on:
        return Allowed(_share(whole, PROGRESS_PERCENT.value), "已竣工验收、没有决算", whole, words)
    measured = max((one.amount for one in part.measures if one.on <= on), default=NOTHING)
    advance = _share(whole, ADVANCE_PERCENT.value)
    progress = min(_share(measured, PROGRESS_PERCENT.value), whole)
    if progress > advance:
        return Allowed(progress, f"已验收计量 {measured:.2f} 元", whole, words)
    said = f"已验收计量 {measured:.2f} 元" if measured else "还没有验收计量，只能预付"
    return Allowed(advance, said, whole, words)


def _after_account(part: Part, on: date, whole: Decimal, words: str) -> Allowed:
    since = part.accepted_on or part.final_on
    released = since is not None and months_after(since, RETENTION_MONTHS.value) <= on
    if released:
        return Allowed(whole, "缺陷责任期已满", whole, words)
    kept = _share(whole, 100 - RETENTION_PERCENT.value)
    return Allowed(kept, f"应预留 {RETENTION_PERCENT.value}% 质量保证金", whole, words)


def _share(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(Decimal("0.01"))


def paid(project: Project, on: date, report: Report) -> None:
    """No payment ahead of acceptance for that share, none above the contract with its approved changes or the final account."""
    for part in project.parts:
        total = NOTHING
        codes: set[str] = set()
        for payment in sorted(part.payments, key=lambda one: one.on):
            if payment.on > on:
                break
            total += payment.amount
            found = allowed(part, payment.on)
            told = {"part": part.name, "on": payment.on, "paid": total}
            if total > found.whole and "above" not in codes:
                codes.add("above")
                whole = {"basis": found.whole_basis, "allowed": found.whole}
                report("project-paid-above", Stage.SETTLEMENT, **told, **whole)
            elif found.amount < total <= found.whole and "ahead" not in codes:
                codes.add("ahead")
                share = {"basis": found.basis, "allowed": found.amount}
                report("project-paid-ahead", Stage.SETTLEMENT, **told, **share)
