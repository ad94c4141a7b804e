"""The columns of the county's list of projects (工程项目台账): the project, five columns a stage, and one part with its contract."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import Column, Unreadable
from core.importing.cells import choice, code, day, text
from finance.services.importing.columns import METHODS, bids, credit_code, money, payments
from rulebook.procedures.projects import TITLES, Stage

NUMBER, UNIT, TITLE, SUMMARY = "项目编号", "单位名称", "项目名称", "建设内容"
TOTAL, PUBLIC, FUNDING, SPARED = "总投资", "预算资金", "资金来源", "不需要征迁的理由"
PART, CATEGORY, ESTIMATE, METHOD, EXEMPT = (
    "标段名称",
    "标段类别",
    "合同估算价",
    "发包方式",
    "不招标的批准依据",
)
ISSUED, OPENED, SHOWN_FROM, SHOWN_UNTIL = "招标文件发出日期", "开标日期", "公示开始日期", "公示结束日期"
AWARDED, SUPPLIER, SUPPLIER_CODE, BIDDERS = "中标日期", "中标单位", "中标单位信用代码", "投标情况"
SIGNED, CONTRACT, STARTED, ACCEPTED = "合同日期", "合同金额", "开工日期", "竣工验收日期"
FINAL_ON, FINAL, MEASURES, PAYMENTS = "决算日期", "决算金额", "验收计量", "付款"
PART_CATEGORIES = {"施工": "works", "货物": "goods", "服务": "services"}
# What a stage has, in the order of its columns, and which field of the row each fills.
OF_STAGE = (
    ("计划开始", "planned_from"), ("计划完成", "planned_until"), ("实际开始", "began_on"), ("实际完成", "ended_on"),
    ("决策编号", "matter"),
)  # fmt: skip


def stage_column(stage: Stage, what: str) -> str:
    """What a column of a stage is called."""
    return f"{TITLES[stage]}{what}"


def above_zero(content: Any) -> Decimal:
    """A sum above zero."""
    amount = money(content)
    if not amount:
        raise Unreadable(_("金额须大于零"))
    return amount


def _stage_columns() -> tuple[Column, ...]:
    return tuple(
        Column(
            stage_column(stage, what),
            code(20) if field == "matter" else day,
            hint=gettext_lazy("本单位所依据的决策事项的编号") if field == "matter" else "",
        )
        for stage in Stage
        for what, field in OF_STAGE
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        NUMBER, code(60), required=True, hint=gettext_lazy("本单位的项目编号；再次导入时以单位和编号识别")
    ),
    Column(UNIT, text(80), required=True, hint=gettext_lazy("系统中已有的单位")),
    Column(TITLE, text(200), required=True),
    Column(SUMMARY, text(5000)),
    Column(TOTAL, above_zero, required=True, hint=gettext_lazy("元")),
    Column(PUBLIC, money, required=True, hint=gettext_lazy("元；财政资金、国有资金")),
    Column(FUNDING, text(200)),
    *_stage_columns(),
    Column(SPARED, text(200), hint=gettext_lazy("需要征地拆迁的留空")),
    Column(
        PART,
        text(100),
        hint=gettext_lazy("一行一个标段；同一项目有几个标段的，每个标段一行，项目各列重复填写"),
    ),
    Column(CATEGORY, choice(tuple(PART_CATEGORIES)), options=tuple(PART_CATEGORIES)),
    Column(ESTIMATE, money, hint=gettext_lazy("元")),
    Column(METHOD, choice(METHODS), options=METHODS),
    Column(EXEMPT, text(200)),
    Column(ISSUED, day),
    Column(OPENED, day),
    Column(SHOWN_FROM, day),
    Column(SHOWN_UNTIL, day),
    Column(AWARDED, day),
    Column(SUPPLIER, text(120)),
    Column(SUPPLIER_CODE, credit_code, hint=gettext_lazy("18 位，系统核对校验位")),
    Column(BIDDERS, bids, hint=gettext_lazy("名称 信用代码 报价 状态；多家用分号隔开")),
    Column(SIGNED, day),
    Column(CONTRACT, money, hint=gettext_lazy("元")),
    Column(STARTED, day),
    Column(ACCEPTED, day),
    Column(FINAL_ON, day),
    Column(FINAL, money, hint=gettext_lazy("元")),
    Column(MEASURES, payments, hint=gettext_lazy("日期 累计金额；多次用分号隔开")),
    Column(PAYMENTS, payments, hint=gettext_lazy("日期 金额；多次用分号隔开")),
)
# Column → field of the part, for what is stored as it is read.
PART_FIELDS: dict[str, str] = {
    ESTIMATE: "estimate", METHOD: "method_name", EXEMPT: "exempt", ISSUED: "documents_on", OPENED: "opened_on",
    SHOWN_FROM: "publicity_from", SHOWN_UNTIL: "publicity_until", AWARDED: "awarded_on", SIGNED: "contract_on",
    CONTRACT: "contract_amount", STARTED: "started_on", ACCEPTED: "accepted_on", FINAL_ON: "final_on",
    FINAL: "final_amount",
}  # fmt: skip
COLUMN_OF = {field: column for column, field in PART_FIELDS.items()} | {
    "supplier": SUPPLIER, "bidders": BIDDERS, "name": PART, "number": NUMBER, "total": TOTAL, "public": PUBLIC,
    "spared": SPARED,
}  # fmt: skip
