"""An approval sheet from first to last: entered, its signers named, signed by each under their own log-in, paid, or withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from decisions.models import Matter
from finance.checks.funds import sheets_of
from finance.choices import SIGNER_FIELDS, UseOrigin
from finance.models import FundUse, Purchase
from finance.policies import (
    cancellable_uses,
    editable_uses,
    own_fund_units,
    payable_uses,
    signable_uses,
    started_fund_units,
)
from finance.procedure.funds import judge
from finance.procedure.parties import Known
from finance.selectors.funds import leaders_of, signers_of
from finance.selectors.paid_for import PaidFor
from finance.services.funds.checking import recheck_funds
from finance.services.suppliers import suppliers_of
from organisation.models import Person, Unit
from rulebook.procedures.funds import DECIDED, LEADERS, PAYABLE, SIGNERS, WHO, Signer, sheet_rule_on


@dataclass(frozen=True, slots=True)
class UseContent:
    """What is typed of a use of funds: for what, to whom, how much, of which budget item, on which resolution, for which contract."""

    purpose: str
    payee: Known
    amount: Decimal
    budget_item: str
    matter: Matter | None = None
    pays: PaidFor = PaidFor()


class NotPossible(Exception):
    """It is not this user's to do, or not any more."""


class ChangedMeanwhile(Exception):
    """Another person changed the sheet after this user had opened it."""


@ledger.service("funds.enter")
def enter_use(*, token: UUID, unit: Unit, content: UseContent, by: User, on: date) -> FundUse:
    """Enter a use of funds of `unit`; the same `token` twice gives the same sheet. Raises ValidationError by field, NotPossible.

    Who does not enter the unit's funds starts a sheet of their own, as its handler (经办人).
    """
    if not started_fund_units(by, on).filter(pk=unit.pk).exists():
        raise NotPossible
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # one number after the other
    known = FundUse.objects.filter(token=token).first()
    if known is not None:
        if known.entered_by_id != by.pk:
            raise NotPossible
        raise ledger.Again(known)
    use = FundUse(
        unit=unit,
        token=token,
        number=_next_number(unit, on),
        applied_on=on,
        entered_by=by,
        origin=UseOrigin.ENTERED,
        handler=by.person if handles_alone(unit, by, on) else None,
    )
    _fill(use, content)
    recheck_funds(unit, on)
    return use


@ledger.service("funds.change")
def change_use(*, use: int, content: UseContent, seen: datetime | None, by: User, on: date) -> FundUse:
    """Change a sheet that nobody signed yet. `seen` is when it had last changed as the user saw it.

    Raises ValidationError by field, ChangedMeanwhile, NotPossible. Signers that the new sum does not ask for are taken off.
    """
    found = _held(editable_uses(by, on), use)
    if seen is None or found.changed_at > seen:
        raise ChangedMeanwhile
    _fill(found, content)
    recheck_funds(found.unit, on, use=found.pk)
    return found


@ledger.service("funds.name-signers")
def name_signers(*, use: int, signers: Mapping[Signer, Person], by: User, on: date) -> FundUse:
    """Name who signs a sheet, one person for each place its sum asks for. Raises ValidationError by signer, NotPossible."""
    found = _held(editable_uses(by, on), use)
    required = sheet_rule_on(found.happened_on).required(found.amount)
    problems: dict[str, list[str]] = {}
    for signer in required:
        person = signers.get(signer)
        if person is None:
            problems[signer] = [_("请选择由谁签字。")]
        elif not _may_sign(found.unit, signer, on).filter(pk=person.pk).exists():
            problems[signer] = [_("“%(name)s”当日不能在这一处签字。") % {"name": person.name}]
        elif signer == Signer.HANDLER and person != by.person and handles_alone(found.unit, by, on):
            problems[signer] = [_("您填写的审批单由您本人经办。")]
    if problems:
        raise ValidationError(problems)
    for signer in Signer:
        setattr(found, signer, signers.get(signer) if signer in required else None)
        setattr(found, f"{signer}_name", "")
    _refuse(found, WHO, on, field_of=WHERE)
    found.save()
    recheck_funds(found.unit, on, use=found.pk)
    return found


# At which place the form shows what may not be.
WHERE = {
    "head-handles-funds": Signer.HANDLER.value,
    "head-signs-as-deputy": Signer.DEPUTY.value,
    "deputy-not-in-charge": Signer.DEPUTY.value,
}


@ledger.service("funds.sign")
def sign_use(*, use: int, by: User, on: date) -> FundUse:
    """Sign a sheet in one's place, in the order of the signers (L9). A second click finds nothing to sign.

    Leaders do not sign a large sum before it was decided. Raises ValidationError with what is missing, NotPossible.
    """
    found = _held(signable_uses(by, on), use)
    place = next(
        signer
        for signer in Signer
        if getattr(found, f"{signer}_id") == by.person_id and getattr(found, f"{signer}_on") is None
    )
    unnamed = _unnamed(found)
    if unnamed:
        raise ValidationError(_("还没有指定：%(who)s。") % {"who": "、".join(unnamed)})
    setattr(found, f"{place}_on", on)
    _refuse(found, WHO | (DECIDED if place in LEADERS else frozenset()), on)
    found.save()
    recheck_funds(found.unit, on, use=found.pk)
    return found


