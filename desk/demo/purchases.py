"""Two years of purchases in the demo county, entered by the units' bookkeepers, or secretaries; days count back from the day it is loaded for."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from accounts.models import RoleHeld, User
from core import workdays
from core.workdays import WorkdayCalendar
from decisions.models import Matter
from desk.demo.people import FOLDER
from desk.demo.procurement_plans import decide_plans
from finance.procedure.parties import Known, known
from finance.services.checking import JUDGING, check_county
from finance.services.importing.columns import CATEGORY_OF
from finance.services.purchases import BidLine, ChangeLine, Content, PaymentLine, enter_purchase
from organisation.models import Person, Tenure, Unit
from rulebook.roles import Role

OPENED_BEFORE, OFFERED, ACCEPTED_AFTER, CHANGED_AFTER = 5, 9, 30, 20  # days
ENTERING = (Role.BOOKKEEPER, Role.SECRETARY)
UNDECIDED = ("集镇垃圾清运服务", "山洪预警系统维护")
HEAD, EARLY = "一把手", "验收前"
TENDERED = ("公开招标", "邀请招标")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Buying:
    """What is needed to enter a row."""

    today: date
    calendar: WorkdayCalendar
    suppliers: dict[str, Known]
    units: dict[str, Unit]
    entering: dict[int, User]
    plans: dict[int, Matter]

    def enter(self, row: Row) -> None:
        """Enter one purchase as who enters those of its unit."""
        unit = self.units[row["单位"]]
        awarded = self.calendar.on_or_before(self.today - timedelta(int(row["天前"])))
        days = _days(row, awarded)
        past = {name: day if day <= self.today else None for name, day in days.items()}
        supplier = self.suppliers[row["供应商"]]
        content = Content(
            values=self._values(row, unit, awarded) | past,
            supplier=supplier,
            bids=tuple(self._bids(row["投标"])),
            changes=_changes(row, past["contract_on"]),
            payments=_payments(row, past),
        )
        token = uuid5(NAMESPACE_OID, f"purchase {row['单位']} {row['序号']}")
        enter_purchase(token=token, unit=unit, content=content, by=self.entering[unit.pk], on=self.today)

    def _values(self, row: Row, unit: Unit, awarded: date) -> dict[str, Any]:
        amount = Decimal(row["金额"])
        return {
            "number": f"采{awarded.year}-{row['序号']}",
            "title": row["项目名称"],
            "category": CATEGORY_OF[row["类别"]],
            "method_name": row["采购方式"],
            "item_code": row["品目编码"],
            "budget_item": row["预算项目"],
            "project": row["工程项目"],
            "part_of_works": False,
            "method_approved": row["采购方式"] == "单一来源",
            "budget_adjusted": False,
            "estimate": Decimal(row["预算金额"]),
            "ceiling": Decimal(row["预算金额"]),
            "award_amount": amount,
            "contract_amount": amount,
            "handler": _handler(row, unit, awarded),
            "handled_by": "",
            "matter": self._matter(row, unit),
            "cancelled": False,
        }

    def _matter(self, row: Row, unit: Unit) -> Matter | None:
        """What it rests on: a decision of its own, else the unit's plan; nothing for those nobody decided on."""
        if row["事项"]:
            return Matter.objects.filter(unit=unit, title=row["事项"]).first()
        return None if row["项目名称"] in UNDECIDED else self.plans[unit.pk]

    def _bids(self, told: str) -> Iterator[BidLine]:
        for one in told.split("；") if told else ():
            name, amount = one.split()
            yield BidLine(self.suppliers[name], Decimal(amount))


def tell(today: date) -> None:
    """Enter the purchases, and judge them as the night would."""
    rows = list(rows_of("purchases.csv"))
    units = {unit.name: unit for unit in Unit.objects.filter(name__in={row["单位"] for row in rows})}
    held = RoleHeld.objects.filter(role__in=ENTERING, body__in=units.values()).select_related("user")
    suppliers = {row["名称"]: known(row["名称"], row["统一社会信用代码"]) for row in rows_of("suppliers.csv")}
    entering = {one.body_id: one.user for one in held.order_by("-role") if one.body_id is not None}
    buying = Buying(today, workdays.load(), suppliers, units, entering, decide_plans(units, today))
    with JUDGING.together():
        for row in rows:
            buying.enter(row)
    for county in sorted({unit.county_id for unit in units.values()}):
        check_county(county=county, on=today)


def rows_of(file: str) -> Iterator[Row]:
    """The rows of a file of this folder."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def _days(row: Row, awarded: date) -> dict[str, date]:
    """The days of a purchase in order; the ones that only a tender has where it was one."""
    opened = awarded - timedelta(OPENED_BEFORE)
    signed = awarded + timedelta(int(row["签约天数"]))
    days = {"awarded_on": awarded, "contract_on": signed, "accepted_on": signed + timedelta(ACCEPTED_AFTER)}
    if row["采购方式"] in TENDERED:
        issued = opened - timedelta(int(row["文件天数"]))
        days |= {"documents_on": issued, "documents_until": issued + timedelta(OFFERED), "opened_on": opened}
    if row["采购方式"] in TENDERED and row["类别"] == "工程":
        days |= {
            "reported_on": opened + timedelta(1),
            "publicity_from": opened + timedelta(1),
            "publicity_until": opened + timedelta(4),
        }
    every = (
        "documents_on",
        "documents_until",
        "opened_on",
        "reported_on",
        "publicity_from",
        "publicity_until",
    )
    return dict.fromkeys(every, date.max) | days


def _changes(row: Row, signed: date | None) -> tuple[ChangeLine, ...]:
    if not row["变更后"] or signed is None:
        return ()
    return (ChangeLine(signed + timedelta(CHANGED_AFTER), Decimal(row["变更后"]), "增加工程量"),)


def _payments(row: Row, days: dict[str, date | None]) -> tuple[PaymentLine, ...]:
    """Paid after the acceptance; by mistake before it."""
    signed, accepted = days["contract_on"], days["accepted_on"]
    if row["付款"] == EARLY and signed is not None:
        return (PaymentLine(signed, Decimal(row["金额"])),)
    if accepted is None:
        return ()
    return (PaymentLine(accepted, Decimal(row["变更后"] or row["金额"])),)


def _handler(row: Row, unit: Unit, day: date) -> Person | None:
    """Who handled it: someone of an office of the unit who is no head; by mistake the head."""
    held = Tenure.objects.filter(post__unit=unit, during__contains=day).select_related("person")
    if row["经办"] == HEAD:
        tenure = held.filter(post__is_head=True).order_by("post_id").first()
    else:
        tenure = held.filter(post__is_head=False).order_by("-post_id").first()
    return tenure.person if tenure else None
