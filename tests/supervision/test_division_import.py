"""Importing divisions of work: all or nothing, errors by row and column, the same file twice changes nothing."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from core.importing import Report
from rulebook.division import FIELDS, Field
from supervision.models import Charge, Finding
from supervision.selectors import holder_of
from supervision.services import import_division
from tests.supervision.test_division_of_work import LONG_PAST, Town
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
HEADER = ("单位名称", "分管工作", "分管领导工号", "起始日期", "依据")
BASIS = "镇党委〔2026〕1号"


@pytest.fixture
def town() -> Town:
    return Town()


def rows(town: Town, since: date = LONG_PAST, **changed: str) -> list[tuple[str, ...]]:
    """Five rows of the town, everything with the deputy; `changed` are staff numbers by field."""
    return [
        (town.unit.name, rule.title, changed.get(name, town.deputy.staff_no), since.isoformat(), BASIS)
        for name, rule in FIELDS.items()
    ]


def csv(*lines: tuple[Any, ...]) -> bytes:
    return "\n".join(",".join(map(str, line)) for line in (HEADER, *lines)).encode()


def imported(content: bytes, **how: Any) -> Report:
    return import_division(content=content, name="分工.csv", by=None, on=DAY, **how)


def test_a_file_enters_the_divisions_of_its_days_in_their_order(town: Town) -> None:
    second = rows(town, DAY, finance=town.head.staff_no, approval="无此项工作")
    report = imported(csv(*second, *rows(town)))
    assert report.as_json()["created"] == {"charges": 10}
    assert holder_of(town.unit.pk, Field.FINANCE, DAY - timedelta(days=1)) == town.deputy
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.head
    assert Finding.objects.get().code == "head-holds-finance"


def test_the_same_file_again_changes_nothing(town: Town) -> None:
    content = csv(*rows(town), *rows(town, DAY))
    imported(content)
    before = Charge.history.count()
    assert imported(content).as_json() == {
        "created": {"charges": 0}, "changed": {"charges": 0}, "unchanged": {"charges": 10}, "errors": [],
    }  # fmt: skip
    assert Charge.history.count() == before


def test_a_corrected_file_changes_what_it_says_otherwise(town: Town) -> None:
    imported(csv(*rows(town)))
    report = imported(csv(*rows(town, finance=town.other.staff_no)))
    assert report.as_json()["changed"] == {"charges": 1}
    assert report.as_json()["unchanged"] == {"charges": 4}
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.other


def test_trying_it_out_says_the_same_and_stores_nothing(town: Town) -> None:
    report = imported(csv(*rows(town, finance=town.head.staff_no)), dry_run=True)
    assert report.as_json()["created"] == {"charges": 5}
    assert not Charge.objects.exists()
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({0: "没有这个镇"}, "单位名称", "找不到单位"),
        ({1: "天气"}, "分管工作", "财务"),
        ({2: "X1"}, "分管领导工号", "找不到工号"),
        ({2: "无此项工作"}, "分管领导工号", "每个单位都有财务工作"),
        ({3: "昨天"}, "起始日期", "昨天"),
        ({4: ""}, "依据", "不能为空"),
        ({4: "别的文件"}, "依据", "同一文件"),
    ],
)
def test_an_error_is_named_by_row_and_column_and_nothing_is_stored(
    town: Town, change: dict[int, str], column: str, words: str
) -> None:
    lines = rows(town)
    wrong = tuple(change.get(at, cell) for at, cell in enumerate(lines[0]))
    report = imported(csv(*lines[1:], wrong))
    [error] = [one for one in report.errors if one.column == column]
    assert error.row in {6, 2} if column == "依据" else error.row == 6
    assert words in error.message
    assert not Charge.objects.exists()


def test_who_is_no_leader_a_doubled_row_and_a_unit_of_another_county_are_refused(town: Town) -> None:
    clerk = imported(csv(*rows(town, personnel=town.clerk.staff_no)))
    assert [(one.row, one.column) for one in clerk.errors] == [(3, "分管领导工号")]
    assert "不是本单位班子成员" in clerk.errors[0].message
    doubled = imported(csv(*rows(town), rows(town)[0]))
    assert [(one.row, one.column) for one in doubled.errors] == [(7, "分管工作")]
    assert imported(csv(*rows(town)), counties=frozenset({"610926"})).is_refused
    assert not Charge.objects.exists()


def test_the_command_reads_a_workbook_and_ends_with_1_where_it_is_refused(
    town: Town, tmp_path: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fix_today(monkeypatch)
    book, stream = Workbook(), io.BytesIO()
    for line in (HEADER, *rows(town)):
        book.active.append(line)
    book.save(stream)
    file = tmp_path / "分工.xlsx"
    file.write_bytes(stream.getvalue())
    call_command("import_division", str(file))
    assert "新增 5" in capsys.readouterr().out
    file.write_bytes(b"")
    with pytest.raises(CommandError) as refused:
        call_command("import_division", str(file))
    assert refused.value.returncode == 1
