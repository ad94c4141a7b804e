"""What audits concluded about people, for the files in which it must be used (C20)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from audits.choices import RESPONSIBILITY_CHOICES, RectificationState
from audits.models import AuditFinding, Step
from audits.policies import visible_audits
from core.templatetags.wording import cn_date, money
from rulebook.procedures.auditing import Step as Kind
from supervision.selectors.consulted import Conclusion, Source, Told

KEY, CODE = "audits", "audit-not-consulted"
OVER = (RectificationState.MENDED, RectificationState.ACCEPTED)


def reports_in_force(on: date) -> QuerySet[Step]:
    """Reports issued by `on` and not overturned."""
    return Step.objects.filter(kind=Kind.REPORT, on__lte=on, void_on=None)


def number_of(report: Step) -> str:
    """The number of a report: as it was issued here, or as it was imported."""
    document = getattr(report, "document", None)
    return document.number if document is not None else report.number


def conclusions_of(people: Collection[int]) -> list[Conclusion]:
    """Every report there ever was on each of `people`, overturned ones to the day they were; one query.

    Titles are Chinese whoever asks: they are kept with what is found, which must not change with a reader's language.
    """
    rows = Step.objects.filter(kind=Kind.REPORT, audit__person__in=list(people))
    rows = rows.select_related("audit", "document").defer("text", "document__content")
    return [
        Conclusion(
            key=KEY,
            row=row.pk,
            person=row.audit.person_id,
            title=f"{_kind(row)}报告 {number_of(row)}".strip(),
            code=CODE,
            since=row.on,
            known_on=row.entered_on,
            until=row.void_on,
        )
        for row in rows.order_by("on", "pk")
    ]


def _kind(row: Step) -> str:
    with override(settings.LANGUAGE_CODE):
        return row.audit.get_kind_display()


def told(user: User, conclusions: Sequence[Conclusion], on: date) -> dict[int, Told]:
    """What reports say, by their number of the row: kind, days, number and day, findings by responsibility, what is not put right; three queries."""
    rows = Step.objects.filter(pk__in=[one.row for one in conclusions])
    reports = {
        row.pk: row for row in rows.select_related("audit__unit", "audit__post", "audit__body", "document")
    }
    audits = [row.audit_id for row in reports.values()]
    seen = set(visible_audits(user, on).filter(pk__in=audits).values_list("pk", flat=True))
    found = _found_in(audits)
    return {
        pk: Told(
            facts=_facts(row),
            lines=_lines(found[row.audit_id]),
            url=reverse("audit", args=[row.audit_id]) if row.audit_id in seen else "",
            link=gettext_lazy("查看审计项目"),
        )
        for pk, row in reports.items()
    }


def _facts(row: Step) -> list[tuple[Any, str]]:
    audit = row.audit
    return [
        (gettext_lazy("审计类型"), audit.get_kind_display()),
        (gettext_lazy("单位和职务"), f"{audit.unit.name} {audit.post.title}"),
        (gettext_lazy("审计期间"), f"{cn_date(audit.since)} – {cn_date(audit.until)}"),
        (gettext_lazy("审计机关"), audit.body.name),
        (gettext_lazy("审计报告文号"), number_of(row) or "—"),
        (gettext_lazy("审计报告日期"), cn_date(row.on)),
    ]


def _found_in(audits: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Number and sum of what stands in each audit by responsibility, and of it what is not put right; one query."""
    still = Q(rectification=None) | ~Q(rectification__state__in=OVER)
    rows = AuditFinding.objects.filter(audit__in=audits, withdrawn_on=None).order_by()
    groups = rows.values("audit", "responsibility").annotate(
        number=Count("pk"), sum=Sum("amount"), left=Count("pk", filter=still),
        left_sum=Sum("amount", filter=still),
    )  # fmt: skip
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in groups:
        found[row["audit"]].append(dict(row))
    return found


def _lines(groups: list[dict[str, Any]]) -> list[str]:
    if not groups:
        return [_("审计没有认定问题。")]
    by_kind = {row["responsibility"]: row for row in groups}
    lines = []
    for kind, title in RESPONSIBILITY_CHOICES:
        row = by_kind.get(kind)
        if row:
            facts = {"kind": title, "n": row["number"], "sum": money(row["sum"] or Decimal(0))}
            lines.append(_("%(kind)s：%(n)s 个问题，金额 %(sum)s") % facts)
    left = sum(row["left"] for row in groups)
    sums = sum((row["left_sum"] or Decimal(0) for row in groups), Decimal(0))
    facts = {"n": left, "sum": money(sums)}
    lines.append(_("尚未整改：%(n)s 个问题，金额 %(sum)s") % facts if left else _("已经全部整改。"))
    return lines


SOURCE = Source(
    key=KEY,
    clause="C20",
    title=gettext_lazy("经济责任审计结论"),
    of=conclusions_of,
    tell=told,
    rows=reports_in_force,
    person="audit__person",
)
