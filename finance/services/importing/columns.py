"""The columns of the county's list of purchases (采购台账), exactly as the interchange names them, and what their cells hold."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.credit_code import is_valid
from core.importing import Column, Unreadable
from core.importing.cells import choice, code, day, flag, person_name, plain, text
from finance.choices import BidStatus
from finance.procedure.parties import known
from finance.services.purchases import BidLine, ChangeLine, PaymentLine
from rulebook.procedures.procurement import METHOD_NAMES

NUMBER, UNIT, TITLE, CATEGORY, METHOD = "编号", "单位名称", "项目名称", "类别", "采购方式"
ITEM, BUDGET, PROJECT, WORKS = "品目编码", "预算项目", "工程项目", "与工程建设有关"
APPROVED, ADJUSTED, ESTIMATE, CEILING = "已批准其他采购方式", "预算已调整", "预算金额", "最高限价"
ISSUED, OFFERED, OPENED, REPORTED = "文件发出日期", "文件提供截止日期", "开标日期", "收到评标报告日期"
SHOWN_FROM, SHOWN_UNTIL, AWARDED, AWARD = "公示开始日期", "公示结束日期", "中标日期", "中标金额"
SUPPLIER, SUPPLIER_CODE, SIGNED, CONTRACT = "供应商", "供应商信用代码", "合同日期", "合同金额"
CHANGES, ACCEPTED, PAYMENTS, BIDS = "合同变更", "验收日期", "付款", "投标情况"
HANDLER, HANDLED_BY, MATTER, CANCELLED = "经办人工号", "经办人姓名", "决策事项编号", "已终止"

MOST = Decimal(10) ** 13
BETWEEN = re.compile(r"[；;]+")
COMMAS = re.compile(r"[,，元]")
CATEGORY_TITLES = ("货物", "服务", "工程")
CATEGORY_OF = dict(zip(CATEGORY_TITLES, ("goods", "services", "works"), strict=True))
METHODS = tuple(name for name, _method in METHOD_NAMES)
STATUS_OF = {
    "有效": BidStatus.VALID.value,
    "被否决": BidStatus.DISQUALIFIED.value,
    "无效": BidStatus.DISQUALIFIED.value,
    "已撤回": BidStatus.WITHDRAWN.value,
    "待评审": BidStatus.PENDING.value,
}
YES_NO = ("是", "否")


def money(content: Any) -> Decimal:
    """A sum in yuan with at most two decimals, not below zero."""
    found = plain(content)
    try:
        amount = Decimal(COMMAS.sub("", found))
    except InvalidOperation as error:
        raise Unreadable(_("“%(found)s”不是金额，单位为元，如 120000.00") % {"found": found}) from error
    if not amount.is_finite() or not 0 <= amount < MOST:
        raise Unreadable(_("“%(found)s”不是合理的金额") % {"found": found})
    if amount != amount.quantize(Decimal("0.01")):
        raise Unreadable(_("“%(found)s”的小数超过两位") % {"found": found})
    return amount.quantize(Decimal("0.01"))


def credit_code(content: Any) -> str:
    """A unified social credit code with the right check digit."""
    found: str = code(40)(content).upper()
    if not is_valid(found):
        raise Unreadable(_("统一社会信用代码“%(code)s”不是 18 位，或者校验位不正确") % {"code": found})
    return found


def _parts(content: Any) -> Iterator[list[str]]:
    for part in BETWEEN.split(text(20_000)(content)):
        words = part.split()
        if words:
            yield words


def bids(content: Any) -> tuple[BidLine, ...]:
    """名称 [信用代码] [报价] [状态], one bid behind another, separated by ；."""
    found = []
    for name, *rest in _parts(content):
        number, amount, status = "", None, BidStatus.VALID.value
        for word in rest:
            if word in STATUS_OF:
                status = STATUS_OF[word]
            elif is_valid(word.upper()):
                number = word.upper()
            else:
                amount = money(word)
        found.append(BidLine(known(name, number), amount=amount, status=status))
    return _once(found)


def _once(found: list[BidLine]) -> tuple[BidLine, ...]:
    keys = [one.supplier.key for one in found]
    double = next((key for key in keys if keys.count(key) > 1), None)
    if double is not None:
        raise Unreadable(_("投标人“%(name)s”出现了两次") % {"name": double})
    return tuple(found)


def changes(content: Any) -> tuple[ChangeLine, ...]:
    """日期 变更后金额 [原因], separated by ；."""
    found = []
    for words in _parts(content):
        if len(words) < 2:
            raise Unreadable(_("每次变更应写明日期和变更后金额，如 2026-06-01 3190000"))
        found.append(ChangeLine(day(words[0]), money(words[1]), " ".join(words[2:])[:200]))
    return tuple(found)


def payments(content: Any) -> tuple[PaymentLine, ...]:
    """日期 [金额], separated by ；."""
    return tuple(
        PaymentLine(day(words[0]), money(words[1]) if len(words) > 1 else None) for words in _parts(content)
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        NUMBER, code(60), required=True, hint=gettext_lazy("本单位的采购编号；再次导入时以单位和编号识别")
    ),
    Column(UNIT, text(80), required=True, hint=gettext_lazy("系统中已有的单位")),
    Column(TITLE, text(200), required=True),
    Column(CATEGORY, choice(CATEGORY_TITLES), required=True, options=CATEGORY_TITLES),
    Column(METHOD, choice(METHODS), required=True, options=METHODS),
    Column(ITEM, code(20), hint=gettext_lazy("《政府采购品目分类目录》的编码，如 A02010105")),
    Column(BUDGET, text(100)),
    Column(PROJECT, text(100)),
    Column(WORKS, flag, options=YES_NO),
    Column(APPROVED, flag, options=YES_NO),
    Column(ADJUSTED, flag, options=YES_NO),
    Column(ESTIMATE, money, hint=gettext_lazy("元")),
    Column(CEILING, money, hint=gettext_lazy("元")),
    Column(ISSUED, day, hint=gettext_lazy("如 2026-03-01")),
    Column(OFFERED, day),
    Column(OPENED, day, hint=gettext_lazy("投标截止、开标")),
    Column(REPORTED, day),
    Column(SHOWN_FROM, day),
    Column(SHOWN_UNTIL, day),
    Column(AWARDED, day, hint=gettext_lazy("中标、成交通知书发出")),
    Column(AWARD, money, hint=gettext_lazy("元")),
    Column(SUPPLIER, text(120)),
    Column(SUPPLIER_CODE, credit_code, hint=gettext_lazy("18 位，系统核对校验位")),
    Column(SIGNED, day),
    Column(CONTRACT, money, hint=gettext_lazy("元")),
    Column(CHANGES, changes, hint=gettext_lazy("日期 变更后金额 原因；多次用分号隔开")),
    Column(ACCEPTED, day),
    Column(PAYMENTS, payments, hint=gettext_lazy("日期 金额；多次用分号隔开")),
    Column(BIDS, bids, hint=gettext_lazy("名称 信用代码 报价 状态（有效、被否决、已撤回）；多家用分号隔开")),
    Column(HANDLER, code(32), hint=gettext_lazy("名册中的工号")),
    Column(HANDLED_BY, person_name(40), hint=gettext_lazy("不在名册中的经办人")),
    Column(MATTER, code(20), hint=gettext_lazy("本单位所依据的决策事项的编号")),
    Column(CANCELLED, flag, options=YES_NO),
)
# Column → field of the purchase, for what is stored as it is read.
FIELDS: dict[str, str] = {
    TITLE: "title", METHOD: "method_name", ITEM: "item_code", BUDGET: "budget_item", PROJECT: "project",
    WORKS: "part_of_works", APPROVED: "method_approved", ADJUSTED: "budget_adjusted", ESTIMATE: "estimate",
    CEILING: "ceiling", ISSUED: "documents_on", OFFERED: "documents_until", OPENED: "opened_on",
    REPORTED: "reported_on", SHOWN_FROM: "publicity_from", SHOWN_UNTIL: "publicity_until", AWARDED: "awarded_on",
    AWARD: "award_amount", SIGNED: "contract_on", CONTRACT: "contract_amount", ACCEPTED: "accepted_on",
    HANDLED_BY: "handled_by", CANCELLED: "cancelled",
}  # fmt: skip
COLUMN_OF = {field: column for column, field in FIELDS.items()} | {
    "supplier": SUPPLIER, "changes": CHANGES, "payments": PAYMENTS, "bids": BIDS, "number": NUMBER, "matter": MATTER,
}  # fmt: skip
