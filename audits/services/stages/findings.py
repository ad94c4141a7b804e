"""Entering what an audit found, changing it until the report, re-auditing it afterwards."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import Audit, AuditFinding, Reaudit, Step
from audits.policies.stages import written_findings
from audits.services.stages.checking import recheck
from audits.services.stages.held import NotPossible, held, locked
from audits.services.stages.steps import close_where_over
from core import ledger
from decisions.models import Matter
from finance.models import FundUse
from rulebook.procedures.auditing import BY_TEST, Actor, Responsibility
from rulebook.procedures.auditing import Step as Kind

Problems = dict[str, list[str]]
PLAIN = (
    "category", "title", "facts", "amount", "since", "until", "grade", "responsibility", "test", "justification", "regulation",
)  # fmt: skip
# What a re-audit may conclude anew.
JUDGED = ("amount", "grade", "responsibility", "test", "justification")


@dataclass(frozen=True, slots=True)
class FindingContent:
    """A finding as typed: `values` by the names of PLAIN, the decisions and payments it rests on."""

    values: dict[str, Any]
    matters: list[Matter] = field(default_factory=list)
    funds: list[FundUse] = field(default_factory=list)


@ledger.service("audit.enter-finding")
def enter_finding(*, token: UUID, audit: int, content: FindingContent, by: User, on: date) -> AuditFinding:
    """Enter a finding; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible once the report is out."""
    known = AuditFinding.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    found = _open(audit, by, on)
    problems = problems_with(found, content)
    if problems:
        raise ValidationError(problems)
    last = AuditFinding.objects.filter(audit=found).aggregate(last=Max("number"))["last"] or 0
    row = AuditFinding(audit=found, number=last + 1, entered_by=by, token=token)
    _fill(row, content)
    return row


@ledger.service("audit.change-finding")
def change_finding(*, finding: int, content: FindingContent, by: User, on: date) -> AuditFinding:
    """Change a finding before the report. Raises ValidationError by field, NotPossible."""
    row = _held(finding, by, on)
    found = _open(row.audit_id, by, on)
    problems = problems_with(found, content)
    if problems:
        raise ValidationError(problems)
    _fill(row, content)
    return row


@ledger.service("audit.drop-finding")
def drop_finding(*, finding: int, by: User, on: date) -> AuditFinding:
    """Do not hold to a finding (不再认定), before the report; it keeps its number. Raises NotPossible."""
    row = _held(finding, by, on)
    _open(row.audit_id, by, on)
    if row.withdrawn_on is not None:
        raise NotPossible
    row.withdrawn_on = on
    row.save()
    return row


@ledger.service("audit.reaudit")
def reaudit(
    *, token: UUID, finding: int, upheld: bool, values: dict[str, Any], reason: str, by: User, on: date
) -> Reaudit:
    """Re-audit a finding after the report: it is upheld, with what is concluded anew (`values` by the names of JUDGED), or given up. What was
    concluded before is kept. Raises ValidationError by field, NotPossible.
    """
    known = Reaudit.objects.filter(token=token, by=by).first()
    if known is not None:
        raise ledger.Again(known)
    row = _held(finding, by, on)
    found = locked(row.audit_id, over=True)
    if row.withdrawn_on is not None or not _reported(found):
        raise NotPossible
    problems = judged_wrongly(values) if upheld else Problems()
    if not reason.strip():
        problems["reason"] = [_("请写明复审情况和理由。")]
    if problems:
        raise ValidationError(problems)
    before = _concluded(row)
    if upheld:
        for name in JUDGED:
            setattr(row, name, _said(name, values))
    else:
        row.withdrawn_on = on
    row.save()
    made = Reaudit.objects.create(
        finding=row, on=on, reason=reason.strip(), upheld=upheld, before=before, after=_concluded(row), by=by, token=token
    )  # fmt: skip
    close_where_over(found)
    recheck(found, on=on)
    return made


def judged_wrongly(values: dict[str, Any]) -> Problems:
    """What is missing in a judgement of responsibility, by field (N18)."""
    problems, kind = Problems(), values.get("responsibility")
    if kind == Responsibility.NONE:
        return problems
    test = BY_TEST.get(values.get("test") or "")
    if test is None or test.kind != kind:
        problems["test"] = [_("请选择一种与所认定责任相应的情形（N18）。")]
    if not (values.get("justification") or "").strip():
        problems["justification"] = [_("请写明认定理由：事实如何符合所选情形（N18）。")]
    return problems


def problems_with(audit: Audit, content: FindingContent) -> Problems:
    """What keeps a finding from being stored, by field."""
    values, problems = content.values, judged_wrongly(content.values)
    for name, words in (("title", _("请填写问题。")), ("facts", _("请写明事实。"))):
        if not values[name].strip():
            problems[name] = [words]
    if not values["regulation"].strip():
        problems["regulation"] = [_("请写明违反的规定。")]
    since, until = values["since"], values["until"]
    if since is None or until is None:
        problems["since"] = [_("请填写发生期间。")]
    elif until < since:
        problems["until"] = [_("不能早于起日。")]
    if values["amount"] is not None and values["amount"] < 0:
        problems["amount"] = [_("金额不能小于零。")]
    if any(one.unit_id != audit.unit_id for one in content.matters):
        problems["matters"] = [_("只能关联被审计单位的决策事项。")]
    if any(one.unit_id != audit.unit_id for one in content.funds):
        problems["funds"] = [_("只能关联被审计单位的资金使用。")]
    return problems


def _fill(row: AuditFinding, content: FindingContent) -> None:
    for name in PLAIN:
        setattr(row, name, _said(name, content.values))
    row.save()
    row.matters.set(content.matters)
    row.funds.set(content.funds)


def _said(name: str, values: dict[str, Any]) -> Any:
    """A value as stored: without responsibility there is neither test nor justification."""
    value = values[name]
    if name in {"test", "justification"} and values["responsibility"] == Responsibility.NONE:
        return ""
    return value.strip() if isinstance(value, str) else value


def _concluded(row: AuditFinding) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in JUDGED}
    found["amount"] = f"{row.amount:.2f}" if isinstance(row.amount, Decimal) else None
    return found | {"upheld": row.withdrawn_on is None}


def _open(audit: int, by: User, on: date) -> Audit:
    """The audit, where it was entered and its report is not out."""
    found = held(audit, Actor.BUREAU, by, on)
    steps = set(Step.objects.filter(audit=found, void_on=None).values_list("kind", flat=True))
    if Kind.ENTRY not in steps or Kind.REPORT in steps:
        raise NotPossible
    return found


def _held(finding: int, by: User, on: date) -> AuditFinding:
    mine = written_findings(by, on).order_by().values("pk")
    row = AuditFinding.objects.select_for_update(of=("self",)).filter(pk=finding, pk__in=mine).first()
    if row is None:
        raise NotPossible
    return row


def _reported(audit: Audit) -> bool:
    return Step.objects.filter(audit=audit, kind=Kind.REPORT, void_on=None).exists()
