"""What the ledger's log calls what was done to keeping, destroying and copies (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "destruction.approve": _("批准销毁清单"),
    "destruction.decline": _("不同意销毁"),
    "destruction.done": _("完成销毁"),
    "hold.lift": _("解除暂停销毁"),
    "hold.place": _("暂停销毁"),
    "own-data.ask": _("申请本人信息副本"),
    "own-data.take": _("下载本人信息副本"),
}
