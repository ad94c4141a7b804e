"""The columns of a roster (花名册), exactly as the interchange names them."""

from typing import Any

from django.utils.translation import gettext as _

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


COLUMNS: tuple[Column, ...] = (
    Column(UNIT, text(80), required=True),
    Column(CATEGORY, choice(Category), required=True),
    Column(PARENT, text(80)),
    Column(DIVISION, division_code),
    Column(CREDIT_CODE, credit_code),
    Column(SECTION, text(60)),
    Column(TITLE, text(60), required=True),
    Column(IS_HEAD, flag, required=True),
    Column(MANAGED_BY, choice(Management)),
    Column(NAME, person_name(40), required=True),
    Column(STAFF_NO, code(32), required=True),
    Column(START, day, required=True),
    Column(END, day),
    Column(KIND, choice(TenureKind)),
    Column(LEADER, code(32)),
    Column(NOTE, text(200)),
)
