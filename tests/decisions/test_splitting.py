"""A large sum is no ordinary matter, in parts neither (化整为零, C2)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from decisions.models import Matter
from decisions.services.checking import check_matters
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "split-below-threshold"


def bought(world: World, amount: int, days_ago: int = 0, special: str = "人居环境整治") -> Matter:
    """An ordinary matter of the town, whose threshold is 30,000 yuan."""
    return make_matter(
        world,
        category=MatterCategory.ORDINARY,
        amount=Decimal(amount),
        special=special,
        proposed_on=TODAY - timedelta(days=days_ago),
    )


def judge(*matters: Matter) -> list[Finding]:
    check_matters(matters=[matter.pk for matter in matters], on=TODAY)
    return list(Finding.objects.filter(code=CODE).exclude(state="closed"))


def test_parts_that_together_reach_the_threshold_are_found_on_the_last_of_them(world: World) -> None:
    first, second = bought(world, 16_000, 40), bought(world, 14_000)
    (found,) = judge(first, second)
    assert (found.source_id, found.clause, found.person) == (second.pk, "C2", world.head)
    assert found.facts["parts"] == [f"{first.number} 16000.00 元", f"{second.number} 14000.00 元"]
    assert found.facts["amount"] == "30000.00"
    assert judge(second) == [found]


def test_other_purposes_long_ago_and_smaller_sums_are_not_added_up(world: World) -> None:
    rows = [
        bought(world, 16_000, 366),
        bought(world, 13_999, 30),
        bought(world, 29_000, 20, special="道路养护"),
        bought(world, 16_000),
    ]
    assert judge(*rows) == []
    unnamed = [bought(world, 29_000, special=""), bought(world, 29_000, special="")]
    assert judge(*unnamed) == []


def test_a_part_taken_back_or_filed_as_what_it_is_closes_the_finding(world: World) -> None:
    first, second = bought(world, 20_000, 9), bought(world, 20_000)
    assert len(judge(first, second)) == 1
    Matter.objects.filter(pk=first.pk).update(state="withdrawn", withdrawn_reason="不办了")
    assert judge(second) == []
