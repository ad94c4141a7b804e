"""Stored uses of funds for tests: a town whose deputy is in charge of finance, sheets in order unless a test asks for a fault."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from finance.choices import UseOrigin
from finance.models import FundUse, Supplier
from finance.procedure.parties import known
from finance.services.funds.checking import check_county_funds
from finance.services.funds.sheets import UseContent, enter_use, name_signers, pay_use, sign_use
from finance.services.suppliers import suppliers_of
from organisation.models import Person
from rulebook.procedures.funds import Signer, sheet_rule_on
from supervision.models import Charge, Finding
from tests import factories
from tests.decisions.world import World, build
from tests.factories import ZHENPING
from tests.today import DAY

PAYEE = "平利县青山印务有限公司"
ITEM = "印刷费"
PAID = date(2026, 6, 10)
_numbers = count(1)


def town_of_funds() -> World:
    """The small county; the town's deputy (苗若溪) is in charge of finance, every signer has a log-in."""
    world = build()
    Charge.objects.create(
        unit=world.town, field="finance", person=world.members[6], during=DateRange(factories.LONG_AGO, None),
        basis="班子分工",
    )  # fmt: skip
    for person, name in ((world.candidate, "handler"), (world.kin_of_deputy, "witness")):
        factories.make_user(name, person=person)
    return world


def people_of(world: World) -> dict[Signer, Person]:
    """Who signs: two clerks and the secretary, the deputy in charge, another deputy, the head."""
    keeper = world.secretary.person
    if keeper is None:
        raise ValueError("the secretary is in the roster")
    return {
        Signer.HANDLER: world.candidate,
        Signer.WITNESS: world.kin_of_deputy,
        Signer.FINANCE: keeper,
        Signer.DEPUTY: world.members[6],
        Signer.SECOND: world.members[7],
        Signer.HEAD: world.head,
    }


def user_of(person: Person) -> User:
    """The log-in of a signer."""
    return User.objects.get(person=person)


def payee(name: str = PAYEE) -> Supplier:
    """A payee of the county."""
    return suppliers_of(ZHENPING, [known(name)])[name]


def stored(world: World, amount: Any = 3_000, **changes: Any) -> FundUse:
    """A paid use as a ledger tells it, in order; `without` names signers left out, signers may be given as people or names."""
    without, paid_on = changes.pop("without", ()), changes.pop("paid_on", PAID)
    values: dict[str, Any] = {
        "unit": world.town, "number": f"账{next(_numbers)}", "origin": UseOrigin.LEDGER, "purpose": "印刷宣传资料",
        "amount": Decimal(amount), "budget_item": ITEM, "applied_on": min(date(2026, 6, 1), paid_on), "paid_on": paid_on,
    }  # fmt: skip
    values["payee"] = payee(changes.pop("payee", PAYEE))
    people = people_of(world)
    for signer in sheet_rule_on(paid_on).required(Decimal(amount)):
        if signer not in without:
            values[signer] = people[signer]
            values[f"{signer}_on"] = paid_on
    return FundUse.objects.create(**values | changes)


def content(amount: Any = 3_000, **changes: Any) -> UseContent:
    """What is typed of a use."""
    values: dict[str, Any] = {
        "purpose": "印刷宣传资料", "payee": known(PAYEE), "amount": Decimal(amount), "budget_item": ITEM,
    }  # fmt: skip
    return UseContent(**values | changes)


def entered(world: World, amount: Any = 3_000, *, by: User | None = None, **changes: Any) -> FundUse:
    """A sheet of the town, its signers named."""
    keeper = by or world.secretary
    use = enter_use(token=uuid4(), unit=world.town, content=content(amount, **changes), by=keeper, on=DAY)
    return name_signers(use=use.pk, signers=people_of(world), by=keeper, on=DAY)


def signed(world: World, use: FundUse, *signers: Signer) -> FundUse:
    """Let the signers named sign, or all of them."""
    for signer in signers or sheet_rule_on(DAY).required(use.amount):
        use = sign_use(use=use.pk, by=user_of(people_of(world)[signer]), on=DAY)
    return use


def paid(world: World, use: FundUse) -> FundUse:
    """Let it be signed by all and paid."""
    signed(world, use)
    return pay_use(use=use.pk, paid_on=DAY, by=world.secretary, on=DAY)


def judged_funds(on: date = DAY) -> dict[str, int]:
    """Judge all of the county's funds."""
    return check_county_funds(county=ZHENPING, on=on)


def open_codes(row: Any) -> set[str]:
    """What stands in the register about a row, and is open."""
    rows = Finding.objects.filter(source=row._meta.label_lower, source_id=row.pk)
    return set(rows.exclude(state="closed").values_list("code", flat=True))
