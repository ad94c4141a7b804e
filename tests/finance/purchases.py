"""Stored purchases for tests: in order unless a test asks for a fault."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from decisions.models import Matter
from finance.models import Purchase
from finance.procedure.parties import known
from finance.services.checking import check_county, check_unit
from finance.services.purchases import PLAIN, BidLine, Content, enter_purchase
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from tests.decisions.decided import make_decided
from tests.decisions.world import World
from tests.factories import ZHENPING
from tests.today import DAY

OPENED = date(2026, 3, 23)
PLAN = "年度采购计划"
CLEAN: dict[str, Any] = {
    "title": "采购办公桌椅",
    "category": "goods",
    "method_name": "公开招标",
    "item_code": "A05010000",
    "budget_item": "2026-办公",
    "estimate": Decimal(3_000_000),
    "documents_on": date(2026, 3, 2),
    "documents_until": date(2026, 3, 10),
    "opened_on": OPENED,
    "awarded_on": date(2026, 3, 27),
    "award_amount": Decimal(2_900_000),
    "contract_on": date(2026, 4, 10),
    "contract_amount": Decimal(2_900_000),
    "accepted_on": date(2026, 5, 20),
}
SMALL: dict[str, Any] = CLEAN | {
    "method_name": "自行采购",
    "documents_on": None,
    "documents_until": None,
    "opened_on": None,
}
BIDS = (
    BidLine(known("平利县青山家具有限公司"), Decimal(2_900_000)),
    BidLine(known("安康市绿水商贸有限公司"), Decimal(2_947_300)),
    BidLine(known("旬阳市远山办公用品有限公司"), Decimal(2_988_100)),
)
WINNER = BIDS[0].supplier


def content(base: dict[str, Any] = CLEAN, **changes: Any) -> Content:
    """What is typed of a purchase; `bids`, `changes`, `payments`, `supplier` beside the fields."""
    lines = {
        "supplier": changes.pop("supplier", WINNER),
        "bids": changes.pop("bids", BIDS if base is CLEAN else ()),
        "changes": changes.pop("changed", ()),
        "payments": changes.pop("payments", ()),
    }
    values: dict[str, Any] = dict.fromkeys(PLAIN, "") | {
        "part_of_works": False,
        "method_approved": False,
        "budget_adjusted": False,
        "cancelled": False,
        "handler": None,
        "matter": None,
        "ceiling": None,
        "reported_on": None,
        "publicity_from": None,
        "publicity_until": None,
        "number": f"采{uuid4().hex[:8]}",
    }
    return Content(values=values | base | changes, **lines)


def decided(world: World) -> Matter:
    """What the town's purchases rest on unless a test asks for another basis: the plan of the years, passed before any of them."""
    known_plan = Matter.objects.filter(unit=world.town, title=PLAN).first()
    plan = {"title": PLAN, "category": MatterCategory.FUNDS, "amount": None}
    return known_plan or make_decided(world, on=date(2024, 1, 5), **plan)


def bought(world: World, base: dict[str, Any] = CLEAN, **changes: Any) -> Purchase:
    """A purchase of the town, entered by its secretary."""
    if "matter" not in changes:
        changes["matter"] = decided(world)
    given = content(base, **changes)
    return enter_purchase(token=uuid4(), unit=world.town, content=given, by=world.secretary, on=DAY)


def judged(unit: Unit | None = None) -> None:
    """Reckon and judge: the unit's purchases, or all of the county's."""
    if unit is None:
        check_county(county=ZHENPING, on=DAY)
    else:
        check_unit(unit=unit.pk, on=DAY)


def codes_of(purchase: Purchase) -> set[str]:
    """What stands in the register about `purchase`, and is open."""
    rows = Finding.objects.filter(source="finance.purchase", source_id=purchase.pk)
    return set(rows.exclude(state="closed").values_list("code", flat=True))
