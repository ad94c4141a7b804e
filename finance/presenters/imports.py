"""The pages of the imports of purchases and of ledgers: what they are called and which form they take."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import clock
from finance.policies import own_fund_units
from finance.services.checking import OF_COUNTY
from finance.services.funds.checking import OF_UNIT
from finance.services.importing import COLUMNS, NOUN
from finance.services.ledgers import KIND as LEDGER_KIND
from finance.services.ledgers import NOUN as PAYMENTS
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
    rechecks=(OF_COUNTY,),
)


def _keeps_funds(user: Any) -> bool:
    return own_fund_units(user, clock.today()).exists()


LEDGER = ImportKind(
    kind=LEDGER_KIND,
    title=_("导入资金台账"),
    intro=_(
        "选择本单位的资金台账（.xlsx、.csv），指明哪一列是什么，检查并预览变化，确认后才保存；有任何错误则全部不保存。"
    ),
    page="fund-import",
    template_page="fund-import",
    sheet=_("资金台账"),
    columns=(),
    nouns={PAYMENTS: _("支出")},
    next_page="fund-list",
    next_label=_("查看资金使用"),
    open_to=_keeps_funds,
    rechecks=(OF_UNIT,),
)
