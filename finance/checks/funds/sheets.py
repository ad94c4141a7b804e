"""Stored uses of funds in the documented form, with all that a judgement reads of their surroundings; queries do not grow with their number."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from finance.checks.funds.contracts import Contracts
from finance.checks.funds.money import Money
from finance.checks.funds.people import People
from finance.models import FundUse
from finance.procedure.funds import Sheet, Signature
from rulebook.procedures.funds import Signer


def sheets_of(uses: Sequence[FundUse], on: date) -> dict[int, Sheet]:
    """Each of `uses` (loaded with their payees) as a sheet as of `on`, by number of the row."""
    people, money, contracts = People(uses), Money(uses, on), Contracts(uses, on)
    return {use.pk: _sheet(use, people, money, contracts) for use in uses}


def _sheet(use: FundUse, people: People, money: Money, contracts: Contracts) -> Sheet:
    day = use.deputy_on or use.happened_on
    return Sheet(
        amount=use.amount,
        payee=use.payee.name,
        item=use.budget_item,
        on=use.happened_on,
        threshold=money.threshold(use),
        paid_on=use.paid_on,
        signatures={
            signer: Signature(key_of(person, name), name, on) for signer, person, name, on in use.places()
        },
        heads=tuple(_heads(use, people)),
        deputy=people.in_charge(use.unit_id, day),
        bound=people.is_bound(use.county_id, day),
        kin=tuple(_kin(use, people)),
        resolved=money.resolved(use),
        parts=money.parts(use),
        allowance=money.allowance(use),
        contract=contracts.of(use),
    )


def key_of(person: int | None, name: str) -> str:
    """What tells signers apart: the number in the roster, else the name."""
    return name if person is None else str(person)


def _heads(use: FundUse, people: People) -> Iterator[str]:
    for signer, person, _name, on in use.places():
        if person is not None and people.headed(person, use.unit_id, on or use.happened_on):
            yield Signer(signer)


def _kin(use: FundUse, people: People) -> Iterator[tuple[str, str]]:
    known = [(person, name) for _signer, person, name, _on in use.places() if person is not None]
    for (one, name), (other, others_name) in combinations(known, 2):
        if people.are_relatives(one, other):
            yield name, others_name
