"""A project as it should be, and what is found in it once something is changed."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import structs

from projects.procedure import Change, Found, Measure, Part, Payment, Project, Record, Stage, judge

ON = date(2026, 11, 24)


def day(month: int, number: int = 10, year: int = 2025) -> date:
    """A day of the year in which the clean project was built."""
    return date(year, month, number)


def _stage(first: int, last: int, *records: str, year: int = 2025) -> Stage:
    began, ended = day(first, year=year), day(last, 20, year)
    return Stage(
        planned_from=began, planned_until=ended, began_on=began, ended_on=ended, matter="修建集镇污水管网",
        decided_on=day(first, 5, year), checks=[ended], records={one: Record(on=began) for one in records},
    )  # fmt: skip


PART = Part(
    name="一标段", estimate=Decimal(5_000_000), tendered=True, method="公开招标", bidders=4, documents_on=day(3, 1),
    opened_on=day(3, 25), publicity_from=day(3, 27), publicity_until=day(3, 31), awarded_on=day(4, 2),
    contract_on=day(4, 15), contract=Decimal(4_800_000), started_on=day(4, 25), accepted_on=day(11, 10),
    final_on=day(12, 10), final=Decimal(4_900_000), changes=[Change(on=day(7), amount=Decimal(100_000), decided_on=day(7, 1))],
    measures=[Measure(on=day(8), amount=Decimal(3_000_000))],
    payments=[Payment(on=day(5), amount=Decimal(1_400_000)), Payment(on=day(8, 20), amount=Decimal(1_200_000))],
)  # fmt: skip
CLEAN = Project(
    title="集镇污水管网",
    total=Decimal(6_000_000),
    public=Decimal(6_000_000),
    stages={
        "design": _stage(1, 2, "approval", "design-approval", "construction-permit"),
        "land": _stage(2, 3, "land-notice", "land-agreement"),
        "tender": _stage(2, 4, "tender-plan", "evaluation-report"),
        "acceptance": _stage(11, 12, "acceptance-report", "final-account"),
        "settlement": _stage(5, 12, "settlement-review"),
    },
    parts=[PART],
)


def changed(**changes: Any) -> Project:
    """The clean project with fields changed; `part__…` of its part, `design__…` of a stage."""
    made = deepcopy(CLEAN)
    for path, value in changes.items():
        where, _dots, name = path.partition("__")
        target: Any = made if not name else made.parts[0] if where == "part" else made.stages[where]
        setattr(target, name or where, value)
    return made


def another(**changes: Any) -> Part:
    """A second part like the first."""
    return structs.replace(PART, **{"name": "二标段", **changes})


def found(project: Project, on: date = ON) -> dict[str, Found]:
    """What is found, by code."""
    return {one.rule.code: one for one in judge(project, on)}
