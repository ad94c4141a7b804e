"""What the ledger's log calls what was done to appointments and personnel actions (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "appointment.ask-opinion": _("征求纪检监察机关意见"),
    "appointment.attach": _("上传任用档案材料"),
    "appointment.consult": _("登记结论运用情况"),
    "appointment.drop": _("终止任用档案"),
    "appointment.give-opinion": _("出具任用廉洁意见"),
    "appointment.link-discussion": _("关联任用讨论决定"),
    "appointment.name-handler": _("指定任用承办人"),
    "appointment.open": _("开立任用档案"),
    "appointment.release-handler": _("解除任用承办人"),
    "appointment.save-record": _("登记任用环节记录"),
    "appointment.viewed": _("查看任用档案"),
    "appointments.imported": _("导入任用档案"),
    "personnel-action.attach": _("上传考核奖惩档案材料"),
    "personnel-action.decide": _("登记考核奖惩决定"),
    "personnel-action.open": _("开立考核奖惩档案"),
    "personnel-action.reply": _("记录本人对考核奖惩的意见"),
    "personnel-action.withdraw": _("撤回考核奖惩档案"),
}
