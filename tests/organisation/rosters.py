"""Rosters for tests, written as an office would. Every name is invented."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from core.importing import Report
from organisation.services import import_roster
from tests.today import DAY

HEADER = (
    "单位名称*", "单位类别*", "上级单位", "行政区划代码", "统一社会信用代码", "内设机构", "职务*", "是否一把手*(是/否)",
    "管理层级(县管/部门管)", "姓名*", "工号*", "任职日期*", "离任日期",
    "任职方式(正式/主持工作/兼任/挂职)", "联系县领导工号", "备注",
)  # fmt: skip
FINANCE: dict[str, Any] = {
    "单位名称*": "县财政局",
    "单位类别*": "政府部门",
    "职务*": "局长",
    "是否一把手*(是/否)": "是",
    "姓名*": "云知远",
    "工号*": "A001",
    "任职日期*": "2021-03-01",
}


def row(**changes: Any) -> dict[str, Any]:
    """The head of the finance bureau, or whom `changes` (by the bare name of a column) make of them."""
    made = dict(FINANCE)
    for name, value in changes.items():
        made[next(column for column in HEADER if column.split("*")[0].split("(")[0] == name)] = value
    return made


def csv_of(rows: Sequence[Mapping[str, Any]], encoding: str = "utf-8") -> bytes:
    """A .csv with every column."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows([made.get(name, "") for name in HEADER] for made in rows)
    return out.getvalue().encode(encoding)


def xlsx_of(rows: Sequence[Mapping[str, Any]], header: Sequence[str] = HEADER) -> bytes:
    """An .xlsx with every column; values keep their types."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(header))
    for made in rows:
        sheet.append([made.get(name) for name in header])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def load(*rows: Mapping[str, Any], on: date = DAY, **options: Any) -> Report:
    """Import rows as a .csv."""
    return import_roster(content=csv_of(rows), name="roster.csv", by=None, on=on, **options)


def loaded(*rows: Mapping[str, Any], on: date = DAY) -> Report:
    """Import rows that have no errors."""
    report = load(*rows, on=on)
    assert report.errors == []
    return report


def errors(report: Report) -> list[tuple[int, str]]:
    """Where the errors are."""
    return [(error.row, error.column) for error in report.errors]


def output(text: str) -> dict[str, Any]:
    """What a command printed with --json."""
    read: dict[str, Any] = json.loads(text)
    return read
