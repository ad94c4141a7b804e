"""Approval sheets in the documented form, in order unless a test asks for a fault."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from finance.procedure.funds import Resolved, Sheet, Signature, judge
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import Signer, sheet_rule_on

PAID = date(2026, 6, 10)
THRESHOLD = Decimal(30_000)
HEADS = ("山既明", "云望舒")
PEOPLE = {
    Signer.HANDLER: "温听澜",
    Signer.WITNESS: "辛若溪",
    Signer.FINANCE: "晏怀谷",
    Signer.DEPUTY: "苗若溪",
    Signer.SECOND: "容景行",
    Signer.HEAD: "山既明",
}


def signature(signer: Signer, day: int = 0, name: str = "") -> Signature:
    """A signature in June; each signer a day after the one before unless told otherwise."""
    place = list(Signer).index(signer)
    who = name or PEOPLE[signer]
    return Signature(who, who, date(2026, 6, day or 1 + place))


def sheet(amount: int = 3_000, **changes: Any) -> Sheet:
    """A paid sheet over `amount` yuan with the signatures it needs; `without` names signers left out."""
    without = changes.pop("without", ())
    signers = [one for one in sheet_rule_on(PAID).required(Decimal(amount)) if one not in without]
    values: dict[str, Any] = {
        "amount": Decimal(amount),
        "payee": "平利县青山印务有限公司",
        "item": "印刷费",
        "on": date(2026, 6, 1),
        "threshold": THRESHOLD,
        "paid_on": PAID,
        "signatures": {one: signature(one) for one in signers},
        "deputy": Signature("苗若溪", "苗若溪"),
    }
    return _headed(Sheet(**values | changes))


def _headed(one: Sheet) -> Sheet:
    heads = tuple(signer for signer, given in one.signatures.items() if given.name in HEADS)
    return msgspec.structs.replace(one, heads=heads)


def resolved(**changes: Any) -> Resolved:
    """A resolution over 100,000 yuan on printing, passed before the payment."""
    values: dict[str, Any] = {
        "title": "购买印刷服务",
        "category": MatterCategory.FUNDS.value,
        "on": date(2026, 5, 20),
        "passed": True,
        "amount": Decimal(100_000),
        "spent": Decimal(40_000),
        "items": ("印刷费",),
    }
    return Resolved(**values | changes)


def signed(base: Sheet, **signatures: Signature) -> Sheet:
    """`base` with other signatures."""
    return _headed(msgspec.structs.replace(base, signatures=base.signatures | signatures))


def codes(one: Sheet, on: date = date(2026, 7, 1)) -> set[str]:
    """What is found in it."""
    return {found.rule.code for found in judge(one, on)}
