"""What a use of funds needs as a list: done, missing, ahead or not needed, why, and by when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from finance.procedure.funds.form import Sheet
from finance.procedure.funds.judging import judge
from rulebook.procedures.funds import (
    BUDGET_STEP,
    CONTRACT_STEP,
    PAYMENT_STEP,
    SIGNERS,
    STEP_OF_CODE,
    STEPS,
    Signer,
    sheet_rule_on,
)
from rulebook.types import Step


class LineState(StrEnum):
    """How a step stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it stands: `why` in Chinese where something is wrong or it is not needed, `who` signs, `by` what it must be done before."""

    step: Step
    state: LineState
    why: str = ""
    who: str = ""
    on: date | None = None
    by: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the rules still ask for it."""
        return self.state == LineState.MISSING


def checklist(sheet: Sheet, on: date) -> list[Line]:
    """The steps of `sheet` as of `on`. Before the payment it says what would be missing if it were paid on `on`."""
    why: dict[str, list[str]] = defaultdict(list)
    asked = sheet if sheet.paid_on else msgspec.structs.replace(sheet, paid_on=on)
    for one in judge(asked, on):
        if sheet.paid_on or one.rule.code not in {"sheet-signature-missing", "paid-before-approval"}:
            said = one.message if sheet.paid_on else one.message_ahead(planned=True)
            why[STEP_OF_CODE[one.rule.code]].append(said)
    return [_line(step, sheet, "".join(why[step.key])) for step in STEPS]


def _line(step: Step, sheet: Sheet, why: str) -> Line:
    if step.key in set(Signer):
        return _signature(step, sheet, why)
    if step.key == PAYMENT_STEP:
        return _payment(step, sheet, why)
    by = "" if sheet.paid_on else "支付前"
    if why:
        return Line(step, LineState.MISSING, why, by=by)
    if step.key == BUDGET_STEP:
        if sheet.allowance is None:
            return Line(step, LineState.NOT_NEEDED, "本单位没有登记当年预算")
        return Line(step, LineState.DONE)
    if step.key == CONTRACT_STEP:
        if sheet.contract is None:
            return Line(step, LineState.NOT_NEEDED, "没有指明所支付的采购或者标段")
        return Line(step, LineState.DONE, who=sheet.contract.title, on=sheet.contract.accepted_on)
    return _resolution(step, sheet)


def _resolution(step: Step, sheet: Sheet) -> Line:
    if sheet.resolved is not None:
        return Line(step, LineState.DONE, who=sheet.resolved.title, on=sheet.resolved.on)
    return Line(step, LineState.NOT_NEEDED, f"低于大额资金标准 {sheet.threshold:,.2f} 元（L8）")


def _signature(step: Step, sheet: Sheet, why: str) -> Line:
    signer = Signer(step.key)
    one = sheet.signatures.get(signer)
    rule = sheet_rule_on(sheet.on)
    if one is None and signer not in rule.required(sheet.amount):
        return Line(step, LineState.NOT_NEEDED, f"{rule.least(signer) or 0:,} 元起须会签（L9）")
    who = one.name if one else ""
    if why:
        return Line(step, LineState.MISSING, why, who, one.on if one else None)
    if one is not None and one.on is not None:
        return Line(step, LineState.DONE, who=who, on=one.on)
    if sheet.paid_on is not None:
        return Line(step, LineState.MISSING, "已经支付，没有签字（L9）", who)
    return Line(step, LineState.AHEAD, "" if one else "还没有指定由谁签字", who, by=_before(signer, sheet))


def _before(signer: Signer, sheet: Sheet) -> str:
    """What the signature must come before: the next one that is asked for, else the payment."""
    required = sheet_rule_on(sheet.on).required(sheet.amount)
    later = [one for one in required if list(Signer).index(one) > list(Signer).index(signer)]
    return f"{SIGNERS[later[0]]}签字前" if later else "支付前"


def _payment(step: Step, sheet: Sheet, why: str) -> Line:
    if why:
        return Line(step, LineState.MISSING, why, on=sheet.paid_on)
    if sheet.paid_on is not None:
        return Line(step, LineState.DONE, on=sheet.paid_on)
    return Line(step, LineState.AHEAD, "签字齐全、依据具备后支付")
