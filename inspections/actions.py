"""What the ledger's log calls what was done to inspections by deputies (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "deputy.change": _("修改代表、委员信息"),
    "deputy.enter": _("登记代表、委员"),
    "inspection.call": _("确定视察日期并通知"),
    "inspection.close": _("办结视察"),
    "inspection.draw": _("抽选视察成员"),
    "inspection.gather": _("汇总视察建议"),
    "inspection.hand-in": _("提交视察意见建议"),
    "inspection.judge": _("评价视察建议答复"),
    "inspection.list": _("公布抽选名单"),
    "inspection.plan.approve": _("批准年度视察计划"),
    "inspection.plan.change": _("起草视察计划调整"),
    "inspection.plan.draft": _("起草年度视察计划"),
    "inspection.plan.drop": _("提出调出计划内的视察"),
    "inspection.plan.line": _("列入视察计划草案"),
    "inspection.plan.remove-line": _("从视察计划草案移除"),
    "inspection.plan.return": _("退回视察计划"),
    "inspection.plan.submit": _("提交视察计划"),
    "inspection.plan.withdraw": _("放弃视察计划调整"),
    "inspection.progress": _("登记视察建议落实情况"),
    "inspection.replace": _("递补视察成员"),
    "inspection.reply": _("答复视察建议"),
    "inspection.send": _("送达视察建议"),
    "inspection.settle": _("结束视察评价"),
    "inspection.visit": _("登记视察"),
}
