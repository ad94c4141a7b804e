"""What the stages of audits leave waiting for a person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audits.checks.stages import form_of
from audits.models import Audit, Delivery, Objection, Rectification, RequestedItem
from audits.procedure.days import due_of
from audits.selectors import stages as selectors
from core import workdays
from rulebook.procedures.auditing import Step as Kind
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """For the head and the unit what is brought to the entry, handed in and said of the draft; rectifications for whoever acts in them next;
    objections for the bureau, receipts for the bodies entitled.
    """
    listed = reverse("audit-list")
    yield Part(
        "audit-preparing", _("待提交的述职报告和承诺"), _("经济责任审计进点以前，本人、本单位应当提交述职报告和资料真实完整的承诺"),
        selectors.preparing(user, on), listed, each(_preparing),
    )  # fmt: skip
    yield Part(
        "audit-items", _("待提供的审计资料"), _("审计组要求提供、还没有提供的资料"), selectors.items_waiting(user, on), listed,
        each(_item),
    )  # fmt: skip
    yield Part(
        "audit-opinions", _("待提出意见的审计报告征求意见稿"), _("十个工作日内提出书面意见，期满没有提出的视为无异议（N16）"),
        selectors.opinions_waiting(user, on), listed, each(_opinion),
    )  # fmt: skip
    yield Part(
        "rectifications", _("审计发现问题的整改"), _("由我负责、复核或者核验的审计发现问题"),
        selectors.rectifications_waiting(user, on), reverse("rectification-list"), each(_rectification),
    )  # fmt: skip
    yield Part(
        "audit-objections", _("待复查的申诉"), _("被审计领导干部对审计报告提出的申诉，由审计组以外的人员复查（N17）"),
        selectors.objections_waiting(user, on), listed, each(_objection),
    )  # fmt: skip
    yield Part(
        "audit-receipts", _("待签收的审计结果报告"), _("报送本机构的审计结果报告"), selectors.receipts_waiting(user, on), listed,
        each(_receipt),
    )  # fmt: skip


def _preparing(row: Audit) -> Item:
    told = {"unit": row.unit.name}
    return Item(
        title=str(row), reason=_("%(unit)s，进点以前提交（C18）") % told, url=reverse("audit", args=[row.pk]) + "#stages"
    )  # fmt: skip


def _item(row: RequestedItem) -> Item:
    return Item(
        title=row.title,
        reason=_("%(unit)s经济责任审计的资料清单（C18）") % {"unit": row.audit.unit.name},
        url=reverse("audit", args=[row.audit_id]) + "#materials",
        due=row.due,
    )


def _opinion(row: Audit) -> Item:
    return Item(
        title=str(row),
        reason=_("%(unit)s，征求意见稿已送达（N16）") % {"unit": row.unit.name},
        url=reverse("audit", args=[row.pk]) + "#stages",
        due=due_of(form_of(row), Kind.HEAD_OPINION, workdays.shown()),
    )


def _rectification(row: Rectification) -> Item:
    told = {"unit": row.finding.audit.unit.name, "state": row.get_state_display()}
    return Item(
        title=row.finding.title,
        reason=_("%(unit)s，%(state)s（L15）") % told,
        url=reverse("audit-finding", args=[row.finding_id]) + "#rectification",
        due=row.due,
    )


def _objection(row: Objection) -> Item:
    return Item(
        title=str(row.audit),
        reason=_("%(unit)s，申诉待复查（N17）") % {"unit": row.audit.unit.name},
        url=reverse("audit-objection-answer", args=[row.pk]),
        due=row.due,
    )


def _receipt(row: Delivery) -> Item:
    return Item(
        title=str(row.audit),
        reason=_("%(body)s待签收（C18）") % {"body": row.body.name},
        url=reverse("audit", args=[row.audit_id]) + "#materials",
    )