@ledger.service("funds.pay")
def pay_use(*, use: int, paid_on: date, by: User, on: date) -> FundUse:
    """Note that a sheet was paid on `paid_on`. Raises ValidationError with everything that is missing, NotPossible."""
    found = _held(payable_uses(by, on), use)
    if paid_on > on or paid_on < found.applied_on:
        raise ValidationError({"paid_on": [_("支付日期不能早于申请日期，也不能晚于今天。")]})
    if found.matter_id is not None:  # of two payments on one resolution the second sees the first
        Matter.objects.select_for_update(no_key=True).get(pk=found.matter_id)
    if found.purchase_id is not None:  # and of two on one contract
        Purchase.objects.select_for_update(no_key=True).defer("form").get(pk=found.purchase_id)
    found.paid_on, found.happened_on = paid_on, paid_on
    _refuse(found, PAYABLE, on)
    found.save()
    recheck_funds(found.unit, on, use=found.pk)
    return found


@ledger.service("funds.cancel")
def cancel_use(*, use: int, reason: str, by: User, on: date) -> FundUse:
    """Withdraw a sheet that was not paid. Raises ValidationError without a reason, NotPossible."""
    found = _held(cancellable_uses(by, on), use)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明作废理由。")]})
    found.cancelled, found.cancelled_reason = True, reason.strip()[:200]
    found.save()
    recheck_funds(found.unit, on, use=found.pk)
    return found


def handles_alone(unit: Unit, by: User, on: date) -> bool:
    """Whether `by` fills sheets of `unit` only as their handler, not for others."""
    return not own_fund_units(by, on).filter(pk=unit.pk).exists()


def who_may_sign(unit: Unit, on: date) -> dict[Signer, list[Person]]:
    """Who may be named for each place."""
    return {signer: list(_may_sign(unit, signer, on)) for signer in Signer}


def _may_sign(unit: Unit, signer: Signer, on: date) -> QuerySet[Person]:
    """The head's place is a head's, those of deputies other leaders'; money is handled, witnessed and reviewed by anybody of the unit."""
    if signer in LEADERS:
        return leaders_of(unit, on, heads=signer == Signer.HEAD)
    return signers_of(unit, on)


def _held(rows: QuerySet[FundUse], use: int) -> FundUse:
    """The sheet among `rows`, locked to the end of the transaction; a second click that waited finds it changed. Raises NotPossible."""
    locked = rows.select_for_update(of=("self",)).select_related("unit", "payee", "matter", "purchase")
    found = locked.filter(pk=use).first()
    if found is None:
        raise NotPossible
    return found


def _fill(use: FundUse, content: UseContent) -> None:
    problems: dict[str, list[str]] = {}
    if content.amount <= 0:
        problems["amount"] = [_("金额须大于零。")]
    if content.matter is not None and content.matter.unit_id != use.unit_id:
        problems["matter"] = [_("只能选择本单位的决策事项。")]
    if use.unit_id not in _units_paying(content.pays, use.unit_id):
        problems["pays"] = [_("只能选择本单位的采购或者标段。")]
    if problems:
        raise ValidationError(problems)
    payees = suppliers_of(use.unit.county_id, [content.payee])
    use.purpose, use.amount, use.budget_item = content.purpose, content.amount, content.budget_item
    use.payee, use.matter = payees[content.payee.key], content.matter
    use.purchase, use.part = content.pays.purchase, content.pays.part
    required = sheet_rule_on(use.paid_on or use.applied_on).required(content.amount)
    for signer in Signer:
        if signer not in required:
            setattr(use, signer, None)
            setattr(use, f"{signer}_name", "")
    use.save()


def _units_paying(pays: PaidFor, otherwise: int) -> set[int]:
    """Whose purchase or part it is; `otherwise` where none is named."""
    if pays.part is not None:
        return {pays.part.project.unit_id}
    return {pays.purchase.unit_id if pays.purchase is not None else otherwise}


def _refuse(use: FundUse, codes: frozenset[str], on: date, field_of: Mapping[str, str] | None = None) -> None:
    """Raise ValidationError with what of `codes` is found in `use` as it would stand: before its payment as if it were paid on `on`."""
    for signer in SIGNER_FIELDS:
        person = getattr(use, signer)
        setattr(use, f"{signer}_name", person.name if person is not None else "")
    former = use.paid_on
    use.paid_on = former or on
    try:
        found = [one for one in judge(sheets_of([use], on)[use.pk], on) if one.rule.code in codes]
    finally:
        use.paid_on = former
    problems: dict[str, list[str]] = {}
    for one in found:
        said = one.message_ahead(planned=True)  # refused, and so not paid
        problems.setdefault((field_of or {}).get(one.rule.code, "__all__"), []).append(said)
    if problems:
        raise ValidationError(problems)


def _unnamed(use: FundUse) -> list[str]:
    required = sheet_rule_on(use.happened_on).required(use.amount)
    return [SIGNERS[signer] for signer in required if getattr(use, f"{signer}_id") is None]


def _next_number(unit: Unit, on: date) -> str:
    """The unit's own number, without gaps per year; the caller holds the lock."""
    start = f"支{on.year}-"
    rows = FundUse.objects.filter(unit=unit, number__startswith=start)
    numbers = [number.removeprefix(start) for number in rows.values_list("number", flat=True)]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{start}{last + 1:04d}"
