"""What decisions, projects, money and findings know of a unit on the day its head leaves. Cadre matters and what is about the leaver alone
stay out: a list goes to the successor and the witnesses.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.choices import HandoverState
from audits.models import HandoverItem
from audits.policies.handovers import visible_handovers
from audits.selectors.handovers import finished
from audits.selectors.handovers.registry import Known, Leaving, Provider
from core.sentences import in_words
from decisions.choices import ExecutionKind, MatterState
from decisions.models import Matter
from decisions.policies import visible_matters
from finance.models import Budget, FundUse, OffBookAccount, Purchase
from finance.policies import visible_budgets, visible_off_book, visible_purchases
from projects.models import Part, Project
from projects.policies import visible_projects
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.projects import Stage
from supervision.choices import FindingState
from supervision.models import Finding
from supervision.policies import visible_findings

SOURCE = "audits.Handover"
ZERO = Decimal("0.00")
Told = Iterator[tuple[int, Known]]


def _of_units(leavings: Sequence[Leaving]) -> dict[int, list[Leaving]]:
    found: dict[int, list[Leaving]] = defaultdict(list)
    for one in leavings:
        found[one.unit].append(one)
    return found


def _each(rows: Any, units: dict[int, list[Leaving]], known: Any, unit: Any = None) -> Told:
    for row in rows:
        for leaving in units[unit(row) if unit else row.unit_id]:
            yield leaving.handover, known(row)


def _matters(leavings: Sequence[Leaving], on: date) -> Told:
    """Matters decided and not closed, or still on their way to a meeting; each with its unfinished tasks."""
    units = _of_units(leavings)
    task = Q(executions__kind=ExecutionKind.TASK, executions__done_on=None)
    rows = (
        Matter.objects.filter(
            unit__in=units,
            state__in=(
                MatterState.PASSED,
                MatterState.DEFERRED,
                MatterState.PREPARING,
                MatterState.SCHEDULED,
            ),
        )
        .exclude(category=MatterCategory.PERSONNEL)
        .annotate(tasks=Count("executions", filter=task), next=Min("executions__due", filter=task))
        .order_by("proposed_on", "pk")
    )

    def known(row: Any) -> Known:
        text = f"编号 {row.number}，{row.get_state_display()}，尚未办结"
        if row.tasks:
            text += f"；未完成的任务 {row.tasks} 项，最近的期限 {row.next}"
        return Known("matters", row.pk, row.title[:200], in_words(f"{text}。"), row.amount, row.next)

    yield from _each(rows, units, known)


def _projects(leavings: Sequence[Leaving], on: date) -> Told:
    """Projects whose settlement has not ended: contract, accepted and paid sums."""
    units = _of_units(leavings)
    over = Q(stages__kind=Stage.SETTLEMENT, stages__ended_on__isnull=False)
    rows = list(
        Project.objects.filter(unit__in=units, cancelled=False).exclude(over).order_by("started_on", "pk")
    )
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    parts = Part.objects.filter(project__in=rows).prefetch_related("changes", "measures", "payments")
    for part in parts:
        of = sums[part.project_id]
        of["contract"] += (part.contract_amount or ZERO) + sum((c.amount for c in part.changes.all()), ZERO)
        of["accepted"] += max((m.amount for m in part.measures.all()), default=ZERO)
        of["paid"] += sum((p.amount for p in part.payments.all()), ZERO)

    def known(row: Project) -> Known:
        of = sums[row.pk]
        text = (
            f"编号 {row.number}，总投资 {row.total:.2f} 元；合同（含变更）{of['contract']:.2f} 元，"
            f"已验收计量 {of['accepted']:.2f} 元，已支付 {of['paid']:.2f} 元，未支付 {of['contract'] - of['paid']:.2f} 元。"
        )
        return Known("projects", row.pk, row.title, in_words(text), of["contract"] - of["paid"])

    yield from _each(rows, units, known)


def _purchases(leavings: Sequence[Leaving], on: date) -> Told:
    """Contracts signed and not accepted."""
    units = _of_units(leavings)
    rows = Purchase.objects.filter(
        unit__in=units, cancelled=False, contract_on__isnull=False, accepted_on=None
    ).select_related("supplier")
    paid = dict(rows.order_by().annotate(paid=Sum("payments__amount")).values_list("pk", "paid"))

    def known(row: Purchase) -> Known:
        amount = row.contract_amount or ZERO
        text = (
            f"编号 {row.number}，{row.contract_on} 与{row.supplier.name if row.supplier else '供应商'}签订，"
            f"金额 {amount:.2f} 元，已支付 {paid.get(row.pk) or ZERO:.2f} 元，尚未验收。"
        )
        return Known("contracts", row.pk, row.title, in_words(text), amount)

    yield from _each(rows.order_by("contract_on", "pk"), units, known)


def _budgets(leavings: Sequence[Leaving], on: date) -> Told:
    """The budget of the year of leaving: what it is with its changes, what was paid of it, what is left."""
    units = _of_units(leavings)
    years = {(one.left_on - timedelta(days=1)).year for one in leavings}
    rows = list(Budget.objects.filter(unit__in=units, year__in=years).prefetch_related("items__changes"))
    uses = FundUse.objects.filter(unit__in=units, cancelled=False, paid_on__isnull=False)
    paid = {
        (unit, year): total
        for unit, year, total in uses.order_by()
        .values_list("unit", "paid_on__year")
        .annotate(total=Sum("amount"))
    }
    for row in rows:
        total = sum(
            (item.amount + sum((c.amount for c in item.changes.all()), ZERO) for item in row.items.all()),
            ZERO,
        )
        spent = paid.get((row.unit_id, row.year)) or ZERO
        text = f"预算（含调整）{total:.2f} 元，已支付 {spent:.2f} 元，结余 {total - spent:.2f} 元。"
        for leaving in units[row.unit_id]:
            if (leaving.left_on - timedelta(days=1)).year == row.year:
                yield (
                    leaving.handover,
                    Known("assets", row.pk, f"{row.year} 年预算执行情况", in_words(text), total - spent),
                )


def _off_book(leavings: Sequence[Leaving], on: date) -> Told:
    """Off-book money not yet recovered."""
    units = _of_units(leavings)
    rows = OffBookAccount.objects.filter(unit__in=units, closed_on=None).order_by("found_on", "pk")
    rows = rows.annotate(back=Sum("steps__amount"))

    def known(row: Any) -> Known:
        left = row.amount - (row.back or ZERO)
        text = (
            f"{row.found_on} 发现，查实 {row.amount:.2f} 元，已收回 {row.back or ZERO:.2f} 元，尚未清理完毕。"
        )
        return Known("assets", row.pk, row.title, in_words(text), left, row.due)

    yield from _each(rows, units, known)


def _findings(leavings: Sequence[Leaving], on: date) -> Told:
    """Findings of the unit not closed, but for what is kept like a cadre matter, or is about a handover itself."""
    units = _of_units(leavings)
    rows = Finding.objects.filter(unit__in=units, concerns=None).exclude(state=FindingState.CLOSED)
    rows = rows.exclude(subject=MatterCategory.PERSONNEL).exclude(source=SOURCE).order_by("raised_on", "pk")

    def known(row: Finding) -> Known:
        return Known("findings", row.pk, row.title[:200], row.message)

    yield from _each(rows, units, known)


def _inherited(leavings: Sequence[Leaving], on: date) -> Told:
    """What an earlier handover of the post left open and nobody finished since; it keeps the handover it comes from, however many lie between."""
    posts: dict[int, list[Leaving]] = defaultdict(list)
    for one in leavings:
        posts[one.post].append(one)
    rows = HandoverItem.objects.filter(
        handover__post__in=posts,
        handover__state=HandoverState.SIGNED,
        open=True,
        closed_on=None,
        source__in=("", SOURCE),
    ).select_related("handover__person")
    for row in rows.order_by("pk"):
        first, text = row.source_id, f"{row.text}{row.words}"
        if not row.source:
            first, text = row.handover_id, _origin(row)
        for leaving in posts[row.handover.post_id]:
            yield leaving.handover, Known(row.kind, first, row.title, in_words(text), row.amount, row.due)


def _origin(row: HandoverItem) -> str:
    given = row.handover
    return f"由{given.person.name}于 {given.left_on} 离任时移交（{given.number}），尚未办结。{row.words}"


def _visible_findings(user: User, on: date) -> Any:
    return visible_findings(user, on)


PROVIDERS: tuple[Provider, ...] = (
    Provider("decisions.Matter", _("决策事项"), "matter", _matters, visible_matters, finished.closed_matters),
    Provider(
        "projects.Project", _("工程项目"), "project", _projects, visible_projects, finished.settled_projects
    ),
    Provider(
        "finance.Purchase", _("采购"), "purchase", _purchases, visible_purchases, finished.accepted_purchases
    ),
    Provider("finance.Budget", _("年度预算"), "budget", _budgets, visible_budgets, finished.spent_budgets),
    Provider(
        "finance.OffBookAccount", _("账外资金"), "off-book", _off_book, visible_off_book, finished.recovered
    ),
    Provider(
        "supervision.Finding",
        _("问题登记"),
        "finding",
        _findings,
        _visible_findings,
        finished.closed_findings,
    ),
    Provider(SOURCE, _("上一次交接"), "handover", _inherited, visible_handovers),
)
