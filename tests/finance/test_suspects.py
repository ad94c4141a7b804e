"""The statement over all uses picks exactly those in which the judgement of the sheet finds something."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from decisions.choices import Outcome
from decisions.models import Threshold
from finance.checks.funds import sheets_of, suspects
from finance.models import Budget, BudgetChange, BudgetItem, Flag, FundUse, Purchase
from finance.procedure.funds import judge
from organisation.models import Tenure
from projects.models import Part, Project
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import CODES, Signer
from supervision.models import Charge, Suspension
from tests import factories
from tests.decisions.decided import make_decided
from tests.decisions.world import make_matter
from tests.factories import ZHENPING
from tests.finance.funds import payee, people_of, stored, town_of_funds
from tests.today import DAY

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
ITEMS = ("印刷费", "差旅费", "维修费")


def entangle(world, chance):
    """Budgets, resolutions, changing deputies, thresholds and heads."""
    budget = Budget.objects.create(unit=world.town, year=2026)
    items = [
        BudgetItem.objects.create(budget=budget, name=name, amount=sum_)
        for name, sum_ in zip(ITEMS[:2], (900_000, 150_000), strict=True)
    ]
    passed = [
        make_decided(world, on=date(2026, 3, 1), amount=Decimal(120_000), category=MatterCategory.FUNDS),
        make_decided(world, on=date(2026, 8, 1), amount=None, category=MatterCategory.FUNDS),
    ]
    BudgetChange.objects.create(
        item=items[0],
        on=date(2026, 5, 1),
        amount=10,
        reason="追加",
        matter=passed[1],
        token="7d0c3f1e-2a53-4e0a-9d5f-0d3c8f3b6a01",
    )
    Threshold.objects.filter(unit=world.town).update(during=DateRange(factories.LONG_AGO, date(2026, 7, 1)))
    Charge.objects.filter(unit=world.town).update(during=DateRange(factories.LONG_AGO, date(2026, 9, 1)))
    Tenure.objects.filter(person=world.members[1]).update(
        during=DateRange(factories.LONG_AGO, date(2026, 6, 1))
    )
    Tenure.objects.filter(person=world.members[7]).update(during=DateRange(factories.LONG_AGO, None))
    post = Tenure.objects.get(person=world.members[1]).post
    post.is_head = True
    post.save()
    Suspension.objects.create(
        county=factories.make_county(),
        during=DateRange(date(2026, 10, 1), date(2026, 10, 20)),
        reason="试点",
        decided_by="县委文件",
    )
    contract(world, "甲公司", 90_000, accepted_on=date(2026, 3, 1))
    contract(world, "乙公司", 700_000, accepted_on=None)
    told = contract(world, "丙公司", 800_000, accepted_on=None)
    Flag.objects.create(
        county=told.county,
        group="OCID",
        code="paid-before-acceptance",
        value=1,
        purchase=told,
        reckoned_on=DAY,
    )
    contract(world, "丁公司", None, origin="ocds")
    project = Project.objects.create(
        unit=world.town, number="工1", title="修路", total=2, public=1, started_on=START
    )
    Part.objects.create(project=project, name="一标段", category="works", supplier=payee("甲公司"))
    return [
        *passed,
        make_decided(world, outcome=Outcome.REJECTED, on=date(2026, 2, 1), category=MatterCategory.FUNDS),
        make_matter(world, category=MatterCategory.FUNDS),
        make_decided(world, on=date(2026, 2, 2), category=MatterCategory.PERSONNEL),
    ]


def contract(world, supplier, amount, **values):
    """A purchase of the town for `amount` from `supplier`."""
    return Purchase.objects.create(
        unit=world.town, number=f"采{supplier}", title="购置", category="goods", happened_on=START,
        contract_amount=amount, supplier=payee(supplier), **values,
    )  # fmt: skip


def what_is_paid(chance):
    """Nothing in particular, a purchase, or the part of a project."""
    if chance.random() < 0.7:
        return {}
    part = Part.objects.first()
    return (
        {"part": part} if chance.random() < 0.2 else {"purchase": chance.choice(list(Purchase.objects.all()))}
    )


def one(world, chance, matters, people):
    paid_on = START + timedelta(days=chance.randrange(320)) if chance.random() < 0.9 else None
    day = paid_on or START + timedelta(days=chance.randrange(320))
    amount = chance.choice(
        (300, 4_999, 5_000, 12_000, 16_000, 20_000, 29_999, 30_000, 49_999, 50_000, 80_000)
    )
    values = {}
    for signer in Signer:
        if chance.random() < 0.06:
            continue
        name = chance.choice(("外聘甲", "外聘乙")) if chance.random() < 0.06 else ""
        person = (
            people[signer] if chance.random() < 0.9 else chance.choice([*people.values(), *world.members])
        )
        values |= {f"{signer}_name": name} if name else {signer.value: person}
        if chance.random() < 0.95:
            values[f"{signer}_on"] = day + timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, -1, 1)))
    return stored(
        world, amount, paid_on=paid_on or day, **{name: None for signer in Signer for name in (signer.value, f"{signer}_on")}
        | values, payee=chance.choice("甲乙丙丁") + "公司", budget_item=chance.choice(ITEMS),
        matter=chance.choice(matters) if amount >= 30_000 and chance.random() < 0.7 else None, **what_is_paid(chance),
    ) if paid_on else stored(world, amount, paid_on=day, **values)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_both_say_the_same_of_any_ledger(seed):
    chance = random.Random(seed)
    world = town_of_funds()
    matters = entangle(world, chance)
    people = people_of(world)
    factories.make_relatives(world.members[5], world.candidate)
    for _ in range(150):
        one(world, chance, matters, people)
    for number in FundUse.objects.order_by("pk").values_list("pk", flat=True)[::15]:
        use = FundUse.objects.get(pk=number)
        use.paid_on = None
        use.save()
    FundUse.objects.filter(pk=use.pk).update(cancelled=True, cancelled_reason="重复")
    uses = list(FundUse.objects.filter(cancelled=False).select_related("payee"))
    sheets = sheets_of(uses, DAY)
    found = {use.pk: {fault.rule.code for fault in judge(sheets[use.pk], DAY)} for use in uses}
    picked = set(suspects(on=DAY, county=ZHENPING))
    assert picked == {number for number, codes in found.items() if codes}
    assert picked == set(suspects(on=DAY, unit=world.town.pk))
    assert 0 < len(picked) < len(uses)


def test_the_ledgers_of_the_test_hold_every_fault_there_is():
    chance, met, world = random.Random(0), set(), town_of_funds()
    matters, people = entangle(world, chance), people_of(world)
    factories.make_relatives(world.members[5], world.candidate)
    for _ in range(480):
        one(world, chance, matters, people)
    uses = list(FundUse.objects.select_related("payee"))
    for sheet in sheets_of(uses, DAY).values():
        met |= {fault.rule.code for fault in judge(sheet, DAY)}
    of_uses = {code for code in CODES if not code.startswith(("budget-", "self-check", "off-book"))}
    assert of_uses - met == set()


def test_the_statement_is_one_query_and_the_facts_of_many_take_no_more_than_those_of_few(
    django_assert_num_queries, django_assert_max_num_queries
):
    world = town_of_funds()
    for _ in range(5):
        stored(world, 6_000, without=(Signer.HEAD,))
    with django_assert_num_queries(1):
        assert len(suspects(on=DAY, county=ZHENPING)) == 5
    for _ in range(30):
        stored(world, 6_000, without=(Signer.HEAD,))
    uses = list(FundUse.objects.select_related("payee"))
    with django_assert_max_num_queries(22):
        sheets_of(uses, DAY)


def test_parts_paid_to_one_payee_are_told_apart_from_those_to_another():
    world = town_of_funds()
    one_part, other = stored(world, 16_000), stored(world, 16_000)
    stored(world, 16_000, payee="另一家公司")
    stored(world, 16_000, budget_item="差旅费")
    assert suspects(on=DAY, county=ZHENPING) == [one_part.pk, other.pk]
    assert payee().paid.count() == 3
