"""The columns of a list of past appointments: the file, then what each record of the procedure says, in the order of the regulation."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.checks.entering import FIELDS
from appointments.choices import RESULT_WORDS, KindChoice, Result
from core.importing import Column, Unreadable
from core.importing.cells import Reader, choice, code, day, flag, person_name, plain, text
from rulebook.procedures.appointments import TITLES, Exclusion, Record, Sanction

NUMBER, UNIT, STAFF_NO, NAME = "原档案编号", "决定单位", "人选工号", "人选姓名"
POST_UNIT, SECTION, POST, KIND = "任职单位", "任职内设机构", "任职职务", "任用方式"
REASON, EXCEPTIONAL, PERSONAL, MATTER, DROPPED = (
    "动议理由",
    "破格依据",
    "须核查个人有关事项",
    "讨论决定事项编号",
    "终止理由",
)
KINDS = {str(label): value for value, label in KindChoice.choices}
MOST = 100_000
BETWEEN = re.compile(r"[、，,；;\n]+")
# What each field of a record is called behind the record's own name.
PARTS: dict[str, str] = {
    "on": "日期", "since": "起日", "until": "止日", "by": "承办", "due": "应到人数", "present": "参加人数", "votes": "票数",
    "talked": "谈话人数", "team": "成员", "result": "结果", "grounds": "存在的情形", "sanction": "处分", "sanction_on": "处分日期",
    "number": "反映件数", "text": "情况",
}  # fmt: skip


def _several(content: Any) -> list[str]:
    """Names or numbers, separated by 、 or ；."""
    return list(dict.fromkeys(one.strip() for one in BETWEEN.split(plain(content)) if one.strip()))


def _grounds(content: Any) -> list[str]:
    """Grounds of exclusion, in full words separated by ；."""
    found = [one.strip() for one in re.split(r"[；;\n]+", plain(content)) if one.strip()]
    unknown = [one for one in found if one not in set(Exclusion)]
    if unknown:
        raise Unreadable(_("“%(found)s”不是第二十四条所列的情形") % {"found": "；".join(unknown)})
    return found


def _count(content: Any) -> int:
    """How many."""
    found = plain(content)
    if not found.isascii() or not found.isdecimal() or int(found) > MOST:
        raise Unreadable(_("“%(found)s”不是人数或件数，应为整数") % {"found": found})
    return int(found)


def results_of(kind: Record) -> dict[str, str]:
    """How a result of this record is worded → its value."""
    words = RESULT_WORDS.get(kind, Result.choices[:2])
    return {str(label): value for value, label in words}


def column_of(kind: str, name: str) -> str:
    """What the column of one field of a record is called."""
    return f"{TITLES[kind]}{PARTS[name]}"


def _reader(kind: Record, name: str) -> tuple[Reader, tuple[str, ...]]:
    if name in ("on", "since", "until", "sanction_on"):
        return day, ()
    if name == "result":
        options = tuple(results_of(kind))
        return choice(options), options
    if name == "sanction":
        options = tuple(one.value for one in Sanction)
        return choice(options), options
    readers: dict[str, Reader] = {
        "team": _several,
        "grounds": _grounds,
        "by": text(200),
        "text": text(20_000),
    }
    return readers.get(name, _count), ()


def _hint(name: str) -> Any:
    return {
        "team": gettext_lazy("工号，不在名册中的填姓名，用顿号隔开"),
        "grounds": gettext_lazy("第二十四条的原文，几项用分号隔开；没有的留空"),
    }.get(name, "")


def _of_records() -> tuple[Column, ...]:
    found = []
    for kind in Record:
        for name in FIELDS[kind]:
            read, options = _reader(kind, name)
            found.append(Column(column_of(kind, name), read, hint=_hint(name), options=options))
    return tuple(found)


COLUMNS: tuple[Column, ...] = (
    Column(
        NUMBER, code(40), required=True, hint=gettext_lazy("决定单位内不重复；再次导入时以单位和编号识别")
    ),
    Column(UNIT, text(80), required=True, hint=gettext_lazy("集体讨论决定的单位")),
    Column(STAFF_NO, code(32), required=True),
    Column(NAME, person_name(40), hint=gettext_lazy("填写的，与工号核对")),
    Column(POST_UNIT, text(80), required=True),
    Column(SECTION, text(80), hint=gettext_lazy("单位领导职务留空")),
    Column(POST, text(80), required=True, hint=gettext_lazy("名册中的岗位名称")),
    Column(KIND, choice(KINDS), required=True, options=tuple(KINDS)),
    Column(REASON, text(20_000)),
    Column(EXCEPTIONAL, text(200)),
    Column(PERSONAL, flag, options=("是", "否")),
    Column(MATTER, code(20), hint=gettext_lazy("决定单位人事事项的编号，在系统中有的填写")),
    Column(DROPPED, text(300), hint=gettext_lazy("没有任职的填写")),
    *_of_records(),
)
