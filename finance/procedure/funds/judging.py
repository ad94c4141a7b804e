"""Judging a use of funds by B3 and L9 as of a day. Pure; time is an argument."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from decisions.procedure import Found
from finance.procedure.funds.form import Sheet, Signature
from rulebook.procedures.funds import CODES, SIGNERS, SPENDING, Signer, sheet_rule_on

Report = Callable[..., None]


def judge(sheet: Sheet, on: date) -> list[Found]:
    """Everything found in `sheet` as of `on`. What a payment asks for is missing only once it was made."""
    found: list[Found] = []

    def report(code: str, **facts: object) -> None:
        found.append(Found(CODES[code], facts))

    paid = sheet.paid_on is not None and sheet.paid_on <= on
    for rule in ALWAYS:
        rule(sheet, report)
    for rule in ONCE_PAID if paid else ():
        rule(sheet, report)
    return found


def _apart(sheet: Sheet, report: Report) -> None:
    """Nobody fills two places of a sheet."""
    places: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for signer in Signer:
        one = sheet.signatures.get(signer)
        if one is not None:
            places[one.key].append(SIGNERS[signer])
            names[one.key] = one.name
    details = [f"{names[key]}（{'、'.join(where)}）" for key, where in places.items() if len(where) > 1]
    if details:
        report("sheet-two-roles", details=details)


def _by_head(sheet: Sheet, report: Report) -> None:
    """The head handles no money, and does not stand in for the deputy in charge."""
    handler, deputy = sheet.signatures.get(Signer.HANDLER), sheet.signatures.get(Signer.DEPUTY)
    if handler is not None and Signer.HANDLER in sheet.heads:
        report("head-handles-funds", names=handler.name, amount=_yuan(sheet.amount))
    if deputy is None:
        return
    if Signer.DEPUTY in sheet.heads:
        if sheet.bound:
            report("head-signs-as-deputy", names=deputy.name)
    elif sheet.deputy is not None and sheet.deputy.key != deputy.key:
        report("deputy-not-in-charge", names=deputy.name, holder=sheet.deputy.name)


def _kin(sheet: Sheet, report: Report) -> None:
    """Relatives do not hold each other in check (N14)."""
    if sheet.kin:
        report("sheet-kin", names=sorted({name for pair in sheet.kin for name in pair}))


def _in_order(sheet: Sheet, report: Report) -> None:
    """Each signs when those before have signed."""
    signed = [(signer, one.on) for signer in Signer if (one := _signed(sheet, signer)) is not None and one.on]
    wrong = [
        f"{SIGNERS[later]}（{day}）早于{SIGNERS[earlier]}（{before}）"
        for (earlier, before), (later, day) in zip(signed, signed[1:], strict=False)
        if day < before
    ]
    if wrong:
        report("sheet-out-of-order", details=wrong)


def _signed_in_full(sheet: Sheet, report: Report) -> None:
    """3+x: every signature the sum asks for, each before the payment."""
    required = sheet_rule_on(sheet.on).required(sheet.amount)
    missing = [SIGNERS[signer] for signer in required if _signed(sheet, signer) is None]
    if missing:
        report("sheet-signature-missing", **_paid(sheet), missing=missing)
    late = [
        f"{SIGNERS[signer]}（{one.on}）"
        for signer in Signer
        if (one := _signed(sheet, signer)) is not None and one.on and sheet.paid_on and one.on > sheet.paid_on
    ]
    if late:
        report("paid-before-approval", paid_on=str(sheet.paid_on), details=late)


def _decided(sheet: Sheet, report: Report) -> None:
    """A large use has its resolution beforehand, and keeps within its sum and purpose, together with all that rest on it."""
    resolved = sheet.resolved
    if resolved is None:
        if sheet.is_large:
            report("funds-without-resolution", **_paid(sheet), threshold=_yuan(sheet.threshold))
        return
    told = {"matter": resolved.title}
    if resolved.refused:
        report("funds-resolution-refused", **_paid(sheet), **told)
        return
    if resolved.on is None and not resolved.passed:
        report("funds-before-resolution", **_paid(sheet), **told, how="还没有作出决议")
    elif resolved.on is not None and sheet.paid_on is not None and sheet.paid_on < resolved.on:
        report("funds-before-resolution", **_paid(sheet), **told, how=f"{resolved.on} 才作出决议")
    if resolved.amount is not None and resolved.spent > resolved.amount:
        report("funds-beyond-resolution", **told, total=_yuan(resolved.spent), decided=_yuan(resolved.amount))
    _for_its_purpose(sheet, report)


def _for_its_purpose(sheet: Sheet, report: Report) -> None:
    resolved = sheet.resolved
    if resolved is None:
        return
    how = ""
    if resolved.category not in SPENDING:
        how = f"属于{resolved.category}，不是资金使用决议"
    elif resolved.items and sheet.item not in resolved.items:
        how = f"用于“{'、'.join(resolved.items)}”"
    if how:
        report("funds-off-purpose", budget_item=sheet.item, matter=resolved.title, how=how)


def _not_split(sheet: Sheet, report: Report) -> None:
    """Parts of one use are not kept apart to stay below the threshold (L32)."""
    parts = sheet.parts
    if parts is None or sheet.resolved is not None or sheet.is_large:
        return
    report(
        "funds-split", since=str(parts.since), until=str(parts.until), payee=sheet.payee, budget_item=sheet.item,
        number=parts.number, total=_yuan(parts.total), threshold=_yuan(sheet.threshold),
    )  # fmt: skip


def _budgeted(sheet: Sheet, report: Report) -> None:
    """It is charged to an item of the year's budget, and the item is not overspent."""
    allowed = sheet.allowance
    if allowed is None:
        return
    if allowed.amount is None:
        report("funds-outside-budget", year=allowed.year, budget_item=sheet.item, amount=_yuan(sheet.amount))
    elif allowed.spent > allowed.amount:
        told = {"total": _yuan(allowed.spent), "budget": _yuan(allowed.amount)}
        report("funds-over-budget", year=allowed.year, budget_item=sheet.item, **told)


def _by_contract(sheet: Sheet, report: Report) -> None:
    """What is paid for is paid to its supplier, after its acceptance, and not above its contract."""
    contract = sheet.contract
    if contract is None:
        return
    told = {"contract": contract.title}
    if contract.supplier and contract.supplier != sheet.payee:
        report("funds-payee-not-supplier", payee=sheet.payee, supplier=contract.supplier, **told)
    if contract.amount is not None and contract.spent > contract.amount:
        report("funds-beyond-contract", **told, total=_yuan(contract.spent), agreed=_yuan(contract.amount))
    accepted = contract.accepted_on
    if contract.accepts and sheet.paid_on is not None and (accepted is None or sheet.paid_on < accepted):
        how = "还没有验收" if accepted is None else f"{accepted} 才验收"
        report("funds-before-acceptance", **_paid(sheet), **told, how=how)


ALWAYS: tuple[Callable[[Sheet, Report], None], ...] = (_apart, _by_head, _kin, _in_order)
ONCE_PAID: tuple[Callable[[Sheet, Report], None], ...] = (
    _signed_in_full,
    _decided,
    _not_split,
    _budgeted,
    _by_contract,
)


def _signed(sheet: Sheet, signer: Signer) -> Signature | None:
    one = sheet.signatures.get(signer)
    return one if one is not None and one.on is not None else None


def _paid(sheet: Sheet) -> dict[str, str]:
    return {"paid_on": str(sheet.paid_on), "amount": _yuan(sheet.amount)}


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}"
