"""What the ledger's log calls what was done to funds and purchases (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "budget.adjust": _("调整预算"),
    "budget.enter": _("登记预算"),
    "funds.cancel": _("作废审批单"),
    "funds.change": _("修改资金使用"),
    "funds.enter": _("登记资金使用"),
    "funds.export": _("导出资金使用"),
    "funds.imported": _("导入资金台账"),
    "funds.name-columns": _("设定资金台账列名"),
    "funds.name-signers": _("指定审批单签字人"),
    "funds.pay": _("登记支付"),
    "funds.sign": _("审批单签字"),
    "off-book.close": _("办结账外资金清理"),
    "off-book.record": _("登记账外资金"),
    "off-book.step": _("登记账外资金清理情况"),
    "purchase.change": _("修改采购"),
    "purchase.enter": _("登记采购"),
    "purchase.export": _("导出采购"),
    "purchases.imported": _("导入采购"),
    "self-check.sign": _("账外资金自查签字"),
    "self-check.state": _("填写账外资金自查"),
}
