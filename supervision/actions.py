"""What the ledger's log calls what was done to mandates, duties, findings and the division of work (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "calendar.swept": _("检查履职日历"),
    "division.enter": _("登记班子分工"),
    "division.imported": _("导入班子分工"),
    "duty.snoozed": _("暂缓提醒履职事项"),
    "finding.answer": _("答复问题"),
    "finding.assess": _("评议问题"),
    "mandateexception.changed": _("修改监督职责例外"),
    "mandateexception.confirmed": _("批准监督职责例外"),
    "mandateexception.declined": _("不予批准监督职责例外"),
    "mandateexception.entered": _("登记监督职责例外"),
    "suspension.changed": _("修改暂不执行“五个不直接分管”"),
    "suspension.entered": _("登记暂不执行“五个不直接分管”"),
}
