"""The columns of a roster (花名册), exactly as the interchange names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.credit_code import is_valid
from core.importing import Column, Unreadable
from core.importing.cells import choice, code, day, flag, person_name, text
from rulebook.establishment import Category
from rulebook.tenure import Management, TenureKind

UNIT, CATEGORY, PARENT = "单位名称", "单位类别", "上级单位"
DIVISION, CREDIT_CODE, SECTION = "行政区划代码", "统一社会信用代码", "内设机构"
TITLE, IS_HEAD, MANAGED_BY = "职务", "是否一把手", "管理层级"
NAME, STAFF_NO = "姓名", "工号"
START, END, KIND = "任职日期", "离任日期", "任职方式"
LEADER, NOTE = "联系县领导工号", "备注"


def division_code(content: Any) -> str:
    """A division's code cut to what the divisions know: six digits for a county, nine for a town, also where a village's is given."""
    found: str = code(20)(content)
    if not (found.isascii() and found.isdigit() and len(found) in {6, 9, 12}):
        raise Unreadable(_("“%(found)s”不是行政区划代码，应为 6、9 或 12 位数字") % {"found": found})
    return found[:6] if not found[6:].strip("0") else found[:9]


def credit_code(content: Any) -> str:
    """A unified social credit code with the right check digit (GB 32100-2015)."""
    found: str = code(40)(content).upper()
    if len(found) != 18:
        raise Unreadable(_("统一社会信用代码应为 18 位，现有 %(length)s 位") % {"length": len(found)})
    if not is_valid(found):
        raise Unreadable(_("统一社会信用代码“%(found)s”的校验位不正确") % {"found": found})
    return found


CATEGORIES = tuple(item.value for item in Category)
MANAGEMENTS = tuple(item.value for item in Management)
KINDS = tuple(item.value for item in TenureKind)
YES_NO = ("是", "否")

COLUMNS: tuple[Column, ...] = (
    Column(UNIT, text(80), required=True, hint=_("同一县内以名称识别单位，请始终写法一致")),
    Column(CATEGORY, choice(CATEGORIES), required=True, options=CATEGORIES),
    Column(PARENT, text(80), hint=_("主管部门，须是本文件或系统中已有的单位；变更自导入之日起生效")),
    Column(DIVISION, division_code, hint=_("6 位（县）或 9 位（乡镇），村级 12 位代码取前 9 位")),
    Column(CREDIT_CODE, credit_code, hint=_("18 位，系统核对校验位")),
    Column(SECTION, text(60), hint=_("填写时，本行表示内设机构负责人")),
    Column(TITLE, text(60), required=True, hint=_("如：局长、党委书记、镇长")),
    Column(IS_HEAD, flag, required=True, options=YES_NO),
    Column(
        MANAGED_BY,
        choice(MANAGEMENTS),
        options=MANAGEMENTS,
        hint=_("不填时，有上级单位的事业单位和国有企业为部门管，其余为县管"),
    ),
    Column(NAME, person_name(40), required=True),
    Column(STAFF_NO, code(32), required=True, hint=_("一人一号，建议设为文本格式以保留前面的 0")),
    Column(START, day, required=True, hint=_("任职的第一天，如 2026-03-01")),
    Column(END, day, hint=_("不再任职的第一天，接任者可自该日任职；在任的不填")),
    Column(KIND, choice(KINDS), options=KINDS, hint=_("不填为正式")),
    Column(LEADER, code(32), hint=_("分管联系该单位的县领导的工号，须是本文件或系统中已有的人员")),
    Column(NOTE, text(200)),
)
