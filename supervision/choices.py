"""Choices of the supervision tables."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rulebook.division import FIELDS
from rulebook.duties import DUTIES
from rulebook.mandates import MANDATES
from rulebook.types import PROOF_TITLES, Severity

DUTY_KINDS = [(rule.kind, _(rule.title)) for rule in DUTIES]
MANDATE_CLAUSES = [(rule.clause, format_lazy("{} {}", rule.clause, _(rule.subject))) for rule in MANDATES]

PROOFS = [(str(proof), _(title)) for proof, title in PROOF_TITLES.items()]

FIELDS_OF_WORK = [(rule.field.value, _(rule.title)) for rule in FIELDS.values()]


class DutyState(models.TextChoices):
    """State of a duty on a day (L20)."""

    PLANNED = "planned", _("未到期")
    DUE_SOON = "due-soon", _("即将到期")
    OVERDUE = "overdue", _("逾期")
    DONE = "done", _("已完成")
    WAIVED = "waived", _("免予")
    CANCELLED = "cancelled", _("已取消")


OPEN_STATES = (DutyState.PLANNED, DutyState.DUE_SOON, DutyState.OVERDUE)


class Reason(models.TextChoices):
    """Why a duty is waived or cancelled."""

    NONE = "", ""
    TOO_FEW_DAYS = "too-few-days", _("本期任职天数不足")
    ABSENT = "absent", _("经批准离岗")
    LEFT = "left", _("离任")
    REPLANNED = "replanned", _("计划调整")
    CORRECTED = "corrected", _("任职或者审计信息更正")


SEVERITY_NAMES = {Severity.NOTICE: _("提醒"), Severity.ORDINARY: _("一般"), Severity.SERIOUS: _("严重")}
SEVERITIES = [(item.value, SEVERITY_NAMES[item]) for item in Severity]


class FindingState(models.TextChoices):
    """Where a finding stands: waiting for the head's answer, for the body's assessment, or closed."""

    OPEN = "open", _("待答复")
    ANSWERED = "answered", _("待评议")
    CLOSED = "closed", _("已了结")


class Closure(models.TextChoices):
    """How a finding was closed: its cause was mended, it was approved that nothing more is done about it (a risk accepted), the explanation
    was accepted, or it was upheld and dealt with.
    """

    FIXED = "fixed", _("事由已消除")
    ACCEPTED = "accepted", _("经批准不再整改")
    EXPLAINED = "explained", _("说明成立")
    UPHELD = "upheld", _("问题成立，已处理")


# How the record itself closes a finding, without anybody's assessment; it is open again when its cause comes back.
BY_ITSELF = (Closure.FIXED, Closure.ACCEPTED)
