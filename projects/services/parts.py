"""Entering the parts of a project with their bidders, and what is changed, accepted and paid under their contracts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from decisions.models import Matter
from finance.choices import METHOD_OF_TITLE, BidStatus
from finance.models import Supplier
from finance.procedure.parties import Known
from finance.services.suppliers import suppliers_of
from projects.models import Bidder, Change, Measure, Part, Payment, Project
from projects.services.states import ChangedMeanwhile, NotPossible, held, judged

PLAIN = (
    "name", "category", "estimate", "method_name", "exempt", "documents_on", "opened_on", "publicity_from",
    "publicity_until", "awarded_on", "contract_on", "contract_amount", "started_on", "accepted_on", "final_on",
    "final_amount", "handler",
)  # fmt: skip
IN_ORDER = (
    ("documents_on", "opened_on"), ("publicity_from", "publicity_until"), ("started_on", "accepted_on"),
    ("accepted_on", "final_on"),
)  # fmt: skip
HAPPENED = ("awarded_on", "contract_on", "started_on", "accepted_on", "final_on")
ROWS: dict[str, Any] = {"changes": Change, "measures": Measure, "payments": Payment}
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class BidderLine:
    """A bidder as typed."""

    supplier: Known
    amount: Decimal | None = None
    status: str = BidStatus.VALID.value


@dataclass(frozen=True, slots=True)
class PartContent:
    """All that is typed of a part: `values` by the names of PLAIN."""

    values: dict[str, Any]
    supplier: Known | None = None
    bidders: Sequence[BidderLine] = ()


@ledger.service("project.enter-part")
def enter_part(
    *, project: int, token: UUID, content: PartContent, happened: bool, by: User, on: date
) -> Part:
    """Enter a part; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible, Breaks."""
    found = held(project, by, on)
    known = found.parts.filter(token=token).first()
    if known is not None:
        raise ledger.Again(known)
    part = Part(project=found, token=token)
    _fill(part, content, on, happened=happened)
    return part


@ledger.service("project.change-part")
def change_part(
    *, part: int, content: PartContent, seen: datetime | None, happened: bool, by: User, on: date
) -> Part:
    """Change a part. Raises ValidationError by field, ChangedMeanwhile, NotPossible, Breaks."""
    row = Part.objects.filter(pk=part).first()
    if row is None:
        raise NotPossible
    found = held(row.project_id, by, on)
    row = Part.objects.select_for_update(no_key=True).get(pk=part)
    row.project = found
    if seen is None or row.changed_at > seen:
        raise ChangedMeanwhile
    _fill(row, content, on, happened=happened)
    return row


@ledger.service("project.enter-sum")
def add_row(
    *,
    part: int,
    kind: str,
    token: UUID,
    day: date,
    amount: Decimal,
    note: str,
    matter: Matter | None,
    happened: bool,
    by: User,
    on: date,
) -> Part:
    """Enter a change order, an acceptance, or a payment (`kind`, a name of ROWS) under a contract; the same `token` once.

    Raises ValidationError by field, NotPossible, Breaks.
    """
    row = Part.objects.filter(pk=part).first()
    if row is None or kind not in ROWS:
        raise NotPossible
    found = held(row.project_id, by, on)
    row = Part.objects.select_for_update(no_key=True).get(pk=part)
    if ROWS[kind].objects.filter(token=token).exists():
        return row
    problems = _wrong_row(row, found, kind, day, amount, note, matter, on)
    if problems:
        raise ValidationError(problems)
    more = {"matter": matter} if kind == "changes" else {}
    with judged(found, on, happened=happened):
        ROWS[kind].objects.create(part=row, on=day, amount=amount, note=note.strip(), token=token, **more)
    return row


@ledger.service("project.remove-sum")
def remove_row(*, part: int, kind: str, row: int, by: User, on: date) -> Part:
    """Take back what was entered by mistake; history keeps it. What is gone already is no error. Raises NotPossible."""
    found = Part.objects.filter(pk=part).first()
    if found is None or kind not in ROWS:
        raise NotPossible
    project = held(found.project_id, by, on)
    with judged(project, on, happened=True):
        for one in ROWS[kind].objects.filter(part=found, pk=row):
            one.delete()
    return found


def _wrong_row(
    part: Part,
    project: Project,
    kind: str,
    day: date,
    amount: Decimal,
    note: str,
    matter: Matter | None,
    on: date,
) -> Problems:
    problems = Problems()
    if part.contract_amount is None:
        problems["__all__"] = [_("请先登记标段的合同。")]
    if day > on:
        problems["day"] = [_("不能晚于今天。")]
    if kind != "changes" and amount <= 0:
        problems["amount"] = [_("金额须大于零。")]
    if kind == "changes" and not amount:
        problems["amount"] = [_("请填写增加或者减少的金额。")]
    if kind == "changes" and not note.strip():
        problems["note"] = [_("请写明变更原因。")]
    if matter is not None and matter.unit_id != project.unit_id:
        problems["matter"] = [_("只能选择本单位的决策事项。")]
    return problems


def _fill(part: Part, content: PartContent, on: date, *, happened: bool) -> None:
    problems = problems_with(part, content, on)
    if problems:
        raise ValidationError(problems)
    wanted = [one.supplier for one in content.bidders] + ([content.supplier] if content.supplier else [])
    suppliers = suppliers_of(part.project.unit.county_id, wanted)
    with judged(part.project, on, happened=happened):
        for name in PLAIN:
            setattr(part, name, content.values[name])
        part.method = METHOD_OF_TITLE.get(part.method_name, "")
        part.supplier = suppliers[content.supplier.key] if content.supplier else None
        part.save()
        moved, gone = bidders_moved(part, content.bidders, suppliers)
        for row in moved:
            row.save()
        for row in gone:
            row.delete()


def problems_with(part: Part, content: PartContent, on: date) -> Problems:
    """What keeps a part from being stored, by field."""
    problems = Problems()
    if part.project.parts.filter(name=content.values["name"]).exclude(pk=part.pk).exists():
        problems["name"] = [_("本项目已有名为“%(name)s”的标段。") % content.values]
    return problems | faults_of(content, on)


def faults_of(content: PartContent, on: date) -> Problems:
    """What is wrong with what was typed, by field, whatever else is stored."""
    values, problems = content.values, Problems()
    for first, last in IN_ORDER:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            label = Part._meta.get_field(first).verbose_name  # type: ignore[union-attr]
            problems.setdefault(last, []).append(_("不能早于%(label)s。") % {"label": label})
    for name in HAPPENED:
        if values.get(name) and values[name] > on:
            problems.setdefault(name, []).append(_("不能晚于今天。"))
    for name, other in (("contract_on", "contract_amount"), ("final_on", "final_amount")):
        if (values.get(name) is None) != (values.get(other) is None):
            missing = name if values.get(name) is None else other
            problems.setdefault(missing, []).append(_("日期和金额须一并填写。"))
    if (values.get("awarded_on") or values.get("contract_on")) and content.supplier is None:
        problems.setdefault("supplier", []).append(_("请填写中标（承包）单位。"))
    problems |= _wrong_bidders(content)
    return problems


def _wrong_bidders(content: PartContent) -> Problems:
    keys = [one.supplier.key for one in content.bidders]
    if len(set(keys)) < len(keys):
        return {"bidders": [_("同一投标人只能填一次。")]}
    if content.supplier is not None and keys and content.supplier.key not in keys:
        return {"supplier": [_("中标单位不在投标人之中。")]}
    return {}


def bidders_moved(
    part: Part, lines: Iterable[BidderLine], suppliers: dict[str, Supplier]
) -> tuple[list[Bidder], list[Bidder]]:
    """The bidders of `part` to be written so that they are those given, and those to be deleted; who stays the same is left alone, so that
    matches and history last.
    """
    left = {row.supplier_id: row for row in part.bidders.all()} if part.pk else {}
    moved = []
    for line in lines:
        supplier = suppliers[line.supplier.key]
        row = left.pop(supplier.pk, None) or Bidder(part=part, supplier=supplier)
        if row.pk and (row.amount, row.status) == (line.amount, line.status):
            continue
        row.amount, row.status = line.amount, line.status
        moved.append(row)
    return moved, [*left.values()]
