"""The page of the import of purchases: what it is called and which form it takes."""

from django.utils.translation import gettext_lazy as _

from finance.services.importing import COLUMNS, NOUN
from organisation.presenters.imports import ImportKind

PURCHASES = ImportKind(
    kind="purchases",
    title=_("导入采购"),
    intro=_(
        "导入采购台账（.xlsx、.csv），或者《开放合同数据标准》（OCDS）的发布（.jsonl、.json）。先检查并预览变化，确认后才保存；"
        "有任何错误则全部不保存。"
    ),
    page="purchases-import",
    template_page="purchases-template",
    sheet=_("采购台账"),
    columns=COLUMNS,
    nouns={NOUN: _("采购")},
    next_page="purchase-list",
    next_label=_("查看采购"),
    suffixes=(".xlsx", ".csv", ".jsonl", ".json"),
)
