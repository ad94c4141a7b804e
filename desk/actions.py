"""What the ledger's log calls what was done to the pages across apps (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "finding.export": _("导出问题"),
    "finding.viewed": _("查看问题"),
}
