"""The columns of the list of earlier audits (历史经济责任审计台账): the audit, then one finding a row with its rectification."""

from django.utils.translation import gettext_lazy as _

from audits.choices import Kind, RectificationState
from core.importing import Column
from core.importing.cells import choice, code, day, text
from finance.services.importing.columns import money
from rulebook.procedures.auditing import CATEGORIES, RESPONSIBILITIES

NUMBER, STAFF_NO, UNIT, POST = "审计报告文号", "工号", "单位名称", "职务"
KIND, SINCE, UNTIL, REPORTED = "审计类型", "审计期间起", "审计期间止", "审计报告日期"
CATEGORY, TITLE, FACTS, AMOUNT = "问题类别", "问题", "事实", "金额"
RESPONSIBILITY, REGULATION = "责任", "违反的规定"
DUE, STATE, MENDED_ON, RECOVERED = "整改期限", "整改状态", "整改完成日期", "已追回已纠正金额"
WORDS, APPROVAL = "整改情况", "不再整改的批准情况"

# How the spreadsheet spells what is stored.
KINDS: dict[str, str] = {"任前审计": Kind.BEFORE, "任中审计": Kind.DURING, "离任审计": Kind.LEAVING}
CATEGORY_OF: dict[str, str] = {title: category.value for category, title in CATEGORIES.items()}
RESPONSIBILITY_OF: dict[str, str] = {title: kind.value for kind, title in RESPONSIBILITIES.items()}
STATES: dict[str, str] = {
    "未整改": RectificationState.UNMENDED,
    "持续整改": RectificationState.ONGOING,
    "已整改": RectificationState.MENDED,
    "不再整改": RectificationState.ACCEPTED,
}
# What each audit must say on its first row; further rows repeat it or leave it empty.
OF_AUDIT = (NUMBER, STAFF_NO, UNIT, POST, KIND, SINCE, UNTIL, REPORTED)
NEEDED = tuple(name for name in OF_AUDIT if name != POST)
OF_FINDING = (
    CATEGORY, TITLE, FACTS, AMOUNT, RESPONSIBILITY, REGULATION, DUE, STATE, MENDED_ON, RECOVERED, WORDS, APPROVAL,
)  # fmt: skip
_ONCE = _("同一审计的第二个问题起，审计各列重复填写或者留空")


COLUMNS: tuple[Column, ...] = (
    Column(NUMBER, code(60), hint=_ONCE),
    Column(STAFF_NO, code(32), hint=_("被审计领导干部，须是系统中已有的人员")),
    Column(UNIT, text(80), hint=_("本人担任一把手的单位")),
    Column(POST, text(60), hint=_("在该单位先后任几个职务的填写")),
    Column(KIND, choice(tuple(KINDS)), options=tuple(KINDS)),
    Column(SINCE, day),
    Column(UNTIL, day, hint=_("任满五年从此日起重新计算（L5）")),
    Column(REPORTED, day),
    Column(CATEGORY, choice(tuple(CATEGORY_OF)), options=tuple(CATEGORY_OF)),
    Column(TITLE, text(200), hint=_("一行一个问题；没有发现问题的留空")),
    Column(FACTS, text(5000)),
    Column(AMOUNT, money, hint=_("元")),
    Column(
        RESPONSIBILITY, choice(tuple(RESPONSIBILITY_OF)), options=tuple(RESPONSIBILITY_OF),
        hint=_("以前认定主管责任的，填领导责任"),
    ),
    Column(REGULATION, text(300)),
    Column(DUE, day, hint=_("留空的按审计报告日期推算（L15）")),
    Column(STATE, choice(tuple(STATES)), options=tuple(STATES), hint=_("留空的视为未整改")),
    Column(MENDED_ON, day, hint=_("已整改、不再整改的填写")),
    Column(RECOVERED, money, hint=_("元")),
    Column(WORDS, text(2000), hint=_("不再整改的写明理由")),
    Column(APPROVAL, text(200)),
)  # fmt: skip
