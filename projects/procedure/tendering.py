"""Tendering: what must be tendered is (N33), parts of one project counted together; the days of a tender; the budget."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from projects.procedure.form import Part, Project
from projects.procedure.paying import agreed
from rulebook.procedures.procurement import (
    CONTRACT_DAYS,
    MUST_TENDER_SINCE,
    PUBLICITY_DAYS,
    TENDER_DAYS_WORKS,
    TENDER_GOODS,
    TENDER_SERVICES,
    TENDER_WORKS,
)
from rulebook.procedures.projects import LEAST_BIDDERS, PUBLIC_PERCENT, PUBLIC_SUM, Stage
from rulebook.types import Limit

Report = Callable[..., None]
LIMIT_OF: dict[str, Limit] = {"works": TENDER_WORKS, "goods": TENDER_GOODS, "services": TENDER_SERVICES}
CATEGORIES = {"works": "施工", "goods": "工程货物", "services": "勘察、设计、监理等服务"}
NO_METHOD = "没有登记的方式"


def must_be_tendered(project: Project) -> bool:
    """Whether the project belongs to those of N33 at all: enough budget money in it, and enough of the whole."""
    if project.public is None or project.public < PUBLIC_SUM.value:
        return False
    return project.total is None or project.public * 100 >= project.total * PUBLIC_PERCENT.value


def _placed(part: Part, on: date) -> bool:
    days = (part.awarded_on, part.contract_on, part.started_on)
    return any(day is not None and MUST_TENDER_SINCE <= day <= on for day in days)


def tendered(project: Project, on: date, report: Report) -> None:
    """No part that reaches the limit alone, or together with the others of its kind, was placed without a tender."""
    if not must_be_tendered(project):
        return
    for category, limit in LIMIT_OF.items():
        parts = [part for part in project.parts if part.category == category and _placed(part, on)]
        untendered = [part for part in parts if not part.tendered and not part.exempt]
        small = [part for part in untendered if (part.planned_sum or 0) < limit.value]
        for part in untendered:
            if part not in small:
                told = {"part": part.name, "amount": part.planned_sum, "limit": Decimal(limit.value)}
                word = {"category": CATEGORIES[category], "method": part.method or NO_METHOD}
                report("project-not-tendered", Stage.TENDER, **told, **word)
        together = sum((part.planned_sum or Decimal(0) for part in parts), Decimal(0))
        if len(small) > 1 and together >= limit.value:
            names = [part.name for part in small]
            sums = {"limit": Decimal(limit.value), "amount": together}
            report("project-split", Stage.TENDER, category=CATEGORIES[category], parts=names, **sums)


def competed(project: Project, on: date, report: Report) -> None:
    """A tender had time enough (N34), and bidders enough to be one."""
    for part in project.parts:
        if not part.tendered or part.opened_on is None or part.opened_on > on:
            continue
        if part.bidders is not None and part.bidders < LEAST_BIDDERS.value:
            told = {"opened_on": part.opened_on, "number": part.bidders, "least": LEAST_BIDDERS.value}
            report("project-few-bidders", Stage.TENDER, part=part.name, **told)
        if part.documents_on is not None:
            days = (part.opened_on - part.documents_on).days
            if days < TENDER_DAYS_WORKS.value:
                told = {"since": part.documents_on, "until": part.opened_on, "days": days}
                report(
                    "project-tender-short",
                    Stage.TENDER,
                    part=part.name,
                    **told,
                    least=TENDER_DAYS_WORKS.value,
                )


def published(project: Project, on: date, report: Report) -> None:
    """The winner was published before the award (N36)."""
    for part in project.parts:
        if not part.tendered or part.awarded_on is None or part.awarded_on > on:
            continue
        first, last = part.publicity_from, part.publicity_until
        days = None if first is None or last is None else (last - first).days
        if days is not None and days >= PUBLICITY_DAYS.value:
            continue
        how = "没有登记" if days is None else f"只有 {days} 天"
        report("project-publicity-short", Stage.TENDER, part=part.name, how=how, least=PUBLICITY_DAYS.value)


def signed(project: Project, on: date, report: Report) -> None:
    """The contract follows the award within its days (N37)."""
    for part in project.parts:
        if part.awarded_on is None or part.awarded_on > on:
            continue
        day = part.contract_on if part.contract_on is not None and part.contract_on <= on else None
        if ((day or on) - part.awarded_on).days > CONTRACT_DAYS.value:
            how = f"在 {day.isoformat()} 签订合同" if day else "至今没有签订合同"
            told = {"awarded_on": part.awarded_on, "how": how, "most": CONTRACT_DAYS.value}
            report("project-contract-late", Stage.TENDER, part=part.name, **told)


def within_budget(project: Project, on: date, report: Report) -> None:
    """All contracts with their approved changes stay within the project's investment."""
    if project.total is None:
        return
    amount = sum((agreed(part, on) for part in project.parts), Decimal(0))
    if amount > project.total:
        report("project-over-budget", Stage.SETTLEMENT, amount=amount, budget=project.total)
